import { readInstant, type Instant } from '@hinomi/contracts';
import { wrongParameter } from '../picture/read-picture-query.js';

/** The two clocks of a question: when it was so in the world, and when the hub knew. Null = now. */
export interface Moments {
  at: Instant | null;
  knownAt: Instant | null;
}

/** Takes `at` and `knownAt` out of a query; null when neither is there. `request.invalid` for what is no time. */
export function readMoments(query: Readonly<Record<string, unknown>>): {
  moments: Moments | null;
  rest: Record<string, unknown>;
} {
  const { at, knownAt, ...rest } = query;
  if (at === undefined && knownAt === undefined) return { moments: null, rest };
  return { moments: { at: readOne('at', at), knownAt: readOne('knownAt', knownAt) }, rest };
}

function readOne(name: string, value: unknown): Instant | null {
  return value === undefined ? null : readMoment(name, value);
}

/** One time of a query; `request.invalid` names the parameter that is none. */
export function readMoment(name: string, value: unknown): Instant {
  const instant = typeof value === 'string' ? readInstant(value) : null;
  if (instant !== null) return instant;
  throw wrongParameter(
    name,
    'must be one time with an offset, like 2024-01-01T16:10:00+09:00 (a plus sign is %2B in an address)',
  );
}
