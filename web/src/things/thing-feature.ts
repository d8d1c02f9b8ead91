import { THEME_DEFINITIONS, type FeatureV1, type Layer, type ThingProperties } from '@hinomi/contracts';
import type { HazardGroup } from '../hazards/group-hazards.js';

/** The layers of things, in the order of the list: what people sleep, live and travel by, then what happened. */
export const THING_LAYERS = ['shelter', 'facility', 'resource', 'road', 'lifeline', 'report'] as const;
export type ThingLayer = (typeof THING_LAYERS)[number];

/** A shelter, road, facility or report from the field. */
export type ThingFeature = FeatureV1 & { layer: ThingLayer; properties: ThingProperties };

export function isThing(feature: FeatureV1): feature is ThingFeature {
  return feature.properties.type === 'thing' && feature.kind !== 'need';
}

/** A shelter with who is in it, by number, where the viewer may see that: a feature of its own beside the shelter. */
export function withPeople(feature: ThingFeature, features: ReadonlyMap<string, FeatureV1>): ThingFeature {
  const people = features.get(`${feature.id}/people`);
  if (people?.properties.type !== 'thing') return feature;
  const { properties } = feature;
  const attributes = { ...properties.attributes, ...people.properties.attributes };
  return {
    ...feature,
    conflicts: [...feature.conflicts, ...people.conflicts],
    properties: { ...properties, attributes },
  };
}

export function isThingLayer(layer: Layer): layer is ThingLayer {
  return (THING_LAYERS as readonly Layer[]).includes(layer);
}

/** A thing stands for itself: where the page speaks of a hazard's features, there is this one. */
export function groupOfThing(feature: ThingFeature): HazardGroup {
  const { id: hazardId, layer, severity, issuedAt } = feature;
  return { hazardId, layer, main: feature, worst: feature, features: [feature], severity, issuedAt };
}

/** The canonical code of an attribute; empty where it is unknown or not told. */
export function codeOf({ properties }: ThingFeature, name: string): string {
  return String(properties.attributes[name]?.value ?? '');
}

/** Null where the number is unknown or not told: neither is 0. */
export function numberOf({ properties }: ThingFeature, name: string): number | null {
  const value = properties.attributes[name]?.value;
  return typeof value === 'number' ? value : null;
}

/** Attributes that its theme has, by their canonical names. */
export function isOfTheme({ properties: { theme } }: ThingFeature, name: string): boolean {
  return Object.hasOwn(THEME_DEFINITIONS[theme].attributes, name);
}

/** The hazards over it: none, some, or one for which the place itself is not designated. */
export function dangerOf({ properties: { hazards = [] } }: ThingFeature): 'none' | 'within' | 'at-risk' {
  if (hazards.length === 0) return 'none';
  return hazards.some(({ designated }) => designated === 'no') ? 'at-risk' : 'within';
}
