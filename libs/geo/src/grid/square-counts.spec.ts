import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { coversExactly, soundArea } from '../cover/exact-cover.suite.js';
import { PreparedArea } from '../cover/prepared-area.js';
import { gridBounds, gridSquareAt, gridSquaresIn, type GridSquare } from './grid-square.js';
import { SquareCounts } from './square-counts.js';

const ROUNDS = Number(process.env['HINOMI_ROUNDS'] ?? 10);

const box = ([west, south, east, north]: readonly number[]): PreparedArea =>
  new PreparedArea({
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ] as [number, number][],
    ],
  });

const middleOf = (square: GridSquare): [number, number] => {
  const [west, south, east, north] = gridBounds(square);
  return [(west + east) / 2, (south + north) / 2];
};

describe('SquareCounts', () => {
  const square: GridSquare = { level: 'third', code: '53394611' };

  it('counts a square whole when its middle is covered, its edge included, and once whatever covers it', () => {
    const counts = new SquareCounts();
    counts.set(square, 40);
    const [west, south, east, north] = gridBounds(square);
    const [lng] = middleOf(square);
    expect(counts.sumIn([box([west, south, lng, north])])).toBe(40);
    expect(counts.sumIn([box([west, south, lng - 1e-7, north])])).toBe(0);
    expect(counts.sumIn([box([west, south, east, north]), box([lng, south, east, north])])).toBe(40);
    expect(counts.sumIn([])).toBe(0);
  });

  it('replaces, forgets and begins anew', () => {
    const counts = new SquareCounts();
    const area = [box(gridBounds(square))];
    counts.set(square, 40);
    counts.set(square, 7);
    expect(counts.sumIn(area)).toBe(7);
    counts.set(square, 0);
    expect([counts.sumIn(area), counts.isEmpty]).toEqual([0, true]);
    counts.set({ level: 'third', code: '53394612' }, 5);
    counts.set(square, 3);
    expect(counts.sumIn([box(gridBounds({ level: 'second', code: '533946' }))])).toBe(8);
  });

  it('equals a look at every square, for any area and after any changes', () => {
    const squares = [...gridSquaresIn([138.4, 35.4, 140.6, 36.6], 'second')];
    const change = fc.tuple(fc.nat(squares.length - 1), fc.constantFrom(0, 1, 10, 100, 1_000));
    const property = fc.property(
      fc.array(change, { maxLength: 60 }),
      fc.array(soundArea, { maxLength: 3 }),
      (steps, areas) => {
        const counts = new SquareCounts();
        const last = new Map<GridSquare, number>();
        for (const [index, count] of steps) {
          const one = squares[index] as GridSquare;
          counts.set(one, count);
          last.set(one, count);
        }
        const inAny = (one: GridSquare): boolean => areas.some((area) => coversExactly(area, middleOf(one)));
        const expected = [...last].filter(([one]) => inAny(one)).reduce((sum, [, count]) => sum + count, 0);
        expect(counts.sumIn(areas.map((area) => new PreparedArea(area)))).toBe(expected);
      },
    );
    fc.assert(property, { numRuns: 10 * ROUNDS });
  });

  it('puts the middle of a square into that square', () => {
    for (const one of gridSquaresIn([139, 35, 139.2, 35.2], 'half')) {
      expect(gridSquareAt(middleOf(one), 'half')).toEqual(one);
    }
  });
});
