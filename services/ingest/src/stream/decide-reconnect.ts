/** The first pause after a failure; with each further one it doubles. */
const FIRST_PAUSE_MS = 2_000;
/** A feed of warnings is tried again soon, however long it has been away. */
const LONGEST_PAUSE_MS = 5 * 60_000;
/** A publisher that asks for more patience than this is tried anyway. */
const LONGEST_PATIENCE_MS = 30 * 60_000;

/**
 * How long to wait before the next connection. `failures`: in a row, 0 after a connection that lasted. The random part (0 to 1)
 * spreads hubs that lost the same stream at the same moment.
 */
export function decideReconnect(failures: number, random: number, retryAfterMs: number | null = null): number {
  const doubled = FIRST_PAUSE_MS * 2 ** Math.min(Math.max(failures - 1, 0), 16);
  const pause = Math.round(Math.min(doubled, LONGEST_PAUSE_MS) * (0.5 + random * 0.5));
  return Math.max(pause, Math.min(retryAfterMs ?? 0, LONGEST_PATIENCE_MS));
}
