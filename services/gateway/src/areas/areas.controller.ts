import { Allow } from '@hinomi/access';
import { HubError, type Geometry } from '@hinomi/contracts';
import { BOUNDARIES, type Boundaries } from '@hinomi/geo';
import { Controller, Get, Header, Inject, Param } from '@nestjs/common';

/** A boundary as GeoJSON. */
export interface AreaFeature {
  type: 'Feature';
  id: string;
  geometry: Geometry | null;
  properties: { edition: string; code: string; set: string; approximate: boolean; attribution: string };
}

/** Boundaries by edition and code: what is named never changes, so a browser fetches each once. */
@Controller('api/v1/areas')
@Allow('picture:read')
export class AreasController {
  constructor(@Inject(BOUNDARIES) private readonly boundaries: Boundaries) {}

  @Get(':edition/:code')
  @Header('cache-control', 'private, max-age=31536000, immutable')
  @Header('content-type', 'application/geo+json; charset=utf-8')
  area(@Param('edition') name: string, @Param('code') code: string): AreaFeature {
    const edition = this.boundaries.find(name);
    if (edition === null) throw new HubError('edition.not-found', `There is no boundary edition ${name}.`);
    if (!this.boundaries.has(name, code)) throw new HubError('area.not-found', `${name} has no area ${code}.`);
    const { set, attribution } = edition;
    const approximate = this.boundaries.isApproximate(name, code);
    return {
      type: 'Feature',
      id: code,
      geometry: this.boundaries.shape(name, code),
      properties: { edition: name, code, set, approximate, attribution },
    };
  }
}
