import type { FeatureV1 } from '@hinomi/contracts';
import { prefectureName } from '../../hazards/describe-hazard.js';
import type { LiveState } from '../../picture/live-state.js';
import { clockWithSeconds } from '../../words/clock.js';
import type { Words } from '../../words/words.js';

/** The heartbeat tells of real reports; a drill's are in its picture. */
export function newestRecord(features: ReadonlyMap<string, FeatureV1>): string | null {
  let newest: string | null = null;
  for (const { recordedAt } of features.values()) if (newest === null || recordedAt > newest) newest = recordedAt;
  return newest;
}

/** The prefecture's name; a municipality is called "home": its table would make the first view heavier. */
export function homeNameOf(code: string, words: Words): string {
  return code.length === 2 ? prefectureName(code, words) : words.top.home;
}

/** What the map says of itself while the picture is old; null while it is live. */
export function staleSince(live: LiveState, confirmedHubMs: number | null, words: Words): string | null {
  if (live.state !== 'not-live' || live.ageMs === null || confirmedHubMs === null) return null;
  return words.live.notLiveSince(clockWithSeconds(confirmedHubMs), live.ageMs);
}
