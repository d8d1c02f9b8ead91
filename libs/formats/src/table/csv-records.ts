import { HubError, type ImportEncoding } from '@hinomi/contracts';
import { CsvError, parse } from 'csv-parse/sync';

/** No cell of a table of places is longer; what is, is a quote that was never closed. */
const MOST_RECORD_BYTES = 256 * 1024;

/** A row as it stands; `info.lines`: the 1-based line that it ends on. */
export interface CsvRecord {
  record: string[];
  info: { lines: number };
}

/** Tables pasted from a spreadsheet have tabs. Errors: `report.unreadable` for a quote that never closes, with its line. */
export function csvRecords(text: string): CsvRecord[] {
  try {
    const options = {
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: MOST_RECORD_BYTES,
      delimiter: delimiterOf(text),
    };
    return parse(text, options) as unknown as CsvRecord[];
  } catch (cause) {
    const line = cause instanceof CsvError && typeof cause['lines'] === 'number' ? cause['lines'] : 1;
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new HubError('report.unreadable', message, { place: { line, column: 1 }, cause });
  }
}

function delimiterOf(text: string): string {
  const head = text.slice(0, 4_000);
  return head.split('\t').length > head.split(',').length ? '\t' : ',';
}

/**
 * Text in the encodings that municipal files come in: UTF-8 with and without byte order mark, UTF-16, CP932. Strict first: text of
 * CP932 is hardly ever UTF-8 by chance. Errors: `report.unreadable` for bytes of no known encoding.
 */
export function decodeTable(bytes: Uint8Array): { text: string; encoding: ImportEncoding } {
  const [a, b, c] = bytes;
  const marked = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : null;
  for (const label of marked === null ? ['utf-8', 'shift_jis'] : [marked]) {
    const text = decoded(bytes, label);
    if (text === null || text.includes('\u0000')) continue;
    if (marked !== null) return { text, encoding: 'utf-16' };
    if (label === 'shift_jis') return { text, encoding: 'cp932' };
    return { text, encoding: a === 0xef && b === 0xbb && c === 0xbf ? 'utf-8-bom' : 'utf-8' };
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
