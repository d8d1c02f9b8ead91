import { describe, expect, it } from '@jest/globals';
import { riverReport } from '@hinomi/testing';
import { deriveRiverFlood } from './derive-river-flood.js';
import { feature, FLAT, idsOf, stateOf } from './hazard-facts.suite.js';

const AREA = '820209000400';
const ID = `jma-river:${AREA}`;
const derive = (...reports: Parameters<typeof stateOf>[0]) => deriveRiverFlood(stateOf(reports), FLAT);

describe('deriveRiverFlood', () => {
  it('keeps the level per river, over the cities that may be flooded', () => {
    const derived = derive(riverReport(AREA, { r1: 3, r2: 5 }, { cities: ['2020100'] }));
    expect(idsOf(derived)).toEqual([`${ID}:r2`, `${ID}:r1`]);
    expect(feature(derived, `${ID}:r2`)).toMatchObject({
      area: { codes: ['2020100'] },
      areaCodes: ['20', '20201'],
      severity: 5,
      levelEquivalent: 5,
      properties: { main: true, kindOfWarning: { code: '50' } },
    });
    expect(feature(derived, `${ID}:r1`)).toMatchObject({ severity: 3, properties: { main: false } });
  });

  it('has no place without cities, and still shows', () => {
    expect(feature(derive(riverReport(AREA, { r1: 4 })), `${ID}:r1`)).toMatchObject({ geometry: null, area: null });
  });

  it('drops a river that the next report no longer lists', () => {
    const next = riverReport(AREA, { r1: 2 }, { at: 9 });
    expect(idsOf(derive(next, riverReport(AREA, { r1: 3, r2: 5 }, { at: 1 })))).toEqual([`${ID}:r1`]);
  });

  it('shows the next flood, whose serial begins again', () => {
    const lifted = riverReport(AREA, {}, { at: 9, version: 4 });
    const next = riverReport(AREA, { r1: 2 }, { at: 5000, version: 1 });
    expect(idsOf(derive(next, lifted))).toEqual([`${ID}:r1`]);
  });

  it('stays quiet when it is lifted', () => {
    expect(idsOf(derive(riverReport(AREA, {}, { at: 9 }), riverReport(AREA, { r1: 3 })))).toEqual([]);
  });
});
