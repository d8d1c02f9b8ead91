import {
  boundariesChanged,
  boundariesChangedId,
  drillChanged,
  drillChangedId,
  encodeEvent,
  hazardExpired,
  hazardExpiredId,
  hazardReported,
  populationCounted,
  populationCountedId,
  realmOf,
  reportEventId,
  topicIn,
  type AreaSet,
  type DrillChangedV1,
  type HazardExpiredV1,
  type HazardReportedV1,
  type Instant,
  type NewRecord,
  type PopulationCountedV1,
  type RunId,
  type SourceId,
} from '@hinomi/contracts';
import { BUILDER_EPOCH, minute } from './hazard-reports.js';

/** A record and the topic it belongs on. */
export interface Addressed {
  topic: string;
  record: NewRecord;
}

/** A report as its service appends it. */
export function reported(data: HazardReportedV1): Addressed {
  const id = reportEventId(data.subject, data.order);
  return {
    topic: topicIn(realmOf(data), hazardReported.topic(data)),
    record: encodeEvent(hazardReported, {
      id,
      source: data.source.id,
      subject: data.subject,
      time: data.issuedAt,
      exercise: data.exercise,
      trace: id,
      data,
    }),
  };
}

/** "What of this hazard ended by then is over." */
export function expired(hazard: Pick<HazardReportedV1, 'hazardId' | 'family' | 'exercise'>, end: Instant): Addressed {
  const data: HazardExpiredV1 = { hazardId: hazard.hazardId, family: hazard.family, exercise: hazard.exercise, end };
  const id = hazardExpiredId(data);
  return {
    topic: topicIn(realmOf(data), hazardExpired.topic(data)),
    record: encodeEvent(hazardExpired, {
      id,
      source: 'hub:aggregator',
      subject: data.hazardId,
      time: end,
      exercise: data.exercise,
      trace: id,
      data,
    }),
  };
}

/** A drill that began at `startedAt` and is running, or ended at `endedAt`; times in minutes. */
export function drillChange(run: string, startedAt: number, endedAt: number | null = null): DrillChangedV1 {
  return {
    exercise: run as RunId,
    drill: 'noto',
    title: { ja: '能登の訓練', en: 'Noto drill', easy: 'のとの くんれん' },
    state: endedAt === null ? 'running' : 'ended',
    endedBy: endedAt === null ? null : 'operator',
    startedAt: minute(startedAt),
    expectedEndAt: minute(startedAt + 60),
    at: minute(endedAt ?? startedAt),
  };
}

export function drillRecord(data: DrillChangedV1): Addressed {
  const id = drillChangedId(data);
  return {
    topic: topicIn('drill', 'decisions'),
    record: encodeEvent(drillChanged, {
      id,
      source: 'hub:drills',
      subject: data.exercise,
      time: data.at,
      exercise: data.exercise,
      trace: id,
      data,
    }),
  };
}

/** Puts an edition of a set in force. */
export function boundariesRecord(set: AreaSet, edition: string, at: Instant = BUILDER_EPOCH): Addressed {
  const data = { set, edition, digest: edition, approximate: true, attribution: '', at };
  const id = boundariesChangedId(data);
  return {
    topic: topicIn('real', 'reference'),
    record: encodeEvent(boundariesChanged, {
      id,
      source: 'hub:boundaries',
      subject: `boundaries:${set}`,
      time: at,
      exercise: null,
      trace: id,
      data,
    }),
  };
}

/** A census of one second-level square; the codes of its squares say which. */
export function populationRecord(people: Readonly<Record<string, number>>, at: Instant = BUILDER_EPOCH): Addressed {
  const secondLevel = Object.keys(people)[0]?.slice(0, 6) ?? '';
  const source = { id: 'census' as SourceId, agency: 'bureau', attribution: 'Census' };
  const data: PopulationCountedV1 = { secondLevel, level: 'third', people, source, at };
  const id = populationCountedId(data);
  const subject = `population/${secondLevel}`;
  return {
    topic: topicIn('real', 'reference'),
    record: encodeEvent(populationCounted, {
      id,
      source: 'census',
      subject,
      time: at,
      exercise: null,
      trace: id,
      data,
    }),
  };
}
