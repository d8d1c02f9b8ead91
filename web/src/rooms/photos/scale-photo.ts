import { MAX_PHOTO_BYTES } from '@hinomi/contracts';

/** Enough to read a notice on a wall, little enough for a weak link. */
const LONGEST_SIDE = 1_600;
const QUALITIES = [0.8, 0.6, 0.4];

/** A picture of any kind as a small upright JPEG. Drawing it anew leaves place, time and camera behind. Rejects what is no picture. */
export async function scalePhoto(file: Blob): Promise<Uint8Array> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(picture.width * scale));
    canvas.height = Math.max(1, Math.round(picture.height * scale));
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('this browser draws nothing');
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    for (const quality of QUALITIES) {
      const jpeg = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
      if (jpeg !== null && jpeg.size <= MAX_PHOTO_BYTES) return new Uint8Array(await jpeg.arrayBuffer());
    }
    throw new Error('the photo stays too large');
  } finally {
    picture.close();
  }
}
