import { Body, Controller, Get, HttpStatus, Inject, Post, Req, Res } from '@nestjs/common';
import { headerOf, TOKEN_ERROR_STATUS, type HttpReply, type TokenErrorCode } from '@hinomi/service-kit';
import type { JWK } from 'jose';
import { Open } from '../access-guard.js';
import { ACCESS_SETTINGS, type AccessSettings } from '../access-settings.js';
import { formOf, handOver, isNearby, unread, type RawReply, type RawRequest } from '../raw-http.js';
import { readTokenRequest } from '../token-request.js';
import { CLAIMS, Issuer, ISSUER_ROUTES, SCOPES } from './issuer.js';
import { MachineTokens } from './machine-tokens.js';
import { ISSUER_KEYS, SIGNING_ALGORITHM, type IssuerKeys } from './signing-keys.js';

/** Grants of people, which the provider answers; machines' are answered here. */
const PEOPLE_GRANTS = ['authorization_code', 'refresh_token'];

/** The in-process issuer's outside face. */
@Open()
@Controller()
export class IssuerController {
  constructor(
    @Inject(ACCESS_SETTINGS) private readonly settings: AccessSettings,
    @Inject(ISSUER_KEYS) private readonly keys: IssuerKeys,
    @Inject(Issuer) private readonly issuer: Issuer,
    @Inject(MachineTokens) private readonly machines: MachineTokens,
  ) {}

  @Get('.well-known/openid-configuration')
  configuration(): Record<string, unknown> {
    const issuer = this.settings.issuer();
    const at = (route: keyof typeof ISSUER_ROUTES): string => `${issuer}${ISSUER_ROUTES[route]}`;
    return {
      issuer,
      authorization_endpoint: at('authorization'),
      token_endpoint: at('token'),
      jwks_uri: at('jwks'),
      revocation_endpoint: at('revocation'),
      end_session_endpoint: at('end_session'),
      grant_types_supported: ['client_credentials', ...PEOPLE_GRANTS],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      code_challenge_methods_supported: ['S256'],
      scopes_supported: SCOPES,
      claims_supported: Object.values(CLAIMS).flat(),
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: [SIGNING_ALGORITHM],
      authorization_response_iss_parameter_supported: true,
      ui_locales_supported: ['ja', 'en', 'ja-Hira'],
    };
  }

  @Get('oauth/jwks')
  jwks(): { keys: JWK[] } {
    return { keys: [this.keys.publicJwk] };
  }

  @Post('oauth/token')
  async token(@Req() request: RawRequest, @Body() body: unknown, @Res() reply: RawReply): Promise<void> {
    const form = formOf(request, body);
    if (PEOPLE_GRANTS.includes(String(form?.['grant_type']))) return this.provide(request, reply, form);
    reply.header('cache-control', 'no-store').header('content-type', 'application/json; charset=utf-8');
    const asked = readTokenRequest(headerOf(request, 'authorization'), form);
    if (asked.outcome === 'refused') return refuse(reply, asked.error, asked.description, asked.basic);
    const issued = await this.machines.issue(asked.clientId, asked.clientSecret, isNearby(request));
    if (issued === null) {
      const isRevoked = await this.machines.isRevoked(asked.clientId, asked.clientSecret);
      return isRevoked
        ? refuse(reply, 'unauthorized_client', 'This tablet was revoked.', asked.basic)
        : refuse(reply, 'invalid_client', 'Unknown client or wrong secret.', asked.basic);
    }
    const { accessToken, expiresInSeconds } = issued;
    reply
      .status(HttpStatus.OK)
      .send(JSON.stringify({ access_token: accessToken, token_type: 'Bearer', expires_in: expiresInSeconds }));
  }

  @Get('oauth/authorize')
  authorize(@Req() request: RawRequest, @Res() reply: RawReply): Promise<void> {
    return this.provide(request, reply);
  }

  @Get('oauth/authorize/:uid')
  resume(@Req() request: RawRequest, @Res() reply: RawReply): Promise<void> {
    return this.provide(request, reply);
  }

  @Post('oauth/revoke')
  revoke(@Req() request: RawRequest, @Body() body: unknown, @Res() reply: RawReply): Promise<void> {
    return this.provide(request, reply, formOf(request, body));
  }

  @Get('oauth/end-session')
  endSession(@Req() request: RawRequest, @Res() reply: RawReply): Promise<void> {
    return this.provide(request, reply);
  }

  @Post('oauth/end-session/confirm')
  confirmEndSession(@Req() request: RawRequest, @Body() body: unknown, @Res() reply: RawReply): Promise<void> {
    return this.provide(request, reply, formOf(request, body));
  }

  @Get('oauth/end-session/success')
  sessionEnded(@Req() request: RawRequest, @Res() reply: RawReply): Promise<void> {
    return this.provide(request, reply);
  }

  private async provide(request: RawRequest, reply: RawReply, form?: Record<string, unknown>): Promise<void> {
    const provider = await this.issuer.provider();
    const hasBody = request.method === 'POST';
    await provider.callback()(hasBody ? unread(request.raw, form ?? {}) : request.raw, handOver(reply));
  }
}

function refuse(reply: HttpReply, error: TokenErrorCode, description: string, basic: boolean): void {
  if (error === 'invalid_client' && basic) reply.header('www-authenticate', 'Basic realm="hinomi"');
  reply.status(TOKEN_ERROR_STATUS[error]).send(JSON.stringify({ error, error_description: description }));
}
