import { describe, expect, it } from '@jest/globals';
import type { AlertStatement, Geometry } from '@hinomi/contracts';
import { alertReport, minute, segment } from '@hinomi/testing';
import { deriveAlert } from './derive-alert.js';
import { after, feature, FLAT, idsOf, properties, stateOf } from './hazard-facts.suite.js';

const square: Geometry = {
  type: 'Polygon',
  coordinates: [
    [
      [139, 35],
      [140, 35],
      [140, 36],
      [139, 35],
    ],
  ],
};
const derive = (...segments: AlertStatement['segments']) =>
  deriveAlert(stateOf([alertReport('a', { segments })]), false, FLAT);

describe('deriveAlert', () => {
  it('is one feature for one segment, with the facts as given', () => {
    const derived = derive(segment({ geometry: square, severity: 'Extreme', urgency: 'Immediate' }));
    expect(idsOf(derived)).toEqual(['cap:a']);
    expect(feature(derived, 'cap:a')).toMatchObject({ geometry: square, severity: 5, areaCodes: [] });
    expect(properties(feature(derived, 'cap:a'), 'alert')).toMatchObject({
      main: true,
      severityAsGiven: 'Extreme',
      urgency: 'Immediate',
      certainty: 'Likely',
    });
  });

  it('is one feature per segment; the most severe stands for all', () => {
    const derived = derive(segment({ severity: 'Minor' }), segment({ severity: 'Severe' }));
    expect(idsOf(derived)).toEqual(['cap:a:1', 'cap:a:2']);
    expect(derived.features.map(({ properties: p }) => 'main' in p && p.main)).toEqual([false, true]);
  });

  it('draws polygons and circles together', () => {
    const circles = [{ center: [141, 36] as [number, number], radiusKm: 5 }];
    expect(feature(derive(segment({ geometry: square, circles })), 'cap:a').geometry).toMatchObject({
      type: 'MultiPolygon',
      coordinates: [square.coordinates, [expect.any(Array)]],
    });
    expect(feature(derive(segment({ circles })), 'cap:a').geometry?.type).toBe('Polygon');
    const point = [{ center: [141, 36] as [number, number], radiusKm: 0 }];
    expect(feature(derive(segment({ circles: point })), 'cap:a').geometry).toEqual({
      type: 'Point',
      coordinates: [141, 36],
    });
  });

  it.each([
    ['urgency Past', segment({ severity: 'Extreme', urgency: 'Past' })],
    ['AllClear', segment({ severity: 'Extreme', responseTypes: ['AllClear'] })],
  ])('holds %s for a stand-down', (_, standDown) => {
    expect(feature(derive(standDown), 'cap:a').severity).toBe(1);
  });

  it('reads JIS codes among the geocodes, and no others', () => {
    const geocodes = [
      { valueName: 'JISX0402', value: '131016' },
      { valueName: 'JIS', value: '13' },
      { valueName: 'SAME', value: '006109' },
    ];
    expect(feature(derive(segment({ geocodes })), 'cap:a').areaCodes).toEqual(['13', '13101']);
  });

  it('is where its JIS codes are when it draws nothing itself', () => {
    const geocodes = [
      { valueName: 'JIS-X0402', value: '131016' },
      { valueName: 'ISO3166-2', value: 'JP-13' },
    ];
    const byCity = feature(derive(segment({ geocodes })), 'cap:a');
    expect(byCity.area).toMatchObject({ edition: 'jma-city@flat-1', codes: ['1310100'], names: ['千代田区'] });
    const byPrefecture = feature(derive(segment({ geocodes: geocodes.slice(1) })), 'cap:a');
    expect(byPrefecture.area).toMatchObject({ edition: 'prefecture@flat-1', codes: ['13'] });
    expect(byPrefecture.areaCodes).toEqual(expect.arrayContaining(['13', '13101']));
    expect(feature(derive(segment({ geocodes, geometry: square })), 'cap:a').area).toBeNull();
    const strange = [{ valueName: 'JIS', value: '99999' }];
    expect(feature(derive(segment({ geocodes: strange })), 'cap:a')).toMatchObject({
      area: null,
      areaCodes: ['99999'],
    });
  });

  it('keeps what else the sender says, and the receivers of a private message to itself', () => {
    const parameters = [{ valueName: 'VTEC', value: '/O.NEW/' }];
    const report = alertReport('a', { segments: [segment({ parameters })] });
    const statement = { ...(report.statement as AlertStatement), restriction: '職員のみ', addresses: ['a@b.example'] };
    const shown = feature(deriveAlert(stateOf([{ ...report, statement }]), false, FLAT), 'cap:a');
    expect(properties(shown, 'alert')).toMatchObject({ parameters, restriction: '職員のみ' });
    expect(JSON.stringify(shown)).not.toContain('a@b.example');
  });

  it('drops a segment at its own end, and the alert at its last', () => {
    const report = alertReport('a', {
      ends: 60,
      segments: [segment({ expires: minute(30) }), segment({ expires: minute(60) })],
    });
    const state = stateOf([report]);
    expect(deriveAlert(state, false, FLAT).ends.map(({ end }) => end)).toEqual([minute(60), minute(30)]);
    expect(idsOf(deriveAlert(after(state, minute(30)), false, FLAT))).toEqual(['cap:a:2']);
    expect(idsOf(deriveAlert(after(state, minute(60)), false, FLAT))).toEqual([]);
  });

  it('keeps what is not for the public from the public', () => {
    const report = alertReport('a');
    const restricted = {
      ...report,
      statement: { ...(report.statement as AlertStatement), scope: 'Restricted' as const },
    };
    expect(feature(deriveAlert(stateOf([restricted]), false, FLAT), 'cap:a').label.classification).toBe('responders');
    expect(feature(derive(segment()), 'cap:a').label.classification).toBe('public');
  });

  it('stays quiet when it is superseded, or a Cancel', () => {
    expect(idsOf(deriveAlert(stateOf([alertReport('a')]), true, FLAT))).toEqual([]);
    expect(idsOf(deriveAlert(stateOf([alertReport('a', { msgType: 'Cancel' })]), false, FLAT))).toEqual([]);
  });
});
