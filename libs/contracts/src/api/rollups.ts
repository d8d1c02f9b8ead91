import { z } from 'zod';
import { FeatureId, HazardId } from '../ids.js';
import { Instant } from '../instant.js';
import { Layer } from '../picture/feature.v1.js';
import { NeedsCoverage } from '../health/needs-published.v1.js';
import { ImpactProperties } from '../picture/impact-properties.js';
import { NeedTallies } from '../picture/need-tally.js';
import { SHELTER_LACKS } from '../shelters/shelter-lacks.js';
import { Theme } from '../things/theme.js';

export const ROLLUPS_BY = ['municipality', 'prefecture', 'grid'] as const;
export type RollupsBy = (typeof ROLLUPS_BY)[number];

/** Squares of JIS X 0410 that are rolled up: 第1次 (80 km), 第2次 (10 km), 第3次 (1 km). */
export const ROLLUP_LEVELS = ['first', 'second', 'third'] as const;
export type RollupLevel = (typeof ROLLUP_LEVELS)[number];

/** The level whose squares are about as wide as a finger at a zoom of the map. */
export function rollupLevelAt(zoom: number): RollupLevel {
  return zoom < 7.5 ? 'first' : zoom < 10.5 ? 'second' : 'third';
}

/** Silent shelters named in an answer about one unit, where no other number is asked for, and at most. */
export const SILENT_LISTED = 50;
export const SILENT_LISTED_AT_MOST = 500;

const Count = z.int().nonnegative();

/** The worst hazard over a unit: the highest severity, of equals the highest level. */
export const RollupHazard = z.object({
  feature: FeatureId,
  hazardId: HazardId,
  layer: Layer,
  severity: z.int().min(1).max(5),
  /** As in the feature: only a municipality's order. */
  alertLevel: z.int().min(1).max(5).nullable(),
  /** As in the feature: 警戒レベル相当. */
  levelEquivalent: z.int().min(1).max(5).nullable(),
});
export type RollupHazard = z.infer<typeof RollupHazard>;

/**
 * Who has not been heard from. A word of a shelter is what somebody there says of it: whether it is open, how full, how many
 * people; not what a registry says. One that is known to be closed or not opened is not silent: it has nothing more to say.
 */
export const RollupSilence = z.object({
  /** Shelters of which nobody ever said a word. */
  neverHeard: Count,
  /** Of these, those under a hazard of severity 3 and more. */
  neverHeardUnderHazard: Count,
  /** Open shelters that are on the call list at the instant `silentAt`, by the phase of each; null where none was asked. */
  overdue: Count.nullable(),
  /** Shelters heard from, but not since the instant that was asked for; null where none was. */
  notSince: Count.nullable(),
  /** Of those heard from: when the one that is silent the longest was last heard from. */
  longestSince: Instant.nullable(),
});
export type RollupSilence = z.infer<typeof RollupSilence>;

/** How many open shelters told of it, and how many of these lack it; what that means: {@link lacksTold}. Who did not tell is in neither. */
export const RollupLacks = z.record(z.enum(SHELTER_LACKS), z.object({ told: Count, lacking: Count }));
export type RollupLacks = z.infer<typeof RollupLacks>;

/** One shelter that has not been heard from. */
export const UnheardShelter = z.object({
  id: FeatureId,
  name: z.string(),
  /** Null: never. */
  lastHeardAt: Instant.nullable(),
  underHazard: z.boolean(),
});
export type UnheardShelter = z.infer<typeof UnheardShelter>;

/** What is in a unit, as far as the asker may see it. The counts of an impact feature mean the same. */
export const RollupCounts = ImpactProperties.pick({
  shelters: true,
  openShelters: true,
  reportedShelters: true,
  sheltersAtRisk: true,
  others: true,
  oldestObservedAt: true,
}).extend({
  /** Everything that stands there: shelters, facilities, roads, sensors, reports. */
  places: Count,
  /** Of these, the things by their theme. */
  themes: z.partialRecord(Theme, z.int().positive()),
  /** People in the open shelters that told it; null = nobody did, which is not none. */
  evacuees: Count.nullable(),
  hazard: RollupHazard.nullable(),
  silence: RollupSilence,
  /** Of the open shelters: what they lack. */
  lacks: RollupLacks,
  /** By need, of the newest publication: whole published cells only. What is not listed is not published; nobody may still need it. */
  needs: NeedTallies,
  /** Of a municipality or prefecture: how many open shelters have persons counted, as published; null where nothing was. */
  needsCoverage: NeedsCoverage.nullable(),
});
export type RollupCounts = z.infer<typeof RollupCounts>;

export const RollupUnit = RollupCounts.extend({
  /** JIS code of 5 or 2 digits, code of the grid square, or `drawn`. */
  code: z.string(),
  /** In Japanese; empty for what has none. */
  name: z.string(),
  /** `[west, south, east, north]`; null where the boundaries have no shape. */
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]).readonly().nullable(),
  /** Where one unit was asked for, or an area was drawn: its silent shelters, those under a hazard first, then the longest silent. */
  silentShelters: z.array(UnheardShelter).optional(),
});
export type RollupUnit = z.infer<typeof RollupUnit>;

/** How the needs of every unit are counted: out of what everybody was shown, and for whole cells, never cut by an edge. */
export const RollupNeeds = z.object({
  rule: z.literal('whole-published-cells-only'),
  says: z.string(),
  /** The publication that is counted; null = there was none yet. */
  period: z.object({ from: Instant, until: Instant }).nullable(),
});
export type RollupNeeds = z.infer<typeof RollupNeeds>;

/** `GET` and `POST /api/v1/rollups`. */
export const Rollups = z.object({
  by: z.enum([...ROLLUPS_BY, 'drawn']),
  /** Of `grid` only. */
  level: z.enum(ROLLUP_LEVELS).nullable(),
  exercise: z.boolean(),
  /** Units in which something stands or over which a hazard lies, by code. */
  units: z.array(RollupUnit),
  /** What stands in no unit, as without a place, at sea or off the grid; hazards that lie over none, as tsunami coasts. */
  elsewhere: RollupCounts,
  /** The instant before which a last word is an old one, as asked. */
  heardSince: Instant.nullable(),
  /** When open shelters were silent for too long, as asked. */
  silentAt: Instant.nullable(),
  needs: RollupNeeds,
  /** Municipalities are told apart by shapes that are no official boundaries. */
  approximate: z.boolean(),
  /** That of the whole picture of the realm, as the asker sees it. */
  cursor: z.string(),
  /** The hub's time of the answer. */
  at: Instant,
});
export type Rollups = z.infer<typeof Rollups>;
