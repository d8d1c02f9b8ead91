import type { IncomingMessage, ServerResponse } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { HubError, WEB_CLIENT } from '@hinomi/contracts';
import type { Configuration, Interaction, interactionPolicy, KoaContextWithOIDC, Provider } from 'oidc-provider';
import { ACCESS_SETTINGS, AUDIENCE, type AccessSettings } from '../access-settings.js';
import { errorPage, signedOutPage, signOutPage } from '../sign-in/issuer-pages.js';
import { languageOf } from '../sign-in/words.js';
import { IssuedRows } from './issued-rows.js';
import { loadProvider } from './load-provider.js';
import { People } from './people.js';
import { ISSUER_KEYS, SIGNING_ALGORITHM, type IssuerKeys } from './signing-keys.js';

/** So short that whoever lost a right keeps an old token only for minutes, even where accounts cannot be asked. */
const PERSON_TOKEN_SECONDS = 600;
const DAY_SECONDS = 86_400;
/** A tablet in a shelter may be away for weeks, and must then sign in from what it has. */
const REFRESH_SECONDS = 30 * DAY_SECONDS;
/** Signing out, or losing the session, ends its refresh tokens. */
const SESSION_SECONDS = REFRESH_SECONDS;
const SIGN_IN_SECONDS = 3600;

/** RFC 8707 wants an absolute URI; tokens carry the short name. */
const RESOURCE = 'urn:hinomi:hub';
export const SCOPES = ['openid', 'profile', 'offline_access'];
/** What a token says of a person, by scope. */
export const CLAIMS = {
  openid: ['sub'],
  profile: ['name', 'preferred_username', 'role', 'agency', 'jurisdiction', 'shelters'],
};

export const ISSUER_ROUTES = {
  authorization: '/oauth/authorize',
  token: '/oauth/token',
  jwks: '/oauth/jwks',
  revocation: '/oauth/revoke',
  end_session: '/oauth/end-session',
} as const;

/** The in-process OpenID Connect provider: configured here, kept by its library. */
@Injectable()
export class Issuer {
  private made: { base: string; provider: Promise<Provider> } | undefined;

  constructor(
    @Inject(ACCESS_SETTINGS) private readonly settings: AccessSettings,
    @Inject(ISSUER_KEYS) private readonly keys: IssuerKeys,
    @Inject(People) private readonly people: People,
  ) {}

  /** The base URL is known only once the hub listens. */
  async provider(): Promise<Provider> {
    const base = this.settings.issuer();
    if (this.made?.base !== base) this.made = { base, provider: this.make(base) };
    return this.made.provider;
  }

  /** The sign-in under way that the browser's cookie names; null when it has ended, or never began. */
  async interaction(request: IncomingMessage, response: ServerResponse): Promise<Interaction | null> {
    const { errors } = await loadProvider();
    try {
      return await (await this.provider()).interactionDetails(request, response);
    } catch (error) {
      if (error instanceof errors.SessionNotFound) return null;
      throw error;
    }
  }

  private async make(base: string): Promise<Provider> {
    const { store } = this.settings;
    if (store === undefined) throw new HubError('store.unavailable', 'This process signs nobody in.');
    const library = await loadProvider();
    const alreadyUsed = (): Error => new library.errors.InvalidGrant('already used');
    const provider = new library.Provider(base, {
      ...this.configuration(base, library.interactionPolicy.base()),
      adapter: (model: string) => new IssuedRows(model, store, alreadyUsed),
    });
    provider.use(withoutCors);
    provider.use(withoutScript);
    if (base.startsWith('https:')) provider.use(asHttps);
    return provider;
  }

  private configuration(base: string, policy: interactionPolicy.DefaultPolicy) {
    policy.remove('consent');
    const configuration: Configuration = {
      clients: [
        {
          client_id: WEB_CLIENT,
          token_endpoint_auth_method: 'none',
          grant_types: ['authorization_code', 'refresh_token'],
          response_types: ['code'],
          redirect_uris: pageUrls(base),
          post_logout_redirect_uris: pageUrls(base),
        },
      ],
      jwks: { keys: [this.keys.privateJwk as never] },
      cookies: {
        keys: [this.keys.cookieKey],
        names: cookieNames(base.startsWith('https:')),
        long: { httpOnly: true, sameSite: 'lax', signed: true },
        short: { httpOnly: true, sameSite: 'lax', signed: true },
      },
      claims: CLAIMS,
      conformIdTokenClaims: false,
      clientDefaults: { id_token_signed_response_alg: SIGNING_ALGORITHM },
      enabledJWA: { idTokenSigningAlgValues: [SIGNING_ALGORITHM] },
      responseTypes: ['code'],
      scopes: SCOPES,
      subjectTypes: ['public'],
      pkce: { required: () => true },
      routes: ISSUER_ROUTES,
      rotateRefreshToken: true,
      issueRefreshToken: (_ctx, client) => Promise.resolve(client.grantTypeAllowed('refresh_token')),
      expiresWithSession: () => Promise.resolve(true),
      ttl: {
        AccessToken: PERSON_TOKEN_SECONDS,
        AuthorizationCode: 60,
        IdToken: PERSON_TOKEN_SECONDS,
        Interaction: SIGN_IN_SECONDS,
        Grant: REFRESH_SECONDS,
        RefreshToken: REFRESH_SECONDS,
        Session: SESSION_SECONDS,
      },
      findAccount: async (_ctx, id) => {
        const person = await this.people.find(id);
        if (person === null) return undefined;
        const { rev: _rev, ...claims } = person.claims;
        return { accountId: id, claims: () => ({ sub: id, preferred_username: person.username, ...claims }) };
      },
      extraTokenClaims: async (_ctx, token) => {
        const id = 'accountId' in token ? token.accountId : undefined;
        const person = id === undefined ? null : await this.people.find(id);
        return person === null ? undefined : { ...person.claims };
      },
      loadExistingGrant,
      interactions: { policy, url: (_ctx, { uid }) => `/sign-in/${uid}` },
      renderError: (ctx, { error }) => {
        ctx.type = 'html';
        ctx.body = errorPage(languageIn(ctx), error);
      },
      features: {
        devInteractions: { enabled: false },
        userinfo: { enabled: false },
        dPoP: { enabled: false },
        pushedAuthorizationRequests: { enabled: false },
        revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
        rpInitiatedLogout: {
          enabled: true,
          logoutSource: (ctx, form) => {
            ctx.body = signOutPage(languageIn(ctx), form);
          },
          postLogoutSuccessSource: (ctx) => {
            ctx.type = 'html';
            ctx.body = signedOutPage(languageIn(ctx));
          },
        },
        resourceIndicators: {
          enabled: true,
          defaultResource: () => RESOURCE,
          useGrantedResource: () => true,
          getResourceServerInfo: () => ({
            scope: AUDIENCE,
            audience: AUDIENCE,
            accessTokenFormat: 'jwt',
            accessTokenTTL: PERSON_TOKEN_SECONDS,
            jwt: { sign: { alg: SIGNING_ALGORITHM } },
          }),
        },
      },
    };
    return configuration;
  }
}

/** The prefixes bind a cookie to this host and to HTTPS: no neighbour under the same domain can set one. Two of them are for one path each. */
function cookieNames(isHttps: boolean) {
  const [host, secure] = isHttps ? ['__Host-', '__Secure-'] : ['', ''];
  return {
    session: `${host}hinomi-session`,
    interaction: `${secure}hinomi-sign-in`,
    resume: `${secure}hinomi-sign-in-end`,
  };
}

/** Whoever speaks TLS, this process or a proxy before it: cookies are `Secure` and addresses `https:`, whatever headers say. */
function asHttps(ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<unknown> {
  Object.defineProperty(ctx.request, 'protocol', { value: 'https' });
  return next();
}

/** The provider lets every page read its answers; the hub lets none but its own. */
async function withoutCors(ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> {
  await next();
  for (const name of Object.keys(ctx.response.headers)) if (name.startsWith('access-control-')) ctx.remove(name);
}

/**
 * Whoever is signed out already is asked as everybody else is: the provider's own answer to them is a page with a script, which no page
 * here may run.
 */
async function withoutScript(ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> {
  await next();
  const { oidc } = ctx as Partial<KoaContextWithOIDC>;
  const secret: unknown = oidc?.session?.state?.['secret'];
  if (oidc?.route !== 'end_session' || oidc.session?.accountId !== undefined || typeof secret !== 'string') return;
  const action = oidc.urlFor('end_session_confirm');
  const form = `<form id="op.logoutForm" method="post" action="${action}"><input type="hidden" name="xsrf" value="${secret}"/></form>`;
  ctx.body = signOutPage(languageIn(ctx), form);
}

/** The page is this hub's own: nobody is asked whether it may act for them. */
async function loadExistingGrant(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc;
  if (!client || !session?.accountId) return undefined;
  const id = session.grantIdFor(client.clientId);
  const known = id === undefined ? undefined : await provider.Grant.find(id);
  if (known?.accountId === session.accountId) return known;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(SCOPES.join(' '));
  grant.addResourceScope(RESOURCE, AUDIENCE);
  await grant.save();
  return grant;
}

function languageIn(ctx: KoaContextWithOIDC) {
  const asked = ctx.query['ui_locales'] ?? ctx.oidc.params?.['ui_locales'];
  return languageOf(typeof asked === 'string' ? asked : undefined);
}

/** A hub that listens on loopback is one hub under its loopback names. */
function pageUrls(base: string): string[] {
  const own = new URL('/', base);
  if (!['localhost', '127.0.0.1', '[::1]'].includes(own.hostname)) return [own.href];
  return ['localhost', '127.0.0.1'].map((name) => Object.assign(new URL(own), { hostname: name }).href);
}
