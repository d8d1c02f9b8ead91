import { gunzipSync } from 'node:zlib';
import { cp932 } from './cp932.js';

/** A word as it might stand anywhere: in each encoding, and as others write bytes into text. */
interface Needle {
  word: string;
  how: string;
  bytes: Buffer;
  /** A figure within a longer figure is another figure. */
  isFigure: boolean;
}

const KEY_BYTES = 6;
/** So many bits of the filter for each writing: one place in sixty-four is looked at more closely, and most of it stays in a cache. */
const SPARSE = 64;

/** Finds any of many words in any writing: one pass over the bytes, however many words there are. */
export class MarkSearch {
  /** In how many writings it looks for something. */
  readonly size: number;
  private readonly shift: number;
  private readonly filter: Uint8Array;
  private readonly byKey = new Map<number, Needle[]>();

  constructor(words: Iterable<string>) {
    const needles = new Map<string, Needle>();
    for (const needle of [...words].flatMap(needlesOf)) {
      const written = needle.bytes.toString('latin1');
      if (!needles.has(written)) needles.set(written, needle);
    }
    this.size = needles.size;
    const bits = Math.min(28, Math.max(12, Math.ceil(Math.log2(SPARSE * needles.size))));
    this.shift = 32 - bits;
    this.filter = new Uint8Array(2 ** (bits - 3));
    for (const needle of needles.values()) this.add(needle);
  }

  /** What is found, in words and once each: `where: word how`. What is zipped as a whole is looked into as well. */
  in(where: string, given: Uint8Array): string[] {
    const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
    const found = new Set<string>();
    const { filter, shift } = this;
    // The last six bytes, as a number of four and one of two before them; never wider than V8 keeps without a heap.
    let last = 0;
    let before = 0;
    for (let end = 0; end < bytes.length; end += 1) {
      before = ((before << 8) | (last >>> 24)) & 0xffff;
      last = (last << 8) | bytes[end]!;
      const key = keyOf(last, before) >>> shift;
      if ((filter[key >>> 3]! & (1 << (key & 7))) === 0) continue;
      for (const needle of this.byKey.get(key) ?? [])
        if (stands(bytes, end + 1 - KEY_BYTES, needle)) found.add(`${where}: ${needle.word} ${needle.how}`);
    }
    const inside = unzipped(bytes);
    return [...found, ...(inside === null ? [] : this.in(`${where}, unzipped`, inside))];
  }

  private add(needle: Needle): void {
    const { bytes } = needle;
    if (bytes.length < KEY_BYTES) throw new Error(`${needle.word} ${needle.how} is too short to be told from chance`);
    const key = keyOf(bytes.readInt32BE(2), bytes.readUInt16BE(0)) >>> this.shift;
    this.filter[key >>> 3]! |= 1 << (key & 7);
    this.byKey.set(key, [...(this.byKey.get(key) ?? []), needle]);
  }
}

function keyOf(last: number, before: number): number {
  return Math.imul(last ^ Math.imul(before, 0x9e3779b1), 0x85ebca6b);
}

function stands(all: Buffer, at: number, { bytes, isFigure }: Needle): boolean {
  if (at < 0 || all.compare(bytes, 0, bytes.length, at, Math.min(at + bytes.length, all.length)) !== 0) return false;
  return !isFigure || !(isDigit(all[at - 1]) || isDigit(all[at + bytes.length]));
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

function unzipped(bytes: Buffer): Buffer | null {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return null;
  try {
    return gunzipSync(bytes);
  } catch {
    // It only begins as if it were zipped.
    return null;
  }
}

function needlesOf(word: string): Needle[] {
  const utf8 = Buffer.from(word, 'utf8');
  const utf16 = Buffer.from(word, 'utf16le');
  const windows = cp932(word);
  const escaped = (digit: (code: number) => string): Buffer =>
    Buffer.from([...word].map((char) => digit(char.charCodeAt(0))).join(''));
  const hex = (bytes: Buffer): string => bytes.toString('hex');
  const ways: [string, Buffer][] = [
    ['as UTF-8', utf8],
    ['as UTF-8 read as Latin-1', Buffer.from(utf8.toString('latin1'), 'utf8')],
    ['as UTF-16', utf16],
    ['as UTF-16 BE', Buffer.from(utf16).swap16()],
    ['as CP932', windows],
    ['as hex', Buffer.from(hex(utf8))],
    ['as HEX', Buffer.from(hex(utf8).toUpperCase())],
    ['as CP932 in hex', Buffer.from(hex(windows))],
    ['in an address', Buffer.from(encodeURIComponent(word))],
    ['in an address in small letters', Buffer.from(encodeURIComponent(word).replace(/%../g, (at) => at.toLowerCase()))],
    ['as JSON', escaped((code) => `\\u${code.toString(16).padStart(4, '0')}`)],
    ['as JSON in capitals', escaped((code) => `\\u${code.toString(16).padStart(4, '0').toUpperCase()}`)],
    ['as HTML', escaped((code) => `&#${code};`)],
    ...[0, 1, 2].map((shift): [string, Buffer] => [`as base64 ${shift}`, base64Core(utf8, shift)]),
    ...[0, 1, 2].map((shift): [string, Buffer] => [`as CP932 in base64 ${shift}`, base64Core(windows, shift)]),
    ...[0, 1, 2].map((shift): [string, Buffer] => [`as base64url ${shift}`, urlSafe(base64Core(utf8, shift))]),
  ];
  // Eight figures that are a day may also stand within a time in nanoseconds.
  const isFigure = /^\d{8}$/.test(word);
  return ways.map(([how, bytes]) => ({ word, how, bytes, isFigure: isFigure && how === 'as UTF-8' }));
}

/** Of base64 what does not depend on the bytes before and after. */
function base64Core(bytes: Buffer, shift: number): Buffer {
  const text = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .replace(/=+$/, '');
  const from = Math.ceil((shift * 8) / 6);
  const to = Math.floor(((shift + bytes.length) * 8) / 6);
  return Buffer.from(text.slice(from, to));
}

function urlSafe(base64: Buffer): Buffer {
  return Buffer.from(base64.toString().replaceAll('+', '-').replaceAll('/', '_'));
}
