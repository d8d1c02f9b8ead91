import { describe, expect, it } from '@jest/globals';
import { inForce, legacyWarningReport, warningReport } from '@hinomi/testing';
import { deriveHazard } from './derive-hazard.js';
import { deriveLegacyWarning } from './derive-legacy-warning.js';
import { feature, FLAT, idsOf, properties, stateOf } from './hazard-facts.suite.js';

const ID = 'jma-legacy-warning:170000';
type Parts = Parameters<typeof legacyWarningReport>[2];
const told = (
  at: number,
  parts: Parts = { cities: [inForce('04', '1720100'), inForce('10', '1720400', ['浸水害'])] },
) => legacyWarningReport('VPWW54', '170000', { at, ...parts });
const derive = (...reports: Parameters<typeof stateOf>[0]) => deriveLegacyWarning(stateOf(reports), FLAT);

describe('deriveLegacyWarning', () => {
  it('has one feature per kind, of a layer of its own and without a level', () => {
    const derived = derive(told(1));
    expect(idsOf(derived)).toEqual([`${ID}:04`, `${ID}:10`]);
    expect(feature(derived, `${ID}:04`)).toMatchObject({ layer: 'legacy-warning', severity: 3, levelEquivalent: null });
    expect(properties(feature(derived, `${ID}:10`), 'legacy-warning')).toMatchObject({
      telegram: 'VPWW54',
      main: false,
      additions: ['浸水害'],
    });
  });

  it('never touches the state of 2026', () => {
    const legacy = stateOf([told(9, {})]);
    const now = stateOf([warningReport('VPWW55', '170000', { at: 1, cities: [inForce('03', '1720100')] })]);
    expect(idsOf(deriveHazard([now], false, FLAT))).toEqual(['jma-warning:VPWW55:170000:03']);
    expect(idsOf(deriveHazard([legacy], false, FLAT))).toEqual([]);
  });

  it('is replaced by the next, corrected, lifted and taken back', () => {
    const next = told(5, { cities: [inForce('33', '1720100')] });
    expect(derive(told(1), next).features).toMatchObject([{ id: `${ID}:33`, severity: 5 }]);
    const corrected = told(1, { sentAt: 3, cities: [inForce('10', '1720100')] });
    expect(idsOf(derive(told(1), corrected))).toEqual([`${ID}:10`]);
    expect(idsOf(derive(told(1), told(5, {})))).toEqual([]);
    const voided = told(6, { effect: 'voids-previous' });
    expect(idsOf(derive(told(1), next, voided))).toEqual([`${ID}:04`, `${ID}:10`]);
  });

  it('takes the latest form where one moment comes in several', () => {
    const form = (telegram: 'VPWW50' | 'VPWW53' | 'VPWW54', kind: string, at = 1) =>
      legacyWarningReport(telegram, '170000', { at, cities: [inForce(kind, '1720100')] });
    expect(idsOf(derive(form('VPWW50', '03'), form('VPWW54', '33'), form('VPWW53', '35')))).toEqual([`${ID}:33`]);
    expect(idsOf(derive(form('VPWW54', '33'), form('VPWW50', '03', 2)))).toEqual([`${ID}:03`]);
  });

  it('gives 土砂災害警戒情報 its level', () => {
    const alert = legacyWarningReport('VXWW50', '170000', { cities: [inForce('3', '1720100')] });
    expect(derive(alert).features).toMatchObject([
      { id: 'jma-legacy-landslide:170000:3', severity: 4, levelEquivalent: 4, alertLevel: null },
    ]);
  });
});
