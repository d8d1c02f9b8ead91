import type { FeatureV1 } from '@hinomi/contracts';
import { isThing, type ThingFeature } from './thing-feature.js';

export interface NearThing {
  thing: ThingFeature;
  meters: number;
}

/** Beyond that nobody takes one for the other. */
const WITHIN_METERS = 500;
const MOST = 6;
const METERS_PER_DEGREE = 111_320;

/** Things of the same layer close by, the nearest first: what this one may be told a second time as. */
export function nearThings(thing: ThingFeature, features: ReadonlyMap<string, FeatureV1>): NearThing[] {
  const from = pointOf(thing);
  if (from === null) return [];
  const near: NearThing[] = [];
  for (const other of features.values()) {
    if (other.layer !== thing.layer || other.id === thing.id || !isThing(other)) continue;
    const to = pointOf(other);
    const meters = to === null ? Number.POSITIVE_INFINITY : metersBetween(from, to);
    if (meters <= WITHIN_METERS) near.push({ thing: other, meters });
  }
  return near.sort((a, b) => a.meters - b.meters || (a.thing.id < b.thing.id ? -1 : 1)).slice(0, MOST);
}

type Point = readonly [lng: number, lat: number];

function pointOf({ geometry }: FeatureV1): Point | null {
  return geometry?.type === 'Point' ? geometry.coordinates : null;
}

/** Flat enough for half a kilometre. */
function metersBetween([lng, lat]: Point, [otherLng, otherLat]: Point): number {
  const east = (otherLng - lng) * Math.cos((lat * Math.PI) / 180);
  return Math.hypot(east, otherLat - lat) * METERS_PER_DEGREE;
}
