import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  laterBy,
  NeedsPublishedV1,
  type FeatureId,
  type Instant,
  type NeedLevel,
  type PublishedNeed,
} from '@hinomi/contracts';
import { HOURS, placesOf, START, suppressed } from './attacker.suite.js';
import type { Publication, ShelterPlace } from './publication.js';
import { shownNext } from './shown-value.js';
import { suppressCounts } from './suppress-counts.js';

const K = 5;
/** One prefecture, one municipality; counts by shelter. */
const told = (
  world: number[],
  previous: Publication | null = null,
  step = 0,
): Record<string, PublishedNeed['value'] | undefined> => {
  const { areas } = suppressed(placesOf([world.length]), world, K, previous, step);
  const at = (key: string): PublishedNeed['value'] | undefined => areas[key]?.['insulin']?.value;
  return {
    prefecture: at('prefecture/17'),
    municipality: at('municipality/17200'),
    ...Object.fromEntries(world.map((_count, index) => [index, at(`shelter/s0-${index}`)])),
  };
};
const HIDDEN = undefined;

describe('one publication', () => {
  it.each([
    ['nobody: fewer than five, as where somebody is', [0, 0, 0], { prefecture: 'below' }],
    ['four of one shelter', [4, 0, 0], { prefecture: 'below' }],
    // The total alone, since where they are would say that nobody is elsewhere.
    ['five of one shelter', [5, 0, 0], { prefecture: 5, municipality: HIDDEN, 0: HIDDEN }],
    ['a total less one large part is one small one', [12, 3], { prefecture: 15, 0: HIDDEN, 1: HIDDEN }],
    ['a total less the large parts is fewer than five', [12, 9, 1, 1, 1], { prefecture: 24, 0: HIDDEN, 4: HIDDEN }],
    ['two small parts that are nearly as many as they can be', [20, 4, 4], { prefecture: 28, 0: HIDDEN, 1: HIDDEN }],
    [
      'small parts that leave each other room',
      [20, 4, 2, 0, 1],
      { prefecture: 27, municipality: 27, 0: 20, 1: 'below', 3: 'below' },
    ],
    ['large parts alone', [20, 5, 8], { prefecture: 33, municipality: 33, 0: 20, 1: 5, 2: 8 }],
    ['a total too small for parts', [5, 3, 0, 0, 0], { prefecture: 8, 0: HIDDEN }],
  ])('%s', (_what, world, expected) => {
    expect(told(world)).toMatchObject(expected);
  });

  it.each([
    ['prefecture', ['prefecture/17']],
    ['municipality', ['municipality/17200', 'municipality/17201', 'prefecture/17']],
  ] as [NeedLevel, string[]][])(
    'shows a need of the level %s for nothing finer, whatever the numbers',
    (finest, keys) => {
      const places = placesOf([2, 2]);
      const { areas } = suppressCounts({
        places,
        counts: places.map(({ shelterId }) => ({ shelterId, needs: { haemophilia: { count: 40 } } })),
        publishedFrom: new Map([['haemophilia', finest]]),
        rulesVersion: '2026-11.1',
        previous: null,
        at: START,
        settings: { threshold: K, periodHours: HOURS },
      });
      expect(Object.keys(areas).sort()).toEqual(keys);
    },
  );

  it('never depends on the order of anything, and follows the contract', () => {
    const world = fc.array(fc.nat(30), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(world, fc.nat(), (counts, turn) => {
        const places = placesOf([3, 3]);
        const one = suppressed(places, counts, K, null, 0);
        const at = turn % 6;
        const turned = <T>(all: readonly T[]): T[] => [...all.slice(at), ...all.slice(0, at)].reverse();
        expect(suppressed(turned(places), turned(counts), K, null, 0)).toEqual(one);
        for (const needs of Object.values(one.areas)) {
          NeedsPublishedV1.parse({
            area: { level: 'prefecture', code: '17' },
            period: one.period,
            threshold: K,
            needs,
            rulesVersion: '2026-11.1',
            exercise: null,
          });
        }
      }),
    );
  });

  it('says which shelters it could not place, and counts them nowhere', () => {
    const stray = 'elsewhere' as FeatureId;
    const places: ShelterPlace[] = placesOf([1]);
    const counts = [{ shelterId: stray, needs: { insulin: { count: 50 } } }];
    const exact = {
      places,
      counts,
      publishedFrom: new Map([['insulin', 'shelter' as const]]),
      rulesVersion: '2026-11.1',
      previous: null,
    };
    const { areas, unplaced } = suppressCounts({ ...exact, at: START, settings: { threshold: K, periodHours: HOURS } });
    expect(unplaced).toEqual([stray]);
    expect(areas['prefecture/17']?.['insulin']?.value).toBe('below');
  });
});

describe('one publication after the other', () => {
  it('is at fixed times: within a period it says what it said', () => {
    const places = placesOf([2]);
    const first = suppressed(places, [20, 20], K, null, 0);
    expect(first.period).toEqual({ from: START, until: laterBy(START, HOURS * 3_600_000) });
    expect(suppressed(places, [40, 60], K, first, 0.9)).toBe(first);
    expect(suppressed(places, [40, 60], K, first, 1)).not.toEqual(first);
  });

  it.each<[string, number, number | 'below' | null, number | 'below']>([
    ['first five', 5, null, 5],
    ['first four', 4, null, 'below'],
    ['a newcomer where it was fewer than five', 5, 'below', 'below'],
    ['as many as show nothing of one newcomer', 8, 'below', 'below'],
    ['five more than could have been', 9, 'below', 9],
    ['one more', 13, 12, 12],
    ['four more', 16, 12, 12],
    ['five more: said', 17, 12, 17],
    ['five fewer: said', 7, 12, 7],
    ['four left of eight: kept', 4, 8, 8],
    ['three left of eight: gone', 3, 8, 'below'],
    ['two left of five: kept', 2, 5, 5],
    ['one left of five: gone', 1, 5, 'below'],
  ])('%s', (_what, count, last, shown) => {
    expect(shownNext(count, last, K)).toBe(shown);
  });

  it('counts a change from what was shown last, also over a time in which it was hidden', () => {
    const places = placesOf([3]);
    const first = suppressed(places, [20, 12, 9], K, null, 0);
    const second = suppressed(places, [20, 12, 1], K, first, 1);
    const third = suppressed(places, [20, 14, 9], K, second, 2);
    const shelter = (one: Publication): PublishedNeed | undefined => one.areas['shelter/s0-1']?.['insulin'];
    expect(shelter(first)).toEqual({ value: 12, asOf: START });
    expect(shelter(second)).toEqual({ value: 'hidden', asOf: second.period.from, last: { value: 12, asOf: START } });
    expect(shelter(third)).toEqual({ value: 12, asOf: START });
  });

  it('changes no number of any area by less than five, whoever comes and goes', () => {
    const step = fc.array(fc.integer({ min: -3, max: 6 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(
        fc.array(fc.nat(15), { minLength: 6, maxLength: 6 }),
        fc.array(step, { maxLength: 12 }),
        (begin, steps) => {
          const places = placesOf([3, 2, 1]);
          const last = new Map<string, number>();
          let world = begin;
          let previous: Publication | null = null;
          for (const [index, change] of [[0, 0, 0, 0, 0, 0], ...steps].entries()) {
            world = world.map((count, at) => Math.max(0, count + (change[at] ?? 0)));
            previous = suppressed(places, world, K, previous, index);
            for (const [area, needs] of Object.entries(previous.areas)) {
              const value = needs['insulin']?.value;
              if (typeof value !== 'number') continue;
              expect(value).toBeGreaterThanOrEqual(K);
              const before = last.get(area);
              if (before !== undefined && before !== value) expect(Math.abs(value - before)).toBeGreaterThanOrEqual(K);
              last.set(area, value);
            }
          }
        },
      ),
    );
  });

  it('needs nothing but the publication before', () => {
    const places = placesOf([3]);
    const first = suppressed(places, [20, 12, 9], K, null, 0);
    const again = JSON.parse(JSON.stringify(first)) as Publication;
    expect(suppressed(places, [26, 1, 9], K, again, 1)).toEqual(suppressed(places, [26, 1, 9], K, first, 1));
  });

  it('shows a place that closes no more', () => {
    const places = placesOf([2]);
    const first = suppressed(places, [20, 12], K, null, 0);
    const second = suppressCounts({
      places: places.slice(0, 1),
      counts: [],
      publishedFrom: new Map([['insulin', 'shelter']]),
      rulesVersion: '2026-11.1',
      previous: first,
      at: '2026-09-01T03:00:00.000Z' as Instant,
      settings: { threshold: K, periodHours: HOURS },
    });
    expect(Object.keys(second.areas)).not.toContain('shelter/s0-1');
  });
});
