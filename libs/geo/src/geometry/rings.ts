import type { Geometry, LngLat, PolygonGeometry } from '@hinomi/contracts';

export type Ring = LngLat[];
export type PolygonRings = Ring[];

/** Twice the signed area of a ring in square degrees; positive = counter-clockwise. Open and closed rings alike. */
export function signedArea2(ring: readonly LngLat[]): number {
  let sum = 0;
  let previous = ring[ring.length - 1];
  for (const position of ring) {
    if (previous) sum += previous[0] * position[1] - position[0] * previous[1];
    previous = position;
  }
  return sum;
}

/** The geometry with exterior rings counter-clockwise and holes clockwise (RFC 7946). */
export function orientRings<G extends Geometry>(geometry: G): G {
  if (geometry.type === 'Polygon') return { ...geometry, coordinates: orientPolygon(geometry.coordinates) };
  if (geometry.type === 'MultiPolygon') return { ...geometry, coordinates: geometry.coordinates.map(orientPolygon) };
  return geometry;
}

function orientPolygon(rings: PolygonRings): PolygonRings {
  return rings.map((ring, index) => (signedArea2(ring) > 0 === (index === 0) ? ring : ring.toReversed()));
}

/** The polygons of a geometry as a list of ring lists; anything but polygons gives none. */
export function polygonsOf(geometry: Geometry | null): PolygonRings[] {
  if (geometry?.type === 'Polygon') return [geometry.coordinates];
  return geometry?.type === 'MultiPolygon' ? geometry.coordinates : [];
}

/** A Polygon of one, a MultiPolygon of several, null of none. */
export function polygonGeometry(polygons: PolygonRings[]): PolygonGeometry | null {
  const [first] = polygons;
  if (!first) return null;
  return polygons.length === 1
    ? { type: 'Polygon', coordinates: first }
    : { type: 'MultiPolygon', coordinates: polygons };
}

/** Even-odd test of a position against the rings of one polygon. */
export function ringsContain(rings: PolygonRings, [lng, lat]: LngLat): boolean {
  let inside = false;
  for (const ring of rings) {
    let previous = ring[ring.length - 1];
    for (const position of ring) {
      if (previous && position[1] > lat !== previous[1] > lat) {
        const crossing =
          ((previous[0] - position[0]) * (lat - position[1])) / (previous[1] - position[1]) + position[0];
        if (lng < crossing) inside = !inside;
      }
      previous = position;
    }
  }
  return inside;
}
