import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  attack,
  countsOf,
  nothingHidden,
  placesOf,
  smallOnesHidden,
  suppressed,
  type Gained,
  type Publisher,
} from './attacker.suite.js';
import { readIntervals } from './interval-reader.suite.js';

const ROUNDS = Number(process.env['HINOMI_ROUNDS'] ?? 6);

/** Shelters by municipality, k, and one more than the largest count of a shelter. */
const INSTANCES: readonly { shape: number[]; k: number; most: number }[] = [
  { shape: [2], k: 3, most: 9 },
  { shape: [3], k: 3, most: 8 },
  { shape: [4], k: 2, most: 5 },
  { shape: [2, 1], k: 2, most: 7 },
  { shape: [2, 2], k: 2, most: 5 },
];

const historyOf = (shape: readonly number[], most: number): fc.Arbitrary<number[][]> => {
  const size = placesOf(shape).length;
  const count = fc.integer({ min: 0, max: most - 1 });
  const moves = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: size, maxLength: size });
  const begin = fc.array(count, { minLength: size, maxLength: size });
  const walked = fc.tuple(begin, fc.array(moves, { maxLength: 3 })).map(([first, steps]) => {
    const history = [first];
    for (const step of steps) {
      history.push((history.at(-1) ?? []).map((one, at) => Math.min(most - 1, Math.max(0, one + (step[at] ?? 0)))));
    }
    return history;
  });
  return fc.oneof(walked, fc.array(begin, { minLength: 1, maxLength: 4 }));
};

/** What the reader has learnt of a count below k: which it is, or, where no number is shown, that somebody is there. */
const isGivenAway = ({ couldBe, isShown }: Gained): boolean => couldBe.length < 2 || (!isShown && couldBe[0] !== 0);

describe('a reader who keeps everything, knows the method and tries every world', () => {
  it.each(INSTANCES)(
    'learns of no count below $k in $shape',
    ({ shape, k, most }) => {
      fc.assert(
        fc.property(historyOf(shape, most), (history) => {
          expect(attack(suppressed, shape, k, history).filter(isGivenAway)).toEqual([]);
        }),
        { numRuns: ROUNDS },
      );
    },
    60_000 + 20_000 * ROUNDS,
  );

  it.each<[string, Publisher]>([
    ['nothing is hidden', nothingHidden],
    ['only small numbers are hidden', smallOnesHidden],
  ])('learns of them where %s', (_what, publish) => {
    const given = attack(publish, [3], 3, [[7, 1, 5]]).filter(isGivenAway);
    expect(given).toContainEqual(expect.objectContaining({ area: 'shelter/s0-1', couldBe: [1] }));
  });

  it('sees a newcomer where small changes are said, and none where they are held back', () => {
    const numbers = (publish: Publisher): unknown[] => {
      const places = placesOf([2]);
      const first = publish(places, [8, 9], 3, null, 0);
      const second = publish(places, [8, 10], 3, first, 1);
      return [first, second].map((one) => one.areas['shelter/s0-1']?.['insulin']?.value);
    };
    expect(numbers(smallOnesHidden)).toEqual([9, 10]);
    expect(numbers(suppressed)).toEqual([9, 9]);
  });
});

describe('a reader who adds up', () => {
  const SHAPE = [4, 3, 3, 5];
  const K = 5;
  const places = placesOf(SHAPE);
  const world = fc.array(fc.oneof(fc.constant(0), fc.nat(4), fc.nat(12), fc.nat(60)), { minLength: 15, maxLength: 15 });
  const narrowed = (publish: Publisher, counts: number[]): string[] => {
    const bounds = readIntervals(publish(places, counts, K, null, 0), places, 'insulin');
    return [...countsOf(places, counts)]
      .filter(([, count]) => count < K)
      .filter(([area]) => (bounds.get(area)?.[0] ?? 0) > 0 || (bounds.get(area)?.[1] ?? 0) < K - 1)
      .map(([area]) => area);
  };

  it('finds every count below five anything from none to four', () => {
    fc.assert(
      fc.property(world, (counts) => {
        expect(narrowed(suppressed, counts)).toEqual([]);
      }),
      { numRuns: 50 * ROUNDS },
    );
  });

  it('finds more where only small numbers are hidden', () => {
    const found = fc
      .sample(world, { numRuns: 50, seed: 1 })
      .filter((counts) => narrowed(smallOnesHidden, counts).length > 0);
    expect(found.length).toBeGreaterThan(10);
  });
});

it('still tells what can be told', () => {
  const places = placesOf([4, 3, 3, 5]);
  const counts = [20, 3, 1, 2, 9, 12, 8, 0, 2, 4, 30, 1, 1, 2, 4];
  const { areas } = suppressed(places, counts, 5, null, 0);
  const shown = Object.values(areas).filter((needs) => typeof needs['insulin']?.value === 'number');
  expect(areas['prefecture/17']?.['insulin']?.value).toBe(99);
  expect(shown.length).toBeGreaterThanOrEqual(7);
});
