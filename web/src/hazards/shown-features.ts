import { LAYERS, type FeatureV1, type Layer, type Severity } from '@hinomi/contracts';

/** Layers that this page does not show. */
const OTHERS = ['drill', 'shelter', 'facility', 'resource', 'road', 'lifeline', 'report', 'impact'] as const;
export type HazardLayer = Exclude<Layer, (typeof OTHERS)[number]>;

/** The layers of hazards, and of sensors, in the order of the filter. */
export const HAZARD_LAYERS = LAYERS.filter((layer): layer is HazardLayer => isHazardLayer(layer));

function isHazardLayer(layer: Layer): layer is HazardLayer {
  return !(OTHERS as readonly Layer[]).includes(layer);
}

export interface HazardFilter {
  layers: ReadonlySet<HazardLayer>;
  minSeverity: Severity;
}

export const SHOW_ALL: HazardFilter = { layers: new Set(HAZARD_LAYERS), minSeverity: 0 };

/** What passes the filter; the map, the list and the table show the same. */
export function shownFeatures(
  features: ReadonlyMap<string, FeatureV1>,
  filter: HazardFilter,
): ReadonlyMap<string, FeatureV1> {
  const shown = new Map<string, FeatureV1>();
  for (const [id, feature] of features) {
    if (!isHazardLayer(feature.layer)) continue;
    if (filter.layers.has(feature.layer) && feature.severity >= filter.minSeverity) shown.set(id, feature);
  }
  return shown;
}

/** How many hazards each layer holds, whatever the filter says: a hidden layer must not hide that there is something. */
export function countByLayer(groups: readonly { layer: Layer }[]): Record<HazardLayer, number> {
  const counts = Object.fromEntries(HAZARD_LAYERS.map((layer) => [layer, 0])) as Record<HazardLayer, number>;
  for (const { layer } of groups) if (isHazardLayer(layer)) counts[layer] += 1;
  return counts;
}
