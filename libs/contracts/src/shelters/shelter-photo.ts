import { z } from 'zod';
import type { FeatureId } from '../ids.js';
import { Instant } from '../instant.js';

/** A ULID that the device made: the same photo sent again is the same photo. */
export const PhotoId = z.ulid().brand<'PhotoId'>();
export type PhotoId = z.infer<typeof PhotoId>;

/** A link in a disaster carries so many, and a person looks at so many. */
export const PHOTOS_PER_REPORT = 3;
/** Of 1,600 pixels a JPEG rarely has a third of it. */
export const MAX_PHOTO_BYTES = 2_000_000;
/** A photo is news, no archive: of each shelter the newest stay, older ones are removed when another comes. */
export const PHOTOS_PER_SHELTER = 12;

/** `POST /api/v1/shelters/{id}/photos?photo=&report=&device=&takenAt=`, with the bytes of a JPEG as the body. */
export const PhotoQuery = z.strictObject({
  photo: PhotoId,
  /** The report it is sent with, which may come later. */
  report: z.ulid(),
  device: z.ulid(),
  /** When it was taken or chosen, by the device's clock. */
  takenAt: Instant,
});
export type PhotoQuery = z.infer<typeof PhotoQuery>;

/** `201`, once it is on the disk and its reference on the log. */
export interface PhotoReceipt {
  /** For `GET /api/v1/photos/{id}`. */
  id: FeatureId;
  receivedAt: Instant;
}

/** Under which id a photo stands in the picture, and is fetched: `shelter-photo:<ULID>`, a drill's after `drill:<run>:`. */
export function photoFeatureId(photo: string, exercise: string | null): FeatureId {
  const name = `shelter-photo:${photo}`;
  return (exercise === null ? name : `drill:${exercise}:${name}`) as FeatureId;
}
