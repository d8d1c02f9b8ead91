import type { EnrolledTablet, HubStatus, ReportAuthor, SignInSettings } from '@hinomi/contracts';
import { DemonstrationToken, type AccessToken } from '../../access/access-token.js';
import { fetchStatus, HubRefusal, problemOf } from '../../access/hub-api.js';
import { dropSession, readSession, type Session } from '../../access/session-store.js';
import { SessionEnded, sessionPlaces, SessionToken } from '../../access/session-token.js';
import type { TabletStore } from '../../offline/tablet-store.js';
import type { Language } from '../../words/languages.js';
import { EnrolledToken } from './enrolled-token.js';
import { authorIn } from './token-author.js';

/** Where this room lives, and where the sign-in comes back to. */
export const ROOM_PATH = '/shelter/';

const SESSION = 'session';
const ENROLMENT = 'enrolment';
/** With its code used up or not: nobody knows while no answer came. */
const ENROLLING = 'enrolling';
const SIGNED_OUT = 'signed-out';
const CHANNEL = 'hinomi.shelter-session';

/** This tablet's own account. The secret is on the disk before the hub hears of it. */
export interface Enrolment {
  code: string;
  secret: string;
  /** Null = the hub has not answered yet. */
  enrolled: EnrolledTablet | null;
  /** A person who signed in here since sends instead. */
  replaced: boolean;
}

/** Who is known to send from here; `signedOut`: the issuer asks again who it is. */
export interface Sender {
  kind: 'nobody' | 'tablet' | 'person' | 'demonstration';
  name: string | null;
}

/**
 * Who sends from this device: the tablet itself, where it was enrolled, or whoever signed in in this room; on a demonstration hub
 * its shelter staff. It is asked only when something is sent: writing needs nobody. Secrets lie in the room's encrypted rows.
 */
export class TabletAccess implements AccessToken {
  private status: HubStatus | null = null;
  private inner: AccessToken | null = null;
  private kind: Sender['kind'] = 'nobody';

  constructor(
    private readonly store: TabletStore,
    /** Called with every change of who sends; before anything is sent as them. */
    private readonly isSender: (author: ReportAuthor) => Promise<void>,
  ) {}

  async get(): Promise<string> {
    this.inner ??= await this.find();
    try {
      const token = await this.inner.get();
      const author = authorIn(token);
      if (author !== null) await this.isSender(author);
      return token;
    } catch (problem) {
      // Another tab may sign in: the next try looks again.
      if (!(problem instanceof TypeError)) this.inner = null;
      throw problem;
    }
  }

  forget(): void {
    this.inner?.forget();
  }

  sender(): Sender['kind'] {
    return this.kind;
  }

  /** Leaves the page for the issuer; what is written stays on the device. Rejects while it is out of reach. */
  async signIn(language: Language): Promise<void> {
    const [settings, { beginSignIn }] = await Promise.all([this.settings(), import('../../access/open-session.js')]);
    await beginSignIn(settings, language, ROOM_PATH, (await this.store.kept(SIGNED_OUT)) === true);
  }

  /**
   * Takes the person's session off the device, and off the issuer where it can be reached. What waits stays under its author.
   * Resolves to who writes here now: the tablet itself, where it was enrolled.
   */
  async signOut(): Promise<ReportAuthor | null> {
    const session = ((await this.store.kept(SESSION)) as Session | undefined) ?? null;
    await this.store.keep(SESSION, undefined);
    await this.store.keep(SIGNED_OUT, true);
    const enrolment = await this.enrolment();
    if (enrolment !== null) await this.store.keep(ENROLMENT, { ...enrolment, replaced: false } satisfies Enrolment);
    this.inner = null;
    this.kind = 'nobody';
    try {
      const { leaveIssuer } = await import('../../access/open-session.js');
      await leaveIssuer(await this.settings(), session?.refreshToken ?? null);
    } catch (problem) {
      // Out of reach: the device has forgotten it, and the next sign-in asks who it is.
      console.info('the issuer was not told', problem);
    }
    return enrolment?.enrolled ? { subject: enrolment.enrolled.clientId, name: enrolment.enrolled.name } : null;
  }

  /** A session that was opened for this room is taken in and renewed, so that what lay on the disk in the open is worthless. */
  async takeArrival(): Promise<void> {
    const arrived = await readSession('shelter');
    if (arrived === null) return;
    await this.store.keep(SESSION, { ...arrived, endsAtMs: 0 } satisfies Session);
    await this.store.keep(SIGNED_OUT, undefined);
    const enrolment = await this.enrolment();
    if (enrolment !== null) await this.store.keep(ENROLMENT, { ...enrolment, replaced: true } satisfies Enrolment);
    await dropSession('shelter');
    this.inner = null;
  }

  async enrolment(): Promise<Enrolment | null> {
    return ((await this.store.kept(ENROLMENT)) as Enrolment | undefined) ?? null;
  }

  /** Resolves to what the hub made of this tablet; rejects with its refusal, or while it is out of reach. */
  async enrol(code: string): Promise<EnrolledTablet> {
    const before = (await this.store.kept(ENROLLING)) as Enrolment | undefined;
    const enrolment = before?.code === code ? before : { code, secret: newSecret(), enrolled: null, replaced: false };
    await this.store.keep(ENROLLING, enrolment);
    const asked = { code: enrolment.code, secret: enrolment.secret };
    const reply = await fetch('/api/v1/tablets/enrol', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(asked),
    });
    if (!reply.ok) {
      const { code: why, detail } = await problemOf(reply);
      throw new HubRefusal(reply.status, '/api/v1/tablets/enrol', why, detail);
    }
    const enrolled = (await reply.json()) as EnrolledTablet;
    await this.store.keep(ENROLMENT, { ...enrolment, enrolled, replaced: false } satisfies Enrolment);
    await this.store.keep(ENROLLING, undefined);
    await this.store.keep(SESSION, undefined);
    this.inner = null;
    return enrolled;
  }

  /** A code whose answer never came: it is asked again with the same secret. */
  async enrolling(): Promise<string | null> {
    return ((await this.store.kept(ENROLLING)) as Enrolment | undefined)?.code ?? null;
  }

  private async find(): Promise<AccessToken> {
    const enrolment = await this.enrolment();
    if (enrolment?.enrolled && !enrolment.replaced) {
      this.kind = 'tablet';
      return new EnrolledToken(enrolment.enrolled.clientId, enrolment.secret);
    }
    const { signIn, demonstration } = await this.hubStatus();
    const session = ((await this.store.kept(SESSION)) as Session | undefined) ?? null;
    if (session !== null && session.issuer === signIn.issuer) {
      this.kind = 'person';
      return new SessionToken(session, signIn, this.places());
    }
    if (demonstration) {
      this.kind = 'demonstration';
      return new DemonstrationToken('demo-shelter');
    }
    throw new SessionEnded();
  }

  private places() {
    return sessionPlaces(CHANNEL, {
      read: async () => ((await this.store.kept(SESSION)) as Session | undefined) ?? null,
      write: (session) => this.store.keep(SESSION, session),
      drop: () => this.store.keep(SESSION, undefined),
    });
  }

  private async settings(): Promise<SignInSettings> {
    return (await this.hubStatus()).signIn;
  }

  private async hubStatus(): Promise<HubStatus> {
    this.status ??= await fetchStatus();
    return this.status;
  }
}

function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
