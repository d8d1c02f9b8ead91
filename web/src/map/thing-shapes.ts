import type { Geometry, LngLat } from '@hinomi/contracts';
import type { Feature } from 'geojson';
import type { ThingFeature } from '../things/thing-feature.js';
import { isLongOver } from '../things/long-over.js';
import { thingLook } from '../things/thing-silence.js';
import { isQuiet } from '../things/thing-state.js';
import { glyphOf } from './thing-marks.js';

export interface DrawnThing {
  /** Where its sign stands; also of lines and areas, which are too small to be seen from afar. */
  point: Feature | null;
  shape: Feature | null;
  /** Closed or over: drawn from near only, and never part of a cluster. */
  quiet: boolean;
}

/** At a time of the hub: by it a shelter falls silent. */
export function drawnThing(feature: ThingFeature, hubNowMs: number): DrawnThing {
  const { id, geometry, severity } = feature;
  const quiet = isQuiet(feature);
  if (geometry === null || isLongOver(feature, hubNowMs)) return { point: null, shape: null, quiet };
  const glyph = glyphOf(feature);
  const state = thingLook(feature, hubNowMs);
  const at = markPlace(geometry);
  const point: Feature | null = at && {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: at },
    properties: {
      ...{ id, severity, label: feature.properties.name },
      icon: thingImage(glyph, state, severity),
      silent: Number(state === 'silent'),
      unknown: Number(state === 'unknown'),
    },
  };
  const isPlace = geometry.type === 'Point' || geometry.type === 'MultiPoint';
  const look = glyph === 'road-closed' ? 'closed' : glyph === 'road-limited' ? 'limited' : quiet ? 'quiet' : 'report';
  return { point, shape: isPlace ? null : { type: 'Feature', geometry, properties: { id, look } }, quiet };
}

const PREFIX = 'thing';

/** Names an image by what is on it, so that it is drawn when it is first needed. */
export function thingImage(...parts: [glyph: string, state: string, severity: number]): string {
  return [PREFIX, ...parts].join('|');
}

/** The parts of an image's name; null when it is not of a thing. */
export function partsOfImage(name: string): string[] | null {
  const [prefix, ...parts] = name.split('|');
  return prefix === PREFIX && parts.length === 3 ? parts : null;
}

/** A point itself, half the way along a line, the middle of an area's box. */
export function markPlace(geometry: Geometry): LngLat | null {
  switch (geometry.type) {
    case 'Point':
      return geometry.coordinates;
    case 'MultiPoint':
      return geometry.coordinates[0] ?? null;
    case 'LineString':
      return halfWay(geometry.coordinates);
    case 'MultiLineString':
      return halfWay(longest(geometry.coordinates));
    case 'Polygon':
      return middle(geometry.coordinates[0] ?? []);
    case 'MultiPolygon':
      return middle(longest(geometry.coordinates.map(([outer]) => outer ?? [])));
  }
}

function longest(lines: readonly LngLat[][]): LngLat[] {
  return lines.reduce<LngLat[]>((best, line) => (line.length > best.length ? line : best), []);
}

function halfWay(line: readonly LngLat[]): LngLat | null {
  const lengths = line.slice(1).map(([lng, lat], index) => {
    const [fromLng, fromLat] = line[index] as LngLat;
    return Math.hypot(lng - fromLng, lat - fromLat);
  });
  let left = lengths.reduce((sum, length) => sum + length, 0) / 2;
  for (const [index, length] of lengths.entries()) {
    if (left <= length && length > 0) {
      const [a, b] = [line[index], line[index + 1]] as [LngLat, LngLat];
      const share = left / length;
      return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
    }
    left -= length;
  }
  return line[0] ?? null;
}

function middle(ring: readonly LngLat[]): LngLat | null {
  const [lngs, lats] = [ring.map(([lng]) => lng), ring.map(([, lat]) => lat)];
  if (ring.length === 0) return null;
  const half = (values: number[]): number => (Math.min(...values) + Math.max(...values)) / 2;
  return [half(lngs), half(lats)];
}
