import { Controller, Get, Header, Inject } from '@nestjs/common';
import { HubError } from '@hinomi/contracts';
import { Open } from '../access-guard.js';
import type { Discovery } from './external-tokens.js';
import { TokenVerifier } from '../token-verifier.js';

/** Where tokens are made elsewhere: the issuer in use, in its own words. */
@Open()
@Controller('.well-known/openid-configuration')
export class DiscoveryController {
  constructor(@Inject(TokenVerifier) private readonly verifier: TokenVerifier) {}

  @Get()
  @Header('cache-control', 'public, max-age=300')
  async configuration(): Promise<Discovery> {
    const discovery = await this.verifier.discovery();
    if (discovery === null) throw new HubError('not-found', 'There is no issuer here.');
    return discovery;
  }
}
