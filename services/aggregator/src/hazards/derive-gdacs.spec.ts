import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { GdacsStatement, HazardReportedV1 } from '@hinomi/contracts';
import { hazardReport, minute } from '@hinomi/testing';
import { deriveGdacs } from './derive-gdacs.js';
import { after, feature, FLAT, idsOf, properties, stateOf } from './hazard-facts.suite.js';

const ID = 'gdacs:TC1009001';

function report(at: number, over: Partial<GdacsStatement> = {}, ends: number | null = 10_000): HazardReportedV1 {
  const statement: GdacsStatement = {
    hazard: 'gdacs',
    eventType: 'TC',
    eventId: '1009001',
    episodeId: '1',
    name: 'MIHON-26',
    alertLevel: 'Green',
    alertScore: 1,
    episodeAlertLevel: 'Green',
    fromDate: minute(0),
    toDate: minute(at),
    isCurrent: true,
    severity: null,
    population: null,
    vulnerability: null,
    countries: ['Japan'],
    iso3: 'JPN',
    glide: null,
    lngLat: [131.2, 18.5],
    bbox: [121, 10, 141, 26],
    url: null,
    capUrl: null,
    ...over,
  };
  return hazardReport({ at, ends, hazard: ID, family: 'gdacs', subject: ID, statement });
}
const derive = (...reports: HazardReportedV1[]) => deriveGdacs(stateOf(reports), FLAT);

describe('deriveGdacs', () => {
  it('is one feature at its point, as severe as its expected impact', () => {
    const derived = derive(report(1, { alertLevel: 'Red' }));
    expect(idsOf(derived)).toEqual([ID]);
    expect(feature(derived, ID)).toMatchObject({
      layer: 'gdacs',
      severity: 5,
      levelEquivalent: null,
      alertLevel: null,
      geometry: { type: 'Point', coordinates: [131.2, 18.5] },
    });
    expect(properties(feature(derived, ID), 'gdacs')).toMatchObject({ alertLevel: 'Red', countries: ['Japan'] });
  });

  it.each([
    ['Green', 1],
    ['Orange', 4],
    [null, 1],
  ] as const)('level %s is severity %d', (alertLevel, severity) => {
    expect(feature(derive(report(1, { alertLevel })), ID).severity).toBe(severity);
  });

  it('is as the item changed last says, in any order', () => {
    const reports = [report(1), report(2, { alertLevel: 'Orange' }), report(3, { alertLevel: 'Red', episodeId: '2' })];
    fc.assert(
      fc.property(fc.shuffledSubarray(reports, { minLength: 3 }), (shuffled) => {
        expect(derive(...shuffled)).toEqual(derive(...reports));
      }),
    );
    expect(feature(derive(...reports), ID).severity).toBe(5);
  });

  it('is gone when it is no longer current, or at its end', () => {
    expect(idsOf(derive(report(1), report(2, { isCurrent: false }, 2)))).toEqual([]);
    expect(idsOf(deriveGdacs(after(stateOf([report(1, {}, 60)]), minute(60)), FLAT))).toEqual([]);
    expect(derive(report(1, {}, 60)).ends.map(({ end }) => end)).toEqual([minute(60)]);
  });

  it('stands in the middle of its box where it has no point, also over the antimeridian', () => {
    const boxed = derive(report(1, { lngLat: null, bbox: [170, -20, 200, -10] }));
    expect(feature(boxed, ID).geometry).toEqual({ type: 'Point', coordinates: [-175, -15] });
  });
});
