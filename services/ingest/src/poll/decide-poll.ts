import { millisOf, type Instant } from '@hinomi/contracts';
import type { PolledSource } from '../sources/source.js';

/** The short lists hold about ten minutes (hazard-feeds 1): after a longer silence only the long one has everything. */
export const RECOVERY_GAP_MS = 8 * 60_000;

/** A feed of warnings is asked again soon, however long it has been away. */
const LONGEST_PAUSE_MS = 5 * 60_000;

/** A publisher that asks for more patience than this is asked anyway. */
const LONGEST_PATIENCE_MS = 30 * 60_000;

export interface PollHistory {
  lastSuccessAt: Instant | null;
  /** The long list was asked for and has not been read since. */
  longOwed: boolean;
  /** In a row, up to now. */
  failures: number;
}

/** The addresses to read now, in this order: the long list first at start and after a gap. */
export function decidePoll(
  source: PolledSource,
  history: PollHistory,
  now: Instant,
): { urls: string[]; long: boolean } {
  if (source.kind !== 'atom' || source.longUrl === undefined) return { urls: [source.url], long: false };
  const { lastSuccessAt, longOwed } = history;
  const gap = lastSuccessAt === null || millisOf(now) - millisOf(lastSuccessAt) > RECOVERY_GAP_MS;
  return longOwed || gap ? { urls: [source.longUrl, source.url], long: true } : { urls: [source.url], long: false };
}

/**
 * How long to wait. Failures double the pause; the random part (0 to 1) spreads hubs that lost the same feed at the same
 * moment. A healthy source is asked at its interval, up to a tenth later.
 */
export function decidePause(
  source: PolledSource,
  history: PollHistory,
  random: number,
  retryAfterMs: number | null = null,
): number {
  const interval = source.intervalSeconds * 1000;
  if (history.failures === 0) return Math.round(interval * (1 + random * 0.1));
  const doubled = interval * 2 ** Math.min(history.failures - 1, 16);
  const pause = Math.min(doubled, Math.max(interval, LONGEST_PAUSE_MS));
  return Math.max(Math.round(pause * (0.5 + random * 0.5)), Math.min(retryAfterMs ?? 0, LONGEST_PATIENCE_MS));
}
