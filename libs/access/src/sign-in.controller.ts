import { Body, Controller, Get, HttpStatus, Inject, Post, Req, Res } from '@nestjs/common';
import {
  headerOf,
  TOKEN_ERROR_STATUS,
  type HttpReply,
  type HttpRequest,
  type TokenErrorCode,
} from '@hinomi/service-kit';
import type { JWK } from 'jose';
import { Open } from './access-guard.js';
import { ACCESS_SETTINGS, type AccessSettings } from './access-settings.js';
import { isLoopbackAddress } from './host-check.js';
import { SIGNING_ALGORITHM, SIGNING_KEY, type SigningKey } from './signing-key.js';
import { TokenIssuer } from './token-issuer.js';
import { readTokenRequest } from './token-request.js';

/** The in-process issuer's outside face: discovery, keys, tokens. */
@Open()
@Controller()
export class SignInController {
  constructor(
    @Inject(ACCESS_SETTINGS) private readonly settings: AccessSettings,
    @Inject(SIGNING_KEY) private readonly key: SigningKey,
    @Inject(TokenIssuer) private readonly tokens: TokenIssuer,
  ) {}

  @Get('.well-known/openid-configuration')
  configuration(): Record<string, unknown> {
    const issuer = this.settings.issuer();
    return {
      issuer,
      token_endpoint: `${issuer}/oauth/token`,
      jwks_uri: `${issuer}/oauth/jwks`,
      grant_types_supported: ['client_credentials'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
      response_types_supported: [],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [SIGNING_ALGORITHM],
    };
  }

  @Get('oauth/jwks')
  jwks(): { keys: JWK[] } {
    return { keys: [this.key.publicJwk] };
  }

  @Post('oauth/token')
  async token(@Req() request: HttpRequest, @Body() body: unknown, @Res() reply: HttpReply): Promise<void> {
    reply.header('cache-control', 'no-store').header('content-type', 'application/json; charset=utf-8');
    const asked = readTokenRequest(headerOf(request, 'authorization'), isForm(request) ? body : undefined);
    if (asked.outcome === 'refused') return refuse(reply, asked.error, asked.description, asked.basic);
    const issued = await this.tokens.issue(asked.clientId, asked.clientSecret, isNearby(request));
    if (issued === null) return refuse(reply, 'invalid_client', 'Unknown client or wrong secret.', asked.basic);
    const { accessToken, expiresInSeconds } = issued;
    reply
      .status(HttpStatus.OK)
      .send(JSON.stringify({ access_token: accessToken, token_type: 'Bearer', expires_in: expiresInSeconds }));
  }
}

/** A proxy on this machine makes everybody look nearby, but says so in a header. */
function isNearby(request: HttpRequest): boolean {
  const forwarded = headerOf(request, 'forwarded') ?? headerOf(request, 'x-forwarded-for');
  return forwarded === undefined && isLoopbackAddress(request.ip);
}

function isForm(request: HttpRequest): boolean {
  return headerOf(request, 'content-type')?.startsWith('application/x-www-form-urlencoded') ?? false;
}

function refuse(reply: HttpReply, error: TokenErrorCode, description: string, basic: boolean): void {
  if (error === 'invalid_client' && basic) reply.header('www-authenticate', 'Basic realm="hinomi"');
  reply.status(TOKEN_ERROR_STATUS[error]).send(JSON.stringify({ error, error_description: description }));
}
