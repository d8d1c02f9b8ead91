const EXIF = [0x45, 0x78, 0x69, 0x66, 0, 0];
const ORIENTATION = 0x0112;
const SHORT = 3;
const ENTRY_BYTES = 12;
/** A TIFF's own head: byte order, 42, and where its first directory is. */
const TIFF_HEAD = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8];

/** Which way is up, 1 to 8, by the body of an APP1 segment (EXIF 2.3, TIFF 6.0); null where it does not say, or is not sound. */
export function orientationOf(body: Uint8Array): number | null {
  if (!EXIF.every((byte, index) => body[index] === byte)) return null;
  const tiff = new DataView(body.buffer, body.byteOffset + EXIF.length, body.byteLength - EXIF.length);
  const at = (offset: number, length: number): boolean => offset >= 0 && offset + length <= tiff.byteLength;
  if (!at(0, TIFF_HEAD.length)) return null;
  const order = tiff.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return null;
  const isLittle = order === 0x4949;
  const directory = tiff.getUint32(4, isLittle);
  if (!at(directory, 2)) return null;
  const entries = tiff.getUint16(directory, isLittle);
  for (let index = 0; index < entries; index += 1) {
    const entry = directory + 2 + index * ENTRY_BYTES;
    if (!at(entry, ENTRY_BYTES)) return null;
    if (tiff.getUint16(entry, isLittle) !== ORIENTATION) continue;
    const value = tiff.getUint16(entry + 8, isLittle);
    return tiff.getUint16(entry + 2, isLittle) === SHORT && value >= 1 && value <= 8 ? value : null;
  }
  return null;
}

/** An APP1 segment that says which way is up, and nothing else. */
export function orientationSegment(orientation: number): Uint8Array {
  const entry = [ORIENTATION >> 8, ORIENTATION & 0xff, 0, SHORT, 0, 0, 0, 1, 0, orientation, 0, 0];
  const body = [...EXIF, ...TIFF_HEAD, 0, 1, ...entry, 0, 0, 0, 0];
  return Uint8Array.from([0xff, 0xe1, 0, body.length + 2, ...body]);
}
