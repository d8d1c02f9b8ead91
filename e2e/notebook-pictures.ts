import { PNG } from 'pngjs';
import { create } from 'qrcode';
import { cp932 } from '@hinomi/testing';

const SIDE = 640;
const [DARK, PAPER] = [35, 225];
const FRAMES_EACH = 8;

/** A notebook's text in so many codes, cut wherever that is; each ends with its record 911. */
export function codesOf(text: string, total: number): Buffer[] {
  const bytes = Buffer.concat(text.split('\n').flatMap((line) => [cp932(line), Buffer.from('\r\n')]));
  const size = Math.ceil(bytes.length / total);
  return Array.from({ length: total }, (_, index) =>
    Buffer.concat([
      bytes.subarray(index * size, (index + 1) * size),
      Buffer.from(`\r\n911,20261127000001,${total},${index + 1}\r\n`),
    ]),
  );
}

/** A code on grey paper, one byte a pixel. */
function drawn(code: Buffer): Buffer {
  const { modules } = create([{ data: code, mode: 'byte' }], { errorCorrectionLevel: 'M' });
  const module = Math.floor(SIDE / (modules.size + 10));
  const margin = Math.floor((SIDE - modules.size * module) / 2);
  const pixels = Buffer.alloc(SIDE * SIDE, PAPER);
  for (let y = 0; y < modules.size * module; y += 1)
    for (let x = 0; x < modules.size * module; x += 1)
      if (modules.get(Math.floor(y / module), Math.floor(x / module)) === 1)
        pixels[(margin + y) * SIDE + margin + x] = DARK;
  return pixels;
}

/** What a camera sees that is held before one code after the other, over and over: a film as Chromium's fake camera plays it. */
export function cameraFilm(codes: readonly Buffer[]): Buffer {
  const colour = Buffer.alloc((SIDE * SIDE) / 2, 128);
  const frames = codes.flatMap((code) => {
    const frame = Buffer.concat([Buffer.from('FRAME\n'), drawn(code), colour]);
    return Array<Buffer>(FRAMES_EACH).fill(frame);
  });
  return Buffer.concat([Buffer.from(`YUV4MPEG2 W${SIDE} H${SIDE} F10:1 Ip A1:1 C420mpeg2\n`), ...frames]);
}

export function photoOf(code: Buffer): Buffer {
  const png = new PNG({ width: SIDE, height: SIDE });
  for (const [at, grey] of drawn(code).entries()) png.data.set([grey, grey, grey, 255], at * 4);
  return PNG.sync.write(png);
}
