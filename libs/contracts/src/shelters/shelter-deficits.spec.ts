import { describe, expect, it } from '@jest/globals';
import { instantFromMillis, type Instant } from '../instant.js';
import { shelterDeficits } from './shelter-deficits.js';
import { silenceLimitHours } from './shelter-silence.js';

const NOW_MS = Date.parse('2026-11-26T03:00:00.000Z');
const daysAgo = (days: number): Instant => instantFromMillis(NOW_MS - days * 86_400_000);
const SEEN = daysAgo(0.1);
const deficits = (attributes: Record<string, number | string | null>, openedAt: Instant | null = daysAgo(1)) =>
  shelterDeficits(
    Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, { value, observedAt: SEEN }])),
    openedAt,
    NOW_MS,
  );

describe('what a shelter lacks', () => {
  it('is toilets for 50 people each at first, for 20 later and where nobody knows since when', () => {
    const short = { evacueeno: 101, toiletno: 2 };
    expect(deficits(short)).toMatchObject([{ is: 'toilets', level: 'short', missing: 1 }]);
    expect(deficits(short, daysAgo(4))).toMatchObject([{ missing: 4 }]);
    expect(deficits(short, null)).toMatchObject([{ missing: 4 }]);
    expect(deficits({ evacueeno: 100, toiletno: 2 })).toEqual([]);
    expect(deficits({ evacueeno: 1, toiletno: 0 })).toMatchObject([{ level: 'severe', missing: 1 }]);
  });

  it('says what it follows from and when that was seen', () => {
    expect(deficits({ evacueeno: 60, toiletno: 1 })[0]?.inputs).toEqual([
      { name: 'evacueeno', value: 60, observedAt: SEEN },
      { name: 'toiletno', value: 1, observedAt: SEEN },
    ]);
  });

  it.each([
    [{ evacueeno: 100, livingarea: 350 }, []],
    [{ evacueeno: 100, livingarea: 349 }, [{ is: 'space', level: 'short' }]],
    [{ evacueeno: 100, livingarea: 199 }, [{ is: 'space', level: 'severe' }]],
    [{ evacueeno: 100, capacity: 80 }, [{ is: 'over-capacity', missing: 20 }]],
    [{ womentoiletno: 5, mentoiletno: 2 }, [{ is: 'womens-toilets', level: 'advice', missing: 1 }]],
    [{ water: 'not_today', food: 'few_days' }, [{ is: 'water', level: 'alarm' }]],
    [{ power: 'no', c_deviceno: 1 }, [{ is: 'power-for-devices', level: 'alarm' }]],
    [{ power: 'no', c_deviceno: 0 }, []],
    [{ power: 'yes', c_deviceno: 3 }, []],
    [{ evacueeno: null, toiletno: 0, livingarea: 1, capacity: 0 }, []],
    [{ evacueeno: 0, toiletno: 0, livingarea: 0 }, []],
  ] as const)('%j: %j', (attributes, found) => {
    expect(deficits(attributes)).toMatchObject(found);
    expect(deficits(attributes)).toHaveLength(found.length);
  });

  it('comes with what may cost a life first', () => {
    const all = { womentoiletno: 0, mentoiletno: 1, evacueeno: 60, toiletno: 1, power: 'no', c_deviceno: 1 };
    expect(deficits(all).map(({ level }) => level)).toEqual(['alarm', 'short', 'advice']);
  });
});

describe('silence', () => {
  it('may last longer the longer a shelter is open', () => {
    const limits = [null, 0, 1.9, 2, 3.9, 4, 400].map((days) =>
      silenceLimitHours(days === null ? null : daysAgo(days), NOW_MS),
    );
    expect(limits).toEqual([6, 6, 6, 12, 12, 24, 24]);
  });
});
