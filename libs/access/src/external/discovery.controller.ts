import { Controller, Get, Header, Inject } from '@nestjs/common';
import { Open } from '../access-guard.js';
import { ExternalTokens, type Discovery } from './external-tokens.js';

/** Where tokens are made elsewhere: the issuer in use, in its own words. */
@Open()
@Controller('.well-known/openid-configuration')
export class DiscoveryController {
  constructor(@Inject(ExternalTokens) private readonly tokens: ExternalTokens) {}

  @Get()
  @Header('cache-control', 'public, max-age=300')
  configuration(): Promise<Discovery> {
    return this.tokens.discovery();
  }
}
