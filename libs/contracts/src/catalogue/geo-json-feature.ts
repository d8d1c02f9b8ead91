import { z } from 'zod';
import { FeatureId } from '../ids.js';
import { FeatureV1, type GeoJsonFeature, type Layer } from '../picture/feature.v1.js';
import {
  AlertProperties,
  AshProperties,
  BulletinProperties,
  DrillProperties,
  EarthquakeProperties,
  EewIntensityProperties,
  EewProperties,
  EvacuationOrderProperties,
  GdacsProperties,
  IntensityProperties,
  LegacyWarningProperties,
  NankaiProperties,
  PromptProperties,
  RiverFloodProperties,
  TsunamiCoastProperties,
  TsunamiProperties,
  TyphoonPartProperties,
  TyphoonProperties,
  VolcanoAreaProperties,
  VolcanoProperties,
  WarningProperties,
} from '../picture/hazard-properties.js';
import { DrawingProperties } from '../picture/drawing-properties.js';
import { ImpactProperties } from '../picture/impact-properties.js';
import { NeedsProperties } from '../picture/needs-properties.js';
import { SensorProperties } from '../picture/sensor-properties.js';
import { ThingProperties } from '../picture/thing-properties.js';
import { THEME_DEFINITIONS, THEMES, type Theme } from '../things/theme.js';

const Envelope = FeatureV1.omit({ geometry: true, properties: true });
const GEO_JSON = { type: z.literal('Feature'), id: FeatureId, geometry: FeatureV1.shape.geometry };

/** A feature as every output hands it over: RFC 7946, what the kind says in `properties.detail`. */
export const GeoJsonFeatureV1: z.ZodType<GeoJsonFeature> = z.object({
  ...GEO_JSON,
  properties: Envelope.extend({ detail: FeatureV1.shape.properties }),
});

/** The themes that a layer of things shows. */
export function themesOf(layer: Layer): Theme[] {
  const themes = THEMES.filter((theme) => THEME_DEFINITIONS[theme].kind === layer);
  // How many people a shelter holds stands apart from it, for responders.
  return layer === 'need' ? ['shelter', ...themes] : themes;
}

const thing = (layer: Layer) => [ThingProperties.extend({ theme: z.enum(themesOf(layer)) })];

/** What the features of each layer say in `properties.detail`. */
export const DETAILS: Readonly<Record<Layer, readonly z.ZodType[]>> = {
  'evacuation-order': [EvacuationOrderProperties],
  eew: [EewProperties, EewIntensityProperties],
  nankai: [NankaiProperties],
  earthquake: [EarthquakeProperties, IntensityProperties],
  tsunami: [TsunamiProperties, TsunamiCoastProperties],
  'weather-warning': [WarningProperties],
  'legacy-warning': [LegacyWarningProperties],
  'river-flood': [RiverFloodProperties],
  alert: [AlertProperties],
  typhoon: [TyphoonProperties, TyphoonPartProperties],
  volcano: [VolcanoProperties, VolcanoAreaProperties],
  ash: [AshProperties],
  'prompt-report': [PromptProperties],
  bulletin: [BulletinProperties],
  gdacs: [GdacsProperties],
  shelter: thing('shelter'),
  facility: thing('facility'),
  resource: thing('resource'),
  road: thing('road'),
  lifeline: thing('lifeline'),
  report: thing('report'),
  sensor: [SensorProperties],
  need: [NeedsProperties, ...thing('need')],
  drawing: [DrawingProperties],
  impact: [ImpactProperties],
  drill: [DrillProperties],
};

/** The features of one layer as GeoJSON. */
export function layerFeature(layer: Layer): z.ZodType {
  const [first, ...more] = DETAILS[layer] as [z.ZodType, ...z.ZodType[]];
  const detail = more.length === 0 ? first : z.union([first, ...more]);
  return z.object({ ...GEO_JSON, properties: Envelope.extend({ layer: z.literal(layer), detail }) });
}
