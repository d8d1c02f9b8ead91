import { z } from 'zod';
import { type EventId, HazardId, RunId } from '../ids.js';
import { Instant } from '../instant.js';
import { eventType } from './event.js';
import { HazardFamily, hazardTopic } from './hazard-reported.v1.js';

/**
 * A stated end has passed: whatever of this hazard was in force only until `end` or earlier is over. A report with a
 * later end is not touched, however it is ordered against this event.
 */
export const HazardExpiredV1 = z.object({
  hazardId: HazardId,
  family: HazardFamily,
  end: Instant,
  exercise: RunId.nullable(),
});
export type HazardExpiredV1 = z.infer<typeof HazardExpiredV1>;

export const hazardExpired = eventType({
  type: 'hazard.expired.v1',
  topic: hazardTopic,
  schema: HazardExpiredV1,
  key: (event) => event.hazardId,
});

export function hazardExpiredId(expired: Pick<HazardExpiredV1, 'hazardId' | 'end'>): EventId {
  return `${expired.hazardId}/expired/${expired.end}` as EventId;
}
