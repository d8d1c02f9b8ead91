import { describe, expect, it } from '@jest/globals';
import { foreignQuakeReport, hypocentre, magnitude } from '@hinomi/testing';
import { deriveForeignEarthquake, isForeign } from './derive-foreign-earthquake.js';
import { feature, FLAT, idsOf, stateOf } from './hazard-facts.suite.js';

const quake = (id: string, at: number, size: number, pagerAlert: 'yellow' | null = null) =>
  foreignQuakeReport(id, [id], { at, hypocentre: hypocentre(-150, 60), magnitude: magnitude(size), pagerAlert });

describe('deriveForeignEarthquake', () => {
  it('is told by the newest report and named by the smallest id', () => {
    const group = [stateOf([quake('us2', 5, 6.4)]), stateOf([quake('ak1', 1, 5.8)])];
    const derived = deriveForeignEarthquake(group, FLAT);
    expect(idsOf(derived)).toEqual(['usgs:ak1']);
    expect(feature(derived, 'usgs:ak1')).toMatchObject({ severity: 2, properties: { magnitude: { value: 6.4 } } });
    expect(derived.ends).toMatchObject([{ hazardId: 'usgs:us2' }]);
  });

  it('is as severe as the PAGER alert says', () => {
    const derived = deriveForeignEarthquake([stateOf([quake('us2', 5, 5, 'yellow')])], FLAT);
    expect(feature(derived, 'usgs:us2').severity).toBe(3);
  });

  it('is deleted under every id it had before, and stands when reported after that', () => {
    const deleted = foreignQuakeReport('us2', ['us2'], { at: 9, effect: 'voids-subject' });
    const group = (at: number) => [stateOf([deleted, quake('us2', 5, 6)]), stateOf([quake('ak1', at, 6)])];
    expect(idsOf(deriveForeignEarthquake(group(1), FLAT))).toEqual([]);
    expect(idsOf(deriveForeignEarthquake(group(12), FLAT))).toEqual(['usgs:ak1']);
  });

  it('stays quiet once it is deleted', () => {
    const deleted = foreignQuakeReport('us2', ['us2'], { at: 9, effect: 'voids-subject' });
    const state = stateOf([deleted, quake('us2', 5, 6)]);
    expect(idsOf(deriveForeignEarthquake([state], FLAT))).toEqual([]);
    expect(isForeign(state)).toBe(true);
  });
});
