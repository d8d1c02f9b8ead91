import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { EewArea, EewStatement, HazardReportedV1, IntensityClass } from '@hinomi/contracts';
import { hazardReport, type ReportParts } from '@hinomi/testing';
import { deriveEew } from './derive-eew.js';
import { after, feature, FLAT, idsOf, properties, stateOf } from './hazard-facts.suite.js';

const ID = 'jma-eew:20260901150006';
const derive = (...reports: HazardReportedV1[]) => deriveEew(stateOf(reports), FLAT);

function area(code: string, to: IntensityClass, parts: Partial<EewArea> = {}): EewArea {
  return {
    code,
    name: `地域${code}`,
    kind: { code: '10', name: '緊急地震速報（警報）' },
    warned: true,
    intensity: { from: to, to, over: false },
    longPeriod: 0,
    arrivalAt: null,
    arrived: false,
    ...parts,
  };
}

function eew(serial: number, parts: ReportParts & Partial<EewStatement> = {}): HazardReportedV1 {
  const telegram = parts.telegram ?? 'VXSE45';
  const statement: EewStatement = {
    hazard: 'eew',
    telegram,
    eventId: '20260901150006',
    serial,
    last: false,
    warning: true,
    assumed: parts.assumed ?? false,
    originTime: null,
    detectedAt: null,
    hypocentre: { name: '能登半島沖', code: '495', lngLat: [137.2, 37.5], depthKm: 10 },
    magnitude: { value: 7.1, type: 'Mj', description: 'Ｍ７．１' },
    maxIntensity: { from: '6-', to: '6-', over: false },
    areas: parts.areas ?? [area('390', '6-'), area('391', '5-'), area('381', '4')],
    comments: [],
  };
  return hazardReport({
    subject: `jma:${telegram}:20260901150006`,
    ...parts,
    version: serial,
    hazard: ID,
    family: 'eew',
    statement,
    ends: parts.ends ?? 5 + (parts.at ?? 0),
  });
}

describe('deriveEew', () => {
  it('draws the earthquake, and the areas by forecast class', () => {
    const derived = derive(eew(1));
    expect(idsOf(derived)).toEqual([ID, `${ID}:forecast:4`, `${ID}:forecast:5-`, `${ID}:forecast:6-`]);
    expect(feature(derived, ID)).toMatchObject({
      severity: 5,
      geometry: { type: 'Point', coordinates: [137.2, 37.5] },
    });
    expect(feature(derived, `${ID}:forecast:6-`)).toMatchObject({ severity: 5, area: { codes: ['390'] } });
  });

  it('holds a warned area for danger, whatever class it has', () => {
    expect(feature(derive(eew(1)), `${ID}:forecast:4`).severity).toBe(4);
    const forecast = eew(1, { areas: [area('370', '4', { warned: false })] });
    expect(feature(derive(forecast), `${ID}:forecast:4`).severity).toBe(3);
  });

  it('takes the lower end of 以上', () => {
    const over = eew(1, { areas: [area('390', '6-', { intensity: { from: '5+', to: null, over: true } })] });
    expect(idsOf(derive(over))).toEqual([ID, `${ID}:forecast:5+`]);
  });

  it('never draws an assumed hypocentre', () => {
    expect(feature(derive(eew(1, { assumed: true })), ID)).toMatchObject({
      geometry: null,
      area: { codes: ['381', '390', '391'] },
    });
  });

  it('ignores a lower number, however late it comes', () => {
    const late = eew(2, { at: 1, areas: [area('390', '7')] });
    expect(idsOf(derive(eew(3, { at: 1 }), late))).not.toContain(`${ID}:forecast:7`);
  });

  it('is gone when it is taken back with the same number, and stays gone', () => {
    const cancel = eew(3, { at: 2, effect: 'voids-subject' });
    expect(idsOf(derive(cancel, eew(3, { at: 1 }), eew(1)))).toEqual([]);
  });

  it('is taken back whole, by whichever kind of telegram', () => {
    const warning = eew(1, { telegram: 'VXSE43', at: 1 });
    expect(idsOf(derive(warning, eew(9, { at: 2, effect: 'voids-subject' })))).toEqual([]);
    expect(idsOf(derive(warning, eew(9, { at: 0, effect: 'voids-subject' })))).not.toEqual([]);
  });

  it('ends by itself', () => {
    expect(idsOf(deriveEew(after(stateOf([eew(1)]), eew(1).validTo as never), FLAT))).toEqual([]);
  });

  it('is the same picture in any order of arrival', () => {
    const reports = [
      eew(1),
      eew(2, { at: 1, assumed: true }),
      eew(3, { at: 2, areas: [area('390', '6+')] }),
      eew(1, { telegram: 'VXSE43', at: 2 }),
      eew(3, { at: 3, effect: 'voids-subject' }),
    ];
    const expected = derive(...reports);
    fc.assert(
      fc.property(fc.shuffledSubarray(reports, { minLength: reports.length }), (shuffled) => {
        expect(derive(...shuffled)).toEqual(expected);
      }),
    );
  });

  it('tells what the page needs', () => {
    expect(properties(feature(derive(eew(4)), ID), 'eew')).toMatchObject({ serial: 4, warning: true, assumed: false });
  });
});

describe('an early warning that P2P passes on', () => {
  const copy = (serial: number, parts: Parameters<typeof eew>[1] = {}) =>
    eew(serial, { telegram: 'VXSE43', subject: 'p2p-eew:20260901150006', relay: 'P2P地震情報', ...parts });

  it('warns until JMA is heard, and credits P2P', () => {
    expect(feature(derive(copy(1, { at: 0 })), ID).sources).toMatchObject([{ relay: 'P2P地震情報' }]);
  });

  it('stands back behind JMA of its second or later', () => {
    const derived = derive(copy(1, { at: 1 }), eew(3, { at: 1, areas: [area('390', '7')] }));
    expect(feature(derived, ID).sources.map(({ relay }) => relay)).toEqual([undefined]);
    expect(properties(feature(derived, ID), 'eew').serial).toBe(3);
  });

  it('goes on where JMA is heard no more, and ends there', () => {
    const [first, second] = [eew(1, { at: 0 }), copy(2, { at: 1 })];
    expect(properties(feature(derive(first, second), ID), 'eew').serial).toBe(2);
    expect(idsOf(derive(first, second, copy(2, { at: 2, effect: 'voids-subject' })))).toEqual([]);
  });

  it('cannot take back what JMA says at the same moment', () => {
    expect(idsOf(derive(eew(2, { at: 2 }), copy(2, { at: 2, sentAt: 2.5, effect: 'voids-subject' })))).toContain(ID);
  });
});
