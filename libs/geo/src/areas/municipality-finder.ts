import type { LngLat } from '@hinomi/contracts';
import type { Boundaries } from '../boundaries/boundaries.js';
import { PreparedShapes } from '../cover/prepared-shapes.js';
import type { Bounds } from '../geometry/bounds.js';
import { areasOf } from './areas.js';
import { MunicipalityIndex } from './municipality-index.js';

/** In which municipality a place is, by the edition in force. */
export class MunicipalityFinder {
  private readonly prepared: PreparedShapes;

  constructor(private readonly boundaries: Boundaries) {
    this.prepared = new PreparedShapes(boundaries);
  }

  /** The 5-digit code; null at sea. */
  at(lngLat: LngLat): string | null {
    return this.atEach([lngLat])[0] ?? null;
  }

  /** Looks at the prefectures around the places only: the whole country takes a second. */
  atEach(lngLats: readonly LngLat[]): (string | null)[] {
    const { boundaries, prepared } = this;
    const edition = boundaries.inForce('jma-city');
    const near = new Set(
      areasOf('jma-city')
        .filter(({ code }) => {
          const bounds = boundaries.bounds(edition.edition, code);
          return lngLats.some((lngLat) => isWithin(bounds, lngLat));
        })
        .map(({ code }) => prefectureOf(code)),
    );
    const around: Pick<Boundaries, 'shape' | 'isApproximate'> = {
      shape: (name, code) => (near.has(prefectureOf(code)) ? boundaries.shape(name, code) : null),
      isApproximate: (name, code) => boundaries.isApproximate(name, code),
    };
    const index = new MunicipalityIndex(around, edition, prepared);
    return lngLats.map((lngLat) => index.at(lngLat));
  }
}

function prefectureOf(code: string): string {
  return code.slice(0, 2);
}

function isWithin(bounds: Bounds | null, [lng, lat]: LngLat): boolean {
  if (bounds === null) return false;
  const [west, south, east, north] = bounds;
  return lng >= west && lng <= east && lat >= south && lat <= north;
}
