import { Inject, Injectable } from '@nestjs/common';
import type { LngLat } from '@hinomi/contracts';
import { BOUNDARIES, municipalityOfAddress, MunicipalityFinder as Finder, type Boundaries } from '@hinomi/geo';

@Injectable()
export class MunicipalityFinder extends Finder {
  constructor(@Inject(BOUNDARIES) boundaries: Boundaries) {
    super(boundaries);
  }

  /** Of a place by its position, or by the words of its address where it has none or is at sea; null = neither says. */
  of({ lngLat, address }: { lngLat: LngLat | null; address: string | null }): string | null {
    return (lngLat === null ? null : this.at(lngLat)) ?? (address === null ? null : municipalityOfAddress(address));
  }
}
