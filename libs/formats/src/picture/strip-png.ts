import { joined, MOST_PIXELS, type StrippedPicture } from './stripped-picture.js';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** What is needed to show it, and how long each may be: a message could hide behind that. */
const KEPT: Readonly<Record<string, (length: number) => boolean>> = {
  IHDR: (length) => length === 13,
  PLTE: (length) => length > 0 && length <= 768 && length % 3 === 0,
  tRNS: (length) => length > 0 && length <= 256,
  gAMA: (length) => length === 4,
  cHRM: (length) => length === 32,
  sRGB: (length) => length === 1,
  IDAT: () => true,
  IEND: (length) => length === 0,
};
/** Length, name and check sum. */
const CHUNK_FRAME = 12;

/** A PNG with nothing in it but its picture: texts, EXIF, times, profiles, further frames and what lies behind its end are gone. */
export function stripPng(bytes: Uint8Array): StrippedPicture {
  const refuse = (detail: string, offset: number): StrippedPicture => ({ outcome: 'refused', detail, offset });
  if (!SIGNATURE.every((byte, index) => bytes[index] === byte)) return refuse('This is no PNG.', 0);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, SIGNATURE.length)];
  let size: { width: number; height: number } | null = null;
  let isDrawn = false;
  for (let at = SIGNATURE.length; ;) {
    if (at + CHUNK_FRAME > bytes.length) return refuse('The file ends early.', at);
    const length = view.getUint32(at);
    const end = at + CHUNK_FRAME + length;
    if (end > bytes.length) return refuse('A chunk ends early.', at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if ((name === 'IHDR') !== (size === null)) return refuse('The header is not where it belongs.', at);
    const fits = Object.hasOwn(KEPT, name) ? KEPT[name] : undefined;
    if (fits !== undefined) {
      if (!fits(length)) return refuse(`${name} is not sound.`, at);
      kept.push(bytes.subarray(at, end));
    } else if (/^[A-Z]/.test(name)) return refuse(`Chunk ${name} is not of a picture.`, at);
    if (name === 'IHDR') {
      size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
      const pixels = size.width * size.height;
      if (pixels === 0 || pixels > MOST_PIXELS) return refuse('The picture has no size, or is too large.', at);
    }
    if (name === 'IDAT') isDrawn = true;
    at = end;
    if (name !== 'IEND') continue;
    if (size === null || !isDrawn) return refuse('There is no picture in it.', at);
    return { outcome: 'stripped', bytes: joined(kept), ...size };
  }
}
