import { orientationOf, orientationSegment } from './exif-orientation.js';
import { isSoundTable } from './jpeg-tables.js';
import { joined, MOST_PIXELS, type StrippedPicture } from './stripped-picture.js';

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP14 = 0xee;
const APP15 = 0xef;
const COM = 0xfe;
/** Baseline, extended and progressive, with Huffman codes: what cameras and browsers write. */
const FRAMES: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);
/** DHT, DQT, DRI. */
const TABLES: ReadonlySet<number> = new Set([0xc4, 0xdb, 0xdd]);
/** JFIF 1.01, square pixels, no thumbnail. */
const JFIF = [0xff, APP0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0];
const ADOBE = [0x41, 0x64, 0x6f, 0x62, 0x65];
const ADOBE_LENGTH = 14;

/**
 * A JPEG with nothing in it but its picture: of the application segments (EXIF with place and camera, XMP, profiles, thumbnails,
 * makers' notes) and comments only which way is up and how the colours are coded stay, each written anew; what lies behind the
 * end, or within tables beyond what they need, is gone or refused.
 */
export function stripJpeg(bytes: Uint8Array): StrippedPicture {
  const refuse = (detail: string, offset: number): StrippedPicture => ({ outcome: 'refused', detail, offset });
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return refuse('This is no JPEG.', 0);
  const kept: Uint8Array[] = [];
  let adobe: Uint8Array | null = null;
  let orientation = 1;
  let size: { width: number; height: number } | null = null;
  let scans = 0;
  let at = 2;
  for (;;) {
    if (bytes[at] !== 0xff) return refuse(at < bytes.length ? 'Expected a marker.' : 'The file ends early.', at);
    while (bytes[at + 1] === 0xff) at += 1;
    const marker = bytes[at + 1];
    if (marker === undefined) return refuse('The file ends early.', at);
    if (marker === EOI) break;
    const length = uint16(bytes, at + 2);
    const end = at + 2 + (length ?? 0);
    if (length === null || length < 2 || end > bytes.length) return refuse('A segment ends early.', at);
    const body = bytes.subarray(at + 4, end);
    if (marker === APP1) orientation = orientationOf(body) ?? orientation;
    else if (marker === APP14 && ADOBE.every((byte, index) => body[index] === byte)) adobe ??= adobeSegment(body);
    else if ((marker >= APP0 && marker <= APP15) || marker === COM) {
      // Says nothing that is needed to show it.
    } else if (TABLES.has(marker)) {
      if (!isSoundTable(marker, body)) return refuse('A table is not sound.', at);
      kept.push(bytes.subarray(at, end));
    } else if (FRAMES.has(marker)) {
      if (size !== null) return refuse('There is a second frame.', at);
      size = frameSize(body);
      if (size === null) return refuse('The frame is not sound, or too large.', at);
      kept.push(bytes.subarray(at, end));
    } else if (marker === SOS) {
      if (size === null || body.length !== 4 + 2 * (body[0] ?? 0)) return refuse('A scan is not sound.', at);
      const scanEnd = endOfScan(bytes, end);
      if (scanEnd === null) return refuse('The file ends early.', bytes.length);
      kept.push(bytes.subarray(at, scanEnd));
      scans += 1;
      at = scanEnd;
      continue;
    } else {
      return refuse(`Marker ${marker.toString(16)} is not of a photo.`, at);
    }
    at = end;
  }
  if (size === null || scans === 0) return refuse('There is no picture in it.', at);
  const colours = adobe === null ? Uint8Array.from(JFIF) : adobe;
  const upright = orientation === 1 ? new Uint8Array() : orientationSegment(orientation);
  return { outcome: 'stripped', bytes: joined([[0xff, SOI], colours, upright, ...kept, [0xff, EOI]]), ...size };
}

/** Precision, height, width, and three bytes for each of one, three or four components. */
function frameSize(body: Uint8Array): { width: number; height: number } | null {
  const [height, width, components] = [uint16(body, 1), uint16(body, 3), body[5] ?? 0];
  if (!height || !width || body[0] !== 8 || width * height > MOST_PIXELS) return null;
  return [1, 3, 4].includes(components) && body.length === 6 + 3 * components ? { width, height } : null;
}

/** Behind the coded data of a scan: at the next marker that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Uint8Array, from: number): number | null {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) return null;
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return null;
}

/** Version, flags and how the colours are coded; nothing behind that. */
function adobeSegment(body: Uint8Array): Uint8Array | null {
  const rest = ADOBE_LENGTH - 2;
  return body.length < rest ? null : joined([[0xff, APP14, 0, ADOBE_LENGTH], body.subarray(0, rest)]);
}

function uint16(bytes: Uint8Array, at: number): number | null {
  const [high, low] = [bytes[at], bytes[at + 1]];
  return high === undefined || low === undefined ? null : high * 256 + low;
}
