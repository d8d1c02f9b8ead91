import { parse } from 'csv-parse/browser/esm/sync';

/** Rows of trimmed cells, all of one length. */
export type PastedTable = readonly (readonly string[])[];

/** More than any municipality has shelters; a larger paste is another table. */
export const MOST_ROWS = 1_000;
const MOST_COLUMNS = 60;

/**
 * What was copied from a spreadsheet (tabs, cells with line breaks in quotes) or a CSV file (commas or semicolons). Rows and columns
 * with nothing in them are left out. Null where there is nothing at all.
 */
export function readTable(text: string): PastedTable | null {
  const rows = rowsOf(text)
    .slice(0, MOST_ROWS + MOST_HEADER_ROWS)
    .map((row) => row.slice(0, MOST_COLUMNS).map((cell) => cell.trim()))
    .filter((row) => row.some((cell) => cell !== ''));
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  const used = Array.from({ length: width }, (_, at) => at).filter((at) => rows.some((row) => (row[at] ?? '') !== ''));
  return rows.length === 0 ? null : rows.map((row) => used.map((at) => row[at] ?? ''));
}
const MOST_HEADER_ROWS = 10;

function rowsOf(text: string): string[][] {
  const options = {
    bom: true,
    delimiter: delimiterOf(text),
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    // An inch mark or a quotation within a cell is no quoting.
    relax_quotes: true,
    skip_empty_lines: true,
  };
  try {
    return parse(text, options);
  } catch {
    // A quote that is never closed is a character like any other.
    return parse(text, { ...options, quote: false });
  }
}

/** A spreadsheet copies with tabs, and then commas stand within the cells. */
function delimiterOf(text: string): string {
  if (text.includes('\t')) return '\t';
  const count = (letter: string): number => text.split(letter).length;
  return count(';') > count(',') ? ';' : ',';
}
