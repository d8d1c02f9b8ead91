import type { HazardId, Layer } from '@hinomi/contracts';
import type { DraftFeature } from '../hazards/hazard-feature.js';

/** Below a warning nothing is counted: half the country is under some advisory on any day. Product decision. */
const LEAST_SEVERITY = 3;

/**
 * Layers whose areas say where something is or will be dangerous. Left out are forecasts of seconds (eew), words, impact estimates
 * and storms (their warnings say what they mean on land), lines (tsunami coasts), and what repeats others in an older form.
 */
const LAYERS: ReadonlySet<Layer> = new Set([
  'earthquake',
  'weather-warning',
  'river-flood',
  'alert',
  'volcano',
  'prompt-report',
]);

/** Whether places are counted under this feature. */
export function isHazardArea(draft: DraftFeature): draft is DraftFeature & { properties: { hazardId: HazardId } } {
  if (draft.kind !== 'hazard' || draft.severity < LEAST_SEVERITY || !LAYERS.has(draft.layer)) return false;
  const type = draft.geometry?.type;
  return draft.area !== null || type === 'Polygon' || type === 'MultiPolygon';
}
