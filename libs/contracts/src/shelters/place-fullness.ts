import type { Instant } from '../instant.js';
import type { ThingProperties } from '../picture/thing-properties.js';
import { isOldValue } from './place-state.js';

export const FULLNESS_STEPS = ['free', 'crowded', 'full', 'unknown'] as const;
export type FullnessStep = (typeof FULLNESS_STEPS)[number];

export interface PlaceFullness {
  step: FullnessStep;
  /** Its staff said so, or it was worked out from people and capacity; null = unknown. */
  basis: 'told' | 'counted' | null;
  /** The last count and step, also where they are too old to be told as being so now. */
  seenAt: Instant | null;
  people: number | null;
  /** As planned, by the lists. */
  capacity: number | null;
}

/** From so many of the planned places on it is crowded. Product decision: a family still finds room below it. */
const CROWDED_FROM = 0.8;

const OF_CODE: Readonly<Record<string, FullnessStep>> = { free: 'free', congestion: 'crowded', full: 'full' };

/** The newer of what staff say and what the count says; of the same moment what staff say. Old or nothing is `unknown`. */
export function placeFullness(attributes: ThingProperties['attributes'], nowMs: number): PlaceFullness {
  const people = numberOf(attributes, 'evacueeno');
  const capacity = numberOf(attributes, 'capacity');
  const told = OF_CODE[String(attributes['crowdstts']?.value)];
  const toldAt = told === undefined ? null : (attributes['crowdstts']?.observedAt ?? null);
  const isCounted = people !== null && capacity !== null && capacity > 0;
  const countedAt = isCounted ? (attributes['evacueeno']?.observedAt ?? null) : null;
  const useTold = toldAt !== null && (countedAt === null || toldAt >= countedAt);
  const seenAt = useTold ? toldAt : countedAt;
  if (seenAt === null || isOldValue(attributes, seenAt, nowMs)) {
    return { step: 'unknown', basis: null, seenAt, people, capacity };
  }
  const step = useTold ? (told ?? 'unknown') : stepOf(people as number, capacity as number);
  return { step, basis: useTold ? 'told' : 'counted', seenAt, people, capacity };
}

function stepOf(people: number, capacity: number): FullnessStep {
  if (people >= capacity) return 'full';
  return people >= capacity * CROWDED_FROM ? 'crowded' : 'free';
}

function numberOf(attributes: ThingProperties['attributes'], name: string): number | null {
  const value = attributes[name]?.value;
  return typeof value === 'number' && value >= 0 ? value : null;
}
