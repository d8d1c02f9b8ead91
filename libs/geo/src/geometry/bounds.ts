import type { Geometry, LngLat } from '@hinomi/contracts';

/** A box in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

/** The smallest box around a geometry; an empty geometry has a box that intersects nothing. */
export function boundsOf(geometry: Geometry): Bounds {
  let west = Infinity;
  let south = Infinity;
  let east = -Infinity;
  let north = -Infinity;
  forEachPosition(geometry, ([lng, lat]) => {
    if (lng < west) west = lng;
    if (lng > east) east = lng;
    if (lat < south) south = lat;
    if (lat > north) north = lat;
  });
  return [west, south, east, north];
}

/** True when the boxes share a point; an edge counts. */
export function boundsIntersect(a: Bounds, b: Bounds): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

/** Visits every position of a geometry. */
export function forEachPosition(geometry: Geometry, visit: (lngLat: LngLat) => void): void {
  switch (geometry.type) {
    case 'Point':
      visit(geometry.coordinates);
      break;
    case 'MultiPoint':
    case 'LineString':
      geometry.coordinates.forEach(visit);
      break;
    case 'MultiLineString':
    case 'Polygon':
      for (const line of geometry.coordinates) line.forEach(visit);
      break;
    case 'MultiPolygon':
      for (const polygon of geometry.coordinates) for (const ring of polygon) ring.forEach(visit);
      break;
  }
}
