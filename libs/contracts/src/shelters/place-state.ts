import { Instant, millisOf } from '../instant.js';
import type { ThingProperties } from '../picture/thing-properties.js';
import { silenceLimitHours } from './shelter-silence.js';

type Attributes = ThingProperties['attributes'];

const HOUR_MS = 3_600_000;

/** Whether one can go in. `always`: it never closes (常設). */
export const PLACE_STATES = ['open', 'always', 'not-open', 'closed', 'unknown'] as const;
export type PlaceStateName = (typeof PLACE_STATES)[number];

export interface PlaceState {
  is: PlaceStateName;
  /** When somebody saw it so; null = nobody said. */
  seenAt: Instant | null;
  /** Seen so long ago that it may be different now: silence is not safety. */
  isOld: boolean;
}

const OF_CODE: Readonly<Record<string, PlaceStateName>> = {
  open: 'open',
  permanent: 'always',
  notopen: 'not-open',
  close: 'closed',
};

/** What was last said of it, by `eststts`; when that is old follows from the same limits as the call list of headquarters. */
export function placeState(attributes: Attributes, nowMs: number): PlaceState {
  const told = attributes['eststts'];
  const is = OF_CODE[String(told?.value)] ?? 'unknown';
  if (told === undefined || is === 'unknown') return { is: 'unknown', seenAt: null, isOld: false };
  const isOld = is !== 'always' && isOldValue(attributes, told.observedAt, nowMs);
  return { is, seenAt: told.observedAt, isOld };
}

/** Whether something seen then is too old to be told as being so now. */
export function isOldValue(attributes: Attributes, seenAt: Instant, nowMs: number): boolean {
  const opened = Instant.safeParse(attributes['starttime']?.value);
  const limitHours = silenceLimitHours(opened.success ? opened.data : null, nowMs);
  return nowMs - millisOf(seenAt) >= limitHours * HOUR_MS;
}
