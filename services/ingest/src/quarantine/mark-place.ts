import type { InputPlace, MarkedExcerpt } from '@hinomi/contracts';

/** Lines on either side of the place. */
const AROUND = 4;
/** A document on one line is cut around the place. */
const LINE_LENGTH = 400;
/** Bytes shown of what is no text. */
const HEX_BYTES = 256;

/**
 * What a person needs to see why bytes were refused: the lines around the place, with the place marked. Text in UTF-8, UTF-16 or
 * Shift_JIS is read as such; anything else is shown as hexadecimal.
 */
export function markPlace(bytes: Uint8Array, place: InputPlace | null): MarkedExcerpt {
  const { text, encoding } = decode(bytes);
  if (text === null) return { encoding: 'binary', lines: [], hex: hexOf(bytes.subarray(0, HEX_BYTES)) };
  const lines = text.split(/\r\n|\r|\n/);
  const at =
    place?.line === undefined ? placeOfPointer(lines, place?.path) : { line: place.line, column: place.column };
  const first = Math.max(1, (at?.line ?? 1) - AROUND);
  const last = Math.min(lines.length, (at?.line ?? 1) + AROUND);
  return {
    encoding,
    hex: null,
    lines: Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
      const number = first + index;
      const marked = at?.line === number;
      return { number, marked, ...cut(lines[number - 1] ?? '', marked ? (at?.column ?? null) : null) };
    }),
  };
}

/** `column` counts from 1, in what is shown. */
function cut(line: string, column: number | null): { text: string; column: number | null } {
  if (line.length <= LINE_LENGTH) return { text: line, column };
  const from = Math.max(0, Math.min((column ?? 1) - LINE_LENGTH / 2, line.length - LINE_LENGTH));
  const head = from > 0 ? '…' : '';
  const tail = from + LINE_LENGTH < line.length ? '…' : '';
  const shown = line.slice(from, from + LINE_LENGTH);
  return { text: `${head}${shown}${tail}`, column: column === null ? null : column - from + head.length };
}

/** The last name of a JSON pointer, where it first stands: good enough for a person to find it. */
function placeOfPointer(lines: readonly string[], path: string | undefined): { line: number; column?: number } | null {
  const name = path?.split('/').findLast((part) => part !== '' && !/^\d+$/.test(part));
  if (name === undefined) return null;
  const index = lines.findIndex((line) => line.includes(name));
  return index < 0 ? null : { line: index + 1, column: (lines[index] ?? '').indexOf(name) + 1 };
}

function decode(bytes: Uint8Array): { text: string | null; encoding: MarkedExcerpt['encoding'] } {
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const declared = /encoding=["'](shift_jis|windows-31j|x-sjis)["']/i.test(
    new TextDecoder('latin1').decode(bytes.subarray(0, 200)),
  );
  const tries = utf16
    ? ([bytes[0] === 0xff ? 'utf-16le' : 'utf-16be'] as const)
    : declared
      ? (['shift_jis', 'utf-8'] as const)
      : (['utf-8', 'shift_jis'] as const);
  for (const encoding of tries) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      if (!/\u0000/.test(text)) return { text, encoding };
    } catch {
      // Not in this encoding.
    }
  }
  return { text: null, encoding: 'binary' };
}

function hexOf(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return (hex.match(/.{1,32}/g) ?? []).map((row) => row.replace(/(..)(?=.)/g, '$1 ')).join('\n');
}
