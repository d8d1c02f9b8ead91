import type { HealthFinding } from '@hinomi/contracts';

/** One line of the notebook as bytes, and where it begins. */
export interface ByteLine {
  bytes: Uint8Array;
  where: string;
}

export type Joined = { lines: ByteLine[] } | { finding: HealthFinding };

/** A code holds at most some 3 KB; whole notebooks as files are larger. */
export const MAX_NOTEBOOK_BYTES = 512 * 1024;
export const MAX_CODES = 999;
const MAX_LINES = 10_000;

interface Code {
  lines: Uint8Array[];
  /** Record 911 at its end: which data it is a part of, of how many, the how many-th. */
  split: { id: string; total: number; sequence: number } | null;
  isHeaded: boolean;
}

/**
 * Puts the codes of one notebook together, whatever order they were scanned in, before anything is decoded: a code may end in the
 * middle of a record, or of a character of two bytes. By the specification (3.2.9) every code has a header and whole records; some
 * writers cut the bytes instead, and then only the first code has the header. Codes may also stand one behind the other in one text, as
 * they were pasted or typed by a scanner: each ends with its record 911.
 */
export function joinCodes(given: readonly Uint8Array[]): Joined {
  const size = given.reduce((sum, bytes) => sum + bytes.byteLength, 0);
  if (size > MAX_NOTEBOOK_BYTES) return refused('too-costly', 'line 1', `is larger than ${MAX_NOTEBOOK_BYTES} bytes`);
  const codes = given.flatMap(codesWithin).map(readCode);
  if (codes.length > MAX_CODES) return refused('too-costly', 'line 1', `more than ${MAX_CODES} codes`);
  const first = codes[0];
  if (first === undefined) return refused('required', 'line 1', 'holds no code');
  const splits = codes.flatMap(({ split }) => split ?? []);
  if (splits.length === 0) return codes.length === 1 ? linesOf(codes) : refused('required', 'line 1', NO_ORDER);
  return inOrder(codes, splits);
}

const NO_ORDER = 'several codes, and none says which comes first (record 911)';

function inOrder(codes: readonly Code[], splits: readonly NonNullable<Code['split']>[]): Joined {
  const [known] = splits;
  if (known === undefined || splits.length < codes.length) return refused('required', 'line 1', NO_ORDER);
  if (splits.some(({ id, total }) => id !== known.id || total !== known.total)) {
    return refused('invariant', 'line 1', 'the codes are of different notebooks');
  }
  const bySequence = new Map<number, Code>();
  for (const code of codes) {
    const sequence = code.split?.sequence ?? 0;
    const same = bySequence.get(sequence);
    if (same !== undefined && !isEqual(same, code)) {
      return refused('invariant', 'line 1', `two different codes say that they are the ${sequence}. of the notebook`);
    }
    bySequence.set(sequence, code);
  }
  const missing = Array.from({ length: known.total }, (_, index) => index + 1).filter((one) => !bySequence.has(one));
  if (missing.length > 0) {
    const which = missing.slice(0, 10).join(', ');
    return refused('not-found', 'line 1', `of ${known.total} codes these are missing: ${which}`);
  }
  const ordered = [...bySequence]
    .filter(([sequence]) => sequence >= 1 && sequence <= known.total)
    .sort(([a], [b]) => a - b);
  return linesOf(ordered.map(([, code]) => code));
}

function linesOf(codes: readonly Code[]): Joined {
  const lines: ByteLine[] = [];
  for (const [index, code] of codes.entries()) {
    const place = (line: number): string => (codes.length === 1 ? `line ${line}` : `line ${line} of code ${index + 1}`);
    for (const [at, bytes] of code.lines.entries()) {
      const last = lines.at(-1);
      if (index > 0 && at === 0 && code.isHeaded) continue;
      if (index > 0 && at === 0 && last) last.bytes = together(last.bytes, bytes);
      else lines.push({ bytes, where: place(at + 1) });
    }
    if (lines.length > MAX_LINES) return refused('too-costly', place(1), `more than ${MAX_LINES} lines`);
  }
  return { lines };
}

const NEWLINE = 0x0a;
const RETURN = 0x0d;
/** Some devices end a text with it. */
const END_OF_FILE = 0x1a;

/** What is one text is cut behind each record 911. */
function codesWithin(bytes: Uint8Array): Uint8Array[] {
  const codes: Uint8Array[] = [];
  let start = 0;
  let line = 0;
  for (let at = 0; at < bytes.byteLength; at += 1) {
    if (bytes[at] !== NEWLINE) continue;
    if (splitOf(trimmed(bytes, line, at)) !== null && bytes.subarray(at + 1).some(isWritten)) {
      codes.push(bytes.subarray(start, at));
      start = headerAfter(bytes, at + 1);
    }
    line = at + 1;
  }
  return [...codes, bytes.subarray(start)];
}

/** Empty lines before a header are nobody's; before anything else the first of them may end a record that was cut. */
function headerAfter(bytes: Uint8Array, from: number): number {
  const blank = bytes.subarray(from).findIndex(isWritten);
  return asAscii(bytes.subarray(from + blank, from + blank + 5)) === 'JAHIS' ? from + blank : from;
}

function isWritten(byte: number): boolean {
  return byte > 0x20;
}

function trimmed(bytes: Uint8Array, start: number, before: number): Uint8Array {
  let end = before;
  while (end > start && (bytes[end - 1] === RETURN || bytes[end - 1] === END_OF_FILE)) end -= 1;
  return bytes.subarray(start, end);
}

/** CP932 has no second byte below 0x40, so that lines and figures can be seen in its bytes. */
function readCode(bytes: Uint8Array): Code {
  const lines: Uint8Array[] = [];
  let start = hasSign(bytes) ? 3 : 0;
  for (let at = start; at <= bytes.byteLength; at += 1) {
    if (at < bytes.byteLength && bytes[at] !== NEWLINE) continue;
    lines.push(trimmed(bytes, start, at));
    start = at + 1;
  }
  while (lines.length > 1 && lines.at(-1)?.byteLength === 0) lines.pop();
  const split = splitOf(lines.at(-1));
  if (split !== null) lines.pop();
  return { lines, split, isHeaded: asAscii(lines[0]).startsWith('JAHIS') };
}

function splitOf(line: Uint8Array | undefined): Code['split'] {
  const match = /^911,(\d{1,14}),(\d{1,3}),(\d{1,3})(?:,.{0,10})?$/.exec(asAscii(line));
  if (match === null) return null;
  const [, id = '', total, sequence] = match;
  return { id, total: Number(total), sequence: Number(sequence) };
}

function asAscii(line: Uint8Array | undefined): string {
  return line === undefined || line.byteLength > 60 ? '' : String.fromCharCode(...line);
}

/** Whether the bytes begin as UTF-8 with its sign. */
export function hasSign(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function isEqual(one: Code, other: Code): boolean {
  return (
    one.lines.length === other.lines.length &&
    one.lines.every((line, index) => {
      const same = other.lines[index];
      return same !== undefined && same.byteLength === line.byteLength && line.every((byte, at) => byte === same[at]);
    })
  );
}

function together(one: Uint8Array, other: Uint8Array): Uint8Array {
  const whole = new Uint8Array(one.byteLength + other.byteLength);
  whole.set(one);
  whole.set(other, one.byteLength);
  return whole;
}

function refused(code: HealthFinding['code'], where: string, message: string): { finding: HealthFinding } {
  return { finding: { severity: 'error', code, where, message } };
}
