import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import { HubError, MapSearchAsked, type MapSearch } from '@hinomi/contracts';
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
    const asked = MapSearchAsked.safeParse(body ?? {});
    if (asked.success) return this.searches.search(asked.data, principal);
    const [issue] = asked.error.issues;
    const path = issue?.code === 'unrecognized_keys' ? issue.keys : issue?.path;
    throw new HubError('request.invalid', issue?.message ?? 'The question cannot be read.', {
      place: { path: `/${path?.join('/') ?? ''}` },
    });
  }
}
