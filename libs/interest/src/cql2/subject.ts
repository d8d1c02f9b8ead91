import type { Place } from '../place.js';
import type { Readable } from '../property-reader.js';

/** What a filter is asked about: a version of a feature, and where it is; a `PictureEntry` is one. */
export interface Subject {
  readonly feature: Readable;
  /** Null = unknown. */
  readonly place: Place | null;
}
