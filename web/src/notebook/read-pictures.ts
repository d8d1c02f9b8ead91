import type { ReadCode } from './collect-codes.js';
import { codesInImage } from './codes-in-image.js';

/** Codes are found best where a module is three to eight pixels: a photo is looked at in several sizes. */
const PHOTO_SIDES = [1_600, 2_400, 1_000];
const FRAME_SIDE = 1_200;

/** Every code of a photo, each once. Rejects what is no picture. Nothing of it is kept. */
export async function codesInPhoto(file: Blob): Promise<ReadCode[]> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    const found = new Map<string, ReadCode>();
    for (const side of PHOTO_SIDES)
      for (const code of codesIn(picture, picture.width, picture.height, side)) found.set(code.bytes.join(), code);
    return [...found.values()];
  } finally {
    picture.close();
  }
}

/** Every code that the camera sees now. */
export function codesInFrame(video: HTMLVideoElement): ReadCode[] {
  return codesIn(video, video.videoWidth, video.videoHeight, FRAME_SIDE);
}

function codesIn(source: CanvasImageSource, width: number, height: number, longest: number): ReadCode[] {
  if (width === 0 || height === 0) return [];
  const scale = Math.min(1, longest / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('this browser draws nothing');
  try {
    context.drawImage(source, 0, 0, canvas.width, canvas.height);
    return codesInImage(context.getImageData(0, 0, canvas.width, canvas.height));
  } finally {
    canvas.width = 0;
  }
}
