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

const edgesOf = (geometry: Geometry): [LngLat, LngLat][] => {
  const lines =
    geometry.type === 'Point'
      ? [[geometry.coordinates]]
      : geometry.type === 'MultiPoint'
        ? geometry.coordinates.map((position) => [position])
        : geometry.type === 'LineString'
          ? [geometry.coordinates]
          : geometry.type === 'MultiPolygon'
            ? geometry.coordinates.flat().map(closed)
            : geometry.type === 'Polygon'
              ? geometry.coordinates.map(closed)
              : geometry.coordinates;
  return lines.flatMap((line) => line.map((end, index): [LngLat, LngLat] => [line[Math.max(index - 1, 0)]!, end]));
};

/** What it is to share a position: an edge of one crosses or touches one of the other, or one has a vertex in the other. */
export function meetsExactly(one: Geometry, other: Geometry): boolean {
  const [mine, theirs] = [edgesOf(one), edgesOf(other)];
  const sign = (value: bigint): number => Number(value > 0n) - Number(value < 0n);
  const cross = ([from, to]: [LngLat, LngLat], [start, end]: [LngLat, LngLat]): boolean => {
    const [a, b, c, d] = [exact(from), exact(to), exact(start), exact(end)];
    if (onEdge(a, b, c) || onEdge(a, b, d) || onEdge(c, d, a) || onEdge(c, d, b)) return true;
    return sign(turn(a, b, c)) * sign(turn(a, b, d)) < 0 && sign(turn(c, d, a)) * sign(turn(c, d, b)) < 0;
  };
  return (
    mine.some(([, vertex]) => coversExactly(other, vertex)) ||
    theirs.some(([, vertex]) => coversExactly(one, vertex)) ||
    mine.some((edge) => theirs.some((their) => cross(edge, their)))
  );
}

/** Places on a lattice of 1/64°, so that positions often lie exactly on edges, on vertices and on borders of cells. */
export const latticePosition = (steps = 20): fc.Arbitrary<LngLat> =>
  fc.tuple(fc.nat(steps), fc.nat(steps)).map(([x, y]) => [139 + x / 64, 35 + y / 64]);

/** Any list of positions is taken for a ring: of any direction, crossing or touching itself, without area. */
const anyRing = fc.array(latticePosition(), { minLength: 3, maxLength: 24 });

/** Around a middle by angle, so that it crosses itself nowhere, and the same at half the size within it. */
const star = fc
  .tuple(latticePosition(), fc.array(fc.integer({ min: 4, max: 12 }), { minLength: 3, maxLength: 24 }), fc.boolean())
  .map(([middle, radii, clockwise]): { outer: LngLat[]; hole: LngLat[] } => {
    const ring = radii.map((radius, index): LngLat => {
      const angle = (2 * Math.PI * index) / radii.length;
      return [snapped((radius / 64) * Math.cos(angle)), snapped((radius / 64) * Math.sin(angle))];
    });
    if (clockwise) ring.reverse();
    const around = (share: number): LngLat[] => ring.map(([x, y]) => [middle[0] + x * share, middle[1] + y * share]);
    return { outer: around(1), hole: around(1 / 2) };
  });
const snapped = (degrees: number): number => Math.round(degrees * 1024) / 1024;

/** A star with a hole that may touch it at a vertex, or without. */
const holedStar = fc
  .tuple(star, fc.constantFrom('none', 'inside', 'touching'))
  .map(([{ outer, hole }, kind]): LngLat[][] => {
    if (kind === 'none') return [outer];
    return [outer, kind === 'inside' ? hole : [outer[0] as LngLat, ...hole.slice(1)]];
  });

const closed = (ring: LngLat[]): LngLat[] => [...ring, ring[0] as LngLat];
const several = (rings: fc.Arbitrary<LngLat[][]>): fc.Arbitrary<Geometry> =>
  fc
    .array(rings, { minLength: 1, maxLength: 12 })
    .map(([first = [], ...more]): Geometry =>
      more.length === 0
        ? { type: 'Polygon', coordinates: first }
        : { type: 'MultiPolygon', coordinates: [first, ...more] },
    );
const linesAndPoints: fc.Arbitrary<Geometry> = fc.oneof(
  latticePosition().map((coordinates): Geometry => ({ type: 'Point', coordinates })),
  fc.array(latticePosition(), { minLength: 1 }).map((coordinates): Geometry => ({ type: 'MultiPoint', coordinates })),
  fc
    .array(latticePosition(), { minLength: 2, maxLength: 12 })
    .map((coordinates): Geometry => ({ type: 'LineString', coordinates })),
);

/** Such as PostGIS takes and answers whatever the order of its rings: closed, and a hole is inside of what it is a hole of. */
export const soundArea: fc.Arbitrary<Geometry> = fc.oneof(
  { weight: 3, arbitrary: several(holedStar.map((rings) => rings.map(closed))) },
  { weight: 2, arbitrary: several(anyRing.map((ring) => [closed(ring)])) },
  linesAndPoints,
);

/** Also open rings, and holes anywhere. */
export const anyArea: fc.Arbitrary<Geometry> = fc.oneof(
  { weight: 2, arbitrary: soundArea },
  {
    weight: 3,
    arbitrary: several(
      fc.array(fc.oneof(holedStar, fc.array(anyRing)), { minLength: 1 }).map((all) => all.flat().slice(0, 4)),
    ),
  },
);
