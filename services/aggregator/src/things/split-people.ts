import {
  isAboutPeople,
  peopleSeverity,
  type FeatureId,
  type Instant,
  type Severity,
  type ThingProperties,
} from '@hinomi/contracts';
import type { DraftFeature } from '../hazards/hazard-feature.js';

/** Under which id the people of a shelter are counted. */
export function peopleId(shelter: FeatureId): FeatureId {
  return `${shelter}/people` as FeatureId;
}

/**
 * A thing as everybody may see it, and, where who is in it is counted, these counts as a feature of their own for responders only
 * (labels are per feature): a few people of one age or illness are soon somebody. What these counts make of the rest, as people on devices
 * where the power is out, shows in the severity of this second feature alone.
 */
export function splitPeople(thing: DraftFeature): [DraftFeature] | [DraftFeature, DraftFeature] {
  const { properties, conflicts } = thing;
  if (properties.type !== 'thing' || !Object.keys(properties.attributes).some(isAboutPeople)) return [thing];
  const part = (isWanted: (name: string) => boolean): Pick<DraftFeature, 'properties' | 'conflicts' | 'observedAt'> => {
    const attributes = Object.fromEntries(Object.entries(properties.attributes).filter(([name]) => isWanted(name)));
    const seen = momentsOf(attributes);
    return {
      properties: { ...properties, attributes, oldestObservedAt: seen[0] ?? properties.oldestObservedAt },
      conflicts: conflicts.filter(({ field }) => isWanted(field)),
      observedAt: seen.at(-1) ?? thing.observedAt,
    };
  };
  const people: DraftFeature = {
    ...thing,
    ...part(isAboutPeople),
    id: peopleId(thing.id),
    layer: 'need',
    kind: 'need',
    geometry: null,
    severity: Math.max(thing.severity, peopleSeverity(properties.attributes)) as Severity,
    label: { ...thing.label, classification: 'responders' },
  };
  return [{ ...thing, ...part((name) => !isAboutPeople(name)) }, people];
}

function momentsOf(attributes: ThingProperties['attributes']): Instant[] {
  return Object.values(attributes)
    .map(({ observedAt }) => observedAt)
    .sort();
}
