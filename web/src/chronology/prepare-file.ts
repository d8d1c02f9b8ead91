import { scalePhoto } from '../rooms/photos/scale-photo.js';

/** A screenshot stays as sharp as it is up to here. */
const MOST_PNG_BYTES = 2 * 1024 * 1024;

/** A photo as a small upright JPEG, anything else as it is: whether it is taken is for the hub to say. */
export async function prepareFile(file: Blob): Promise<Blob> {
  if (!file.type.startsWith('image/')) return file;
  if (file.type === 'image/png' && file.size <= MOST_PNG_BYTES) return file;
  try {
    return new Blob([new Uint8Array(await scalePhoto(file))], { type: 'image/jpeg' });
  } catch {
    // This browser cannot draw it.
    return file;
  }
}
