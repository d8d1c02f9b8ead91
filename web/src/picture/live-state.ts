import { NOT_LIVE_AFTER_MS } from '@hinomi/contracts';

/** How the picture stands to the hub's present. */
export type LiveState =
  | { state: 'starting' }
  | { state: 'live'; ageMs: number }
  /** Nothing was heard for too long, or the line is cut (rule D10). `ageMs` null: it never was live. */
  | { state: 'not-live'; ageMs: number | null };

export interface LiveFacts {
  /** When the picture was last known to equal the hub's, on this device's clock; null = never. */
  confirmedAtMs: number | null;
  /** Since when the line is cut; null = it is not. */
  cutAtMs: number | null;
  /** When the page began to look for the hub. */
  startedAtMs: number;
}

/** A reconnect within this time is not an alarm; longer would leave a cut line looking alive. */
export const CUT_GRACE_MS = 3_000;

export function liveState(facts: LiveFacts, nowMs: number): LiveState {
  if (facts.confirmedAtMs === null) {
    return nowMs - facts.startedAtMs > NOT_LIVE_AFTER_MS ? { state: 'not-live', ageMs: null } : { state: 'starting' };
  }
  const ageMs = Math.max(0, nowMs - facts.confirmedAtMs);
  const cut = facts.cutAtMs !== null && nowMs - facts.cutAtMs > CUT_GRACE_MS;
  return cut || ageMs > NOT_LIVE_AFTER_MS ? { state: 'not-live', ageMs } : { state: 'live', ageMs };
}
