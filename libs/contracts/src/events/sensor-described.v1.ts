import { z } from 'zod';
import { contentDigest } from '../canonical-json.js';
import { EventId, RunId, SensorId, SourceId } from '../ids.js';
import { Instant } from '../instant.js';
import { SensorDescription } from '../sensors/sensor-description.js';
import { eventType } from './event.js';

/** What a sensor is, where it stands and what its readings mean. The latest description of a sensor holds. */
export const SensorDescribedV1 = z.object({
  sensorId: SensorId,
  /** When the hub was told, so that a later change, also one back to what was, holds. */
  describedAt: Instant,
  description: SensorDescription,
  exercise: RunId.nullable(),
  source: z.object({ id: SourceId, agency: z.string(), attribution: z.string() }),
  /** The bytes it was read from, in `raw`; null when it stands in the source's entry. */
  rawId: EventId.nullable(),
});
export type SensorDescribedV1 = z.infer<typeof SensorDescribedV1>;

export const sensorDescribed = eventType({
  type: 'sensor.described.v1',
  topic: 'places',
  schema: SensorDescribedV1,
  key: (event) => event.sensorId,
});

/** Of what a description says, whenever it says so. */
export function descriptionDigest({ description, source }: Pick<SensorDescribedV1, 'description' | 'source'>): string {
  return contentDigest([description, source]);
}

export function sensorDescribedId(
  described: Pick<SensorDescribedV1, 'sensorId' | 'describedAt' | 'description' | 'source'>,
): EventId {
  return `${described.sensorId}/described/${described.describedAt}/${descriptionDigest(described)}` as EventId;
}
