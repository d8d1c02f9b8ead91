import { Allow, CurrentPrincipal, type Principal } from '@hinomi/access';
import { HubError, type Catalogue, type CatalogueDetail, type Realm } from '@hinomi/contracts';
import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { LiveCatalogue } from './live-catalogue.js';

/** What one may see depends on the token. */
const FOR_ONE = 'private, max-age=10';

/** Every layer and topic, for programs. */
@Controller('api/v1/catalogue')
@Allow('picture:read')
export class CatalogueController {
  constructor(@Inject(LiveCatalogue) private readonly catalogue: LiveCatalogue) {}

  @Get()
  @Header('cache-control', FOR_ONE)
  @Header('vary', 'authorization')
  list(@Query() query: Record<string, unknown>, @CurrentPrincipal() principal: Principal): Promise<Catalogue> {
    return this.catalogue.list(principal, readRealm(query));
  }

  @Get(':id')
  @Header('cache-control', FOR_ONE)
  @Header('vary', 'authorization')
  show(
    @Param('id') id: string,
    @Query() query: Record<string, unknown>,
    @CurrentPrincipal() principal: Principal,
  ): Promise<CatalogueDetail> {
    return this.catalogue.show(id, principal, readRealm(query));
  }
}

/** `?exercise=`; `request.invalid` names the parameter that is wrong. */
function readRealm(query: Readonly<Record<string, unknown>>): Realm {
  const { exercise = 'false', ...others } = query;
  const [other] = Object.keys(others);
  if (other !== undefined) throw wrong(other, 'is not a parameter here; known is exercise');
  if (exercise !== 'true' && exercise !== 'false') throw wrong('exercise', 'must be true or false');
  return exercise === 'true' ? 'drill' : 'real';
}

function wrong(name: string, what: string): HubError {
  return new HubError('request.invalid', `The parameter ${name} ${what}.`, { place: { path: name } });
}
