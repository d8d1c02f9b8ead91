import { HubError } from '@hinomi/contracts';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from 'jose';
import { AUDIENCE, type ExternalIssuer } from '../access-settings.js';
import { ProvenTokens } from '../proven-tokens.js';

/** Public keys only: with a shared secret whoever can check a token could make one. */
const ALGORITHMS = ['ES256', 'ES384', 'RS256', 'RS384', 'PS256', 'PS384', 'EdDSA', 'Ed25519'];
const PATIENCE_MS = 5_000;
/** Keys rotate within hours; an unknown key id asks again at once, but not more often than this. */
const KEYS_COOLDOWN_MS = 10_000;
const DISCOVERY_LIFETIME_MS = 3_600_000;
/** A key that its owner calls back opens nothing for longer than this, beside what the key set itself is kept. */
const PROOF_LIFETIME_MS = 60_000;

/** What is needed of a discovery document. */
export interface Discovery extends Record<string, unknown> {
  issuer: string;
  jwks_uri: string;
}

interface Known {
  discovery: Discovery;
  keys: ReturnType<typeof createRemoteJWKSet>;
  freshUntilMs: number;
}

/** Verifies tokens of a provider elsewhere, by its discovery document and its published keys. */
export class ExternalTokens {
  private known: Known | undefined;
  private asking: Promise<Known> | undefined;
  private readonly proven = new ProvenTokens({ forMs: PROOF_LIFETIME_MS });

  constructor(
    private readonly issuer: ExternalIssuer,
    private readonly now: () => number,
    private readonly keysCooldownMs = KEYS_COOLDOWN_MS,
  ) {}

  async discovery(): Promise<Discovery> {
    return (await this.lookUp()).discovery;
  }

  async payloadOf(token: string): Promise<JWTPayload> {
    const { keys, discovery } = await this.lookUp();
    const now = this.now();
    const known = this.proven.find(token, discovery.issuer, now);
    if (known !== undefined) return known;
    try {
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ALGORITHMS,
        issuer: discovery.issuer,
        audience: this.issuer.audience ?? AUDIENCE,
        requiredClaims: ['exp', 'sub'],
        currentDate: new Date(now),
      });
      this.proven.keep(token, payload, now);
      return payload;
    } catch (cause) {
      const isAboutToken = cause instanceof errors.JOSEError && !(cause instanceof errors.JWKSTimeout);
      if (isAboutToken && cause.code !== 'ERR_JOSE_GENERIC') throw cause;
      throw this.unavailable(cause);
    }
  }

  private async lookUp(): Promise<Known> {
    if (this.known !== undefined && Date.now() < this.known.freshUntilMs) return this.known;
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    try {
      return await this.asking;
    } catch (error) {
      // What it said before still holds: keys and addresses move seldom.
      if (this.known !== undefined) return this.known;
      throw error;
    }
  }

  private async ask(): Promise<Known> {
    const url = `${withoutSlash(this.issuer.url)}/.well-known/openid-configuration`;
    const discovery = await this.fetchDiscovery(url);
    // Some providers end their name with a slash, and settings are written without.
    if (withoutSlash(discovery.issuer) !== withoutSlash(this.issuer.url)) {
      throw new HubError('access.issuer-unavailable', `${url} speaks of another issuer: ${discovery.issuer}.`);
    }
    const sameKeys = this.known?.discovery.jwks_uri === discovery.jwks_uri ? this.known.keys : undefined;
    const keys =
      sameKeys ??
      createRemoteJWKSet(new URL(discovery.jwks_uri), {
        cooldownDuration: this.keysCooldownMs,
        timeoutDuration: PATIENCE_MS,
      });
    this.known = { discovery, keys, freshUntilMs: Date.now() + DISCOVERY_LIFETIME_MS };
    return this.known;
  }

  private async fetchDiscovery(url: string): Promise<Discovery> {
    try {
      const reply = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'error' });
      if (!reply.ok) throw new Error(`it answered ${reply.status}`);
      const read = (await reply.json()) as Partial<Discovery>;
      if (typeof read.issuer !== 'string' || typeof read.jwks_uri !== 'string') throw new Error('it names no keys');
      return read as Discovery;
    } catch (cause) {
      throw this.unavailable(cause);
    }
  }

  private unavailable(cause: unknown): HubError {
    const message = `The sign-in at ${this.issuer.url} does not answer now.`;
    return new HubError('access.issuer-unavailable', message, { retryable: true, cause });
  }
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}
