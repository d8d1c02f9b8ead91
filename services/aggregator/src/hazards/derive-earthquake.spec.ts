import { describe, expect, it } from '@jest/globals';
import { felt, hypocentre, magnitude, minute, quakeReport } from '@hinomi/testing';
import { deriveEarthquake } from './derive-earthquake.js';
import { after, feature, FLAT, idsOf, properties, stateOf } from './hazard-facts.suite.js';

const EVENT = '20240101161010';
const ID = `jma-quake:${EVENT}`;
const prompt = quakeReport('VXSE51', EVENT, { at: 1, intensities: [felt('6-', '390'), felt('4', '391')] });
const source = quakeReport('VXSE52', EVENT, {
  at: 2,
  originTime: minute(0),
  hypocentre: hypocentre(137.2, 37.5),
  magnitude: magnitude(7.4),
});
const full = quakeReport('VXSE53', EVENT, {
  at: 4,
  version: 1,
  originTime: minute(0),
  hypocentre: hypocentre(137.3, 37.5),
  magnitude: magnitude(7.6),
  maxIntensity: '7',
  intensities: [felt('7', '390'), felt('7', '1720400', '輪島市'), felt('5-?', '1720500', '珠洲市')],
});
const derive = (...reports: Parameters<typeof stateOf>[0]) => deriveEarthquake([stateOf(reports)], FLAT);

const sway = quakeReport('VXSE62', EVENT, {
  at: 12,
  ends: 24 * 60 + 4,
  version: 1,
  originTime: minute(0),
  hypocentre: hypocentre(137.3, 37.5),
  longPeriod: { max: 3, areas: [{ code: '390', name: '石川県能登', longPeriodClass: 3 }] },
});

describe('long-period motion', () => {
  it('joins the earthquake and changes nothing else of it', () => {
    const [before, derived] = [derive(prompt, full), derive(prompt, full, sway)];
    const { longPeriod, reports, ...rest } = properties(feature(derived, ID), 'earthquake');
    expect(longPeriod).toEqual({ max: 3, areas: [{ code: '390', name: '石川県能登', longPeriodClass: 3 }] });
    expect(reports).toEqual(['VXSE53', 'VXSE62']);
    expect({ ...rest, reports: ['VXSE53'] }).toEqual(properties(feature(before, ID), 'earthquake'));
    expect(feature(derived, ID).severity).toBe(feature(before, ID).severity);
    expect(derived.features.slice(1)).toEqual(before.features.slice(1));
  });

  it('alone is as severe as its class, with no intensity', () => {
    expect(feature(derive(sway), ID)).toMatchObject({ severity: 4, properties: { maxIntensity: null } });
    expect(idsOf(derive(sway))).toEqual([ID]);
  });

  it('is gone when it is taken back', () => {
    const voided = quakeReport('VXSE62', EVENT, { at: 20, version: 2, effect: 'voids-subject' });
    expect(derive(voided, full, sway)).toEqual(derive(full));
  });
});

describe('deriveEarthquake', () => {
  it('places a prompt report by its areas, with one feature per class', () => {
    const derived = derive(prompt);
    expect(idsOf(derived)).toEqual([ID, `${ID}:intensity:4`, `${ID}:intensity:6-`]);
    expect(feature(derived, ID)).toMatchObject({
      geometry: null,
      area: { edition: 'jma-quake-area@flat-1', codes: ['390', '391'] },
      severity: 5,
      sources: [{ agency: '気象庁', subject: prompt.subject }],
    });
  });

  it('takes intensities from the prompt report and the hypocentre from the next', () => {
    const main = feature(derive(prompt, source), ID);
    expect(main).toMatchObject({
      geometry: { type: 'Point', coordinates: [137.2, 37.5] },
      area: null,
      areaCodes: ['17'],
    });
    expect(properties(main, 'earthquake')).toMatchObject({ maxIntensity: '6-', reports: ['VXSE51', 'VXSE52'] });
  });

  it('lets the full report replace both, by municipality', () => {
    const derived = derive(full, source, prompt);
    expect(idsOf(derived)).toEqual([ID, `${ID}:intensity:5-?`, `${ID}:intensity:7`]);
    expect(feature(derived, `${ID}:intensity:7`)).toMatchObject({
      area: { edition: 'jma-city@flat-1', codes: ['1720400'], names: ['輪島市'] },
      areaCodes: ['17', '17204'],
      severity: 5,
    });
    expect(properties(feature(derived, ID), 'earthquake')).toMatchObject({
      magnitude: { value: 7.6 },
      maxIntensity: '7',
      readingsMissing: true,
      reports: ['VXSE53'],
    });
  });

  it('lets the later hypocentre replace the first', () => {
    const update = quakeReport('VXSE61', EVENT, {
      at: 30,
      hypocentre: hypocentre(137.27, 37.49),
      magnitude: magnitude(7.6),
    });
    const main = feature(derive(update, full), ID);
    expect(main.geometry).toEqual({ type: 'Point', coordinates: [137.27, 37.49] });
    expect(properties(main, 'earthquake')).toMatchObject({ maxIntensity: '7', reports: ['VXSE53', 'VXSE61'] });
  });

  it('holds a missing reading for severe, never for nothing', () => {
    const missing = quakeReport('VXSE53', EVENT, { intensities: [felt('3', '1720400'), felt('5-?', '1720500')] });
    const main = feature(derive(missing), ID);
    expect(main.severity).toBe(4);
    expect(properties(main, 'earthquake')).toMatchObject({ maxIntensity: '3', readingsMissing: true });
    const only = quakeReport('VXSE53', EVENT, { intensities: [felt('5-?', '1720500')] });
    expect(properties(feature(derive(only), ID), 'earthquake').maxIntensity).toBe('5-?');
  });

  it('is information without intensities, an advisory from magnitude 6', () => {
    const weak = quakeReport('VXSE52', EVENT, { hypocentre: hypocentre(140, 36), magnitude: magnitude(5.9) });
    expect(feature(derive(weak), ID).severity).toBe(1);
    expect(feature(derive(source), ID).severity).toBe(2);
  });

  it('has one feature for a distant earthquake', () => {
    const distant = quakeReport('VXSE53', EVENT, {
      distant: true,
      intensities: [],
      hypocentre: hypocentre(-70, -20),
      magnitude: magnitude(8.2),
    });
    expect(idsOf(derive(distant))).toEqual([ID]);
  });

  it('stands while any of its reports does, then goes as a whole', () => {
    const state = stateOf([full, prompt]);
    const [end] = deriveEarthquake([state], FLAT).ends;
    expect(end).toMatchObject({ hazardId: ID, end: full.validTo });
    expect(idsOf(deriveEarthquake([after(state, prompt.validTo ?? minute(0))], FLAT))).not.toEqual([]);
    expect(idsOf(deriveEarthquake([after(state, full.validTo ?? minute(0))], FLAT))).toEqual([]);
  });

  it('stays quiet when its report was withdrawn', () => {
    const voided = quakeReport('VXSE53', EVENT, { at: 9, version: 1, effect: 'voids-subject' });
    expect(idsOf(derive(voided, full))).toEqual([]);
  });
});
