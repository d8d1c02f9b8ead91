import { describe, expect, it } from '@jest/globals';
import type { LngLat } from '@hinomi/contracts';
import fc from 'fast-check';
import { coversExactly, latticePosition, soundArea } from '../cover/exact-cover.suite.js';
import { PreparedArea } from '../cover/prepared-area.js';
import type { Bounds } from '../geometry/bounds.js';
import {
  GRID_LEVELS,
  gridBounds,
  gridChildren,
  gridParent,
  gridSquare,
  gridSquareAt,
  gridSquaresIn,
  levelAbove,
} from './grid-square.js';
import type { GridLevel } from './grid-square.js';
import { gridSquaresOver } from './squares-over.js';

const ROUNDS = Number(process.env['HINOMI_ROUNDS'] ?? 10);
const TOKYO_STATION: LngLat = [139.767125, 35.681236];
const CODES: Record<GridLevel, string> = {
  first: '5339',
  second: '533946',
  third: '53394611',
  half: '533946113',
  quarter: '5339461132',
};
const codeAt = (lngLat: LngLat, level: GridLevel): string | undefined => gridSquareAt(lngLat, level)?.code;
const anyLevel = fc.constantFrom(...GRID_LEVELS);
/** As the picture stores positions: seven decimals. */
const anyPosition = fc
  .tuple(fc.integer({ min: 1_220_000_000, max: 1_540_000_000 }), fc.integer({ min: 200_000_000, max: 460_000_000 }))
  .map(([lng, lat]): LngLat => [lng / 1e7, lat / 1e7]);

describe('grid squares', () => {
  it('are those of JIS X 0410 at Tokyo Station', () => {
    for (const level of GRID_LEVELS) expect(codeAt(TOKYO_STATION, level)).toBe(CODES[level]);
  });

  it('have the corners of JIS X 0410', () => {
    const bounds = (level: GridLevel): number[] => [...gridBounds({ level, code: CODES[level] })];
    expect(bounds('third').slice(0, 2)).toEqual([139.7625, 35.675]);
    expect(bounds('first')).toEqual([139, 53 / 1.5, 140, 54 / 1.5]);
    const [west = 0, south = 0, east = 0, north = 0] = bounds('quarter');
    expect([(east - west) * 3600, (north - south) * 3600].map((side) => side.toFixed(6))).toEqual([
      '11.250000',
      '7.500000',
    ]);
  });

  it('count parts of half and quarter squares 1 SW, 2 SE, 3 NW, 4 NE', () => {
    const [west, south] = gridBounds({ level: 'third', code: '53394611' });
    const at = (x: number, y: number): string | undefined => codeAt([west + x / 80, south + y / 120], 'half');
    expect([at(0.2, 0.2), at(0.7, 0.2), at(0.2, 0.7), at(0.7, 0.7)]).toEqual([1, 2, 3, 4].map((n) => `53394611${n}`));
  });

  it('belong together from wide to narrow', () => {
    for (const level of GRID_LEVELS) {
      const above = levelAbove(level);
      const parent = above && { level: above, code: CODES[above] };
      expect(gridParent({ level, code: CODES[level] })).toEqual(parent);
      if (parent) expect(gridChildren(parent)).toContainEqual({ level, code: CODES[level] });
    }
    expect(gridChildren({ level: 'first', code: '5339' })).toHaveLength(64);
    expect(gridChildren({ level: 'quarter', code: CODES.quarter })).toEqual([]);
  });

  it('refuse a code that its level does not write, and a position off the grid', () => {
    expect(gridSquare('third', '53394611')).toEqual({ level: 'third', code: '53394611' });
    expect(gridSquare('second', '533986')).toBeNull();
    expect(gridSquare('half', '533946115')).toBeNull();
    expect(gridSquare('quarter', '5339461100')).toBeNull();
    expect(gridSquare('first', '533９')).toBeNull();
    expect(() => gridBounds({ level: 'first', code: '533946' })).toThrow(/no grid square/);
    expect(gridSquareAt([99.9, 35], 'first')).toBeNull();
    expect(gridSquareAt([139, -0.1], 'quarter')).toBeNull();
    expect(gridSquareAt([139, 66.7], 'quarter')).toBeNull();
  });

  it('own their south and west edges, and their neighbours the others, on every level', () => {
    const property = fc.property(anyPosition, anyLevel, ([lng, lat], level) => {
      const square = gridSquareAt([lng, lat], level)!;
      const [west, south, east, north] = gridBounds(square);
      for (const own of [
        [west, south],
        [west, lat],
        [lng, south],
      ] satisfies LngLat[])
        expect(gridSquareAt(own, level)).toEqual(square);
      const [below, left] = [gridSquareAt([lng, south - 1e-7], level)!, gridSquareAt([west - 1e-7, lat], level)!];
      const [above, right] = [gridSquareAt([lng, north], level)!, gridSquareAt([east, lat], level)!];
      expect([gridBounds(below)[3], gridBounds(left)[2]]).toEqual([south, west]);
      expect([gridBounds(above)[1], gridBounds(right)[0]]).toEqual([north, east]);
    });
    fc.assert(property, { numRuns: 100 * ROUNDS });
  });

  it('hold what whole numbers say they hold', () => {
    const property = fc.property(anyPosition, ([lng, lat]) => {
      const [x, y] = [BigInt(Math.round(lng * 1e7)) - 1_000_000_000n, BigInt(Math.round(lat * 1e7))];
      const column = Number((x * 3600n * 4n) / (45n * 10_000_000n));
      const row = Number((y * 3600n * 4n) / (30n * 10_000_000n));
      const [west, south] = gridBounds(gridSquareAt([lng, lat], 'quarter')!);
      expect([Math.round((west - 100) * 320), Math.round(south * 480)]).toEqual([column, row]);
    });
    fc.assert(property, { numRuns: 100 * ROUNDS });
  });

  it('are in the squares of all levels above that hold the position', () => {
    const property = fc.property(anyPosition, (position) => {
      for (const level of GRID_LEVELS) {
        const square = gridSquareAt(position, level)!;
        const above = levelAbove(level);
        expect(gridSquare(level, square.code)).toEqual(square);
        if (above) expect(gridParent(square)).toEqual(gridSquareAt(position, above));
      }
    });
    fc.assert(property, { numRuns: 20 * ROUNDS });
  });

  it('of a box are those its positions are in', () => {
    const codes = (bounds: Bounds): string[] => [...gridSquaresIn(bounds, 'third')].map(({ code }) => code);
    const bounds = gridBounds({ level: 'third', code: '53394611' });
    expect(codes([139.763, 35.676, 139.764, 35.677])).toEqual(['53394611']);
    expect(codes(bounds)).toEqual(['53394611', '53394612', '53394621', '53394622']);
    expect(codes([Infinity, Infinity, -Infinity, -Infinity])).toEqual([]);
    expect([...gridSquaresIn([90, -10, 100.1, 0.1], 'first')]).toEqual([{ level: 'first', code: '0000' }]);
  });

  it('of an area are those of what it covers, and only such', () => {
    const whole = ([west, south, east, north]: Bounds): PreparedArea => {
      const ring = [west, east, east, west].map((lng, corner): LngLat => [lng, corner < 2 ? south : north]);
      return new PreparedArea({ type: 'Polygon', coordinates: [ring] });
    };
    const codes = (area: PreparedArea, level: GridLevel): string[] =>
      [...gridSquaresOver(area, level)].map(({ code }) => code).sort();
    const area = whole(gridBounds({ level: 'second', code: '533946' }));
    expect(codes(area, 'third')).toHaveLength(121);
    expect(codes(whole([139.763, 35.676, 139.764, 35.677]), 'third')).toEqual(['53394611']);
    expect(codes(new PreparedArea({ type: 'Point', coordinates: [139.7625, 35.675] }), 'third')).toEqual(['53394611']);
    expect(codes(new PreparedArea({ type: 'MultiPolygon', coordinates: [] }), 'third')).toEqual([]);
  });

  it('of any area hold every point that it covers', () => {
    const property = fc.property(soundArea, fc.array(latticePosition(40), { minLength: 30 }), (geometry, positions) => {
      const area = new PreparedArea(geometry);
      const over = new Set([...gridSquaresOver(area, 'third')].map(({ code }) => code));
      for (const position of positions)
        if (coversExactly(geometry, position)) expect(over).toContain(codeAt(position, 'third'));
      for (const code of over) {
        const [west, south, east, north] = gridBounds({ level: 'third', code });
        const widened: Bounds = [west - 1e-8, south - 1e-8, east + 1e-8, north + 1e-8];
        expect(area.shareOf(widened)).not.toBe('none');
      }
    });
    fc.assert(property, { numRuns: 5 * ROUNDS });
  });
});
