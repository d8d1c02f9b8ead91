import { readInstant } from '@hinomi/contracts';
import type { Cql2Bound, Cql2Instant, Cql2Time } from './cql2.js';
import type { Cql2Json } from './cql2-json.js';
import { readDay } from './read-cql2-instant.js';
import { isBoundText, isInOrder, NO_BOUND, NO_DATE, NO_ORDER, NO_TIMESTAMP } from './read-text-time.js';

/** `{"timestamp": …}` or `{"date": …}`. */
export function readJsonInstant(json: Cql2Json): Cql2Instant {
  if (json.has('date')) {
    json.hasKeys('date');
    const date = json.in('date').text();
    return readDay(date) === null ? json.in('date').fail(NO_DATE) : { date };
  }
  if (!json.has('timestamp')) json.fail('expected a value, {property}, {timestamp}, {date} or casei');
  json.hasKeys('timestamp');
  const timestamp = json.in('timestamp').text();
  return readInstant(timestamp) === null ? json.in('timestamp').fail(NO_TIMESTAMP) : { timestamp };
}

/** An operand of a temporal function. */
export function readJsonTime(json: Cql2Json): Cql2Time {
  json.count(1);
  if (json.has('property')) return { property: json.property() };
  if (!json.has('interval')) return readJsonInstant(json);
  json.hasKeys('interval');
  const interval = json.in('interval').list(2).map(boundOf) as [Cql2Bound, Cql2Bound];
  return isInOrder(interval) ? { interval } : json.in('interval').fail(NO_ORDER);
}

function boundOf(json: Cql2Json): Cql2Bound {
  json.count(1);
  if (json.has('property')) return { property: json.property() };
  const text = typeof json.value === 'string' ? json.text() : json.fail(NO_BOUND);
  return isBoundText(text) ? text : json.fail(NO_BOUND);
}
