import { ACCESS_SETTINGS, Open, signInOffer, type AccessSettings } from '@hinomi/access';
import type { HubStatus } from '@hinomi/contracts';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { GATEWAY_SETTINGS, type GatewaySettings } from '../gateway-settings.js';

/** What the page needs before anybody signs in. */
@Controller('api/v1/status')
export class StatusController {
  constructor(
    @Inject(GATEWAY_SETTINGS) private readonly settings: GatewaySettings,
    @Inject(ACCESS_SETTINGS) private readonly access: AccessSettings,
  ) {}

  @Get()
  @Open()
  @Header('cache-control', 'no-store')
  status(): HubStatus {
    return { ...this.settings.status(), signIn: signInOffer(this.access) };
  }
}
