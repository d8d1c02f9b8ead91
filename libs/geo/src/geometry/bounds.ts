import bbox from '@turf/bbox';
import type { Geometry } from '@hinomi/contracts';

/** A box in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** The smallest box around a geometry; an empty geometry has a box that intersects nothing. */
export function boundsOf(geometry: Geometry): Bounds {
  const [west, south, east, north] = bbox(geometry);
  return [west, south, east, north];
}

/** True when the boxes share a point; an edge counts. */
export function boundsIntersect(a: Bounds, b: Bounds): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}
