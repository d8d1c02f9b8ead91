import { propertyReader } from '../property-reader.js';
import type { Read, Truth } from '../three-values.js';
import type { Cql2Bound, Cql2Time, TemporalOp } from './cql2.js';
import { readCql2Instant } from './read-cql2-instant.js';
import type { Subject } from './subject.js';

/** Milliseconds since 1970; the two are the same for a moment. */
type Span = readonly [from: number, to: number];

/** The relations of CQL2 section "Temporal functions" (those of Allen). Spans that share a moment intersect. */
const RELATIONS: Readonly<Record<TemporalOp, (a: Span, b: Span) => boolean>> = {
  t_after: (a, b) => a[0] > b[1],
  t_before: (a, b) => a[1] < b[0],
  t_contains: (a, b) => a[0] < b[0] && a[1] > b[1],
  t_disjoint: (a, b) => a[1] < b[0] || a[0] > b[1],
  t_during: (a, b) => a[0] > b[0] && a[1] < b[1],
  t_equals: (a, b) => a[0] === b[0] && a[1] === b[1],
  t_finishedBy: (a, b) => a[0] < b[0] && a[1] === b[1],
  t_finishes: (a, b) => a[0] > b[0] && a[1] === b[1],
  t_intersects: (a, b) => a[0] <= b[1] && a[1] >= b[0],
  t_meets: (a, b) => a[1] === b[0],
  t_metBy: (a, b) => a[0] === b[1],
  t_overlappedBy: (a, b) => a[0] > b[0] && a[0] < b[1] && a[1] > b[1],
  t_overlaps: (a, b) => a[0] < b[0] && a[1] > b[0] && a[1] < b[1],
  t_startedBy: (a, b) => a[0] === b[0] && a[1] > b[1],
  t_starts: (a, b) => a[0] === b[0] && a[1] < b[1],
};

export function timeTruth(op: TemporalOp, [one, other]: readonly [Cql2Time, Cql2Time]): Read<Subject, Truth> {
  const [first, second] = [spanOf(one), spanOf(other)];
  const holds = RELATIONS[op];
  return (subject) => {
    const [a, b] = [first(subject), second(subject)];
    return a && b && holds(a, b);
  };
}

/** Null = unknown, or no time. */
function spanOf(time: Cql2Time): Read<Subject, Span | null> {
  if ('interval' in time) {
    const [from, to] = [boundOf(time.interval[0], 0), boundOf(time.interval[1], 1)];
    return (subject) => {
      const [first, last] = [from(subject), to(subject)];
      return first === null || last === null || first > last ? null : [first, last];
    };
  }
  if ('property' in time) {
    const read = propertyReader(time.property);
    return ({ feature }) => spanOfText(read(feature));
  }
  const span = spanOfText('date' in time ? time.date : time.timestamp);
  return () => span;
}

/** `side`: 0 = the beginning, 1 = the end, which of a day are its first and last moment. */
function boundOf(bound: Cql2Bound, side: 0 | 1): Read<Subject, number | null> {
  const open = side === 0 ? -Infinity : Infinity;
  if (bound === '..') return () => open;
  if (typeof bound === 'string') {
    const moment = spanOfText(bound)?.[side] ?? null;
    return () => moment;
  }
  const read = propertyReader(bound.property);
  return ({ feature }) => {
    const value = read(feature);
    return value === null ? open : (spanOfText(value)?.[side] ?? null);
  };
}

function spanOfText(value: unknown): Span | null {
  const span = typeof value === 'string' ? readCql2Instant(value) : null;
  return span && [Date.parse(span[0]), Date.parse(span[1])];
}
