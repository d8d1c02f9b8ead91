import { toGeoJson, type FeatureV1, type GeoJsonFeature } from '@hinomi/contracts';
import type { Place } from '../place.js';

/** One version of one feature as the gateway keeps it: never changed, so that many audiences can share it. */
export class PictureEntry {
  readonly feature: FeatureV1;
  /** Where its record stands in the log. */
  readonly offset: number;
  /** Asked once: what an audience was told about this version stays consistent, even if boundaries are imported later. */
  readonly place: Place | null;
  private encoded: string | undefined;

  constructor(feature: FeatureV1, offset: number, place: Place | null) {
    this.feature = feature;
    this.offset = offset;
    this.place = place;
  }

  /** Made when it is asked for: most of a nation's places never are. */
  get geoJson(): GeoJsonFeature {
    return toGeoJson(this.feature);
  }

  /** Its GeoJSON text, made once for all snapshots. */
  get text(): string {
    return (this.encoded ??= JSON.stringify(this.geoJson));
  }
}

/** What one record did to the picture; `null` = not there. */
export interface AppliedChange {
  id: string;
  before: PictureEntry | null;
  after: PictureEntry | null;
}

/** Who sees which features: interest and permission in one. */
export type Sees = (entry: PictureEntry) => boolean;

/** The newest operation per id: the feature, or `null` for its removal (delta rule D8). */
export type Operations = Map<string, PictureEntry | null>;

/** Adds later operations to earlier ones; the last one per id stays. */
export function mergeInto(earlier: Operations, later: ReadonlyMap<string, PictureEntry | null>): void {
  for (const [id, entry] of later) earlier.set(id, entry);
}

/** Operations in the form a delta carries them. */
export function toUpsertsAndRemoves(operations: ReadonlyMap<string, PictureEntry | null>): {
  upserts: GeoJsonFeature[];
  removes: string[];
} {
  const upserts: GeoJsonFeature[] = [];
  const removes: string[] = [];
  for (const [id, entry] of operations) {
    if (entry === null) removes.push(id);
    else upserts.push(entry.geoJson);
  }
  return { upserts, removes };
}
