import { LAYERS, type FeatureV1, type Layer, type Severity } from '@hinomi/contracts';
import { isThingLayer, THING_LAYERS, type ThingLayer } from '../things/thing-feature.js';
import { isInArea, type AreaLimit } from './in-area.js';

/** The layers of hazards, in the order of the filter. */
export const HAZARD_LAYERS = LAYERS.filter((layer): layer is HazardLayer => !isBeside(layer) && !isThingLayer(layer));
export type HazardLayer = Exclude<Layer, BesideLayer | ThingLayer>;

/** What stands beside others and is shown with them. Needs are switched as a layer, and drawn by marks of their own; so are drawings. */
type BesideLayer = 'drill' | 'impact' | 'need' | 'drawing';

function isBeside(layer: Layer): layer is BesideLayer {
  return layer === 'drill' || layer === 'impact' || layer === 'need' || layer === 'drawing';
}

export interface HazardFilter {
  layers: ReadonlySet<Layer>;
  minSeverity: Severity;
  /** Null = everywhere. */
  area: AreaLimit | null;
}

export const SHOW_ALL: HazardFilter = {
  layers: new Set<Layer>([...HAZARD_LAYERS, ...THING_LAYERS, 'need', 'drawing']),
  minSeverity: 0,
  area: null,
};

/** What passes the filter; the map, the list and the table show the same. */
export function shownFeatures(
  features: ReadonlyMap<string, FeatureV1>,
  filter: HazardFilter,
): ReadonlyMap<string, FeatureV1> {
  return new Map([...features].filter(([, feature]) => isShown(feature, filter)));
}

export function isShown(feature: FeatureV1, filter: HazardFilter): boolean {
  const isDrawing = feature.layer === 'drawing';
  if (isBeside(feature.layer) && !isDrawing) return false;
  if (!filter.layers.has(feature.layer)) return false;
  // What somebody drew has no severity.
  if (feature.severity < filter.minSeverity && !isDrawing) return false;
  return filter.area === null || isInArea(feature, filter.area);
}

/** How many each layer holds, whatever the filter says: a hidden layer must not hide that there is something. */
export function countByLayer(groups: Iterable<{ layer: Layer }>): Record<Layer, number> {
  const counts = Object.fromEntries(LAYERS.map((layer) => [layer, 0])) as Record<Layer, number>;
  for (const { layer } of groups) counts[layer] += 1;
  return counts;
}

export function withLayerToggled(filter: HazardFilter, layer: Layer): HazardFilter {
  const layers = new Set(filter.layers);
  if (!layers.delete(layer)) layers.add(layer);
  return { ...filter, layers };
}
