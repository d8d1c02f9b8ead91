import { z } from 'zod';
import { Instant } from '../instant.js';
import type { GeoJsonFeature } from '../picture/feature.v1.js';

/** How far back and how far on the history is whole; both null when nothing was recorded yet. */
export const HistoryReach = z.object({
  /** Before it versions may be missing: the log had dropped them when this history was made. */
  historyCompleteFrom: Instant.nullable(),
  /** Records appended later are not in the answer yet. */
  historyCompleteTo: Instant.nullable(),
  /**
   * Of a sensor that only said newer values, one version in so many seconds was kept; the readings in between are not in the
   * answer, and silence is told no sooner than so much later. Absent = all were kept.
   */
  sensorsEverySeconds: z.int().positive().optional(),
});
export type HistoryReach = z.infer<typeof HistoryReach>;

/** One version of one feature, with both clocks: `valid` in the feature is the world's, `knownFrom`/`knownTo` the hub's. */
export const FeatureVersion = z.object({
  /** When the hub's log had it. */
  knownFrom: Instant,
  /** When the next version, or the removal, took its place; null while it stands. */
  knownTo: Instant.nullable(),
  /** It was the last version: the feature left the picture at `knownTo`. */
  removed: z.boolean(),
  /** For the last version: since when in the world it was no longer so, which a late report may say long after. */
  goneFrom: Instant.nullable().optional(),
  feature: z.custom<GeoJsonFeature>((value) => typeof value === 'object' && value !== null),
});
export type FeatureVersion = z.infer<typeof FeatureVersion>;

/**
 * `GET /api/v1/features/{id}/history`: the versions that the asker may see, oldest first. Of an id that was merged into another:
 * its own until then, and those of the feature that answers for it.
 */
export const FeatureHistory = HistoryReach.extend({
  /** The feature that answers. */
  id: z.string(),
  /** The id that was asked for, where that one was merged into `id`. */
  askedFor: z.string().optional(),
  versions: z.array(FeatureVersion),
});
export type FeatureHistory = z.infer<typeof FeatureHistory>;

/**
 * `GET /api/v1/picture?at=&knownAt=`. `knownAt` alone: the picture as it was published then. `at`: what was in force
 * then, by what is known now, or was known at `knownAt`.
 */
export const PastPicture = HistoryReach.extend({
  type: z.literal('FeatureCollection'),
  features: z.array(z.custom<GeoJsonFeature>((value) => typeof value === 'object' && value !== null)),
  at: Instant.nullable(),
  knownAt: Instant.nullable(),
});
export type PastPicture = z.infer<typeof PastPicture>;
