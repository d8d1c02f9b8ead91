import { isShelter, lastHeardAt, shelterSilentFrom, type FeatureV1, type Instant } from '@hinomi/contracts';

/** Who is closed has nothing more to say. */
const DONE: ReadonlySet<unknown> = new Set(['notopen', 'close']);

export interface Silence {
  /** Null: never. */
  lastHeardAt: Instant | null;
  /** A hazard of severity 3 and more lies over it. */
  underHazard: boolean;
}

/** Since when a shelter has said nothing; null for what is no shelter, and for one that has nothing more to say. */
export function silenceOf(feature: Pick<FeatureV1, 'properties'>): Silence | null {
  const { properties } = feature;
  if (properties.type !== 'thing' || !isShelter(feature) || DONE.has(properties.attributes['eststts']?.value))
    return null;
  return { lastHeardAt: lastHeardAt(properties.attributes), underHazard: (properties.hazards ?? []).length > 0 };
}

/** From when on an open shelter is on the call list, if nobody says another word; null for everything else. */
export function overdueFrom(feature: Pick<FeatureV1, 'properties'>): Instant | null {
  const { properties } = feature;
  return properties.type === 'thing' && isShelter(feature) ? shelterSilentFrom(properties.attributes) : null;
}
