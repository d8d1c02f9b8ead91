import { HubError } from '@hinomi/contracts';
import { CsvError, parse } from 'csv-parse/sync';
import { columnName, type Table, type TableRow } from './table.js';

/** Rows of titles and remarks above the header that are looked through. */
const MOST_TITLE_ROWS = 20;
/** No cell of a table of places is longer; what is, is a quote that was never closed. */
const MOST_RECORD_BYTES = 256 * 1024;

interface CsvRecord {
  record: string[];
  info: { lines: number };
}

/**
 * Reads a CSV in the encodings that municipal files come in: UTF-8 with and without byte order mark, UTF-16, CP932. The header
 * is the first row that has every one of `wanted`, so that title rows above it do no harm.
 *
 * Errors: `report.unreadable` for bytes of no known encoding or a quote that never closes, with its line; `report.invalid` when no
 * row is a header, naming what is missing.
 */
export function readCsv(bytes: Uint8Array, wanted: readonly string[]): Table {
  const records = recordsOf(decode(bytes));
  const names = wanted.map(columnName);
  const heads = records.slice(0, MOST_TITLE_ROWS).map(({ record }) => record.map(columnName));
  const at = heads.findIndex((head) => names.every((name) => head.includes(name)));
  if (at < 0) throw noHeader(heads, wanted);
  const header = distinct(heads[at] ?? []);
  const rows = records.slice(at + 1).filter(({ record }) => record.some((cell) => cell.trim() !== ''));
  return { rows: rows.map((row) => rowOf(header, row)), findings: [] };
}

function rowOf(header: readonly string[], { record, info }: CsvRecord): TableRow {
  const cells = header.map((name, column): [string, string] => [name, record[column] ?? '']);
  return { place: { line: info.lines, path: '' }, cells: Object.fromEntries(cells), geometry: null };
}

function recordsOf(text: string): CsvRecord[] {
  try {
    const options = { info: true, relax_column_count: true, relax_quotes: true, max_record_size: MOST_RECORD_BYTES };
    return parse(text, options) as unknown as CsvRecord[];
  } catch (cause) {
    const line = cause instanceof CsvError && typeof cause['lines'] === 'number' ? cause['lines'] : 1;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new HubError('report.unreadable', message, { place: { line, column: 1 }, cause });
  }
}

/** Strict first: text of CP932 is hardly ever UTF-8 by chance. */
function decode(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const marked = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : null;
  for (const encoding of marked === null ? ['utf-8', 'shift_jis'] : [marked]) {
    const text = decoded(bytes, encoding);
    if (text !== null && !text.includes('\u0000')) return text;
  }
  throw new HubError('report.unreadable', 'the bytes are text of no encoding known here (UTF-8, UTF-16, CP932)', {
    place: { line: 1, column: 1 },
  });
}

/** Null when the bytes are not of this encoding, which is all that a decoder that is strict can complain of. */
function decoded(bytes: Uint8Array, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Two columns of one name: the second is known as `name(2)`. */
function distinct(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name}(${times})`;
  });
}

function noHeader(heads: readonly (readonly string[])[], wanted: readonly string[]): HubError {
  const lacks = (head: readonly string[]): string[] => wanted.filter((name) => !head.includes(columnName(name)));
  const [best = wanted] = heads.map(lacks).sort((x, y) => x.length - y.length);
  const message = `no row is a header with ${wanted.join(', ')}; the nearest lacks ${best.join(', ')}`;
  return new HubError('report.invalid', message, { place: { line: 1, column: 1 } });
}
