import type { FeatureV1, Layer } from './feature.v1.js';

/**
 * Layers whose areas say where something is or will be dangerous. Left out are forecasts of seconds (eew), words, impact estimates
 * and storms (their warnings say what they mean on land), lines (tsunami coasts), and what repeats others in an older form.
 */
const AREA_LAYERS: ReadonlySet<Layer> = new Set([
  'earthquake',
  'weather-warning',
  'river-flood',
  'alert',
  'volcano',
  'prompt-report',
  'evacuation-order',
]);

/** Whether this is a hazard with an area that places lie in. How severe it must be to count is for the reader to say. */
export function isAreaHazard(feature: Pick<FeatureV1, 'kind' | 'layer' | 'geometry' | 'area'>): boolean {
  const { kind, layer, geometry, area } = feature;
  if (kind !== 'hazard' || !AREA_LAYERS.has(layer)) return false;
  return area !== null || geometry?.type === 'Polygon' || geometry?.type === 'MultiPolygon';
}
