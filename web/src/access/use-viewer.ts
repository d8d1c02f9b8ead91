import { useCallback, useEffect, useMemo, useState } from 'react';
import { DEMO_CLIENTS, type DemoClient, type HubStatus, type SignInSettings } from '@hinomi/contracts';
import { usePreference } from '../rooms/console/use-preference.js';
import type { Language } from '../words/words.js';
import { DemonstrationToken, type AccessToken } from './access-token.js';
import type { Arrival } from './arrival.js';
import { dropSession, readSession, writeSession } from './session-store.js';
import { SessionToken, tellTabs } from './session-token.js';

export const DEMO_PEOPLE = Object.keys(DEMO_CLIENTS) as DemoClient[];
const CHOICES = [...DEMO_PEOPLE, 'account'] as const;
const FIRST_PERSON: DemoClient = 'demo-operator';

/** Who is looking, as far as the page knows. */
export type Viewer =
  | { kind: 'starting' }
  | { kind: 'demonstration'; client: DemoClient; access: AccessToken }
  | { kind: 'person'; access: SessionToken }
  /** A hub without demonstration, and the last try to sign in did not succeed. */
  | { kind: 'signed-out' };

export interface ViewerControl {
  viewer: Viewer;
  /** Where people sign in; null on a hub that names no issuer. */
  signIn: (() => void) | null;
  signOut: () => void;
  /** Change to a demonstration person, where there are any. */
  become: ((client: DemoClient) => AccessToken) | null;
  /** Where the page was opened by a sign-in that has just ended; null = it was not. */
  arrivedAt: string | null;
}

export function useViewer(status: HubStatus | null, arrival: Arrival | null, language: Language): ViewerControl {
  const [choice, setChoice] = usePreference('person', CHOICES, FIRST_PERSON);
  const settings = useSettings(status);
  const demonstration = status?.demonstration ?? false;
  const [session, setSession] = useState<SessionToken | null>(null);
  const [state, setState] = useState<'looking' | 'none' | 'failed'>('looking');
  const wantsSession = status !== null && (!demonstration || choice === 'account' || arrival !== null);

  const signIn = useCallback(() => {
    if (settings === null) return;
    const { pathname, search, hash } = window.location;
    import('./open-session.js')
      .then(({ beginSignIn }) => beginSignIn(settings, language, `${pathname}${search}${hash}`))
      .catch(() => setState('failed'));
  }, [settings, language]);

  useEffect(() => {
    if (!wantsSession || settings === null || session !== null || state !== 'looking') return;
    let open = true;
    findSession(settings, arrival).then(
      (found) => {
        if (!open) return;
        if (found !== null) setChoice('account');
        else if (demonstration && choice === 'account') setChoice(FIRST_PERSON);
        setSession(found);
        if (found === null) setState('none');
      },
      () => {
        if (open) setState('failed');
      },
    );
    return () => {
      open = false;
    };
  }, [wantsSession, settings, session, state, arrival, demonstration, choice, setChoice]);

  // A hub for real asks for a sign-in at once; after a failed one only a press does, so that nothing goes in circles.
  const sendsAway = status !== null && !demonstration && session === null && state === 'none' && settings !== null;
  useEffect(() => {
    if (sendsAway) signIn();
  }, [sendsAway, signIn]);

  const client = choice === 'account' ? FIRST_PERSON : choice;
  const demoAccess = useMemo(() => new DemonstrationToken(client), [client]);
  const viewer = useMemo<Viewer>(() => {
    if (status === null) return { kind: 'starting' };
    if (session !== null && (choice === 'account' || !demonstration)) return { kind: 'person', access: session };
    if (!demonstration) return state === 'failed' ? { kind: 'signed-out' } : startingOr(settings);
    return wantsSession && state === 'looking'
      ? { kind: 'starting' }
      : { kind: 'demonstration', client, access: demoAccess };
  }, [status, session, choice, demonstration, state, settings, wantsSession, client, demoAccess]);

  const signOut = useCallback(() => {
    void leave(settings);
  }, [settings]);
  const become = useCallback(
    (next: DemoClient): AccessToken => {
      setChoice(next);
      return new DemonstrationToken(next);
    },
    [setChoice],
  );
  const arrivedAt = arrival?.underWay.returnTo ?? null;
  return {
    viewer,
    signIn: settings === null ? null : signIn,
    signOut,
    become: demonstration ? become : null,
    arrivedAt,
  };
}

function startingOr(settings: SignInSettings | null): Viewer {
  return settings === null ? { kind: 'signed-out' } : { kind: 'starting' };
}

/** The same object while the hub says the same, so that a refreshed status does not sign anybody in again. */
function useSettings(status: HubStatus | null): SignInSettings | null {
  const said = JSON.stringify(status?.signIn ?? null);
  return useMemo(() => JSON.parse(said) as SignInSettings | null, [said]);
}

async function findSession(settings: SignInSettings, arrival: Arrival | null): Promise<SessionToken | null> {
  if (arrival !== null) {
    const { finishSignIn } = await import('./open-session.js');
    const session = await finishSignIn(settings, arrival.query, arrival.underWay);
    await writeSession(session);
    tellTabs('changed');
    return new SessionToken(session, settings);
  }
  const kept = await readSession();
  return kept !== null && kept.issuer === settings.issuer ? new SessionToken(kept, settings) : null;
}

async function leave(settings: SignInSettings | null): Promise<void> {
  const kept = await readSession();
  await dropSession();
  tellTabs('ended');
  let address: URL | null = null;
  try {
    const issuer = await import('./open-session.js');
    if (settings !== null) address = await issuer.leaveIssuer(settings, kept?.refreshToken ?? null);
  } catch {
    // Out of reach: this browser has forgotten the session, and the token it had ends by itself.
    address = null;
  }
  window.location.assign(address ?? '/');
}
