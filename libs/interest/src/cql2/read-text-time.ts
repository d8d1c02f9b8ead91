import type { Cql2Bound, Cql2Instant, Cql2Time } from './cql2.js';
import type { Cql2Cursor } from './cql2-cursor.js';
import { readInstant } from '@hinomi/contracts';
import { readCql2Instant, readDay } from './read-cql2-instant.js';

export const NO_TIMESTAMP = 'expected a moment as 2024-01-01T16:10:00+09:00';
export const NO_DATE = 'expected a day as 2024-01-01';
export const NO_BOUND = 'expected a moment, a day, a property or ..';
export const NO_ORDER = 'its end is before its beginning';

export function isInstantWord(words: Cql2Cursor): boolean {
  return words.isCall('timestamp') || words.isCall('date');
}

/** `TIMESTAMP('…')` or `DATE('…')`. */
export function readTextInstant(words: Cql2Cursor): Cql2Instant {
  const isDate = words.takeCall('date') || !words.takeCall('timestamp');
  const { at } = words;
  const text = words.expectText(isDate ? 'a day in quotes' : 'a moment in quotes');
  if (isDate ? readDay(text) === null : readInstant(text) === null) words.fail(isDate ? NO_DATE : NO_TIMESTAMP, at);
  words.expectSign(')');
  return isDate ? { date: text } : { timestamp: text };
}

/** An operand of a temporal function. */
export function readTextTime(words: Cql2Cursor): Cql2Time {
  words.count(1);
  if (isInstantWord(words)) return readTextInstant(words);
  if (!words.takeCall('interval')) return { property: words.expectProperty() };
  const { at } = words;
  const interval = words.pair(() => readBound(words));
  if (!isInOrder(interval)) words.fail(NO_ORDER, at);
  return { interval };
}

function readBound(words: Cql2Cursor): Cql2Bound {
  words.count(1);
  const { at } = words;
  const text = words.takeText();
  if (text === null) return { property: words.expectProperty() };
  if (!isBoundText(text)) words.fail(NO_BOUND, at);
  return text;
}

export function isBoundText(text: string): boolean {
  return text === '..' || readCql2Instant(text) !== null;
}

/** False where both bounds are written down and the wrong way round. */
export function isInOrder([from, to]: readonly [Cql2Bound, Cql2Bound]): boolean {
  const [first, last] = [from, to].map((bound) => (typeof bound === 'string' ? readCql2Instant(bound) : null));
  return !first || !last || first[0] <= last[1];
}
