import { millisOf, type Instant } from '@hinomi/contracts';
import type { Words } from '../words/words.js';

/** Japan has one time and no summer time. */
const JAPAN_MS = 9 * 3_600_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `9:40` of today, else with the day; in Japanese time. */
export function clockText(instant: Instant, nowMs: number, words: Words): string {
  const [then, now] = [millisOf(instant) + JAPAN_MS, nowMs + JAPAN_MS];
  const date = new Date(then);
  const time = `${date.getUTCHours()}:${String(date.getUTCMinutes()).padStart(2, '0')}`;
  if (Math.floor(then / DAY_MS) === Math.floor(now / DAY_MS)) return time;
  return words.say('dateTime', { month: date.getUTCMonth() + 1, day: date.getUTCDate(), time });
}

/** How long ago, rounded down; of a moment to come as if it were now. */
export function ageText(instant: Instant, nowMs: number, words: Words): string {
  const ago = nowMs - millisOf(instant);
  if (ago < MINUTE_MS) return words.say('ageNow');
  if (ago < HOUR_MS) return words.say('ageMinutes', { count: Math.floor(ago / MINUTE_MS) });
  if (ago < 2 * DAY_MS) return words.say('ageHours', { count: Math.floor(ago / HOUR_MS) });
  return words.say('ageDays', { count: Math.floor(ago / DAY_MS) });
}
