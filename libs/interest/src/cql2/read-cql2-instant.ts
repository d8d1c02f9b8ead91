import { instantFromMillis, readInstant, type Instant } from '@hinomi/contracts';

const DAY_MS = 86_400_000;

/** First and last moment of what a text names: one moment, or a day in UTC; null when it is neither. */
export function readCql2Instant(text: string): readonly [from: Instant, to: Instant] | null {
  const moment = readInstant(text);
  if (moment !== null) return [moment, moment];
  const day = readDay(text);
  return day === null ? null : [day, instantFromMillis(Date.parse(day) + DAY_MS - 1)];
}

/** `2026-11-27` → its first moment in UTC; null when it is no such text or no real day. */
export function readDay(text: string): Instant | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const millis = Date.parse(`${text}T00:00:00Z`);
  // A 31st of February is rolled over by some readers.
  return Number.isNaN(millis) || !instantFromMillis(millis).startsWith(text) ? null : instantFromMillis(millis);
}
