import type { Normalised } from '../normalise/normalised.js';

/** What came through this hub before is not taken in again: no fact goes round in a circle. */
export function leaveOwn(read: Normalised, hubId: string): Normalised {
  if (!read.events.some(({ hubs }) => hubs?.includes(hubId) === true)) return read;
  return { ...read, events: read.events.filter(({ hubs }) => hubs?.includes(hubId) !== true) };
}
