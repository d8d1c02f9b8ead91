import { Inject, Injectable } from '@nestjs/common';
import type { LngLat } from '@hinomi/contracts';
import { BOUNDARIES, MunicipalityIndex, PreparedShapes, type Boundaries } from '@hinomi/geo';

/** In which municipality a place is, by the edition in force; made when the first place is opened. */
@Injectable()
export class MunicipalityFinder {
  private index: MunicipalityIndex | null = null;
  private edition = '';

  constructor(@Inject(BOUNDARIES) private readonly boundaries: Boundaries) {}

  /** The 5-digit code; null at sea. */
  at(lngLat: LngLat): string | null {
    const edition = this.boundaries.inForce('jma-city');
    if (this.index === null || edition.edition !== this.edition) {
      this.index = new MunicipalityIndex(this.boundaries, edition, new PreparedShapes(this.boundaries));
      this.edition = edition.edition;
    }
    return this.index.at(lngLat);
  }
}
