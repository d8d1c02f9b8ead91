import { z } from 'zod';
import { sha256Hex } from '../canonical-json.js';
import { EventId, RunId, SensorId } from '../ids.js';
import { Instant } from '../instant.js';
import type { LogRecord } from '../log-record.js';
import { decodeEvent, eventType, typeOf } from './event.js';
import {
  ObservationQuality,
  type ObservationReportedV1,
  observationReported,
  ObservationSource,
} from './observation-reported.v1.js';

/** Readings of one event: with the longest ids well below the largest event. */
export const READINGS_A_BATCH = 250;

/** `phenomenonTime` and the rest as in `observation.reported.v1`; last: which of `rawIds` it was read from. */
const Reading = z.tuple([
  SensorId,
  Instant,
  z.number().nullable(),
  ObservationQuality,
  Instant.nullable(),
  z.int().positive(),
  z.int().nonnegative(),
]);

/** Readings of one source, each with an identity of its own: what `observation.reported.v1` says of one, of many at once. */
export const ObservationsReportedV1 = z
  .object({
    exercise: RunId.nullable(),
    source: ObservationSource,
    rawIds: z.array(EventId).min(1).max(READINGS_A_BATCH),
    /** [sensorId, phenomenonTime, value, quality, resultTime, revision, index into rawIds] */
    readings: z.array(Reading).min(1).max(READINGS_A_BATCH),
  })
  .refine(({ rawIds, readings }) => readings.every(([, , , , , , raw]) => raw < rawIds.length), {
    path: ['readings'],
    error: 'a reading is of one of the rawIds',
  })
  .refine(({ readings }) => readings.every(([, , value, quality]) => (value === null) === (quality === 'missing')), {
    path: ['readings'],
    error: 'a value is missing exactly when there is none',
  });
export type ObservationsReportedV1 = z.infer<typeof ObservationsReportedV1>;

export const observationsReported = eventType({
  type: 'observations.reported.v1',
  topic: 'observations',
  schema: ObservationsReportedV1,
  // A sensor is of one source: the order of a source is the order of its sensors.
  key: ({ source }) => source.id,
});

/** At most {@link READINGS_A_BATCH} readings of one source and one realm. */
export function observationsOf(readings: readonly ObservationReportedV1[]): ObservationsReportedV1 {
  const [first] = readings as [ObservationReportedV1];
  const rawIds = [...new Set(readings.map(({ rawId }) => rawId))];
  const indexOf = new Map(rawIds.map((rawId, index) => [rawId, index]));
  return {
    exercise: first.exercise,
    source: first.source,
    rawIds,
    readings: readings.map(({ sensorId, phenomenonTime, value, quality, resultTime, revision, rawId }) => [
      sensorId,
      phenomenonTime,
      value,
      quality,
      resultTime,
      revision,
      indexOf.get(rawId) ?? 0,
    ]),
  };
}

/** The same readings are the same event. */
export function observationsId({ source, readings }: ObservationsReportedV1): EventId {
  return `${source.id}/readings/${sha256Hex(JSON.stringify(readings)).slice(0, 32)}` as EventId;
}

export function isObservations(record: LogRecord): boolean {
  const type = typeOf(record);
  return type === observationsReported.type || type === observationReported.type;
}

/** Every reading of a record, told alone or with others; `event.invalid` when it is neither. */
export function decodeObservations(record: LogRecord): ObservationReportedV1[] {
  if (typeOf(record) !== observationsReported.type) return [decodeEvent(observationReported, record).data];
  return readingsOf(decodeEvent(observationsReported, record).data);
}

/** Each of the readings by itself. */
export function readingsOf({ exercise, source, rawIds, readings }: ObservationsReportedV1): ObservationReportedV1[] {
  return readings.map(([sensorId, phenomenonTime, value, quality, resultTime, revision, raw]) => ({
    sensorId,
    phenomenonTime,
    value,
    quality,
    resultTime,
    revision,
    exercise,
    source,
    rawId: rawIds[raw] as EventId,
  }));
}
