import { describe, expect, it } from '@jest/globals';
import type { FeatureId, HazardId, RollupUnit } from '@hinomi/contracts';
import { sortUnits, type RollupColumn } from './sort-units.js';
import { squareFeatures } from './square-features.js';

interface Told {
  severity?: number;
  level?: number;
  open?: number;
  evacuees?: number | null;
  notSince?: number;
  underHazard?: number;
}

function unit(
  code: string,
  { severity, level, open = 0, evacuees = null, notSince = 0, underHazard = 0 }: Told = {},
): RollupUnit {
  return {
    code,
    name: code,
    bounds: [136, 36, 137, 37],
    places: open,
    themes: {},
    shelters: open,
    openShelters: open,
    reportedShelters: evacuees === null ? 0 : 1,
    evacuees,
    sheltersAtRisk: 0,
    others: {},
    oldestObservedAt: null,
    hazard:
      severity === undefined
        ? null
        : {
            feature: 'f' as FeatureId,
            hazardId: 'h' as HazardId,
            layer: 'weather-warning',
            severity,
            alertLevel: null,
            levelEquivalent: level ?? null,
          },
    needs: {},
    needsCoverage: null,
    lacks: {
      water: { told: 0, lacking: 0 },
      food: { told: 0, lacking: 0 },
      power: { told: 0, lacking: 0 },
      toilets: { told: 0, lacking: 0 },
    },
    silence: {
      neverHeard: underHazard,
      neverHeardUnderHazard: underHazard,
      overdue: null,
      notSince,
      longestSince: null,
    },
  };
}

const UNITS = [
  unit('01', { open: 9, evacuees: 3 }),
  unit('13', { severity: 3, notSince: 1 }),
  unit('17', { severity: 3, level: 4 }),
  unit('20', { severity: 3, notSince: 1, underHazard: 2, open: 2, evacuees: 0 }),
];
const sorted = (column: RollupColumn, down: boolean): string[] =>
  sortUnits(UNITS, { column, down }).map(({ code }) => code);

describe('the units of a table', () => {
  it('have the worst hazard first, of equals the most silent', () => {
    expect(sorted('hazard', true)).toEqual(['17', '20', '13', '01']);
    expect(sorted('hazard', false)).toEqual(['01', '20', '13', '17']);
  });

  it('come with the unknown last, whichever way', () => {
    expect(sorted('evacuees', true)).toEqual(['01', '20', '17', '13']);
    expect(sorted('evacuees', false)).toEqual(['20', '01', '17', '13']);
  });

  it('go by code, open shelters and urgent silence', () => {
    expect(sorted('area', false)).toEqual(['01', '13', '17', '20']);
    expect(sorted('area', true)).toEqual(['20', '17', '13', '01']);
    expect(sorted('shelters', true)).toEqual(['01', '20', '17', '13']);
    expect(sorted('silent', true)).toEqual(['20', '13', '17', '01']);
  });
});

describe('the squares of a map', () => {
  const looks = (metric: 'evacuees' | 'open' | 'silent', told: Told) => {
    const [feature] = squareFeatures([unit('533946', told)], metric);
    return [feature!.properties.text, feature!.properties.step];
  };

  it('tell none from unknown, and little from much', () => {
    expect(looks('evacuees', {})).toEqual(['', 0]);
    expect(looks('evacuees', { open: 1 })).toEqual(['?', 1]);
    expect(looks('evacuees', { open: 1, evacuees: 0 })).toEqual(['', 0]);
    expect(looks('evacuees', { open: 1, evacuees: 7 })).toEqual(['7', 2]);
    expect(looks('evacuees', { open: 1, evacuees: 12_345 })).toEqual(['12345', 5]);
    expect(looks('open', { open: 12 })).toEqual(['12', 3]);
    expect(looks('silent', { notSince: 1, underHazard: 2 })).toEqual(['3', 2]);
  });

  it('are where they are, with the hazard over them', () => {
    const [feature] = squareFeatures([unit('533946', { severity: 4 })], 'open');
    expect(feature).toMatchObject({
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [136, 36],
            [137, 36],
            [137, 37],
            [136, 37],
            [136, 36],
          ],
        ],
      },
      properties: { code: '533946', severity: 4 },
    });
    expect(squareFeatures([{ ...unit('17'), bounds: null }], 'open')).toEqual([]);
  });
});
