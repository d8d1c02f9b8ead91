import { describe, expect, it } from '@jest/globals';
import type { Geometry, LngLat, PolygonGeometry } from '@hinomi/contracts';
import fc from 'fast-check';
import { boundsIntersect, boundsOf } from './bounds.js';
import { circlePolygon } from './circle-polygon.js';
import { cleanGeometry } from './clean-geometry.js';
import { bearingDegrees } from './distance.js';
import { orientRings, polygonsOf, ringsContain, signedArea2 } from './rings.js';
import type { Ring } from './rings.js';
import { borderLines, dissolveShapes } from './shared-borders.js';

const square = (x: number, y: number, size = 1): Ring => [
  [x, y],
  [x + size, y],
  [x + size, y + size],
  [x, y + size],
  [x, y],
];
const polygon = (...rings: Ring[]): PolygonGeometry => ({ type: 'Polygon', coordinates: rings });
const areaOf = (geometry: Geometry | null): number =>
  polygonsOf(geometry)
    .flat()
    .reduce((sum, ring) => sum + signedArea2(ring) / 2, 0);

describe('boxes', () => {
  it('surround every kind of geometry', () => {
    expect(boundsOf({ type: 'Point', coordinates: [136.9, 37.4] })).toEqual([136.9, 37.4, 136.9, 37.4]);
    expect(boundsOf({ type: 'MultiPolygon', coordinates: [[square(1, 1)], [square(5, 3)]] })).toEqual([1, 1, 6, 4]);
  });

  it('intersect when they share only an edge', () => {
    expect(boundsIntersect([0, 0, 1, 1], [1, 0, 2, 1])).toBe(true);
  });

  it('do not intersect apart, nor with an empty geometry', () => {
    expect(boundsIntersect([0, 0, 1, 1], [1.1, 0, 2, 1])).toBe(false);
    expect(boundsIntersect([-180, -90, 180, 90], boundsOf({ type: 'MultiPoint', coordinates: [] }))).toBe(false);
  });
});

describe('circlePolygon', () => {
  it('keeps its radius at any latitude', () => {
    for (const lat of [24, 36, 45]) {
      const [west, south, east, north] = boundsOf(circlePolygon([137, lat], 10));
      const kmPerDegree = (Math.PI / 180) * 6371.0088;
      expect((north - south) * kmPerDegree).toBeCloseTo(20, 2);
      expect((east - west) * kmPerDegree * Math.cos((lat * Math.PI) / 180)).toBeCloseTo(20, 1);
    }
  });

  it('is closed and counter-clockwise', () => {
    const [ring] = circlePolygon([137, 36], 3).coordinates as [Ring];
    expect(ring[0]).toEqual(ring.at(-1));
    expect(signedArea2(ring)).toBeGreaterThan(0);
  });
});

describe('orientRings', () => {
  it('turns exteriors counter-clockwise and holes clockwise', () => {
    const wrong = polygon(square(0, 0, 4).toReversed(), square(1, 1));
    const [exterior, hole] = orientRings(wrong).coordinates as [Ring, Ring];
    expect(signedArea2(exterior)).toBeGreaterThan(0);
    expect(signedArea2(hole)).toBeLessThan(0);
  });

  it('leaves what is right, and lines, alone', () => {
    const right = polygon(square(0, 0));
    expect(orientRings(right)).toEqual(right);
    const line: Geometry = {
      type: 'LineString',
      coordinates: [
        [1, 1],
        [0, 0],
      ],
    };
    expect(orientRings(line)).toBe(line);
  });
});

describe('cleanGeometry', () => {
  it('rounds, closes and orients, and drops heights', () => {
    const count = { droppedRings: 0 };
    const raw = {
      type: 'Polygon',
      coordinates: [
        [
          [0, 0, 5],
          [0, 1, 5],
          [1.00000049, 1, 5],
          [1, 0, 5],
        ],
      ],
    };
    expect(cleanGeometry(raw, count)).toEqual(
      polygon([
        [0, 0],
        [1, 0],
        [1, 1],
        [0, 1],
        [0, 0],
      ]),
    );
    expect(count.droppedRings).toBe(0);
  });

  it('drops and counts rings that enclose nothing or lie off the earth', () => {
    const count = { droppedRings: 0 };
    const flat = [
      [0, 0],
      [1, 1],
      [0, 0],
    ];
    const off = [
      [200, 0],
      [201, 0],
      [201, 1],
      [200, 0],
    ];
    const raw = { type: 'MultiPolygon', coordinates: [[flat], [off], [square(0, 0), flat]] };
    expect(cleanGeometry(raw, count)).toEqual(polygon(square(0, 0)));
    expect(count.droppedRings).toBe(3);
  });

  it('gives nothing for null, points and nonsense', () => {
    const count = { droppedRings: 0 };
    for (const raw of [null, undefined, 7, { type: 'Point', coordinates: [1, 2] }, { type: 'Polygon' }])
      expect(cleanGeometry(raw, count)).toBeNull();
  });
});

describe('dissolveShapes', () => {
  it('joins neighbours into one ring without the edge between them', () => {
    const joined = dissolveShapes([polygon(square(0, 0)), polygon(square(1, 0))]);
    expect(joined?.type).toBe('Polygon');
    expect(joined?.coordinates).toHaveLength(1);
    expect(areaOf(joined)).toBe(2);
  });

  it('keeps a lake as a hole and an island as a polygon of its own', () => {
    const around = [0, 1, 2].flatMap((x) =>
      [0, 1, 2].flatMap((y) => (x === 1 && y === 1 ? [] : [polygon(square(x, y))])),
    );
    const joined = dissolveShapes([...around, polygon(square(9, 9))]);
    expect(joined?.type).toBe('MultiPolygon');
    expect(polygonsOf(joined).map((rings) => rings.length)).toEqual([2, 1]);
    expect(areaOf(joined)).toBe(9);
  });

  it('stays null for nothing', () => {
    expect(dissolveShapes([null])).toBeNull();
  });

  it('keeps the area of any set of grid squares, in any order', () => {
    const cells = fc.uniqueArray(fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 5 })), { selector: String, minLength: 1 });
    fc.assert(
      fc.property(cells, (list) => {
        const shapes = list.map(([x, y]) => polygon(square(x, y)));
        const joined = dissolveShapes(shapes);
        expect(areaOf(joined)).toBe(list.length);
        expect(areaOf(dissolveShapes(shapes.toReversed()))).toBe(list.length);
        for (const [x, y] of list) {
          const middle: LngLat = [x + 0.5, y + 0.5];
          expect(polygonsOf(joined).filter((rings) => ringsContain(rings, middle))).toHaveLength(1);
        }
      }),
    );
  });
});

describe('borderLines', () => {
  const areas: [string, Geometry][] = [
    ['a1', polygon(square(0, 0))],
    ['a2', polygon(square(1, 0))],
    ['b1', polygon(square(0, 1))],
  ];
  const kindOf = (one: string, other: string): string | null => (one[0] === other[0] ? 'inner' : 'outer');

  it('gives each border once, by kind', () => {
    const lines = borderLines(areas, kindOf);
    expect(lines.get('inner')?.map((line) => line.toSorted())).toEqual([
      [
        [1, 0],
        [1, 1],
      ],
    ]);
    expect(lines.get('outer')).toHaveLength(1);
  });

  it('leaves the coast out, and what the caller does not want', () => {
    expect(borderLines([['a1', polygon(square(0, 0))]], kindOf).size).toBe(0);
    expect(borderLines(areas, () => null).size).toBe(0);
  });

  it('joins edges into one line through plain corners', () => {
    const ring: Ring = [
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 2],
      [0, 0],
    ];
    const lines = borderLines(
      [
        ['a1', polygon(square(-1, -1, 4), ring.toReversed())],
        ['b1', polygon(ring)],
      ],
      kindOf,
    );
    expect(lines.get('outer')).toHaveLength(1);
    expect(lines.get('outer')?.[0]).toHaveLength(5);
  });
});

describe('the direction to a place', () => {
  it.each([
    [[136, 37], [136, 38], 0],
    [[136, 37], [136.001, 37], 90],
    [[136, 37], [136, 36], 180],
    [[136, 37], [135.999, 37], 270],
    [[136, 0], [136.001, 0.001], 45],
  ] as [[number, number], [number, number], number][])('from %j to %j is %d degrees', (from, to, degrees) => {
    expect(bearingDegrees(from, to)).toBeCloseTo(degrees, 2);
  });
});
