import { useCallback, useEffect, useState } from 'react';
import { DEMO_CLIENTS, type DemoClient, type HubStatus } from '@hinomi/contracts';
import { DemonstrationToken, type AccessToken } from '../../access/access-token.js';
import type { Arrival } from '../../access/arrival.js';
import { fetchStatus } from '../../access/hub-api.js';
import type { Session } from '../../access/session-store.js';
import { SessionToken, type SessionPlaces } from '../../access/session-token.js';
import type { Language } from '../../words/languages.js';

/** Where this room lives, and where the sign-in comes back to. */
export const ROOM_PATH = '/care/';
const RETRY_MS = 3_000;

export type CareViewer =
  | { at: 'starting'; failed: boolean }
  /** `failed`: the last try did not succeed. */
  | { at: 'signed-out'; failed: boolean }
  | { at: 'locked' }
  /** The issuer renews it no more: another password, a disabled account, or too long ago. */
  | { at: 'ended' }
  | { at: 'in'; access: AccessToken };

export interface CareSession {
  viewer: CareViewer;
  signIn: () => void;
  /** Drops the session and everything that was shown with it. */
  lock: () => void;
  /** As one of the demonstration's people, where there are any. */
  become: ((client: DemoClient) => void) | null;
}

/**
 * Who works in this room. A session is held in memory alone: opening the room, a reload and the lock ask for the password again, and
 * whoever finds the device finds nobody signed in here.
 */
export function useCareSession(arrival: Arrival | null, language: Language, room = ROOM_PATH): CareSession {
  const [status, setStatus] = useState<HubStatus | null>(null);
  const [held, setHeld] = useState<Held | null>(null);
  const [viewer, setViewer] = useState<CareViewer>({ at: 'starting', failed: false });

  useEffect(() => {
    let open = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void => {
      fetchStatus().then(
        (found) => open && setStatus(found),
        () => {
          if (!open) return;
          setViewer({ at: 'starting', failed: true });
          timer = setTimeout(ask, RETRY_MS);
        },
      );
    };
    ask();
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, []);

  useEffect(() => {
    if (status === null) return;
    let open = true;
    enter(status, arrival).then(
      (next) => {
        if (!open) return;
        setHeld(next);
        setViewer(next === null ? { at: 'signed-out', failed: false } : { at: 'in', access: next.access });
      },
      () => open && setViewer({ at: 'signed-out', failed: true }),
    );
    return () => {
      open = false;
    };
  }, [status, arrival]);

  useEffect(() => {
    if (viewer.at !== 'in' || !(viewer.access instanceof SessionToken)) return;
    const { access } = viewer;
    return access.subscribe(() => {
      if (access.state() !== 'ended') return;
      setHeld(null);
      setViewer({ at: 'ended' });
    });
  }, [viewer]);

  const signIn = useCallback(() => {
    if (status === null) return;
    if (status.demonstration && !wantsAccount()) {
      setViewer({ at: 'in', access: new DemonstrationToken(demoPerson()) });
      return;
    }
    import('../../access/open-session.js')
      .then(({ beginSignIn }) => beginSignIn(status.signIn, language, `${room}${window.location.hash}`, true))
      .catch(() => setViewer({ at: 'signed-out', failed: true }));
  }, [status, language, room]);

  const lock = useCallback(() => {
    setViewer({ at: 'locked' });
    setHeld(null);
    if (held?.places && status) void leave(held.places, status);
  }, [held, status]);

  const become = useCallback((client: DemoClient) => {
    setHeld(null);
    setViewer({ at: 'in', access: new DemonstrationToken(client) });
  }, []);
  return { viewer, signIn, lock, become: status?.demonstration ? become : null };
}

interface Held {
  access: AccessToken;
  places: SessionPlaces | null;
}

async function enter(status: HubStatus, arrival: Arrival | null): Promise<Held | null> {
  if (arrival !== null) {
    const { finishSignIn, renewSession } = await import('../../access/open-session.js');
    const session = await finishSignIn(status.signIn, arrival.query, arrival.underWay);
    const places = inMemory(session, renewSession);
    return { access: new SessionToken(session, status.signIn, places), places };
  }
  return status.demonstration && !wantsAccount()
    ? { access: new DemonstrationToken(demoPerson()), places: null }
    : null;
}

/** Nothing of it is on the device, and no other tab has it. */
function inMemory(session: Session, renew: SessionPlaces['renew']): SessionPlaces {
  let kept: Session | null = session;
  return {
    read: () => Promise.resolve(kept),
    write: (next) => {
      kept = next;
      return Promise.resolve();
    },
    drop: () => {
      kept = null;
      return Promise.resolve();
    },
    renew,
    alone: (work) => work(),
    tell: () => undefined,
    hear: () => undefined,
    now: () => Date.now(),
  };
}

/** What could renew the session is worthless from now on; out of reach it ends by itself. */
async function leave(places: SessionPlaces, status: HubStatus): Promise<void> {
  const session = await places.read();
  await places.drop();
  try {
    const { leaveIssuer } = await import('../../access/open-session.js');
    await leaveIssuer(status.signIn, session?.refreshToken ?? null);
  } catch (problem) {
    console.info('the issuer was not told', problem);
  }
}

/** As whom the console of this browser tries the hub out. */
function chosenPerson(): string | null {
  try {
    return localStorage.getItem('hinomi.person');
  } catch {
    return null;
  }
}

function wantsAccount(): boolean {
  return chosenPerson() === 'account';
}

function demoPerson(): DemoClient {
  const chosen = chosenPerson();
  return chosen !== null && chosen in DEMO_CLIENTS ? (chosen as DemoClient) : 'demo-operator';
}
