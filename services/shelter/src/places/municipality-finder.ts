import { Inject, Injectable } from '@nestjs/common';
import { BOUNDARIES, MunicipalityFinder as Finder, type Boundaries } from '@hinomi/geo';

@Injectable()
export class MunicipalityFinder extends Finder {
  constructor(@Inject(BOUNDARIES) boundaries: Boundaries) {
    super(boundaries);
  }
}
