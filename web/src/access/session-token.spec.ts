import { describe, expect, it } from '@jest/globals';
import type { SignInSettings } from '@hinomi/contracts';
import type { Session } from './session-store.js';
import { SessionEnded, SessionToken, type Renewal, type SessionNews, type SessionPlaces } from './session-token.js';

const signIn: SignInSettings = { issuer: 'http://localhost:8080', clientId: 'hinomi-web', demonstration: false };
const session = (n: number, endsAtMs: number): Session => ({
  issuer: signIn.issuer,
  clientId: signIn.clientId,
  accessToken: `access-${n}`,
  endsAtMs,
  refreshToken: `refresh-${n}`,
});

/** One browser: several tabs over one store, one lock, one channel, and an issuer whose refresh tokens work once. */
class Browser {
  stored: Session | null = session(1, 600_000);
  nowMs = 0;
  isOnline = true;
  readonly asked: string[] = [];
  private issued = 1;
  private readonly used = new Set<string>();
  private readonly tabs: ((news: SessionNews) => void)[] = [];
  private queue: Promise<unknown> = Promise.resolve();

  tab(): SessionToken {
    const self = this.tabs.length;
    const places: SessionPlaces = {
      read: () => Promise.resolve(this.stored),
      write: (next) => Promise.resolve(void (this.stored = next)),
      drop: () => Promise.resolve(void (this.stored = null)),
      renew: (from) => this.renew(from),
      alone: (work) => {
        const turn = this.queue.then(work, work);
        this.queue = turn.catch(() => undefined);
        return turn;
      },
      tell: (news) => this.tabs.forEach((tab, index) => index !== self && tab(news)),
      hear: (listener) => void this.tabs.push(listener),
      now: () => this.nowMs,
    };
    return new SessionToken(this.stored as Session, signIn, places);
  }

  private renew({ refreshToken }: Session): Promise<Renewal> {
    if (!this.isOnline) return Promise.reject(new TypeError('Failed to fetch'));
    this.asked.push(refreshToken ?? '');
    if (refreshToken === null || this.used.has(refreshToken)) return Promise.resolve({ outcome: 'ended' });
    this.used.add(refreshToken);
    this.issued += 1;
    return Promise.resolve({ outcome: 'renewed', session: session(this.issued, this.nowMs + 600_000) });
  }

  endAtIssuer(): void {
    this.used.add(this.stored?.refreshToken ?? '');
  }
}

describe('the session of a person', () => {
  it('gives the token it has while that is fresh, and renews it before it ends', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    expect(await tab.get()).toBe('access-1');
    browser.nowMs = 545_000;
    expect(await tab.get()).toBe('access-2');
    expect(browser.asked).toEqual(['refresh-1']);
  });

  it('uses each refresh token once, however many tabs want a new one at the same moment', async () => {
    const browser = new Browser();
    const tabs = [browser.tab(), browser.tab(), browser.tab()];
    browser.nowMs = 590_000;
    const tokens = await Promise.all(tabs.flatMap((tab) => [tab.get(), tab.get()]));
    expect(new Set(tokens)).toEqual(new Set(['access-2']));
    expect(browser.asked).toEqual(['refresh-1']);
    expect(tabs.map((tab) => tab.state())).toEqual(['open', 'open', 'open']);
  });

  it('is not ended by a lost network: it fails, and succeeds when the network is back', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    browser.nowMs = 700_000;
    browser.isOnline = false;
    await expect(tab.get()).rejects.toThrow('Failed to fetch');
    expect(tab.state()).toBe('open');
    expect(browser.stored?.refreshToken).toBe('refresh-1');
    browser.isOnline = true;
    expect(await tab.get()).toBe('access-2');
  });

  it('ends in every tab when the issuer says so, and opens again in every tab after a sign-in in one', async () => {
    const browser = new Browser();
    const [one, two] = [browser.tab(), browser.tab()];
    browser.nowMs = 700_000;
    browser.endAtIssuer();
    await expect(one.get()).rejects.toThrow(SessionEnded);
    await Promise.resolve();
    expect([one.state(), two.state()]).toEqual(['ended', 'ended']);
    expect(browser.stored).toBeNull();
    await expect(two.get()).rejects.toThrow(SessionEnded);
    browser.stored = session(9, 1_400_000);
    for (const tell of (browser as unknown as { tabs: ((news: SessionNews) => void)[] }).tabs) tell('changed');
    await new Promise((resolve) => setTimeout(resolve));
    expect([one.state(), two.state()]).toEqual(['open', 'open']);
    expect(await two.get()).toBe('access-9');
  });

  it('asks for another token when the hub refused the one it has, once', async () => {
    const browser = new Browser();
    const tab = browser.tab();
    tab.forget();
    expect(await tab.get()).toBe('access-2');
    expect(await tab.get()).toBe('access-2');
    expect(browser.asked).toEqual(['refresh-1']);
  });
});
