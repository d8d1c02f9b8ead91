import type { Instant } from '../instant.js';
import { THEME_DEFINITIONS } from '../things/theme.js';
import type { FeatureKind, FeatureV1 } from './feature.v1.js';
import type { ImpactProperties } from './impact-properties.js';
import { InstantBag } from './instant-bag.js';

/** Kinds of features that stand somewhere: they lie under hazards, and are counted. */
export const PLACE_KINDS: ReadonlySet<FeatureKind> = new Set([
  'shelter',
  'facility',
  'resource',
  'road',
  'lifeline',
  'report',
  'sensor',
  'camera',
]);

/** What impact features and rollups count alike; what each of them means stands there. */
export type PlaceCounts = Pick<
  ImpactProperties,
  'shelters' | 'openShelters' | 'reportedShelters' | 'evacuees' | 'others' | 'oldestObservedAt'
>;

type Counted = Pick<FeatureV1, 'layer' | 'properties'>;

/** Shelters and evacuation sites. */
export function isShelter({ properties }: Pick<FeatureV1, 'properties'>): boolean {
  return properties.type === 'thing' && THEME_DEFINITIONS[properties.theme].kind === 'shelter';
}

/** Places counted: sums only, so that any order of adding and taking out gives the same. */
export class PlaceTally {
  private shelters = 0;
  private openShelters = 0;
  private reportedShelters = 0;
  private evacuees = 0;
  private readonly others = new Map<string, number>();
  private readonly seen = new InstantBag();

  /** `sign` -1 takes the place out again, as it was put in. */
  add(place: Counted, sign: 1 | -1 = 1): void {
    const { layer, properties } = place;
    if (properties.type !== 'thing' || !isShelter(place)) {
      const count = (this.others.get(layer) ?? 0) + sign;
      if (count === 0) this.others.delete(layer);
      else this.others.set(layer, count);
      return;
    }
    const { eststts, evacueeno } = properties.attributes;
    this.shelters += sign;
    if (eststts?.value !== 'open' && eststts?.value !== 'permanent') return;
    this.openShelters += sign;
    if (typeof evacueeno?.value !== 'number') return;
    this.reportedShelters += sign;
    this.evacuees += sign * evacueeno.value;
    this.seen.add(evacueeno.observedAt, sign);
  }

  /** All of some tallies together. */
  static countsOf(tallies: readonly PlaceTally[]): PlaceCounts {
    const counts = { shelters: 0, openShelters: 0, reportedShelters: 0, evacuees: 0 };
    const others: Record<string, number> = {};
    let oldestObservedAt: Instant | null = null;
    for (const tally of tallies) {
      counts.shelters += tally.shelters;
      counts.openShelters += tally.openShelters;
      counts.reportedShelters += tally.reportedShelters;
      counts.evacuees += tally.evacuees;
      for (const [layer, count] of tally.others) others[layer] = (others[layer] ?? 0) + count;
      oldestObservedAt = older(oldestObservedAt, tally.seen.oldest);
    }
    return { ...counts, others, oldestObservedAt };
  }
}

/** The earlier of two; null = none. */
export function older(one: Instant | null, other: Instant | null): Instant | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}
