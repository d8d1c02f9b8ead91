import { PRESENCE_EVERY_MS } from '@hinomi/contracts';

/** What was told last, and when in ms since 1970; null = nothing yet on this line. */
export interface Told {
  text: string | null;
  atMs: number;
}

export const NOT_TOLD: Told = { text: null, atMs: -Infinity };

/** In how many ms a view is to be told: at once after a quiet second, so that the last of a movement is always told; null = never. */
export function tellIn(told: Told, text: string, nowMs: number): number | null {
  if (told.text === text) return null;
  // A clock that was set back makes nobody wait longer.
  const past = Math.max(0, nowMs - told.atMs);
  return told.text === null ? 0 : Math.max(0, PRESENCE_EVERY_MS - past);
}
