/** One code as it was read. `append`: what the code itself, not its text, says of the others (Structured Append). */
export interface ReadCode {
  bytes: Uint8Array<ArrayBuffer>;
  append: Part | null;
}

/** Which notebook a code is a part of, and the how many-th of how many, from 1. */
export interface Part {
  id: string;
  sequence: number;
  total: number;
}

/** Codes of one notebook so far, by their place in it. */
export interface CollectedCodes {
  id: string;
  total: number;
  /** The parts say it themselves (record 911); otherwise the bytes follow one another as they are. */
  isMarked: boolean;
  codes: ReadonlyMap<number, Uint8Array<ArrayBuffer>>;
}

/** What a code was to the ones before it. */
export type CodeSaid = 'read' | 'again' | 'other-notebook' | 'prescription' | 'no-notebook';

const ALONE = 'alone';

/** Takes one more code in, or says why not; a code that is not taken changes nothing. */
export function collectCode(
  known: CollectedCodes | null,
  { bytes, append }: ReadCode,
): { collected: CollectedCodes | null; said: CodeSaid } {
  const refuse = (said: CodeSaid) => ({ collected: known, said });
  const marked = markOf(bytes);
  const header = asAscii(bytes.subarray(0, 9));
  if (/^JAHIS\d/.test(header)) return refuse('prescription');
  const isHeaded = header.startsWith('JAHISTC');
  if (marked === null && append === null && !isHeaded) return refuse('no-notebook');
  const part = marked ?? append ?? { id: ALONE, sequence: 1, total: 1 };
  if (part.sequence < 1 || part.sequence > part.total) return refuse('no-notebook');
  if (part.sequence === 1 && !isHeaded) return refuse('no-notebook');
  if (known !== null && (known.id !== part.id || known.total !== part.total)) return refuse('other-notebook');
  const same = known?.codes.get(part.sequence);
  if (same !== undefined) return refuse(isEqual(same, bytes) ? 'again' : 'other-notebook');
  const codes = new Map(known?.codes).set(part.sequence, bytes);
  return { collected: { id: part.id, total: part.total, isMarked: marked !== null, codes }, said: 'read' };
}

export function isWhole({ codes, total }: CollectedCodes): boolean {
  return codes.size === total;
}

/** The bytes of all codes in their order, as the vault takes a notebook: none of them was decoded. */
export function notebookBytes({ codes, total, isMarked }: CollectedCodes): Uint8Array<ArrayBuffer> {
  const ordered = Array.from({ length: total }, (_, index) => codes.get(index + 1) ?? new Uint8Array());
  return new Uint8Array(
    ordered.flatMap((bytes) => [...bytes, ...(isMarked && bytes.at(-1) !== NEWLINE ? [13, 10] : [])]),
  );
}

/** A text that was pasted or typed by a scanner, cut behind each record 911. */
export function codesInText(bytes: Uint8Array<ArrayBuffer>): ReadCode[] {
  const codes: ReadCode[] = [];
  let start = 0;
  for (let at = 0; at <= bytes.length; at += 1) {
    if (at < bytes.length && bytes[at] !== NEWLINE) continue;
    const code = bytes.slice(start, at + 1);
    if (at < bytes.length && markOf(code) === null) continue;
    const isBlank = !code.some((byte) => byte > 0x20);
    if (!isBlank) codes.push({ bytes: withoutBlanks(code), append: null });
    start = at + 1;
  }
  return codes;
}

const NEWLINE = 0x0a;

/** Empty lines before a header are nobody's. */
function withoutBlanks(code: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const first = code.findIndex((byte) => byte > 0x20);
  return asAscii(code.subarray(first, first + 5)) === 'JAHIS' ? code.slice(first) : code;
}

/** Record 911 on the last line, if it is one. */
function markOf(bytes: Uint8Array): Part | null {
  const tail = asAscii(bytes.subarray(Math.max(0, bytes.length - 64)));
  const [, id, total, sequence] =
    /(?:^|\n)911,(\d{1,14}),(\d{1,3}),(\d{1,3})(?:,[^\n]{0,10})?[\r\n\x1a]*$/.exec(tail) ?? [];
  if (id === undefined) return null;
  return { id, total: Number(total), sequence: Number(sequence) };
}

function asAscii(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
