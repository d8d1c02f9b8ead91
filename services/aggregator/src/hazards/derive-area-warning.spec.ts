import { describe, expect, it } from '@jest/globals';
import { inForce, minute, warningReport } from '@hinomi/testing';
import { deriveAreaWarning } from './derive-area-warning.js';
import { after, feature, FLAT, idsOf, properties, stateOf } from './hazard-facts.suite.js';

const ID = 'jma-warning:VPWW55:170000';
const report = warningReport('VPWW55', '170000', {
  at: 1,
  cities: [inForce('10', '1720100'), inForce('43', '1720400', ['浸水']), inForce('43', '1720300')],
  divisions: [inForce('43', '170020')],
});
const derive = (...reports: Parameters<typeof stateOf>[0]) => deriveAreaWarning(stateOf(reports), FLAT);

describe('deriveAreaWarning', () => {
  it('has one feature per kind; the most severe stands for all', () => {
    const derived = derive(report);
    expect(idsOf(derived)).toEqual([`${ID}:43`, `${ID}:10`]);
    const danger = feature(derived, `${ID}:43`);
    expect(danger).toMatchObject({
      area: { edition: 'jma-city@flat-1', codes: ['1720300', '1720400'] },
      areaCodes: ['17', '17203', '17204'],
      severity: 4,
      levelEquivalent: 4,
      alertLevel: null,
    });
    expect(properties(danger, 'weather-warning')).toMatchObject({
      main: true,
      divisions: [{ code: '170020' }],
      additions: ['浸水'],
    });
    expect(properties(feature(derived, `${ID}:10`), 'weather-warning').main).toBe(false);
  });

  it('has a place even for a kind that names no city', () => {
    const coastal = warningReport('VPWW57', '170000', { coastSections: [inForce('48', '9001')] });
    expect(derive(coastal).features).toMatchObject([
      { area: { edition: 'jma-forecast-area@flat-1', codes: ['170000'] }, severity: 4 },
    ]);
  });

  it('falls back to the telegram before a withdrawn one', () => {
    const wrong = warningReport('VPWW55', '170000', { at: 2, cities: [inForce('33', '1720100')] });
    const voided = warningReport('VPWW55', '170000', { at: 3, effect: 'voids-previous' });
    expect(idsOf(derive(report, wrong))).toEqual([`${ID}:33`]);
    expect(idsOf(derive(voided, wrong, report))).toEqual([`${ID}:43`, `${ID}:10`]);
  });

  it('does not bring back what a newer telegram left out, when that one ends', () => {
    const short = warningReport('VPWW55', '170000', { at: 2, ends: 30, cities: [inForce('10', '1720100')] });
    const state = stateOf([short, report]);
    expect(idsOf(deriveAreaWarning(after(state, minute(30)), FLAT))).toEqual([]);
  });

  it('stays quiet when nothing is in force', () => {
    const derived = derive(report, warningReport('VPWW55', '170000', { at: 5 }));
    expect(derived).toEqual({ features: [], ends: [] });
  });
});
