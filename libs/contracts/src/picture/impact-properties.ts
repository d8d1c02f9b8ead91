import { z } from 'zod';
import { FeatureId, HazardId } from '../ids.js';
import { Instant } from '../instant.js';
import { NeedTallies } from './need-tally.js';

/**
 * What an area of a hazard covers (design section 4), counted for one access label: only what those who read it may see. Counts
 * of one hazard's areas do not add up: an area may lie over another.
 */
export const ImpactProperties = z.object({
  type: z.literal('impact'),
  /** The feature whose area it is. */
  of: FeatureId,
  hazardId: HazardId,
  /** Shelters and evacuation sites. */
  shelters: z.int().nonnegative(),
  /** Of these, open ones. */
  openShelters: z.int().nonnegative(),
  /** Of these, open ones that told how many people they hold. */
  reportedShelters: z.int().nonnegative(),
  /** People in those that told it; an open shelter that did not is in no sum. */
  evacuees: z.int().nonnegative(),
  /** Shelters designated for other kinds of hazard and not for this one. */
  sheltersAtRisk: z.int().nonnegative(),
  /** Everything else by its layer, such as `road` or `facility`. */
  others: z.record(z.string(), z.int().positive()),
  /**
   * People who live in the grid squares whose middle lies in the area, by the census in force; absent = no census is here. Where
   * they are now nobody knows.
   */
  residents: z.int().nonnegative().optional(),
  /**
   * Of the newest publication: whole cells only, which are the shelters under it and the municipalities and prefectures that it is told
   * for. Absent = no number is published of any of them; not that nobody needs anything.
   */
  needs: NeedTallies.optional(),
  /** When the oldest of the numbers in `evacuees` was seen; null when there is none. */
  oldestObservedAt: Instant.nullable(),
});
export type ImpactProperties = z.infer<typeof ImpactProperties>;
