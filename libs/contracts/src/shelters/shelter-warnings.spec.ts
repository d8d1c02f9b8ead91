import { describe, expect, it } from '@jest/globals';
import { instantFromMillis, type Instant } from '../instant.js';
import { shelterWarnings, type EarlierCount } from './shelter-warnings.js';

const NOW_MS = Date.parse('2026-11-26T03:00:00.000Z');
const hoursAgo = (hours: number): Instant => instantFromMillis(NOW_MS - hours * 3_600_000);
const values = (attributes: Record<string, number | string | null>, seen = hoursAgo(0)) =>
  Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, { value, observedAt: seen }]));
const before = (people: number, hours: number): EarlierCount => ({ people, observedAt: hoursAgo(hours) });
const warned = (attributes: Record<string, number | string | null>, ...earlier: EarlierCount[]) =>
  shelterWarnings(values(attributes), earlier, NOW_MS);

describe('what looks odd in a report', () => {
  it.each([
    ['nothing', { evacueeno: 100, maleno: 40, femaleno: 50, careno: 100, age75no: 100 }, []],
    ['categories that overlap', { evacueeno: 10, c_careno: 10, c_wheelchairno: 10 }, []],
    ['a total below its sexes', { evacueeno: 80, maleno: 40, femaleno: 50 }, ['total-below-sum']],
    ['a total below its ages', { evacueeno: 80, age6no: 40, age18no: 41 }, ['total-below-sum']],
    ['a total below one category', { evacueeno: 3, c_dialysisno: 4 }, ['total-below-sum']],
    ['a total that is not known', { evacueeno: null, maleno: 40 }, []],
    ['people where it is closed', { evacueeno: 1, eststts: 'close' }, ['people-while-closed']],
    ['nobody where it is closed', { evacueeno: 0, eststts: 'close' }, []],
  ] as const)('%s', (_what, attributes, warnings) => {
    expect(warned(attributes)).toEqual(warnings);
  });

  it('is a jump by half against the newest count before, not a family, and not the first people', () => {
    expect(warned({ evacueeno: 150 }, before(100, 6), before(150, 9))).toEqual(['jump']);
    expect(warned({ evacueeno: 50 }, before(100, 6))).toEqual(['jump']);
    expect(warned({ evacueeno: 149 }, before(100, 6))).toEqual([]);
    expect(warned({ evacueeno: 9 }, before(2, 6))).toEqual([]);
    expect(warned({ evacueeno: 300 }, before(0, 6))).toEqual([]);
    expect(warned({ evacueeno: 300 })).toEqual([]);
    expect(warned({ evacueeno: 300 }, { people: 1_000, observedAt: hoursAgo(-1) })).toEqual([]);
  });

  it('is one number for two days, without another between', () => {
    expect(warned({ evacueeno: 77 }, before(77, 24), before(77, 48))).toEqual(['unchanged-for-days']);
    expect(warned({ evacueeno: 77 }, before(77, 47))).toEqual([]);
    expect(warned({ evacueeno: 77 }, before(77, 60), before(78, 24))).toEqual([]);
    expect(warned({ evacueeno: 0 }, before(0, 60))).toEqual([]);
  });

  it('is what was seen in the future, beyond a clock a little ahead', () => {
    expect(shelterWarnings(values({ power: 'yes' }, hoursAgo(-0.05)), [], NOW_MS)).toEqual([]);
    expect(shelterWarnings(values({ power: 'yes' }, hoursAgo(-0.5)), [], NOW_MS)).toEqual(['seen-in-future']);
  });
});
