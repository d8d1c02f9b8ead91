import { describe, expect, it } from '@jest/globals';
import { AT, cell, EARLIER, KINDS } from './need-cells.suite.js';
import { ALL_NEEDS, coverageSum, filterRows, publishedPicture, sortRows } from './need-rows.js';

const PICTURE = publishedPicture([
  cell('prefecture', '17', { insulin: 20, milk: 7 }, { coverage: { open: 9, counting: 3 } }),
  cell('municipality', '17202', { insulin: 14, milk: 'hidden' }, { coverage: { open: 5, counting: 2 } }),
  cell('municipality', '17204', { insulin: 'below' }, { coverage: { open: 4, counting: 1 } }),
  cell('shelter', 'a', { insulin: 9 }, { within: '17202' }),
]);
const ids = (filter: Partial<typeof ALL_NEEDS>): string[] =>
  sortRows(filterRows(PICTURE.rows, { ...ALL_NEEDS, ...filter }, KINDS), { column: 'urgency', down: true }, KINDS).map(
    ({ id }) => id,
  );

describe('the rows of published needs', () => {
  it('are as fine as was asked for, and coarser where nothing finer is shown', () => {
    expect(ids({})).toEqual(['municipality/17202/insulin', 'prefecture/17/milk']);
    expect(ids({ level: 'prefecture' })).toEqual(['prefecture/17/insulin', 'prefecture/17/milk']);
    expect(ids({ level: 'shelter' })).toEqual(['shelter/a/insulin', 'prefecture/17/milk']);
    expect(ids({ small: true })).toEqual([
      'municipality/17202/insulin',
      'municipality/17204/insulin',
      'prefecture/17/milk',
    ]);
  });

  it('are kept by need, urgency and area', () => {
    expect(ids({ need: 'milk' })).toEqual(['prefecture/17/milk']);
    expect(ids({ withinHours: 12 })).toEqual(['municipality/17202/insulin']);
    expect(ids({ area: '13' })).toEqual([]);
  });

  it('leave out what is not of the newest publication', () => {
    const old = cell('municipality', '17203', { insulin: 30 }, { period: { from: EARLIER, until: AT } });
    expect(publishedPicture([old, cell('prefecture', '17', { insulin: 6 })]).rows.map(({ id }) => id)).toEqual([
      'prefecture/17/insulin',
    ]);
  });

  it('say how many shelters count', () => {
    expect(coverageSum(PICTURE.coverage)).toEqual({ open: 9, counting: 3 });
    expect(PICTURE.areas).toBe(3);
  });
});
