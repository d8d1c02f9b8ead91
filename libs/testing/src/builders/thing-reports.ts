import {
  contentDigest,
  datasetListed,
  datasetListedId,
  encodeEvent,
  realmOf,
  reportEventId,
  thingDecided,
  thingDecidedId,
  thingReported,
  topicIn,
  type DatasetId,
  type DatasetListedV1,
  type DecisionId,
  type EventId,
  type RunId,
  type SourceId,
  type Subject,
  type ThingDecidedV1,
  type ThingDecision,
  type ThingReportedV1,
} from '@hinomi/contracts';
import type { Addressed } from './hub-records.js';
import { minute } from './hazard-reports.js';

/** What a spec says of one row; everything else is the builder's. */
export interface RowParts {
  dataset?: string | null;
  key?: string;
  run?: string | null;
  /** Minute of the table. */
  at?: number;
  parserRevision?: number;
  effect?: ThingReportedV1['effect'];
  rank?: number;
  content?: Partial<
    Pick<
      ThingReportedV1,
      'identifiers' | 'name' | 'nameKana' | 'geometry' | 'municipality' | 'classification' | 'attributes' | 'theme'
    >
  >;
}

/** A row of a provider's table, by itself (`dataset: null`) or of a listed dataset. */
export function thingReport(parts: RowParts = {}): ThingReportedV1 {
  const {
    dataset = 'town',
    key = 'k1',
    run = null,
    at = 0,
    parserRevision = 1001,
    effect = 'states',
    rank = 5,
  } = parts;
  const named = inRun(run, dataset ?? 'alone');
  const { theme = 'shelter', ...content } = parts.content ?? {};
  const stated = {
    identifiers: [],
    name: '中央小学校',
    nameKana: null,
    geometry: { type: 'Point' as const, coordinates: [136.9, 37.4] as [number, number] },
    municipality: '17202',
    classification: 'public' as const,
    attributes: {},
    ...content,
  };
  return {
    subject: `${named}/${key}` as Subject,
    theme,
    dataset: dataset === null ? null : (named as DatasetId),
    order: {
      version: 0,
      issuedAt: minute(at),
      sentAt: minute(at),
      parserRevision,
      digest: contentDigest(effect === 'states' ? stated : ['gone', stated]),
    },
    effect,
    exercise: run as RunId | null,
    source: { id: `source-${dataset ?? 'alone'}` as SourceId, agency: dataset ?? '現場', attribution: 'A', rank },
    ...stated,
    issuedAt: minute(at),
    original: { 名称: stated.name },
    rawId: 'raw/1' as EventId,
  };
}

/** What one device reports of a shelter, as {@link thingReport}'s parts say; `about` by its name outside a run. */
export function reportAbout(
  about: string,
  device: string,
  parts: RowParts & { version?: number } = {},
): ThingReportedV1 {
  const { run = null, version = 0 } = parts;
  const told = thingReport({
    ...parts,
    dataset: null,
    content: { ...parts.content, name: '', nameKana: null, geometry: null, municipality: null, identifiers: [] },
  });
  const subject = inRun(run, `shelter-report:${device}:${about}`) as Subject;
  return { ...told, subject, about: inRun(run, about) as Subject, order: { ...told.order, version } };
}

/** What a dataset holds at a minute: its rows as they are reported. */
export function datasetListing(rows: readonly ThingReportedV1[], parts: RowParts = {}): DatasetListedV1 {
  const { dataset = 'town', run = null, at = 0, parserRevision = 1001 } = parts;
  const named = inRun(run, dataset ?? 'town');
  const listed = rows.map(({ subject, order }): [string, string] => [subject.slice(named.length + 1), order.digest]);
  return {
    dataset: named as DatasetId,
    theme: parts.content?.theme ?? 'shelter',
    listedAt: minute(at),
    parserRevision,
    digest: contentDigest(listed),
    part: 1,
    parts: 1,
    rows: Object.fromEntries(listed),
    source: `source-${dataset}` as SourceId,
    exercise: run as RunId | null,
    rawId: 'raw/1' as EventId,
  };
}

/** As its service appends it. */
export function toldThing(data: ThingReportedV1): Addressed {
  const id = reportEventId(data.subject, data.order);
  const { subject, exercise, source, issuedAt: time } = data;
  return {
    topic: topicIn(realmOf(data), thingReported.topic(data)),
    record: encodeEvent(thingReported, { id, source: source.id, subject, time, exercise, trace: id, data }),
  };
}

/** As its service appends it. */
export function toldListing(data: DatasetListedV1): Addressed {
  const id = datasetListedId(data);
  const { dataset: subject, exercise, source, listedAt: time } = data;
  return {
    topic: topicIn(realmOf(data), datasetListed.topic(data)),
    record: encodeEvent(datasetListed, { id, source, subject, time, exercise, trace: id, data }),
  };
}

/** What an operator decided, as its service appends it; `number` makes its id. */
export function decided(decision: ThingDecision, number: number, at: number, run: string | null = null): Addressed {
  const data: ThingDecidedV1 = {
    decisionId: String(number).padStart(26, '0') as DecisionId,
    decision,
    note: '',
    by: { subject: 'operator', name: '本部' },
    at: minute(at),
    exercise: run as RunId | null,
  };
  const id = thingDecidedId(data);
  return {
    topic: topicIn(realmOf(data), 'decisions'),
    record: encodeEvent(thingDecided, {
      id,
      source: 'hub:gateway',
      subject: data.decisionId,
      time: data.at,
      exercise: data.exercise,
      trace: id,
      data,
    }),
  };
}

function inRun(run: string | null, name: string): string {
  return run === null ? name : `drill:${run}:${name}`;
}
