import { isShelter, type FeatureV1, type Instant, type ThingProperties } from '@hinomi/contracts';

/** What somebody at a shelter says of it; everything else may stand in a registry for years. */
const WORDS = ['eststts', 'crowdstts', 'evacueeno', 'sevacueeno', 'houseno', 'shouseno'] as const;
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
  return { lastHeardAt: lastWordOf(properties), underHazard: (properties.hazards ?? []).length > 0 };
}

/** That nobody knows is no word, unless in words of the provider's own. */
function lastWordOf({ attributes }: ThingProperties): Instant | null {
  let last: Instant | null = null;
  for (const name of WORDS) {
    const word = attributes[name];
    if (word === undefined || word.value === 'unknown' || (word.value === null && !word.label)) continue;
    if (last === null || word.observedAt > last) last = word.observedAt;
  }
  return last;
}
