import type { FeedState, FeedStatus } from './feeds.js';

type Signs = Pick<
  FeedStatus,
  'mode' | 'lastSuccessAt' | 'lastReportAt' | 'lastErrorAt' | 'knownSince' | 'silentAfterSeconds' | 'problems'
>;

/** The state of a source, seen from now. `nowMs`: milliseconds since 1970, of the hub's clock. */
export function feedState(feed: Signs, nowMs: number): FeedState {
  if (feed.mode === 'off') return feed.problems.length > 0 ? 'unusable' : 'off';
  const heard = lastSign(feed);
  const { lastErrorAt, silentAfterSeconds } = feed;
  if (lastErrorAt !== null && (feed.lastSuccessAt === null || lastErrorAt > feed.lastSuccessAt)) return 'failing';
  // Nobody is silent for the time in which nobody was listening.
  const since = heard !== null && heard > feed.knownSince ? heard : feed.knownSince;
  if (silentAfterSeconds !== null && nowMs - Date.parse(since) > silentAfterSeconds * 1_000) return 'silent';
  return heard === null ? 'never' : 'ok';
}

/** Whether somebody should look after it. */
export function isTroubled(state: FeedState): boolean {
  return state === 'failing' || state === 'silent' || state === 'unusable';
}

/** A source that is asked shows by its answers that it lives, one that pushes by what it sends. */
function lastSign({ mode, lastSuccessAt, lastReportAt }: Signs): string | null {
  if (mode === 'polled') return lastSuccessAt;
  // A connection that stands and brings nothing is no sign of life, but for its beginning.
  return mode === 'pushed' ? lastReportAt : (lastReportAt ?? lastSuccessAt);
}
