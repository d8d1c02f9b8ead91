import { z } from 'zod';
import { FeatureId } from '../ids.js';
import { Instant } from '../instant.js';
import { RollupHazard } from './rollups.js';

/** So many are listed at most; the counts count all. */
export const SILENCE_LISTED_AT_MOST = 500;

const Silent = z.object({
  name: z.string(),
  /** The worst of what nothing came after. */
  hazard: RollupHazard,
  /** When the first of it began: the silence is so long, and grows. */
  since: Instant,
  /** The last word before that; null: never one. */
  lastHeardAt: Instant.nullable(),
});

/** A municipality of which nobody said a word since. */
export const SilentMunicipality = Silent.extend({
  /** JIS code of 5 digits. */
  code: z.string(),
  /** `[west, south, east, north]`; null where the boundaries have no shape. */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly().nullable(),
  /** Shelters that stand in it. */
  shelters: z.int().nonnegative(),
});
export type SilentMunicipality = z.infer<typeof SilentMunicipality>;

/** A shelter of which nobody said a word since. */
export const SilentPlace = Silent.extend({
  id: FeatureId,
  /** The municipality that it counts in. */
  municipality: z.string(),
  lngLat: z.tuple([z.number(), z.number()]).readonly().nullable(),
  /** The registry's telephone. */
  phone: z.string().nullable(),
  /** Whether it was open when somebody last said so; null: nobody ever did. */
  state: z.string().nullable(),
});
export type SilentPlace = z.infer<typeof SilentPlace>;

/** `GET /api/v1/silence`: where nothing has come from, though it should have; the longest silence first, of equals the worst hazard. */
export const Silence = z.object({
  exercise: z.boolean(),
  /** Of all municipalities and shelters under such a hazard, and of the silent ones. */
  counts: z.object({
    municipalities: z.int().nonnegative(),
    silentMunicipalities: z.int().nonnegative(),
    shelters: z.int().nonnegative(),
    silentShelters: z.int().nonnegative(),
  }),
  municipalities: z.array(SilentMunicipality),
  shelters: z.array(SilentPlace),
  /** Municipalities are told apart by shapes that are no official boundaries. */
  approximate: z.boolean(),
  /** The hub's time of the answer. */
  at: Instant,
});
export type Silence = z.infer<typeof Silence>;
