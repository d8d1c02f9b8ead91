import type { HazardOver } from '../picture/thing-properties.js';
import type { DisasterKind } from '../things/disaster-kinds.js';
import type { PlaceState } from './place-state.js';

/** A hazard in force that matters to somebody who would go to a place. */
export interface Threat {
  /** Any of these designations is meant for it; empty = sites are not designated for such hazards. */
  kinds: readonly DisasterKind[];
  designated: HazardOver['designated'];
  /** Its area is known to cover the place. */
  covers: boolean;
}

/** `avoid`: for what is in force the lists do not name it. `unsure`: no list says. */
export const PLACE_SUITS = ['suited', 'unsure', 'avoid'] as const;
export type PlaceSuits = (typeof PLACE_SUITS)[number];

/** Hazards for which no site is designated say nothing about a place. */
export function placeSuits(threats: readonly Threat[]): PlaceSuits {
  const told = threats.filter(({ kinds }) => kinds.length > 0).map(({ designated }) => designated);
  if (told.includes('no')) return 'avoid';
  return told.includes('unknown') ? 'unsure' : 'suited';
}

/** Who does not know whether a place suits walks there as if it were twice as far. Product decision. */
const UNSURE_FACTOR = 2;

export interface Ranked {
  suits: PlaceSuits;
  state: PlaceState;
  /** Null where nobody said from where. */
  distanceMeters: number | null;
}

/** Order of a list: those to go to by distance, then those said to be shut, last those to avoid. */
export function comparePlaces(a: Ranked, b: Ranked): number {
  return groupOf(a) - groupOf(b) || weighed(a) - weighed(b);
}

/** 0 = to go to, 1 = said to be shut, 2 = to avoid. */
export function groupOf({ suits, state }: Pick<Ranked, 'suits' | 'state'>): 0 | 1 | 2 {
  if (suits === 'avoid') return 2;
  return state.is === 'closed' || state.is === 'not-open' ? 1 : 0;
}

function weighed({ suits, distanceMeters }: Ranked): number {
  return (distanceMeters ?? 0) * (suits === 'unsure' ? UNSURE_FACTOR : 1);
}
