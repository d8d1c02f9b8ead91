import type { Geometry, LngLat } from '@hinomi/contracts';
import fc from 'fast-check';

type Exact = readonly [x: bigint, y: bigint];

/** Exact for every double of 2^-7 to 180: its last bit is worth at least 2^-60. */
const exact = ([lng, lat]: LngLat): Exact => [BigInt(lng * 2 ** 60), BigInt(lat * 2 ** 60)];
const turn = (a: Exact, b: Exact, p: Exact): bigint => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
const between = (a: bigint, p: bigint, b: bigint): boolean => (a <= p && p <= b) || (b <= p && p <= a);
const onEdge = (a: Exact, b: Exact, p: Exact): boolean =>
  turn(a, b, p) === 0n && between(a[0], p[0], b[0]) && between(a[1], p[1], b[1]);

function sideOf(ring: readonly LngLat[], p: Exact): 'outside' | 'on' | 'inside' {
  let winding = 0;
  const vertices = ring.map(exact);
  for (const [index, b] of vertices.entries()) {
    const a = vertices.at(index - 1) as Exact;
    if (onEdge(a, b, p)) return 'on';
    if (a[1] <= p[1] && b[1] > p[1] && turn(a, b, p) > 0n) winding++;
    if (b[1] <= p[1] && a[1] > p[1] && turn(a, b, p) < 0n) winding--;
  }
  return winding === 0 ? 'outside' : 'inside';
}

/** What covered means, in integers of any size and with no index: every edge is looked at. */
export function coversExactly(geometry: Geometry, lngLat: LngLat): boolean {
  const p = exact(lngLat);
  const onLine = (line: LngLat[]): boolean =>
    line.slice(1).some((end, index) => onEdge(exact(line[index] as LngLat), exact(end), p));
  const inPolygon = ([outer = [], ...holes]: LngLat[][]): boolean =>
    sideOf(outer, p) !== 'outside' && holes.every((hole) => sideOf(hole, p) !== 'inside');
  switch (geometry.type) {
    case 'Point':
      return onEdge(exact(geometry.coordinates), exact(geometry.coordinates), p);
    case 'MultiPoint':
      return geometry.coordinates.some((position) => onEdge(exact(position), exact(position), p));
    case 'LineString':
      return onLine(geometry.coordinates);
    case 'MultiLineString':
      return geometry.coordinates.some(onLine);
    case 'Polygon':
      return inPolygon(geometry.coordinates);
    case 'MultiPolygon':
      return geometry.coordinates.some(inPolygon);
  }
}

/** Places on a lattice of 1/64°, so that positions often lie exactly on edges, on vertices and on borders of cells. */
export const latticePosition = (steps = 20): fc.Arbitrary<LngLat> =>
  fc.tuple(fc.nat(steps), fc.nat(steps)).map(([x, y]) => [139 + x / 64, 35 + y / 64]);

/** Any list of positions is taken for a ring: closed or not, of any direction, crossing or touching itself, without area. */
const anyRing = fc.array(latticePosition(), { minLength: 3, maxLength: 24 });

/** Around a middle by angle, so that it crosses itself nowhere. */
const simpleRing = fc
  .tuple(latticePosition(), fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 3, maxLength: 40 }), fc.boolean())
  .map(([[lng, lat], radii, clockwise]): LngLat[] => {
    const ring = radii.map((radius, index): LngLat => {
      const angle = (2 * Math.PI * index) / radii.length;
      return [lng + snapped((radius / 64) * Math.cos(angle)), lat + snapped((radius / 64) * Math.sin(angle))];
    });
    const closed = [...ring, ring[0] as LngLat];
    return clockwise ? closed.reverse() : closed;
  });

const snapped = (degrees: number): number => Math.round(degrees * 1024) / 1024;
const rings = fc.array(fc.oneof(simpleRing, anyRing), { minLength: 1, maxLength: 4 });

export const anyArea: fc.Arbitrary<Geometry> = fc.oneof(
  { weight: 3, arbitrary: rings.map((coordinates): Geometry => ({ type: 'Polygon', coordinates })) },
  {
    weight: 3,
    arbitrary: fc
      .array(rings, { minLength: 1, maxLength: 12 })
      .map((coordinates): Geometry => ({ type: 'MultiPolygon', coordinates })),
  },
  latticePosition().map((coordinates): Geometry => ({ type: 'Point', coordinates })),
  fc.array(latticePosition()).map((coordinates): Geometry => ({ type: 'MultiPoint', coordinates })),
  fc
    .array(latticePosition(), { minLength: 2, maxLength: 12 })
    .map((coordinates): Geometry => ({ type: 'LineString', coordinates })),
);
