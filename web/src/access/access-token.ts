import { DEMO_SECRET, type DemoClient } from '@hinomi/contracts';

/** Renew this long before the token ends, so that no request carries one that dies on the way. */
export const RENEW_BEFORE_MS = 60_000;
/** Used when the hub names no lifetime. */
export const DEFAULT_LIFETIME_S = 600;

/** The token of who is looking. */
export interface AccessToken {
  /** Rejects while none can be had: the hub is out of reach, or the session has ended. */
  get(): Promise<string>;
  /** The hub refused the token: the next call fetches a new one. */
  forget(): void;
}

/** A demonstration person's token. On a demonstration hub the page signs itself in; nobody sees a form. */
export class DemonstrationToken implements AccessToken {
  private token: string | null = null;
  private endsAtMs = 0;
  private pending: Promise<string> | null = null;

  constructor(readonly client: DemoClient) {}

  get(): Promise<string> {
    if (this.token !== null && Date.now() < this.endsAtMs - RENEW_BEFORE_MS) return Promise.resolve(this.token);
    this.pending ??= this.fetchToken().finally(() => {
      this.pending = null;
    });
    return this.pending;
  }

  forget(): void {
    this.token = null;
  }

  private async fetchToken(): Promise<string> {
    const reply = await fetch('/oauth/token', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: this.client,
        client_secret: DEMO_SECRET,
      }),
    });
    if (!reply.ok) throw new Error(`sign-in answered ${reply.status}`);
    const grant = (await reply.json()) as { access_token: string; expires_in?: number };
    this.token = grant.access_token;
    this.endsAtMs = Date.now() + (grant.expires_in ?? DEFAULT_LIFETIME_S) * 1000;
    return grant.access_token;
  }
}
