import {
  isShelter,
  lastHeardAt,
  type FeatureV1,
  type Instant,
  type RollupHazard,
  type Silence,
  type SilentMunicipality,
  type SilentPlace,
} from '@hinomi/contracts';
import { firstPosition, type Bounds } from '@hinomi/geo';

export interface Calling {
  feature: FeatureV1;
  since: Instant;
}

/** A municipality over which something calls for word, with what stands in it. */
export interface CalledMunicipality {
  code: string;
  name: string;
  bounds: Bounds | null;
  /** What lies over any of it. */
  over: readonly Calling[];
  /** Each place with what lies over the ward or municipality that it counts in. */
  places: readonly { feature: FeatureV1; over: readonly Calling[] }[];
}

/** What people in the field report; a list of places says nothing of today. */
const FIELD_KINDS: ReadonlySet<FeatureV1['kind']> = new Set(['report', 'road', 'lifeline']);

/** When somebody last said a word of a place: of a shelter's state, or a report from the field; null: never, or it has none to say. */
export function lastWordOf(feature: FeatureV1): Instant | null {
  const { properties, kind } = feature;
  if (properties.type !== 'thing') return null;
  if (isShelter(feature)) return lastHeardAt(properties.attributes);
  return FIELD_KINDS.has(kind)
    ? newest(Object.values(properties.attributes).map(({ observedAt }) => observedAt))
    : null;
}

/** Where nothing has come from since the hazard began, with all counts. */
export function deriveSilence(
  called: readonly CalledMunicipality[],
  most: number,
): Pick<Silence, 'counts' | 'municipalities' | 'shelters'> {
  const municipalities: SilentMunicipality[] = [];
  const shelters: SilentPlace[] = [];
  let sheltersCalled = 0;
  for (const { code, name, bounds, over, places } of called) {
    const own = places.filter(({ feature }) => isShelter(feature));
    const silence = silenceUnder(over, newest(places.map(({ feature }) => lastWordOf(feature))));
    if (silence !== null) municipalities.push({ code, name, bounds, shelters: own.length, ...silence });
    for (const { feature, over: overIt } of own) {
      if (overIt.length === 0) continue;
      sheltersCalled += 1;
      const shelter = silenceUnder(overIt, lastWordOf(feature));
      if (shelter !== null) shelters.push({ ...placeOf(feature, code), ...shelter });
    }
  }
  return {
    counts: {
      municipalities: called.length,
      silentMunicipalities: municipalities.length,
      shelters: sheltersCalled,
      silentShelters: shelters.length,
    },
    municipalities: municipalities.sort((a, b) => longestFirst(a, b) || compare(a.code, b.code)).slice(0, most),
    shelters: shelters.sort((a, b) => longestFirst(a, b) || compare(a.id, b.id)).slice(0, most),
  };
}

type Unheard = Pick<SilentPlace, 'hazard' | 'since' | 'lastHeardAt'>;

/** Against what began after the last word; null: somebody has spoken since all of it began. */
function silenceUnder(over: readonly Calling[], word: Instant | null): Unheard | null {
  const unanswered = over.filter(({ since }) => word === null || word < since).sort(worstFirst);
  const [worst] = unanswered;
  if (worst === undefined) return null;
  const since = unanswered.map((each) => each.since).reduce((a, b) => (a < b ? a : b));
  return { hazard: toldOf(worst.feature), since, lastHeardAt: word };
}

function placeOf({ id, properties, geometry }: FeatureV1, municipality: string): Omit<SilentPlace, keyof Unheard> {
  if (properties.type !== 'thing') throw new Error(`${id} is no thing`);
  const { name, attributes } = properties;
  const [phone, state] = [attributes['phoneno']?.value, attributes['eststts']?.value];
  return {
    ...{ id, name, municipality },
    lngLat: firstPosition(geometry),
    phone: typeof phone === 'string' && phone.trim() !== '' ? phone : null,
    state: typeof state === 'string' ? state : null,
  };
}

function toldOf({ id, layer, severity, alertLevel, levelEquivalent, properties }: FeatureV1): RollupHazard {
  if (!('hazardId' in properties)) throw new Error(`${id} is no hazard`);
  return { feature: id, hazardId: properties.hazardId, layer, severity, alertLevel, levelEquivalent };
}

function worstFirst({ feature: a }: Calling, { feature: b }: Calling): number {
  return b.severity - a.severity || compare(a.id, b.id);
}

function longestFirst(a: Unheard, b: Unheard): number {
  return (
    compare(a.since, b.since) ||
    b.hazard.severity - a.hazard.severity ||
    compare(a.lastHeardAt ?? '', b.lastHeardAt ?? '')
  );
}

function newest(instants: readonly (Instant | null)[]): Instant | null {
  return instants.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
