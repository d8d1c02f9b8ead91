import { DEFAULT_LIFETIME_S, RENEW_BEFORE_MS, type AccessToken } from '../../access/access-token.js';

/** Headquarters revoked this tablet, or do not know it any more. */
export class TabletRevoked extends Error {
  constructor() {
    super('this tablet was revoked');
    this.name = 'TabletRevoked';
  }
}

/** What the token endpoint says of a tablet that it does not serve (RFC 6749 section 5.2). */
const REFUSED = new Set(['unauthorized_client', 'invalid_client']);

/** The token of a tablet that was enrolled. Its secret stays the same, so that a lost answer locks nobody out. */
export class EnrolledToken implements AccessToken {
  private token: string | null = null;
  private endsAtMs = 0;

  constructor(
    private readonly clientId: string,
    private readonly secret: string,
  ) {}

  async get(): Promise<string> {
    if (this.token !== null && Date.now() < this.endsAtMs - RENEW_BEFORE_MS) return this.token;
    const reply = await fetch('/oauth/token', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: this.clientId,
        client_secret: this.secret,
      }),
    });
    const said = (await reply.json()) as { access_token?: string; expires_in?: number; error?: string };
    if (said.error !== undefined && REFUSED.has(said.error)) throw new TabletRevoked();
    if (said.access_token === undefined) throw new TypeError(`the hub answered ${reply.status}`);
    this.token = said.access_token;
    this.endsAtMs = Date.now() + (said.expires_in ?? DEFAULT_LIFETIME_S) * 1000;
    return this.token;
  }

  forget(): void {
    this.token = null;
  }
}
