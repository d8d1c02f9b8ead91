import { describe, expect, it } from '@jest/globals';
import type { Geometry, LngLat } from '@hinomi/contracts';
import fc from 'fast-check';
import { anyArea, coversExactly, latticePosition, meetsExactly } from './exact-cover.suite.js';
import { PreparedArea } from './prepared-area.js';

const ROUNDS = Number(process.env['HINOMI_ROUNDS'] ?? 10);
/** Positions as text: longitude, comma, latitude. */
const at = (text: string): LngLat[] => text.split(' ').map((position) => position.split(',').map(Number) as LngLat);
const SQUARE = at('0,0 4,0 4,4 0,4 0,0');
const HOLE = at('1,1 1,3 3,3 3,1 1,1');
const polygon = (...coordinates: LngLat[][]): PreparedArea => new PreparedArea({ type: 'Polygon', coordinates });
const coveredOf = (area: PreparedArea, positions: LngLat[]): boolean[] =>
  positions.map((position) => area.covers(position));

describe('a prepared area', () => {
  it('covers what is inside, on an edge and on a vertex, and nothing beside', () => {
    const square = polygon(SQUARE);
    const covered = at('2,2 0,0 4,4 0,2 4,2 2,0 2,4');
    const beside = at('-1,2 5,2 2,-1 2,5 5,4 5,0 -1,4 -1,0');
    expect(coveredOf(square, covered)).toEqual(covered.map(() => true));
    expect(coveredOf(square, beside)).toEqual(beside.map(() => false));
  });

  it('does not cover the inside of a hole, but its edge', () => {
    expect(coveredOf(polygon(SQUARE, HOLE), at('2,2 1,2 3,3 0.5,2'))).toEqual([false, true, true, true]);
  });

  it('covers an island in a hole, and what any of its polygons covers', () => {
    const island = HOLE.map(([lng, lat]): LngLat => [1 + lng / 2, 1 + lat / 2]);
    const area = new PreparedArea({ type: 'MultiPolygon', coordinates: [[SQUARE, HOLE], [island], [SQUARE]] });
    expect(coveredOf(area, at('2,2 1.2,1.2 5,5'))).toEqual([true, true, false]);
    const lake = new PreparedArea({ type: 'MultiPolygon', coordinates: [[SQUARE, HOLE], [island]] });
    expect(coveredOf(lake, at('2,2 1.2,1.2'))).toEqual([true, false]);
  });

  it('takes rings of any direction, open ones, and such as meet themselves', () => {
    const open = SQUARE.slice(0, -1);
    for (const ring of [SQUARE, SQUARE.toReversed(), open, open.toReversed()])
      expect(coveredOf(polygon(ring), at('2,2 0,2 5,2'))).toEqual([true, true, false]);
    const twoTriangles = at('0,0 2,2 4,4 4,0 2,2 0,4 0,0');
    expect(coveredOf(polygon(twoTriangles), at('2,2 3,2 1,2 2,3 2,1'))).toEqual([true, true, true, false, false]);
  });

  it('covers what a ring that crosses itself goes around, as PostGIS says', () => {
    const star = at('0,-4 2,4 -4,-1 4,-1 -2,4 0,-4');
    expect(polygon(star).covers([0, 0])).toBe(true);
  });

  it('covers only what is on it where it is a line or a point', () => {
    const line = new PreparedArea({ type: 'LineString', coordinates: at('0,0 4,2 4,4 0,0') });
    expect(coveredOf(line, at('2,1 4,3 2,2 3,2 5,2.5'))).toEqual([true, true, true, false, false]);
    const points = new PreparedArea({ type: 'MultiPoint', coordinates: at('1,1 2,2') });
    expect(coveredOf(points, at('1,1 2,2 1.5,1.5'))).toEqual([true, true, false]);
    expect(coveredOf(new PreparedArea({ type: 'Point', coordinates: [1, 1] }), at('1,1 1,2'))).toEqual([true, false]);
  });

  it('covers the line that a ring without area is, and nothing where there is nothing', () => {
    const flat = polygon(at('0,0 4,4 2,2 0,0'));
    expect(coveredOf(flat, at('3,3 3,2'))).toEqual([true, false]);
    const empty: Geometry[] = [
      { type: 'MultiPolygon', coordinates: [] },
      { type: 'Polygon', coordinates: [] },
      { type: 'Polygon', coordinates: [[]] },
      { type: 'MultiPoint', coordinates: [] },
    ];
    for (const geometry of empty) {
      const nothing = new PreparedArea(geometry);
      expect([nothing.covers([0, 0]), nothing.shareOf([-1, -1, 1, 1]), nothing.bounds[0]]).toEqual([
        false,
        'none',
        Infinity,
      ]);
    }
  });

  it('refuses what is no position', () => {
    expect(() => polygon(at('0,0 NaN,1 1,1 0,0'))).toThrow(/no position/);
  });

  it('says what every edge says, looked at one by one', () => {
    const property = fc.property(anyArea, fc.array(latticePosition(), { minLength: 20 }), (geometry, positions) => {
      const area = new PreparedArea(geometry);
      for (const position of positions) expect(area.covers(position)).toBe(coversExactly(geometry, position));
    });
    fc.assert(property, { numRuns: 50 * ROUNDS });
  });

  it('is exact where a position is a last bit beside an edge', () => {
    const place = fc.tuple(
      fc.double({ min: 139, max: 140, noNaN: true }),
      fc.double({ min: 35, max: 36, noNaN: true }),
    );
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    let [on, beside] = [0, 0];
    const property = fc.property(place, place, place, share, (a, b, c, along) => {
      const geometry: Geometry = { type: 'Polygon', coordinates: [[a, b, c]] };
      const area = new PreparedArea(geometry);
      const near: LngLat = [a[0] + (b[0] - a[0]) * along, a[1] + (b[1] - a[1]) * along];
      for (const lng of [near[0], near[0] + 2 ** -45, near[0] - 2 ** -45]) {
        const covered = coversExactly(geometry, [lng, near[1]]);
        expect(area.covers([lng, near[1]])).toBe(covered);
        if (covered) on++;
        else beside++;
      }
    });
    fc.assert(property, { numRuns: 50 * ROUNDS });
    expect(Math.min(on, beside)).toBeGreaterThan(ROUNDS);
  });

  it('knows the share of a box that it covers', () => {
    const square = polygon(SQUARE, HOLE);
    expect(square.shareOf([0.2, 0.2, 0.8, 3.8])).toBe('all');
    expect(square.shareOf([1.5, 1.5, 2.5, 2.5])).toBe('none');
    expect(square.shareOf([-1, -1, 5, 5])).toBe('some');
    expect(square.shareOf([4, 4, 5, 5])).toBe('some');
    expect(square.shareOf([4.001, 0, 5, 4])).toBe('none');
    // Beside a slanted edge, within its box.
    expect(polygon(at('0,0 4,0 0,4')).shareOf([3, 3, 4, 4])).toBe('none');
    expect(polygon(at('0,0 4,0 0,4')).shareOf([2, 2, 4, 4])).toBe('some');
  });

  it('says of a box nothing that its positions deny', () => {
    const box = fc.tuple(latticePosition(), fc.nat(6), fc.nat(6));
    const property = fc.property(anyArea, box, (geometry, [[west, south], width, height]) => {
      const share = new PreparedArea(geometry).shareOf([west, south, west + width / 64, south + height / 64]);
      for (let x = 0; x <= width * 2; x++)
        for (let y = 0; y <= height * 2; y++)
          if (coversExactly(geometry, [west + x / 128, south + y / 128])) expect(share).not.toBe('none');
          else expect(share).not.toBe('all');
    });
    fc.assert(property, { numRuns: 15 * ROUNDS });
  });

  it('takes a ring of 100,000 vertices', () => {
    const ring = Array.from({ length: 100_000 }, (_, index): LngLat => {
      const angle = (2 * Math.PI * index) / 100_000;
      const radius = 1 + 0.2 * Math.sin(40 * angle) + (index % 7) / 1000;
      return [139 + radius * Math.cos(angle), 36 + radius * Math.sin(angle)];
    });
    const geometry: Geometry = { type: 'Polygon', coordinates: [ring] };
    const area = new PreparedArea(geometry);
    const positions = Array.from({ length: 12 }, (_, index): LngLat => [139 + 0.11 * index, 36.03]);
    expect(coveredOf(area, positions)).toEqual(positions.map((position) => coversExactly(geometry, position)));
    expect(coveredOf(area, ring.slice(0, 1000))).not.toContain(false);
  });
});

describe('two prepared areas', () => {
  const square = polygon(SQUARE);
  const box = (from: number, to: number): PreparedArea =>
    polygon(SQUARE.map(([x, y]) => [x ? to : from, y ? to : from]));

  it('meet where they overlap, touch, or one holds the other', () => {
    for (const other of [box(3, 6), box(4, 6), box(1, 2), box(-1, 6)]) {
      expect([square.meets(other), other.meets(square)]).toEqual([true, true]);
    }
    const through = new PreparedArea({ type: 'LineString', coordinates: at('-1,1 5,2') });
    expect([square.meets(through), through.meets(square)]).toEqual([true, true]);
  });

  it('do not meet beside each other, in a hole, or where only their boxes do', () => {
    const triangle = polygon(at('0,9 9,0 9,9 0,9'));
    for (const [one, other] of [
      [square, box(5, 6)],
      [polygon(SQUARE, HOLE), box(1.5, 2.5)],
      [square, triangle],
      [square, new PreparedArea({ type: 'MultiPolygon', coordinates: [] })],
    ] as const) {
      expect([one.meets(other), other.meets(one)]).toEqual([false, false]);
    }
  });

  it('meet exactly when integers of any size say so', () => {
    fc.assert(
      fc.property(anyArea, anyArea, fc.constantFrom(0, 1 / 64, 1 / 3, 1), (one, area, shift) => {
        const other = JSON.parse(JSON.stringify(area), (_key, value: unknown) =>
          typeof value === 'number' ? value + shift / 4 : value,
        ) as Geometry;
        const expected = meetsExactly(one, other);
        const [a, b] = [new PreparedArea(one), new PreparedArea(other)];
        expect([a.meets(b), b.meets(a)]).toEqual([expected, expected]);
      }),
      { numRuns: 30 * ROUNDS },
    );
  }, 600_000);
});
