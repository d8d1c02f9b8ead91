import { binarize, Decoder, Detector, grayscale, type Decoded } from '@nuintun/qrcode';
import type { ReadCode } from './collect-codes.js';
import { encodeCp932 } from './encode-cp932.js';

export type Pixels = Pick<ImageData, 'data' | 'width' | 'height'>;

/** Bytes pass through the library's text as characters of their own, which nothing else in a code can be. */
const BYTE = 0xf700;
const decoder = new Decoder({ decode: (bytes) => String.fromCharCode(...Array.from(bytes, (byte) => BYTE + byte)) });

/** Every code of a picture, as bytes: a text may end in the middle of a character, so that nothing is decoded here. */
export function codesInImage({ data, width, height }: Pixels): ReadCode[] {
  const found: ReadCode[] = [];
  const detected = new Detector().detect(binarize(grayscale({ data, width, height } as ImageData), width, height));
  let next = detected.next();
  while (next.done !== true) {
    const code = readCode(() => decoder.decode(next.value!.matrix));
    if (code !== null) found.push(code);
    next = detected.next(code !== null);
  }
  return found;
}

/** Null for what only looked like a code, or cannot be made out. */
function readCode(decode: () => Decoded): ReadCode | null {
  let decoded: Decoded;
  try {
    decoded = decode();
  } catch {
    return null;
  }
  const bytes = bytesOf(decoded.content);
  if (bytes === null) return null;
  const { structured } = decoded;
  if (structured === false) return { bytes, append: null };
  const { index, count, parity } = structured;
  return { bytes, append: { sequence: index + 1, total: count, id: `append ${parity}` } };
}

function bytesOf(content: string): Uint8Array<ArrayBuffer> | null {
  const bytes: number[] = [];
  for (const character of content) {
    const code = character.charCodeAt(0);
    if (code >= BYTE && code < BYTE + 0x100) bytes.push(code - BYTE);
    else if (code < 0x80) bytes.push(code);
    else {
      // What the code holds as kanji, each whole.
      const written = encodeCp932(character);
      if ('missing' in written) return null;
      bytes.push(...written.bytes);
    }
  }
  return new Uint8Array(bytes);
}
