import type { SignInSettings } from '@hinomi/contracts';
import { RENEW_BEFORE_MS, type AccessToken } from './access-token.js';
import { dropSession, readSession, writeSession, type Session } from './session-store.js';

/** `open`: tokens can be had, now or when the network is back. `ended`: only a new sign-in helps. */
export type SessionState = 'open' | 'ended';

/** What the issuer said to a refresh token. */
export type Renewal = { outcome: 'renewed'; session: Session } | { outcome: 'ended' };

/** Where a session is kept, and who else of this browser holds it. */
export interface SessionPlaces {
  read: () => Promise<Session | null>;
  write: (session: Session) => Promise<void>;
  drop: () => Promise<void>;
  /** Rejects when the issuer is out of reach: that ends nothing. */
  renew: (session: Session, signIn: SignInSettings) => Promise<Renewal>;
  /** One at a time over all tabs: a refresh token works once. */
  alone: <T>(work: () => Promise<T>) => Promise<T>;
  /** Tells the other tabs; `hear` is called with what they tell. */
  tell: (news: SessionNews) => void;
  hear: (listener: (news: SessionNews) => void) => void;
  now: () => number;
}
export type SessionNews = 'changed' | 'ended';

export class SessionEnded extends Error {
  constructor() {
    super('the session has ended');
    this.name = 'SessionEnded';
  }
}

/** The token of a person who signed in. Renewed before it ends, by one tab for all; a lost network ends nothing. */
export class SessionToken implements AccessToken {
  private current: SessionState = 'open';
  private refused: string | null = null;
  private pending: Promise<string> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(
    private session: Session,
    private readonly signIn: SignInSettings,
    private readonly places: SessionPlaces = browserPlaces(),
  ) {
    places.hear((news) => void this.heard(news));
  }

  readonly state = (): SessionState => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get(): Promise<string> {
    if (this.current === 'ended') return Promise.reject(new SessionEnded());
    if (this.isFresh(this.session)) return Promise.resolve(this.session.accessToken);
    this.pending ??= this.renew().finally(() => {
      this.pending = null;
    });
    return this.pending;
  }

  forget(): void {
    this.refused = this.session.accessToken;
  }

  private isFresh({ accessToken, endsAtMs }: Session): boolean {
    return accessToken !== this.refused && this.places.now() < endsAtMs - RENEW_BEFORE_MS;
  }

  private renew(): Promise<string> {
    return this.places.alone(async () => {
      // Another tab may have renewed, or signed out, while this one waited for its turn.
      const stored = await this.places.read();
      if (stored === null) return this.end();
      if (this.isFresh(stored)) return this.adopt(stored);
      const renewal = await this.places.renew(stored, this.signIn);
      if (renewal.outcome === 'ended') {
        await this.places.drop();
        this.places.tell('ended');
        return this.end();
      }
      await this.places.write(renewal.session);
      this.places.tell('changed');
      return this.adopt(renewal.session);
    });
  }

  private async heard(news: SessionNews): Promise<void> {
    const stored = news === 'ended' ? null : await this.places.read();
    if (stored !== null) this.adopt(stored);
    else this.change('ended');
  }

  private adopt(session: Session): string {
    this.session = session;
    this.change('open');
    return session.accessToken;
  }

  private end(): never {
    this.change('ended');
    throw new SessionEnded();
  }

  private change(state: SessionState): void {
    if (state === this.current) return;
    this.current = state;
    for (const listener of this.listeners) listener();
  }
}

const NAME = 'hinomi.session';

/** The browser's own store, lock and channel between tabs. */
function browserPlaces(): SessionPlaces {
  return sessionPlaces(NAME, {
    read: () => readSession(),
    write: (session) => writeSession(session),
    drop: () => dropSession(),
  });
}

/** A session that is kept somewhere of its own; `name` is shared by all who hold it. */
export function sessionPlaces(name: string, kept: Pick<SessionPlaces, 'read' | 'write' | 'drop'>): SessionPlaces {
  const channel = new BroadcastChannel(name);
  return {
    ...kept,
    renew: async (session, signIn) => (await import('./open-session.js')).renewSession(session, signIn),
    alone: (work) => (navigator.locks ? navigator.locks.request(name, work) : work()),
    tell: (news) => channel.postMessage(news),
    hear: (listener) => {
      channel.onmessage = ({ data }) => listener(data as SessionNews);
    },
    now: () => Date.now(),
  };
}

/** Tells the other tabs of a session that was made or ended outside a {@link SessionToken}. */
export function tellTabs(news: SessionNews): void {
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(news);
  channel.close();
}
