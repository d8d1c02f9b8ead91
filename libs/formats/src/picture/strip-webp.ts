import { orientationOf, orientationSegment } from './exif-orientation.js';
import { joined, MOST_PIXELS, type StrippedPicture } from './stripped-picture.js';

const HEAD = 12;
const CHUNK_HEAD = 8;
/** In VP8X: whether there is transparency, and whether an EXIF follows. */
const ALPHA = 0x10;
const EXIF = 0x08;
const EXIF_NAME = [0x45, 0x78, 0x69, 0x66, 0, 0];
/** Marker, length and name before the TIFF of a JPEG's segment. */
const BEFORE_TIFF = 10;

interface Size {
  width: number;
  height: number;
}

/**
 * A WebP with nothing in it but its picture (RFC 9649): EXIF, XMP, profiles, unknown chunks and what lies behind its end are gone; which
 * way is up is written anew. Animations are refused.
 */
export function stripWebp(bytes: Uint8Array): StrippedPicture {
  const refuse = (detail: string, offset: number): StrippedPicture => ({ outcome: 'refused', detail, offset });
  const nameAt = (at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (bytes.length < HEAD || nameAt(0) !== 'RIFF' || nameAt(8) !== 'WEBP') return refuse('This is no WebP.', 0);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fileEnd = 8 + view.getUint32(4, true);
  if (fileEnd > bytes.length) return refuse('The file ends early.', bytes.length);
  const found = new Map<string, Uint8Array>();
  let orientation = 1;
  for (let at = HEAD; at < fileEnd;) {
    if (at + CHUNK_HEAD > fileEnd) return refuse('A chunk ends early.', at);
    const [name, length] = [nameAt(at), view.getUint32(at + 4, true)];
    const end = at + CHUNK_HEAD + length;
    if (end > fileEnd) return refuse('A chunk ends early.', at);
    const body = bytes.subarray(at + CHUNK_HEAD, end);
    if (name === 'ANIM' || name === 'ANMF') return refuse('An animation is not taken.', at);
    if (name === 'EXIF') orientation = orientationOf(withName(body)) ?? orientation;
    else if (['VP8X', 'ALPH', 'VP8 ', 'VP8L'].includes(name)) {
      if (found.has(name)) return refuse(`There is a second ${name.trim()}.`, at);
      found.set(name, body);
    }
    at = end + (length % 2);
  }
  const picture = found.has('VP8L') ? 'VP8L' : 'VP8 ';
  const coded = found.get(picture);
  if (coded === undefined || (found.has('VP8L') && found.has('VP8 ')))
    return refuse('There is no one picture in it.', HEAD);
  const size = picture === 'VP8L' ? losslessSize(coded) : lossySize(coded);
  if (size === null || size.width * size.height > MOST_PIXELS)
    return refuse('The picture is not sound, or too large.', HEAD);
  const alpha = found.get('ALPH');
  const isPlain = orientation === 1 && alpha === undefined;
  const tiff = orientation === 1 ? [] : chunk('EXIF', orientationSegment(orientation).subarray(BEFORE_TIFF));
  const head = isPlain ? [] : chunk('VP8X', extended(size, flagsOf(found, orientation)));
  const parts = [head, alpha === undefined ? [] : chunk('ALPH', alpha), chunk(picture, coded), tiff];
  const body = joined(parts);
  return { outcome: 'stripped', bytes: joined([chars('RIFF'), uint32(body.length + 4), chars('WEBP'), body]), ...size };
}

function flagsOf(found: ReadonlyMap<string, Uint8Array>, orientation: number): number {
  const said = (found.get('VP8X')?.[0] ?? 0) & ALPHA;
  return (found.has('ALPH') ? ALPHA : said) | (orientation === 1 ? 0 : EXIF);
}

function extended({ width, height }: Size, flags: number): number[] {
  return [flags, 0, 0, 0, ...uint32(width - 1).slice(0, 3), ...uint32(height - 1).slice(0, 3)];
}

/** RFC 6386 section 9.1: a key frame's start code, then 14 bits each. */
function lossySize(coded: Uint8Array): Size | null {
  const at = (index: number): number => coded[index] ?? 0;
  if (coded.length < 10 || at(3) !== 0x9d || at(4) !== 0x01 || at(5) !== 0x2a) return null;
  const [width, height] = [(at(6) | (at(7) << 8)) & 0x3fff, (at(8) | (at(9) << 8)) & 0x3fff];
  return width > 0 && height > 0 ? { width, height } : null;
}

/** RFC 9649 section 3.4: a signature, then 14 bits each, less one. */
function losslessSize(coded: Uint8Array): Size | null {
  if (coded.length < 5 || coded[0] !== 0x2f) return null;
  const bits = new DataView(coded.buffer, coded.byteOffset).getUint32(1, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** Some writers put the name of a JPEG's segment before the TIFF. */
function withName(body: Uint8Array): Uint8Array {
  return EXIF_NAME.every((byte, index) => body[index] === byte) ? body : joined([EXIF_NAME, body]);
}

function chunk(name: string, body: ArrayLike<number>): Uint8Array {
  return joined([chars(name), uint32(body.length), body, body.length % 2 === 0 ? [] : [0]]);
}

function chars(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0));
}

function uint32(value: number): number[] {
  return [value & 0xff, (value >> 8) & 0xff, (value >> 16) & 0xff, (value >>> 24) & 0xff];
}
