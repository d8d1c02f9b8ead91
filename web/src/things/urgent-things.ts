import {
  millisOf,
  peopleAlarms,
  supplyAlarms,
  type FeatureV1,
  type Instant,
  type ShelterAlarm,
} from '@hinomi/contracts';
import { isThing, withPeople, type ThingFeature } from './thing-feature.js';

/** What somebody at headquarters must take up now; it stands until it is over. */
export interface UrgentThing {
  /** Of one shelter each kind of alarm, of one note the note. */
  key: string;
  is: ShelterAlarm | 'need';
  feature: ThingFeature;
  /** What notes are taken under. */
  ids: readonly string[];
  /** When the last of what it follows from was seen. */
  since: Instant;
}

/** What each follows from. */
const INPUTS: Readonly<Record<UrgentThing['is'], readonly string[]>> = {
  'power-for-devices': ['power', 'c_deviceno'],
  water: ['water'],
  food: ['food'],
  need: ['detail'],
};

/** Of a picture, as far as the viewer sees it: who sees no people is told of none. The newest first. */
export function urgentThings(features: ReadonlyMap<string, FeatureV1>): UrgentThing[] {
  const urgent: UrgentThing[] = [];
  for (const feature of features.values()) {
    if (!isThing(feature)) continue;
    const whole = withPeople(feature, features);
    for (const is of alarmsOf(whole)) {
      const seen = INPUTS[is].map((name) => whole.properties.attributes[name]?.observedAt ?? whole.issuedAt);
      const ids = [feature.id];
      urgent.push({ key: `${feature.id} ${is}`, is, feature, ids, since: seen.reduce((a, b) => (a > b ? a : b)) });
    }
  }
  return urgent.sort((a, b) => millisOf(b.since) - millisOf(a.since) || (a.key < b.key ? -1 : 1));
}

function alarmsOf({ severity, properties: { theme, attributes } }: ThingFeature): UrgentThing['is'][] {
  // Of severity 0 it is done.
  if (theme === 'shelter-note') return severity > 0 ? ['need'] : [];
  return theme === 'shelter' ? [...peopleAlarms(attributes), ...supplyAlarms(attributes)] : [];
}

/** Those that were not there at the last look; the first look is the ground, on which nothing is new. */
export function newlyUrgent(before: ReadonlySet<string> | null, now: readonly UrgentThing[]): UrgentThing[] {
  return before === null ? [] : now.filter(({ key }) => !before.has(key));
}
