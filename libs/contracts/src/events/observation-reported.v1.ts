import { z } from 'zod';
import { EventId, RunId, SensorId, SourceId, type Subject } from '../ids.js';
import { Instant } from '../instant.js';
import { eventType } from './event.js';

/** `doubtful`: its source marks the value as not to be relied on. `missing`: there is no value, for the reason the source gives. */
export const ObservationQuality = z.enum(['good', 'doubtful', 'missing']);
export type ObservationQuality = z.infer<typeof ObservationQuality>;

export const ObservationSource = z.object({ id: SourceId, agency: z.string(), attribution: z.string() });

/** One reading of one sensor, in the unit of its description. Ingest tells many at once: `observations.reported.v1`. */
export const ObservationReportedV1 = z
  .object({
    sensorId: SensorId,
    /** When it was so. Together with the sensor the identity of the reading. */
    phenomenonTime: Instant,
    value: z.number().nullable(),
    quality: ObservationQuality,
    /** When the source made the value: of two for one moment the later holds. Null = it does not say. */
    resultTime: Instant.nullable(),
    /** Of the parser and the source's mapping; the same bytes read better are a newer reading. */
    revision: z.int().positive(),
    exercise: RunId.nullable(),
    source: ObservationSource,
    /** The bytes it was read from, in `raw`. */
    rawId: EventId,
  })
  .refine(({ value, quality }) => (value === null) === (quality === 'missing'), {
    path: ['quality'],
    error: 'a value is missing exactly when there is none',
  });
export type ObservationReportedV1 = z.infer<typeof ObservationReportedV1>;

export const observationReported = eventType({
  type: 'observation.reported.v1',
  topic: 'observations',
  schema: ObservationReportedV1,
  key: (event) => event.sensorId,
});

type Reading = Pick<
  ObservationReportedV1,
  'sensorId' | 'phenomenonTime' | 'value' | 'quality' | 'resultTime' | 'revision'
>;

export function observationSubject({ sensorId, phenomenonTime }: Reading): Subject {
  return `${sensorId}/${phenomenonTime}` as Subject;
}

/** Readable rather than hashed: there are thousands a second of these. */
export function observationId(reading: Reading): EventId {
  const { value, quality, resultTime, revision } = reading;
  const made = resultTime === null ? '' : `@${resultTime}`;
  return `${observationSubject(reading)}/${value ?? ''}${quality}${made}/r${revision}` as EventId;
}
