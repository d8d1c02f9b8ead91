import type { Arrival, SignInUnderWay } from './arrival.js';
import { fetchStatus } from './hub-api.js';
import { writeSession } from './session-store.js';

/** Pages of this hub beside the console: the issuer only ever answers to `/`, so that one address has to be known to it. */
const ROOMS = { shelter: '/shelter/', care: '/care/', pharmacy: '/pharmacy/' } as const;
const FOR_CARE = 'hinomi.care-arrival';

function isFor(room: keyof typeof ROOMS, { underWay }: Arrival): boolean {
  return underWay.returnTo === ROOMS[room] || underWay.returnTo.startsWith(`${ROOMS[room]}#`);
}

function keepsNoSession(arrival: Arrival): boolean {
  return isFor('care', arrival) || isFor('pharmacy', arrival);
}

export function isForAnotherRoom(arrival: Arrival): boolean {
  return isFor('shelter', arrival) || keepsNoSession(arrival);
}

/**
 * Goes on in the room that asked for the sign-in, and leaves what came of it there: for the tablet a session, for the care room the
 * issuer's answer as it is, since that room keeps no session on the device. The room says itself what is missing.
 */
export async function passOn(arrival: Arrival): Promise<void> {
  const { query, underWay } = arrival;
  try {
    if (keepsNoSession(arrival)) sessionStorage.setItem(FOR_CARE, JSON.stringify({ query: String(query), underWay }));
    else {
      const [{ signIn }, { finishSignIn }] = await Promise.all([fetchStatus(), import('./open-session.js')]);
      await writeSession(await finishSignIn(signIn, query, underWay), 'shelter');
    }
  } finally {
    // The address is the room's already; with a fragment in it, going there again would load nothing.
    window.location.reload();
  }
}

/** What was passed on to the care room or the pharmacy, once: the answer in it works a single time as well. */
export function takeCareArrival(): Arrival | null {
  const kept = sessionStorage.getItem(FOR_CARE);
  sessionStorage.removeItem(FOR_CARE);
  if (kept === null) return null;
  const { query, underWay } = JSON.parse(kept) as { query: string; underWay: SignInUnderWay };
  return { query: new URLSearchParams(query), underWay };
}
