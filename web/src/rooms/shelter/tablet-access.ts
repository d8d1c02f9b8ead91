import type { HubStatus, SignInSettings } from '@hinomi/contracts';
import { DemonstrationToken, type AccessToken } from '../../access/access-token.js';
import { fetchStatus } from '../../access/hub-api.js';
import { readSession } from '../../access/session-store.js';
import { SessionEnded, SessionToken } from '../../access/session-token.js';
import type { Language } from '../../words/languages.js';

/** Where this room lives, and where the sign-in comes back to. */
export const ROOM_PATH = '/shelter/';

/**
 * Who sends from this device: on a demonstration hub its shelter staff, else whoever signed in at this browser. It is asked only
 * when something is sent: writing needs nobody.
 */
export class TabletAccess implements AccessToken {
  private status: HubStatus | null = null;
  private inner: AccessToken | null = null;

  async get(): Promise<string> {
    this.inner ??= await this.find();
    try {
      return await this.inner.get();
    } catch (problem) {
      // Another tab may sign in: the next try looks again.
      this.inner = null;
      throw problem;
    }
  }

  forget(): void {
    this.inner?.forget();
  }

  /** Leaves the page for the issuer; what is written stays on the device. Rejects while it is out of reach. */
  async signIn(language: Language): Promise<void> {
    const [settings, { beginSignIn }] = await Promise.all([this.settings(), import('../../access/open-session.js')]);
    await beginSignIn(settings, language, `${ROOM_PATH}${window.location.search}`);
  }

  private async find(): Promise<AccessToken> {
    const { signIn, demonstration } = await this.hubStatus();
    const session = await readSession();
    if (session !== null && session.issuer === signIn.issuer && (!demonstration || choseAccount()))
      return new SessionToken(session, signIn);
    if (demonstration) return new DemonstrationToken('demo-shelter');
    throw new SessionEnded();
  }

  private async settings(): Promise<SignInSettings> {
    return (await this.hubStatus()).signIn;
  }

  private async hubStatus(): Promise<HubStatus> {
    this.status ??= await fetchStatus();
    return this.status;
  }
}

/** On a demonstration hub: whether the person of this browser signed in by name in the console. */
function choseAccount(): boolean {
  try {
    return localStorage.getItem('hinomi.person') === 'account';
  } catch {
    return false;
  }
}
