import { HubError } from '@hinomi/contracts';
import { csvRecords, decodeTable, type CsvRecord } from './csv-records.js';
import { columnName, type Table, type TableRow } from './table.js';

/** Rows of titles and remarks above the header that are looked through. */
export const MOST_TITLE_ROWS = 20;

/**
 * Reads a CSV in the encodings that municipal files come in: UTF-8 with and without byte order mark, UTF-16, CP932. The header
 * is the first row that has every one of `wanted`, so that title rows above it do no harm.
 *
 * Errors: `report.unreadable` for bytes of no known encoding or a quote that never closes, with its line; `report.invalid` when no
 * row is a header, naming what is missing.
 */
export function readCsv(bytes: Uint8Array, wanted: readonly string[]): Table {
  const records = csvRecords(decodeTable(bytes).text);
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

/** Two columns of one name: the second is known as `name(2)`. */
export function distinct(header: readonly string[]): string[] {
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
