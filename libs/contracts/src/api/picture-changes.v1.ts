import { z } from 'zod';
import { Geometry } from '../hazards/geometry.js';
import { Instant } from '../instant.js';
import { FeatureV1 } from '../picture/feature.v1.js';
import { FeatureProperties } from '../picture/hazard-properties.js';
import { HistoryReach } from './history.js';

/** Which clock a stretch of time is on: what the hub knew, or what was so in the world. */
export const PictureClock = z.enum(['known', 'valid']);
export type PictureClock = z.infer<typeof PictureClock>;

const Index = z.int().nonnegative();

/** A feature whose large parts stand once in the page's lists. */
export const CompactVersion = FeatureV1.omit({ geometry: true, area: true, properties: true }).extend({
  /** Index into `geometries`. */
  geometry: Index.nullable(),
  /** Index into `areas`. */
  area: Index.nullable(),
  /** Index into `details`. */
  detail: Index,
});
export type CompactVersion = z.infer<typeof CompactVersion>;

/**
 * `GET /api/v1/picture/changes?from=&to=&clock=`: a picture and how it changed, for a time slider. The picture at any moment t
 * up to `upTo` is the start with every change at or before t; it equals `GET /api/v1/picture?knownAt=t` (clock known) or
 * `?at=t` (clock valid) as the asker may see it.
 */
export const PictureChangesV1 = HistoryReach.extend({
  clock: PictureClock,
  from: Instant,
  to: Instant,
  /** With the clock valid: by what was known then; null = by everything known. */
  knownAt: Instant.nullable(),
  /** Every change up to here is in this page and those before it; `to` on the last page. */
  upTo: Instant,
  /** What goes on after `upTo`: the same question with `cursor` set to this; null on the last page. */
  next: z.string().nullable(),
  geometries: z.array(Geometry),
  areas: z.array(FeatureV1.shape.area.unwrap()),
  details: z.array(FeatureProperties),
  versions: z.array(CompactVersion),
  /** The picture at `from`, as indices into `versions`; null on every page but the first. */
  start: z.array(Index).nullable(),
  /** In order of time, one entry a moment. */
  changes: z.array(
    z.object({
      at: Instant,
      /** Indices into `versions`: new, or in place of the version before. */
      upserts: z.array(Index),
      /** Ids of what left the picture, or what the asker sees of it. */
      removes: z.array(z.string()),
    }),
  ),
});
export type PictureChangesV1 = z.infer<typeof PictureChangesV1>;

/** A version of a page as the whole feature; `undefined` when the page has none of this index. */
export function versionIn(
  { versions, geometries, areas, details }: Pick<PictureChangesV1, 'versions' | 'geometries' | 'areas' | 'details'>,
  index: number,
): FeatureV1 | undefined {
  const compact = versions[index];
  if (compact === undefined) return undefined;
  const { geometry, area, detail, ...rest } = compact;
  const properties = details[detail];
  if (properties === undefined) return undefined;
  return {
    ...rest,
    geometry: geometry === null ? null : (geometries[geometry] ?? null),
    area: area === null ? null : (areas[area] ?? null),
    properties,
  };
}
