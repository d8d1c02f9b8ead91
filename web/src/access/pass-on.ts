import type { Arrival } from './arrival.js';
import { fetchStatus } from './hub-api.js';
import { writeSession } from './session-store.js';

/** Pages of this hub beside the console: the issuer only ever answers to `/`, so that one address has to be known to it. */
const ROOMS = ['/shelter/'];

export function isForAnotherRoom({ underWay }: Arrival): boolean {
  return ROOMS.some((room) => underWay.returnTo === room || underWay.returnTo.startsWith(`${room}#`));
}

/** Leaves the session for the room that asked for it and goes on there; it says itself what is missing. */
export async function passOn({ query, underWay }: Arrival): Promise<void> {
  try {
    const [{ signIn }, { finishSignIn }] = await Promise.all([fetchStatus(), import('./open-session.js')]);
    await writeSession(await finishSignIn(signIn, query, underWay), 'shelter');
  } finally {
    window.location.replace(underWay.returnTo);
  }
}
