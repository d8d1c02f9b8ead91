import type { EventId, FeedFormat, Instant } from '@hinomi/contracts';
import type { ReportProblem } from '../normalise/normalised.js';
import { effectOf, tellOf, type IngestEvent } from '../receive/ingest-events.js';
import { readReport } from '../receive/read-report.js';
import type { ReportSource } from '../receive/report-source.js';

/** One event a document would make. */
export interface PreviewRow {
  subject: string;
  what: string;
  effect: string;
  exercise: string | null;
  issuedAt: string;
  validTo: string | null;
  title: string;
}

/** What a document would become, without a hub and without writing anything. Throws what the parser refuses, with its place. */
export async function previewReport(
  source: ReportSource,
  format: FeedFormat,
  bytes: Uint8Array,
  now: Instant,
): Promise<{ rows: PreviewRow[]; problems: readonly ReportProblem[] }> {
  const { events, problems } = await readReport(format, bytes, {
    source,
    exercise: null,
    rawId: 'raw/preview' as EventId,
    trace: '0'.repeat(32),
    receivedAt: now,
  });
  return { rows: events.map((event) => rowOf(event, now)), problems };
}

function rowOf(event: IngestEvent, now: Instant): PreviewRow {
  const { what, issuedAt, validTo, title } = tellOf(event);
  return {
    subject: event.subject,
    what,
    effect: effectOf(event, now),
    exercise: event.exercise,
    issuedAt,
    validTo,
    title,
  };
}

const TITLE_LENGTH = 40;

/** The rows as columns for a terminal; `none` when the document states nothing. */
export function printPreview(rows: readonly PreviewRow[]): string {
  if (rows.length === 0) return 'The document is read and states nothing.';
  const cells = rows.map(({ subject, what, effect, exercise, issuedAt, validTo, title }) => [
    what,
    exercise === null ? effect : `${effect} (${exercise})`,
    issuedAt,
    validTo ?? 'until the next',
    subject,
    title.replace(/\s+/g, ' ').slice(0, TITLE_LENGTH),
  ]);
  const table = [['what', 'effect', 'issued', 'ends', 'subject', 'title'], ...cells];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** What the sender should know, one line each. */
export function printProblems(problems: readonly ReportProblem[]): string {
  return problems
    .map(({ place: { line, path }, message, level = 'refused' }) => {
      const where = [line === undefined ? '' : `line ${line}`, path ?? ''].filter((part) => part !== '').join(' ');
      return `${level}  ${where}  ${message}`;
    })
    .join('\n');
}
