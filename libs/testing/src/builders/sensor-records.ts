import {
  encodeEvent,
  observationId,
  observationReported,
  observationsId,
  observationsOf,
  observationsReported,
  observationSubject,
  realmOf,
  sensorDescribed,
  sensorDescribedId,
  topicIn,
  type EventId,
  type ObservationReportedV1,
  type RunId,
  type SensorDescribedV1,
  type SensorDescription,
  type SensorId,
  type SourceId,
  type Subject,
} from '@hinomi/contracts';
import { minute } from './hazard-reports.js';
import type { Addressed } from './hub-records.js';

const SOURCE = { id: 'rivers' as SourceId, agency: '例示県', attribution: '出典：例示県' };

/** A sensor of {@link SOURCE}, in the real world or in a run. */
export function sensorId(own: string, run: string | null = null): SensorId {
  return `${run === null ? '' : `drill:${run}:`}sensor:rivers:${own}` as SensorId;
}

/** A river gauge that speaks every ten minutes, described at minute `at`. */
export function sensorDescription(
  own: string,
  { at = 0, run = null, ...parts }: Partial<SensorDescription> & { at?: number; run?: string | null } = {},
): SensorDescribedV1 {
  return {
    sensorId: sensorId(own, run),
    describedAt: minute(at),
    description: {
      kind: 'water-level',
      name: own,
      owner: '例示県',
      lngLat: [138.2, 36.6],
      unit: 'm',
      reference: 'stage',
      intervalSeconds: 600,
      sleep: null,
      thresholds: [
        { level: 2, value: 2 },
        { level: 3, value: 3 },
        { level: 4, value: 4 },
      ],
      hysteresis: 0.5,
      maxChangePerMinute: null,
      stuckAfterReadings: null,
      maintenance: false,
      ...parts,
    },
    exercise: run as RunId | null,
    source: SOURCE,
    rawId: null,
  };
}

/** A reading at minute `at`. */
export function observation(
  own: string,
  at: number,
  value: number | null,
  { run = null, ...parts }: Partial<ObservationReportedV1> & { run?: string | null } = {},
): ObservationReportedV1 {
  return {
    sensorId: sensorId(own, run),
    phenomenonTime: minute(at),
    value,
    quality: value === null ? 'missing' : 'good',
    resultTime: null,
    revision: 1,
    exercise: run as RunId | null,
    source: SOURCE,
    rawId: 'raw/rivers/1' as EventId,
    ...parts,
  };
}

export function described(data: SensorDescribedV1): Addressed {
  const id = sensorDescribedId(data);
  const { sensorId: subject, describedAt: time, exercise } = data;
  return {
    topic: topicIn(realmOf(data), 'places'),
    record: encodeEvent(sensorDescribed, {
      id,
      source: data.source.id,
      subject: subject as string as Subject,
      time,
      exercise,
      trace: id,
      data,
    }),
  };
}

/** Several readings of one realm told in one event. */
export function observedTogether(...all: readonly ObservationReportedV1[]): Addressed {
  const data = observationsOf(all);
  const id = observationsId(data);
  const [{ phenomenonTime: time }] = all as [ObservationReportedV1];
  const { source, exercise } = data;
  return {
    topic: topicIn(realmOf(data), 'observations'),
    record: encodeEvent(observationsReported, {
      id,
      source: source.id,
      subject: `${source.id}/readings` as Subject,
      time,
      exercise,
      trace: id,
      data,
    }),
  };
}

export function observed(data: ObservationReportedV1): Addressed {
  const id = observationId(data);
  return {
    topic: topicIn(realmOf(data), 'observations'),
    record: encodeEvent(observationReported, {
      id,
      source: data.source.id,
      subject: observationSubject(data),
      time: data.resultTime ?? data.phenomenonTime,
      exercise: data.exercise,
      trace: id,
      data,
    }),
  };
}
