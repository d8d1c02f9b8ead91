import type { FeatureV1, Geometry } from '@hinomi/contracts';
import type { Feature } from 'geojson';
import { paintOf, type PaintStyle } from './area-paint.js';
import { patternOf } from './marks.js';
import { sensorPoint } from './sensor-marks.js';

export interface DrawnShapes {
  point: Feature | null;
  shape: Feature | null;
  sensor: Feature | null;
}

/** What is drawn by a part of the map of its own. */
const HAS_OVERLAY: ReadonlySet<string> = new Set(['evacuation-order', 'drawing']);

/** What of a feature goes into the map's own sources; areas by code are painted elsewhere. */
export function drawnShapes(feature: FeatureV1): DrawnShapes {
  const { geometry } = feature;
  const none = { point: null, shape: null, sensor: null };
  if (feature.properties.type === 'sensor') return { ...none, sensor: sensorPoint(feature) };
  if (geometry === null || HAS_OVERLAY.has(feature.properties.type)) return none;
  if (geometry.type === 'Point' || geometry.type === 'MultiPoint') {
    return { ...none, point: pointOf(feature, geometry) };
  }
  return { ...none, shape: shapeOf(feature, geometry) };
}

function pointOf(feature: FeatureV1, geometry: Geometry): Feature {
  const isQuake = feature.properties.type === 'earthquake' || feature.properties.type === 'eew';
  return {
    type: 'Feature',
    geometry,
    properties: {
      id: feature.id,
      severity: Math.max(1, feature.severity),
      icon: isQuake ? 'epicentre' : `severity:${Math.max(1, feature.severity)}`,
      label: isQuake ? magnitudeLabel(feature) : '',
    },
  };
}

function shapeOf(feature: FeatureV1, geometry: Geometry): Feature {
  const paint = paintOf(feature);
  return {
    type: 'Feature',
    geometry,
    properties: {
      id: feature.id,
      ...(lookOf(feature) ?? {
        style: paint?.style ?? `level:${Math.max(1, feature.severity)}`,
        pattern: patternOf(feature.severity, false) ?? '',
        fill: 0.5,
        line: 'solid',
      }),
    },
  };
}

interface Look {
  style: PaintStyle;
  pattern: string;
  /** Opacity. */
  fill: number;
  /** `ink`: dashes of the map's own ink, for what is a guess and no area of danger. */
  line: 'solid' | 'ink';
}

/** As on JMA's maps: the wind that is there is filled, what may come is an outline. */
export const TYPHOON_LOOK: Record<TyphoonPart, Look> = {
  track: { style: 'level:1', pattern: '', fill: 0, line: 'ink' },
  probability: { style: 'level:1', pattern: '', fill: 0.08, line: 'ink' },
  gale: { style: 'level:2', pattern: '', fill: 0.2, line: 'solid' },
  storm: { style: 'level:3', pattern: '', fill: 0.35, line: 'solid' },
  'storm-warning': { style: 'level:3', pattern: '', fill: 0, line: 'solid' },
};
export type TyphoonPart = Extract<FeatureV1['properties'], { type: 'typhoon-part' }>['part'];

function lookOf({ properties, severity }: FeatureV1): Look | null {
  if (properties.type === 'typhoon-part') return TYPHOON_LOOK[properties.part];
  // Spans of time lie over each other, and a plan is no ash.
  if (properties.type === 'ash') {
    const plan = properties.report === 'VFVO53';
    return {
      style: `level:${Math.max(1, severity) as 1}`,
      pattern: '',
      fill: plan ? 0 : 0.25,
      line: plan ? 'ink' : 'solid',
    };
  }
  return null;
}

/** Small earthquakes are many; only those that are felt widely carry their magnitude on the map. */
const LABELLED_SEVERITY = 3;

function magnitudeLabel({ properties, severity }: FeatureV1): string {
  if ((properties.type !== 'earthquake' && properties.type !== 'eew') || severity < LABELLED_SEVERITY) return '';
  const value = properties.magnitude?.value ?? null;
  return value === null ? '' : `M${value.toFixed(1)}`;
}
