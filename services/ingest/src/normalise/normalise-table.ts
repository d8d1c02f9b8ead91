import {
  contentDigest,
  datasetListedId,
  reportEventId,
  type DatasetId,
  type DatasetListedV1,
  type HubEvent,
  type Instant,
  type ReportOrder,
  type Subject,
  type ThingReportedV1,
} from '@hinomi/contracts';
import type { MappedRow, Mapping } from '@hinomi/formats';
import type { SourceContext } from './source-context.js';

/** Goes up when the same row is read better than before; a mapping's own revision counts below it. */
const PARSER_REVISION = 1;
/** Mappings are revised at most so often. */
const REVISIONS = 1_000;

/** Sources that do not say how far they are trusted. */
const MIDDLE_RANK = 5;

/** Rows of one listing event: with keys of 120 characters well below the largest event. */
const ROWS_A_PART = 5_000;

/** One table as of one moment. */
export interface ReportedTable {
  dataset: string;
  /** The moment that it describes. */
  listedAt: Instant;
  /** When it was made. */
  sentAt: Instant;
  agency: string;
  attribution: string;
  rows: readonly MappedRow[];
}

type TableEvent = HubEvent<ThingReportedV1> | HubEvent<DatasetListedV1>;

/**
 * The rows of a table as reports of things, then what the table holds. A row's digest is of its content alone, so that an
 * unchanged row is known again whatever the time of the table.
 */
export function normaliseTable(table: ReportedTable, mapping: Mapping, context: SourceContext): TableEvent[] {
  const { exercise, source, trace } = context;
  const dataset = (exercise === null ? table.dataset : `drill:${exercise}:${table.dataset}`) as DatasetId;
  const parserRevision = PARSER_REVISION * REVISIONS + mapping.revision;
  const reports = table.rows.map((row) => reportOf(row, dataset, table, mapping, parserRevision, context));
  if (!mapping.complete) return reports;
  const rows = reports.map(({ data }): [string, string] => [rowKey(data.subject, dataset), data.order.digest]);
  const digest = contentDigest([table.sentAt, rows]);
  const parts = Math.max(1, Math.ceil(rows.length / ROWS_A_PART));
  const listings = Array.from({ length: parts }, (_, index): HubEvent<DatasetListedV1> => {
    const data: DatasetListedV1 = {
      dataset,
      theme: mapping.theme,
      listedAt: table.listedAt,
      parserRevision,
      digest,
      part: index + 1,
      parts,
      rows: Object.fromEntries(rows.slice(index * ROWS_A_PART, (index + 1) * ROWS_A_PART)),
      source: source.id,
      exercise,
      rawId: context.rawId,
    };
    return {
      id: datasetListedId(data),
      source: source.id,
      subject: dataset,
      time: table.listedAt,
      exercise,
      trace,
      type: 'dataset.listed.v1',
      data,
    };
  });
  return [...reports, ...listings];
}

/** A row's key as its listing names it. */
function rowKey(subject: string, dataset: string): string {
  return subject.slice(dataset.length + 1);
}

function reportOf(
  row: MappedRow,
  dataset: DatasetId,
  table: ReportedTable,
  mapping: Mapping,
  parserRevision: number,
  { exercise, source, trace, rawId }: SourceContext,
): HubEvent<ThingReportedV1> {
  const subject = `${dataset}/${row.key}` as Subject;
  const gone = row.endedAt !== null && row.endedAt <= table.listedAt;
  const stated = {
    identifiers: row.identifiers,
    name: row.name,
    nameKana: row.nameKana,
    geometry: row.geometry,
    ...(row.geometryObservedAt === null ? {} : { geometryObservedAt: row.geometryObservedAt }),
    municipality: row.municipality,
    classification: mapping.classification,
    attributes: seenAt(row),
    original: row.original as ThingReportedV1['original'],
  };
  const order: ReportOrder = {
    version: 0,
    issuedAt: table.listedAt,
    sentAt: table.sentAt,
    parserRevision,
    digest: contentDigest(gone ? ['gone', stated] : stated),
  };
  const data: ThingReportedV1 = {
    subject,
    theme: mapping.theme,
    dataset: mapping.complete ? dataset : null,
    order,
    effect: gone ? 'voids-subject' : 'states',
    exercise,
    source: { id: source.id, agency: table.agency, attribution: table.attribution, rank: source.rank ?? MIDDLE_RANK },
    ...stated,
    issuedAt: table.listedAt,
    rawId,
  };
  const id = reportEventId(subject, order);
  return { id, source: source.id, subject, time: table.listedAt, exercise, trace, type: 'thing.reported.v1', data };
}

/** A row with a time of its own was seen then, as far as its attributes do not know better. */
function seenAt({ attributes, observedAt }: MappedRow): ThingReportedV1['attributes'] {
  if (observedAt === null) return attributes;
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, { observedAt, ...value }]));
}
