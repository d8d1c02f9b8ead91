import { z } from 'zod';
import { DecisionId } from '../events/thing-decided.v1.js';
import { FeatureId, HazardId, SourceId } from '../ids.js';
import { Instant } from '../instant.js';
import { Theme } from '../things/theme.js';
import { ThingAttribute, ThingIdentifier } from '../things/thing.js';

/** A hazard over a place. */
export const HazardOver = z.object({
  /** The feature whose area covers the place; of one hazard several may. */
  feature: FeatureId,
  hazardId: HazardId,
  severity: z.int().min(0).max(5),
  /**
   * Whether the place is designated for that kind of hazard (災害対策基本法 49 条の 4): `no` = it is designated for others, so the
   * shelter itself is at risk. `unknown`: no list says.
   */
  designated: z.enum(['yes', 'no', 'unknown']),
});
export type HazardOver = z.infer<typeof HazardOver>;

/** A shelter, road, facility or report from the field, as all who tell of it have it together. */
export const ThingProperties = z.object({
  type: z.literal('thing'),
  theme: Theme,
  name: z.string(),
  nameKana: z.string().nullable(),
  identifiers: z.array(ThingIdentifier),
  /** Each value with the source it is taken from and when it was seen. */
  attributes: z.record(
    z.string(),
    ThingAttribute.extend({
      observedAt: Instant,
      source: SourceId,
      agency: z.string(),
      /** An operator says so, whatever reports say: their decision. */
      pinned: DecisionId.optional(),
    }),
  ),
  /** Other ids of the same thing. */
  aliases: z.array(FeatureId),
  /** When the oldest of its values was seen. */
  oldestObservedAt: Instant,
  /** What operators decided about it and can be withdrawn; absent = nothing. */
  decisions: z
    .array(
      z.object({
        decisionId: DecisionId,
        is: z.enum(['same', 'never-same', 'pin', 'handled']),
        at: Instant,
        by: z.string(),
        /** Of `handled`: whose word it is, and what they noted; absent = nothing. */
        from: z.enum(['headquarters', 'shelter']).optional(),
        note: z.string().optional(),
      }),
    )
    .optional(),
  /** Hazards of severity 3 and more whose areas cover it, the worst first; absent = none. */
  hazards: z.array(HazardOver).optional(),
});
export type ThingProperties = z.infer<typeof ThingProperties>;
