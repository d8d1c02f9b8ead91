import { z } from 'zod';
import { contentDigest } from '../canonical-json.js';
import { eventType } from '../events/event.js';
import { FeatureId, RunId, type EventId } from '../ids.js';
import { Instant } from '../instant.js';
import { NeedCode, RulesVersion } from './derived-need.js';

/** How many persons at one shelter have a need. Persons, each once; numbers of different needs do not add up to persons. */
export const NeedCount = z.strictObject({
  count: z.int().nonnegative(),
  /** Of these, only possibly so. */
  possible: z.int().nonnegative().optional(),
  /** Of these, within a day. */
  withinDay: z.int().nonnegative().optional(),
});
export type NeedCount = z.infer<typeof NeedCount>;

/**
 * The exact counts of one shelter; it replaces what was said of that shelter before. No field is one that a name, a date of birth,
 * a finding or free text could sit in, and an unknown field is refused. A need that is not listed: nobody.
 */
export const NeedsCountedV1 = z.strictObject({
  /** The shelter's feature. */
  shelterId: FeatureId,
  needs: z.record(NeedCode, NeedCount),
  observedAt: Instant,
  rulesVersion: RulesVersion,
  exercise: RunId.nullable(),
});
export type NeedsCountedV1 = z.infer<typeof NeedsCountedV1>;

export const needsCounted = eventType({
  type: 'needs.counted.v1',
  topic: 'needs',
  schema: NeedsCountedV1,
  key: ({ shelterId }) => shelterId,
});

export function needsCountedId({ shelterId, observedAt, needs, rulesVersion, exercise }: NeedsCountedV1): EventId {
  const run = exercise === null ? '' : `drill:${exercise}:`;
  return `${run}needs/${shelterId}/${observedAt}/${contentDigest([needs, rulesVersion])}` as EventId;
}
