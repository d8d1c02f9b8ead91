/** A segment with its length. */
export function segment(marker: number, body: ArrayLike<number>): number[] {
  const length = body.length + 2;
  return [0xff, marker, length >> 8, length & 0xff, ...Array.from(body)];
}

export const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));

const QUANTISATION = segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]);
/** One code of one bit, for the value 0. */
const HUFFMAN = [0x00, 0x10].flatMap((head) => segment(0xc4, [head, 1, ...Array.from({ length: 15 }, () => 0), 0]));
const frame = (width: number, height: number): number[] =>
  segment(0xc0, [8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0]);
const SCAN = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 0x3f, 0xff, 0x00, 0xff, 0xd0, 0x3f];
export const END = [0xff, 0xd9];

/** A grey JPEG of 8 by 8 pixels with whatever stands before its tables; its data have a stuffed byte and a restart. */
export function jpeg(...before: number[][]): Uint8Array {
  return Uint8Array.from([0xff, 0xd8, ...before.flat(), ...QUANTISATION, ...frame(8, 8), ...HUFFMAN, ...SCAN, ...END]);
}

export function jpegOfSize(width: number, height: number): Uint8Array {
  return Uint8Array.from([0xff, 0xd8, ...QUANTISATION, ...frame(width, height), ...HUFFMAN, ...SCAN, ...END]);
}

/** EXIF as a camera writes it, little-endian: who made it, which way is up, and where it was taken. */
export function exif(orientation: number): number[] {
  const word = (value: number): number[] => [value & 0xff, (value >> 8) & 0xff, 0, 0];
  const short = (value: number): number[] => [value & 0xff, (value >> 8) & 0xff];
  const maker = ascii('SECRET-CAMERA\0');
  const entries = [
    [...short(0x010f), ...short(2), ...word(maker.length), ...word(8 + 2 + 36 + 4)],
    [...short(0x0112), ...short(3), ...word(1), ...word(orientation)],
    [...short(0x8825), ...short(4), ...word(1), ...word(8 + 2 + 36 + 4 + maker.length)],
  ];
  const gps = [...short(1), ...short(1), ...short(2), ...word(2), ...ascii('N\0\0\0'), ...word(0)];
  const tiff = [...ascii('II'), ...short(42), ...word(8), ...short(3), ...entries.flat(), ...word(0), ...maker, ...gps];
  return segment(0xe1, [...ascii('Exif\0\0'), ...tiff, ...ascii('SECRET-PLACE 37.04N 136.97E')]);
}
export const XMP = segment(0xe1, ascii('http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET-XMP</x:xmpmeta>'));
export const COMMENT = segment(0xfe, ascii('SECRET-COMMENT'));
export const ICC = segment(0xe2, ascii('ICC_PROFILE\0\x01\x01SECRET-PROFILE'));
export const IPTC = segment(0xed, ascii('Photoshop 3.0\x008BIMSECRET-NAME'));
/** JFIF with a thumbnail of one pixel, and another in its extension. */
export const THUMBNAILS = [
  ...segment(0xe0, [...ascii('JFIF\0'), 1, 2, 0, 0, 1, 0, 1, 1, 1, ...ascii('SEC')]),
  ...segment(0xe0, ascii('JFXX\0\x13SECRET-THUMBNAIL')),
];
export const ADOBE = segment(0xee, [...ascii('Adobe'), 0, 100, 0, 0, 0, 0, 1, ...ascii('SECRET')]);

/** The markers of the segments before the coded data. */
export function markersOf(bytes: Uint8Array): number[] {
  const found: number[] = [];
  for (let at = 2; bytes[at] === 0xff && bytes[at + 1] !== 0xd9;) {
    const marker = bytes[at + 1] ?? 0;
    found.push(marker);
    if (marker === 0xda) break;
    at += 2 + (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0);
  }
  return found;
}
