import type { SignInSettings } from '@hinomi/contracts';
import * as oauth from 'oauth4webapi';
import type { Language } from '../words/words.js';
import { DEFAULT_LIFETIME_S } from './access-token.js';
import { UNDER_WAY, type SignInUnderWay } from './arrival.js';
import type { Session } from './session-store.js';
import type { Renewal } from './session-token.js';

const SCOPE = 'openid profile offline_access';
/** The issuer's languages, by ours. */
const LOCALE: Record<Language, string> = { ja: 'ja', en: 'en', easy: 'ja-Hira' };

const redirectUri = (): string => `${window.location.origin}/`;

/** The hub speaks plain HTTP on loopback only, and refuses it elsewhere itself. */
function options({ issuer }: SignInSettings): { [oauth.allowInsecureRequests]?: true } {
  return new URL(issuer).protocol === 'http:' ? { [oauth.allowInsecureRequests]: true } : {};
}

const known = new Map<string, oauth.AuthorizationServer>();

async function serverOf(signIn: SignInSettings): Promise<oauth.AuthorizationServer> {
  const cached = known.get(signIn.issuer);
  if (cached) return cached;
  const issuer = new URL(signIn.issuer);
  const reply = await oauth.discoveryRequest(issuer, { algorithm: 'oidc', ...options(signIn) });
  const server = await oauth.processDiscoveryResponse(issuer, reply);
  known.set(signIn.issuer, server);
  return server;
}

/**
 * Leaves the page for the issuer's sign-in; what is needed to come back waits in this tab. `asksAgain`: the issuer may not
 * answer for whoever it knows here.
 */
export async function beginSignIn(
  signIn: SignInSettings,
  language: Language,
  returnTo: string,
  asksAgain = false,
): Promise<void> {
  const server = await serverOf(signIn);
  if (server.authorization_endpoint === undefined) throw new Error('the issuer signs nobody in');
  const underWay: SignInUnderWay = {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    returnTo,
  };
  sessionStorage.setItem(UNDER_WAY, JSON.stringify(underWay));
  const address = new URL(server.authorization_endpoint);
  const question = {
    client_id: signIn.clientId,
    redirect_uri: redirectUri(),
    response_type: 'code',
    scope: SCOPE,
    state: underWay.state,
    nonce: underWay.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(underWay.verifier),
    code_challenge_method: 'S256',
    ui_locales: LOCALE[language],
    ...(asksAgain && { prompt: 'login' }),
  };
  for (const [name, value] of Object.entries(question)) address.searchParams.set(name, value);
  window.location.assign(address);
}

/** Turns the code of the address into a session. */
export async function finishSignIn(
  signIn: SignInSettings,
  query: URLSearchParams,
  underWay: SignInUnderWay,
): Promise<Session> {
  const server = await serverOf(signIn);
  const client: oauth.Client = { client_id: signIn.clientId };
  const answer = oauth.validateAuthResponse(server, client, query, underWay.state);
  const reply = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    answer,
    redirectUri(),
    underWay.verifier,
    options(signIn),
  );
  const grant = await oauth.processAuthorizationCodeResponse(server, client, reply, {
    expectedNonce: underWay.nonce,
    requireIdToken: true,
  });
  return sessionOf(signIn, grant, null);
}

/** Only the issuer's own "no" ends a session; anything else is thrown, and asked again later. */
export async function renewSession(session: Session, signIn: SignInSettings): Promise<Renewal> {
  if (session.refreshToken === null) return { outcome: 'ended' };
  const server = await serverOf(signIn);
  const client: oauth.Client = { client_id: signIn.clientId };
  const reply = await oauth.refreshTokenGrantRequest(
    server,
    client,
    oauth.None(),
    session.refreshToken,
    options(signIn),
  );
  try {
    const grant = await oauth.processRefreshTokenResponse(server, client, reply);
    return { outcome: 'renewed', session: sessionOf(signIn, grant, session) };
  } catch (problem) {
    if (problem instanceof oauth.ResponseBodyError && ENDS.has(problem.error)) return { outcome: 'ended' };
    throw problem;
  }
}

const ENDS = new Set(['invalid_grant', 'invalid_client', 'unauthorized_client']);

/**
 * Ends the session at the issuer: its refresh token at once, its sign-in at the address that is answered; null when the
 * issuer has none. The address carries no token: it would stay in the browser's history.
 */
export async function leaveIssuer(signIn: SignInSettings, refreshToken: string | null): Promise<URL | null> {
  const server = await serverOf(signIn);
  const client: oauth.Client = { client_id: signIn.clientId };
  if (refreshToken !== null && server.revocation_endpoint !== undefined) {
    const reply = await oauth.revocationRequest(server, client, oauth.None(), refreshToken, options(signIn));
    await oauth.processRevocationResponse(reply);
  }
  if (server.end_session_endpoint === undefined) return null;
  const address = new URL(server.end_session_endpoint);
  address.searchParams.set('client_id', signIn.clientId);
  address.searchParams.set('post_logout_redirect_uri', redirectUri());
  return address;
}

function sessionOf(signIn: SignInSettings, grant: oauth.TokenEndpointResponse, before: Session | null): Session {
  return {
    issuer: signIn.issuer,
    clientId: signIn.clientId,
    accessToken: grant.access_token,
    endsAtMs: Date.now() + (grant.expires_in ?? DEFAULT_LIFETIME_S) * 1000,
    refreshToken: grant.refresh_token ?? before?.refreshToken ?? null,
  };
}
