import { create } from 'qrcode';
import { encodeCp932 } from './encode-cp932.js';
import type { Pixels } from './codes-in-image.js';

const QUIET = 4;

/** Text as a notebook's writer has it. */
export function cp932(text: string): Uint8Array<ArrayBuffer> {
  const written = encodeCp932(text);
  if ('missing' in written) throw new Error(`not in CP932: ${written.missing.join(' ')}`);
  return written.bytes;
}

/** A notebook whose bytes are cut into so many codes, wherever that is; only the first has the header. */
export function cutNotebook(text: string, total: number, id = '20261127000001'): Uint8Array<ArrayBuffer>[] {
  const bytes = cp932(text);
  const size = Math.ceil(bytes.length / total);
  return Array.from({ length: total }, (_, index) => {
    const tail = cp932(`\r\n911,${id},${total},${index + 1}\r\n`);
    return Uint8Array.from([...bytes.subarray(index * size, (index + 1) * size), ...tail]);
  });
}

/** Codes side by side as a picture of grey paper, each module so many pixels; `turn` in degrees. */
export function pictureOf(codes: readonly Uint8Array[], { module = 4, turn = 0 } = {}): Pixels {
  const drawn = codes.map(
    (bytes) => create([{ data: Buffer.from(bytes), mode: 'byte' }], { errorCorrectionLevel: 'M' }).modules,
  );
  const side = Math.max(...drawn.map(({ size }) => (size + 2 * QUIET) * module));
  const width = side * (drawn.length + 1);
  const height = turn % 180 === 0 ? side * 2 : width;
  const data = new Uint8ClampedArray(width * height * 4).fill(225);
  const [cos, sin] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [dx, dy] = [x + 0.5 - width / 2, y + 0.5 - height / 2];
      const [u, v] = [cos * dx + sin * dy + (side * drawn.length) / 2, cos * dy - sin * dx + side / 2];
      const modules = drawn[Math.floor(u / side)];
      const column = Math.floor((u % side) / module) - QUIET;
      const row = Math.floor(v / module) - QUIET;
      const isDark =
        modules !== undefined &&
        v >= 0 &&
        row >= 0 &&
        column >= 0 &&
        row < modules.size &&
        column < modules.size &&
        modules.get(row, column) === 1;
      if (isDark) data.fill(35, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  return { data, width, height };
}
