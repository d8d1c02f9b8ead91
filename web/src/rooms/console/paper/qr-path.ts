import { create } from 'qrcode';

/** A QR code as one SVG path of unit squares, with the four of quiet zone that readers need. */
export interface QrPath {
  /** Width and height, in modules. */
  size: number;
  path: string;
}

const QUIET = 4;

/** `M` survives 15 % of damage; a higher level would make the squares smaller, which a fax forgives less. */
export function qrPath(text: string): QrPath {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  const { size, data } = modules;
  let path = '';
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      let run = 0;
      while (x + run < size && data[y * size + x + run]) run += 1;
      if (run > 0) path += `M${x + QUIET} ${y + QUIET}h${run}v1h-${run}z`;
      x += run;
    }
  }
  return { size: size + 2 * QUIET, path };
}
