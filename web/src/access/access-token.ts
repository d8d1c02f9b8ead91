import { DEMO_SECRET, type DemoClient, type Role } from '@hinomi/contracts';

/** Renew this long before the token ends, so that no request carries one that dies on the way. */
const RENEW_BEFORE_MS = 60_000;
/** Used when the hub names no lifetime. */
const DEFAULT_LIFETIME_S = 600;

export type ViewerRole = Extract<Role, 'public' | 'operator'>;
const CLIENT_OF: Record<ViewerRole, DemoClient> = { public: 'demo-public', operator: 'demo-operator' };

/** The token of who is looking. On a demonstration hub the page signs itself in; nobody sees a form. */
export class AccessToken {
  private token: string | null = null;
  private endsAtMs = 0;
  private pending: Promise<string | null> | null = null;

  constructor(
    readonly role: ViewerRole,
    private readonly demonstration: boolean,
  ) {}

  /** `null` on a hub without demonstration accounts: requests then go without a token. */
  get(): Promise<string | null> {
    if (!this.demonstration) return Promise.resolve(null);
    if (this.token !== null && Date.now() < this.endsAtMs - RENEW_BEFORE_MS) return Promise.resolve(this.token);
    this.pending ??= this.fetchToken().finally(() => {
      this.pending = null;
    });
    return this.pending;
  }

  /** The hub refused the token: the next call fetches a new one. */
  forget(): void {
    this.token = null;
  }

  private async fetchToken(): Promise<string> {
    const reply = await fetch('/oauth/token', {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: CLIENT_OF[this.role],
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
