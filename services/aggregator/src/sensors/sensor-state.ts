import {
  sensorDescribedId,
  type Instant,
  type ObservationReportedV1,
  type SensorDescribedV1,
  type SensorId,
} from '@hinomi/contracts';
import { addReading, readingOf, type Reading } from './sensor-readings.js';

/** All that is known of one sensor. Never changed in place, so that a checkpoint may keep reading an older one. */
export interface SensorFacts {
  sensorId: SensorId;
  exercise: SensorDescribedV1['exercise'];
  /** The latest; null while its readings wait for one. */
  described: SensorDescribedV1 | null;
  readings: readonly Reading[];
  /** Of the newest reading. */
  source: ObservationReportedV1['source'] | null;
  /** Append time of the newest fact that changed anything here. */
  recordedAt: Instant;
}

/** The latest description holds, whatever order they come in. */
export function integrateDescription(
  known: SensorFacts | undefined,
  described: SensorDescribedV1,
  appendedAt: Instant,
): SensorFacts {
  if (known?.described && rankOf(known.described) >= rankOf(described)) return known;
  const { sensorId, exercise } = described;
  const { readings = [], source = null } = known ?? {};
  return { sensorId, exercise, described, readings, source, recordedAt: later(known, appendedAt) };
}

export function integrateObservation(
  known: SensorFacts | undefined,
  observation: ObservationReportedV1,
  appendedAt: Instant,
): SensorFacts {
  const { sensorId, exercise } = observation;
  const before = known?.readings ?? [];
  const readings = addReading(before, readingOf(observation));
  if (known !== undefined && readings === before) return known;
  const isNewest = readings.at(-1) !== before.at(-1);
  return {
    sensorId,
    exercise,
    described: known?.described ?? null,
    readings,
    source: isNewest ? observation.source : (known?.source ?? null),
    recordedAt: later(known, appendedAt),
  };
}

/** Adds what was remembered of a sensor from before a moment. */
export function recallReadings(known: SensorFacts | undefined, remembered: SensorFacts, beforeMs: number): SensorFacts {
  const { sensorId, exercise, source, recordedAt } = remembered;
  const fresh = known ?? { sensorId, exercise, described: null, readings: [], source, recordedAt };
  const older = remembered.readings.filter(({ atMs }) => atMs < beforeMs);
  const readings = older.reduce(addReading, fresh.readings);
  if (readings === fresh.readings) return fresh;
  const isNewest = readings.at(-1) !== fresh.readings.at(-1);
  return { ...fresh, readings, source: isNewest ? source : fresh.source, recordedAt: later(fresh, recordedAt) };
}

function rankOf(described: SensorDescribedV1): string {
  return `${described.describedAt} ${sensorDescribedId(described)}`;
}

function later(known: SensorFacts | undefined, appendedAt: Instant): Instant {
  return known !== undefined && known.recordedAt > appendedAt ? known.recordedAt : appendedAt;
}
