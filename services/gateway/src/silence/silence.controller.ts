import { Allow, CurrentPrincipal, Policies, type Principal } from '@hinomi/access';
import { instantFromMillis, SILENCE_LISTED_AT_MOST, type Silence } from '@hinomi/contracts';
import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';
import { Pictures } from '../picture/pictures.js';
import { wrongParameter } from '../picture/read-picture-query.js';
import { calledMunicipalities } from './called-municipalities.js';
import { deriveSilence } from './derive-silence.js';

/** Where nothing has come from, though it should have: under shaking of 6- and more, or level 4 and more. */
@Controller('api/v1/silence')
export class SilenceController {
  constructor(
    @Inject(Pictures) private readonly pictures: Pictures,
    @Inject(Policies) private readonly policies: Policies,
    @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
  ) {}

  @Get()
  @Allow('picture:read')
  @Header('cache-control', 'no-store')
  silence(@CurrentPrincipal() principal: Principal, @Query('exercise') asked: unknown = 'false'): Silence {
    if (asked !== 'true' && asked !== 'false') throw wrongParameter('exercise', 'must be true or false');
    const { rollups } = this.pictures.caughtUp(asked === 'true' ? 'drill' : 'real');
    const called = calledMunicipalities(rollups, (label) => this.policies.maySee(principal, label));
    return {
      exercise: asked === 'true',
      ...deriveSilence(called, SILENCE_LISTED_AT_MOST),
      approximate: rollups.municipalities.approximate,
      at: instantFromMillis((this.settings.now ?? Date.now)()),
    };
  }
}
