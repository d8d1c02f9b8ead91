import type { FeatureV1 } from '@hinomi/contracts';
import { boundsOf, type Boundaries, type Bounds } from '@hinomi/geo';

/**
 * The box of a feature from its geometry or its areas. One area without a shape makes the whole place unknown: a box that
 * leaves out an area would keep the feature from those who live there.
 */
export function featureBounds(
  boundaries: Pick<Boundaries, 'bounds'>,
  feature: Pick<FeatureV1, 'geometry' | 'area'>,
): Bounds | null {
  if (feature.geometry !== null) return boundsOf(feature.geometry);
  if (feature.area === null || feature.area.codes.length === 0) return null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const code of feature.area.codes) {
    const box = boundaries.bounds(feature.area.edition, code);
    if (box === null) return null;
    west = Math.min(west, box[0]);
    south = Math.min(south, box[1]);
    east = Math.max(east, box[2]);
    north = Math.max(north, box[3]);
  }
  return [west, south, east, north];
}
