/** Waits between attempts, in ms: the first ones within a minute, for a disaster does not wait; then every five minutes. */
const WAITS_MS = [1_000, 5_000, 15_000, 60_000, 300_000];
/** After so long without success a subscription is paused, never deleted. */
export const PAUSE_AFTER_MS = 3 * 24 * 3_600_000;
const LONGEST_WISH_MS = 3_600_000;
/** A part of every wait that is left to chance, so that many who failed together do not come back together. */
const JITTER = 0.2;

export interface FailedAttempt {
  /** How many have failed in a row, this one included. */
  failures: number;
  /** Since when they fail, in ms before now. */
  failingForMs: number;
  /** What the endpoint answered; null = nothing. */
  status: number | null;
  retryAfterMs: number | null;
  /** The hub sends nothing to such an address. */
  isRefused: boolean;
}

export type NextAttempt = { wait: number } | { pause: string };

/** What comes after a failure (Standard Webhooks, "Deliverability and reliability"). `chance` is from 0 to 1. */
export function decideNextAttempt(failed: FailedAttempt, chance: number): NextAttempt {
  const { failures, failingForMs, status, retryAfterMs, isRefused } = failed;
  if (status === 410) return { pause: 'The endpoint answered that it is gone (410).' };
  if (isRefused) return { pause: 'The endpoint is at an address to which this hub does not send.' };
  if (failingForMs >= PAUSE_AFTER_MS) return { pause: 'The endpoint has not taken anything for three days.' };
  const wait = WAITS_MS[Math.min(failures, WAITS_MS.length) - 1] ?? WAITS_MS[0]!;
  const wished = Math.min(retryAfterMs ?? 0, LONGEST_WISH_MS);
  return { wait: Math.round(Math.max(wished, wait * (1 - JITTER + 2 * JITTER * chance))) };
}
