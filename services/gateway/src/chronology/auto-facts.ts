import {
  goneFrom,
  INTENSITY_CLASSES,
  placeState,
  type FeatureV1,
  type Instant,
  type IntensityClass,
  type LogAutoKind,
  type LogRecord,
} from '@hinomi/contracts';
import type { AppliedChange } from '@hinomi/interest';

/** From here on an alert stands in the log book: 危険警報 and 避難指示 (level 4), or as severe. */
const LEAST_LEVEL = 4;
const LEAST_INTENSITY = INTENSITY_CLASSES.indexOf('5-?');

/** Something that the log book is to say, whoever is at the keyboard. */
export interface AutoFact {
  kind: Exclude<LogAutoKind, 'decision'>;
  about: string;
  state: string;
  feature: FeatureV1;
  at: Instant;
  /** Where the change stands in the log, and since when. */
  offset: number;
  recordedAt: Instant;
}

type Found = Pick<AutoFact, 'kind' | 'about' | 'state'>;

/**
 * Which changes of one realm's picture are facts for the log book. A fold over the picture's records in their order, so every gateway
 * finds the same ones at the same offsets; of compacted ones it finds fewer, never others.
 */
export class AutoFacts {
  /** What each thing was last said to be. */
  private readonly states = new Map<string, string>();
  /** Of each hazard the features that are severe enough, by id. */
  private readonly severe = new Map<string, Map<string, FeatureV1>>();

  note({ before, after }: AppliedChange, record: LogRecord): AutoFact | null {
    const feature = after?.feature ?? before?.feature;
    if (feature === undefined) return null;
    const found = this.find(feature, after === null);
    if (found === null || this.states.get(found.about) === found.state) return null;
    if (found.state === 'over' && !this.states.has(found.about)) return null;
    if (found.state === 'over') this.states.delete(found.about);
    else this.states.set(found.about, found.state);
    const at = found.state === 'over' ? goneAt(after?.feature, record) : statedAt(feature);
    const shown = found.kind === 'alert' ? (this.worst(found.about) ?? feature) : feature;
    return { ...found, feature: shown, at, offset: record.offset, recordedAt: record.appendedAt };
  }

  private find(feature: FeatureV1, isGone: boolean): Found | null {
    const { id, properties } = feature;
    switch (properties.type) {
      case 'earthquake': {
        const state = isGone ? null : strongerThan(this.states.get(id), properties.maxIntensity);
        if (isGone) this.states.delete(id);
        return state && { kind: 'earthquake', about: id, state };
      }
      case 'tsunami': {
        const isWarning = properties.category === 'warning' || properties.category === 'major-warning';
        return { kind: 'tsunami', about: id, state: isGone || !isWarning ? 'over' : properties.category };
      }
      case 'thing': {
        const state = properties.theme === 'shelter' && !isGone ? this.doorOf(id, feature) : null;
        return state && { kind: 'shelter', about: id, state };
      }
      case 'earthquake-intensity':
      case 'tsunami-coast':
      case 'eew':
      case 'eew-intensity':
      case 'typhoon-part':
        return null;
      default:
        return feature.kind === 'hazard' ? this.alertOf(feature, isGone) : null;
    }
  }

  /** A place that was never open has not closed. */
  private doorOf(id: string, { properties }: FeatureV1): 'open' | 'closed' | null {
    if (properties.type !== 'thing') return null;
    const { is } = placeState(properties.attributes, 0);
    if (is === 'open') return 'open';
    return (is === 'closed' || is === 'not-open') && this.states.has(id) ? 'closed' : null;
  }

  /** A hazard is as severe as the worst of its features: another level is another feature of it. */
  private alertOf(feature: FeatureV1, isGone: boolean): Found | null {
    if (!('hazardId' in feature.properties)) return null;
    const about = feature.properties.hazardId;
    const features = this.severe.get(about) ?? new Map<string, FeatureV1>();
    if (isGone || levelOf(feature) < LEAST_LEVEL) {
      if (!features.delete(feature.id)) return null;
    } else features.set(feature.id, feature);
    if (features.size === 0) this.severe.delete(about);
    else this.severe.set(about, features);
    const worst = this.worst(about);
    return { kind: 'alert', about, state: worst === null ? 'over' : String(levelOf(worst)) };
  }

  private worst(about: string): FeatureV1 | null {
    let worst: FeatureV1 | null = null;
    for (const one of this.severe.get(about)?.values() ?? [])
      if (worst === null || levelOf(one) > levelOf(worst)) worst = one;
    return worst;
  }
}

/** The level where there is one; else how severe it is by its table. */
export function levelOf({ alertLevel, levelEquivalent, severity }: FeatureV1): number {
  const level = Math.max(alertLevel ?? 0, levelEquivalent ?? 0);
  return level === 0 ? severity : level;
}

/** Only a stronger class than before is news: a later report may know more of it, and 5- without a reading is the weakest. */
function strongerThan(known: string | undefined, now: IntensityClass | null): IntensityClass | null {
  const rank = now === null ? -1 : INTENSITY_CLASSES.indexOf(now);
  const before = known === undefined ? -1 : INTENSITY_CLASSES.indexOf(known as IntensityClass);
  return rank >= LEAST_INTENSITY && rank > before ? now : null;
}

function statedAt({ properties, issuedAt }: FeatureV1): Instant {
  if (properties.type === 'earthquake') return properties.originTime ?? issuedAt;
  if (properties.type === 'thing') return properties.attributes['eststts']?.observedAt ?? issuedAt;
  return issuedAt;
}

function goneAt(after: FeatureV1 | undefined, record: LogRecord): Instant {
  return after?.issuedAt ?? goneFrom(record);
}
