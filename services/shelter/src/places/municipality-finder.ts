import { Inject, Injectable } from '@nestjs/common';
import type { LngLat } from '@hinomi/contracts';
import {
  areasOf,
  BOUNDARIES,
  municipalityOfAddress,
  MunicipalityIndex,
  PreparedShapes,
  type Boundaries,
  type Bounds,
} from '@hinomi/geo';

/** In which municipality a place is, by the edition in force. */
@Injectable()
export class MunicipalityFinder {
  private readonly prepared: PreparedShapes;

  constructor(@Inject(BOUNDARIES) private readonly boundaries: Boundaries) {
    this.prepared = new PreparedShapes(boundaries);
  }

  /** Of a place by its position, or by the words of its address where it has none or is at sea; null = neither says. */
  of({ lngLat, address }: { lngLat: LngLat | null; address: string | null }): string | null {
    return (lngLat === null ? null : this.at(lngLat)) ?? (address === null ? null : municipalityOfAddress(address));
  }

  /** The 5-digit code; null at sea. Looks at the prefectures around the place only: the whole country takes a second. */
  at(lngLat: LngLat): string | null {
    const { boundaries, prepared } = this;
    const edition = boundaries.inForce('jma-city');
    const near = new Set(
      areasOf('jma-city')
        .filter(({ code }) => isWithin(boundaries.bounds(edition.edition, code), lngLat))
        .map(({ code }) => prefectureOf(code)),
    );
    const around: Pick<Boundaries, 'shape' | 'isApproximate'> = {
      shape: (name, code) => (near.has(prefectureOf(code)) ? boundaries.shape(name, code) : null),
      isApproximate: (name, code) => boundaries.isApproximate(name, code),
    };
    return new MunicipalityIndex(around, edition, prepared).at(lngLat);
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
