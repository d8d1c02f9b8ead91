import {
  compareReports,
  contentDigest,
  datasetListed,
  datasetListedId,
  encodeEvent,
  KEPT_REPORTS,
  reportEventId,
  thingReported,
  topicIn,
  typeOf,
  type DatasetId,
  type DatasetListedV1,
  type EventId,
  type ImportTheme,
  type Instant,
  type NewRecord,
  type SourceId,
  type ThingReportedV1,
} from '@hinomi/contracts';
import type { EventLog, TopicPosition } from '@hinomi/event-log';
import type { BeforeImport, ListedBefore } from './import-folder.js';
import type { StandingList } from './standing-lists.js';

const TOPIC = topicIn('real', 'shelters');
/** Rows of one listing event, as of a table's. */
const ROWS_A_PART = 5_000;

export interface Undoing {
  importId: string;
  theme: ImportTheme;
  startedAt: Instant;
  undoneAt: Instant;
}

export interface ToRestore {
  dataset: DatasetId;
  before: ListedBefore;
  /** What the import listed, or told and did not get to list. */
  now: Pick<StandingList, 'parserRevision' | 'rows'>;
}

/** By dataset: the rows that an import put on the log. */
export type ToldRows = ReadonlyMap<DatasetId, ToRestore['now'] & { rows: Record<string, string> }>;

/**
 * Which datasets of an import are to go back to what they listed before. One that somebody listed anew since is `overtaken`: what it
 * says now is not this import's, and neither is the way back. One that the import never reached, or that is back already, is neither.
 * One that it was cut off in before the listing (`told`) goes back too: rows newer than the listing stand by themselves.
 */
export function decideUndo(
  before: BeforeImport,
  standing: (dataset: DatasetId) => StandingList | null,
  told: ToldRows,
  { startedAt, undoneAt }: Undoing,
): { restore: ToRestore[]; overtaken: { dataset: DatasetId; by: Instant }[] } {
  const restore: ToRestore[] = [];
  const overtaken: { dataset: DatasetId; by: Instant }[] = [];
  for (const [dataset, listed] of before) {
    const now = standing(dataset);
    const cutOff = told.get(dataset);
    if (cutOff !== undefined && (now === null || now.listedAt < startedAt)) {
      restore.push({ dataset, before: listed, now: { ...cutOff, rows: { ...now?.rows, ...cutOff.rows } } });
      continue;
    }
    if (now === null || now.listedAt === undoneAt || now.asOf === listed?.asOf) continue;
    // What a later import listed and took back again says what this one listed, seen then.
    if (now.asOf === startedAt) restore.push({ dataset, before: listed, now });
    else overtaken.push({ dataset, by: now.listedAt });
  }
  return { restore, overtaken };
}

/** What an import put on the log, listed or not. Reads the log, from where it began. */
export async function toldBy(log: EventLog, importId: string, from: TopicPosition): Promise<ToldRows> {
  const told = new Map<DatasetId, ToRestore['now'] & { rows: Record<string, string> }>();
  for await (const record of log.read(TOPIC, from)) {
    if (typeOf(record) !== thingReported.type || record.value === null) continue;
    const { dataset, subject, order, rawId } = JSON.parse(new TextDecoder().decode(record.value)) as ThingReportedV1;
    if (rawId !== `import:${importId}` || dataset === null) continue;
    const known = told.get(dataset) ?? { parserRevision: order.parserRevision, rows: {} };
    known.rows[subject.slice(dataset.length + 1)] = order.digest;
    told.set(dataset, known);
  }
  return told;
}

/** The listing that says again what a dataset listed before, seen when it was seen then. */
export function listingsBack(
  { dataset, before, now }: ToRestore,
  { importId, theme, undoneAt }: Undoing,
): { record: NewRecord; listed: DatasetListedV1 }[] {
  const rows = Object.entries(before?.rows ?? {});
  const digest = contentDigest([undoneAt, rows]);
  const parts = Math.max(1, Math.ceil(rows.length / ROWS_A_PART));
  return Array.from({ length: parts }, (_, index) => {
    const source = sourceOf(dataset);
    const listed: DatasetListedV1 = {
      dataset,
      theme,
      listedAt: undoneAt,
      ...(before !== null && { asOf: before.asOf }),
      parserRevision: before?.parserRevision ?? now.parserRevision,
      digest,
      part: index + 1,
      parts,
      rows: Object.fromEntries(rows.slice(index * ROWS_A_PART, (index + 1) * ROWS_A_PART)),
      source,
      exercise: null,
      rawId: `import:${importId}/undone` as EventId,
    };
    const id = datasetListedId(listed);
    const trace = contentDigest([listed.rawId]).padEnd(32, '0');
    const event = { id, source, subject: dataset, time: undoneAt, exercise: null, trace, data: listed };
    return { record: encodeEvent(datasetListed, event), listed };
  });
}

/** `table:gsi-shelters:01202` is of `gsi-shelters`, `table:list:name:01202` of `list:name`. */
function sourceOf(dataset: DatasetId): SourceId {
  const [, first = '', second = ''] = dataset.split(':');
  return (first === 'list' ? `list:${second}` : first) as SourceId;
}

/**
 * Reports that a listing vouches for again and that nobody remembers any more, since the row was told anew too often: they are told
 * once more. Reads the log only where there are rows that the import changed or took away.
 */
export async function forgottenReports(
  log: EventLog,
  restore: readonly ToRestore[],
  undoneAt: Instant,
): Promise<NewRecord[]> {
  const wanted = new Map<string, string>();
  for (const { dataset, before, now } of restore) {
    for (const [key, digest] of Object.entries(before?.rows ?? {})) {
      if (now.rows[key] !== digest) wanted.set(`${dataset}/${key}`, digest);
    }
  }
  if (wanted.size === 0) return [];
  const told = new Map<string, ThingReportedV1[]>();
  for await (const record of log.read(TOPIC, [])) {
    const subject = record.headers['ce_subject'] ?? '';
    if (typeOf(record) !== thingReported.type || !wanted.has(subject) || record.value === null) continue;
    const report = JSON.parse(new TextDecoder().decode(record.value)) as ThingReportedV1;
    const known = told.get(subject);
    if (known) known.push(report);
    else told.set(subject, [report]);
  }
  return [...told].flatMap(([subject, reports]) => {
    const newestFirst = reports.sort((a, b) => compareReports(b.order, a.order));
    const at = newestFirst.findIndex(({ order }) => order.digest === wanted.get(subject));
    const report = newestFirst[at];
    return report === undefined || at < KEPT_REPORTS ? [] : [toldAgain(report, undoneAt)];
  });
}

function toldAgain(report: ThingReportedV1, at: Instant): NewRecord {
  const order = { ...report.order, issuedAt: at, sentAt: at };
  const data: ThingReportedV1 = { ...report, order, issuedAt: at };
  const { subject, source } = report;
  const id = reportEventId(subject, order);
  const trace = contentDigest([report.rawId]).padEnd(32, '0');
  return encodeEvent(thingReported, { id, source: source.id, subject, time: at, exercise: null, trace, data });
}
