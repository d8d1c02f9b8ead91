import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import { MapSearchAsked, readAsked, type MapSearch } from '@hinomi/contracts';
import { Body, Controller, Header, HttpCode, HttpStatus, Inject, Post } from '@nestjs/common';
import { MapSearches } from './map-searches.js';

/** What somebody looks for on the map: names, coordinates and codes. Changes nothing, and nothing of it is kept or logged. */
@Controller('api/v1/search')
@Allow('picture:read')
export class SearchController {
  constructor(@Inject(MapSearches) private readonly searches: MapSearches) {}

  @Post()
  @HttpCode(HttpStatus.OK)
  @Header('cache-control', 'no-store')
  search(@Body() body: unknown, @CurrentPrincipal() principal: Principal): MapSearch {
    return this.searches.search(readAsked(MapSearchAsked, body ?? {}, 'The question cannot be read.'), principal);
  }
}
