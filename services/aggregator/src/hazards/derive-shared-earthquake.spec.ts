import { describe, expect, it } from '@jest/globals';
import type { Hypocentre } from '@hinomi/contracts';
import { felt, foreignQuakeReport, magnitude, minute, quakeReport, relayedQuakeReport } from '@hinomi/testing';
import { deriveHazard } from './derive-hazard.js';
import { after, FLAT, idsOf, stateOf } from './hazard-facts.suite.js';

const EVENT = '20260901000000';
const ORIGIN = minute(-1);
const at = (lng: number, lat: number, depthKm: number): Hypocentre => ({
  name: '能登半島沖',
  code: '495',
  lngLat: [lng, lat],
  depthKm,
});
const jma = (size: number, parts = {}) =>
  quakeReport('VXSE53', EVENT, {
    originTime: ORIGIN,
    hypocentre: at(137.2, 37.5, 10),
    magnitude: magnitude(size),
    intensities: [],
    ...parts,
  });
const usgs = (size: number, lng = 137.4, parts = {}) =>
  foreignQuakeReport('us1', ['us1'], {
    originTime: ORIGIN,
    hypocentre: at(lng, 37.4, 12),
    magnitude: magnitude(size),
    at: 20,
    ...parts,
  });
const derive = (...states: ReturnType<typeof stateOf>[]) => deriveHazard(states, false, FLAT);

describe('one earthquake of two networks', () => {
  it('is one feature with the facts of JMA and two sources', () => {
    const derived = derive(stateOf([jma(7.6)]), stateOf([usgs(7.5)]));
    expect(idsOf(derived)).toEqual([`jma-quake:${EVENT}`]);
    expect(derived.features[0]).toMatchObject({
      geometry: { coordinates: [137.2, 37.5] },
      properties: { magnitude: { value: 7.6 }, reports: ['VXSE53', 'usgs'] },
      conflicts: [],
      recordedAt: minute(0),
    });
    expect(derived.features[0]?.sources.map(({ subject }) => subject)).toEqual([`jma:VXSE53:${EVENT}`, 'usgs:us1']);
  });

  it('shows where the two differ widely', () => {
    const derived = derive(stateOf([jma(7.6)]), stateOf([usgs(7.0, 138.1)]));
    expect(derived.features[0]?.conflicts.map(({ field }) => field)).toEqual(['magnitude', 'hypocentre']);
    expect(derived.features[0]?.conflicts[0]?.values).toEqual([
      { agency: '気象庁', value: 7.6 },
      { agency: '気象庁', value: 7 },
    ]);
  });

  it('remains as the other tells it when JMA takes its own back', () => {
    const taken = stateOf([jma(7.6), jma(7.6, { at: 30, effect: 'voids-subject' })]);
    expect(idsOf(derive(taken, stateOf([usgs(7.5)])))).toEqual(['usgs:us1']);
  });

  it("is JMA's own again when the other was a mistake", () => {
    const deleted = stateOf([usgs(7.5), usgs(7.5, 137.4, { at: 40, effect: 'voids-subject' })]);
    const derived = derive(stateOf([jma(7.6)]), deleted);
    expect(derived.features[0]?.sources).toHaveLength(1);
  });

  it('is over when it is over for JMA, and does not come back for the seconds the other has more', () => {
    const state = stateOf([jma(7.6)]);
    const over = after(state, jma(7.6).validTo as never);
    expect(idsOf(derive(over, stateOf([usgs(7.5)])))).toEqual([]);
  });
});

const copy = (
  at: number,
  report: 'VXSE51' | 'VXSE52' | 'VXSE53',
  parts: Parameters<typeof relayedQuakeReport>[3] = {},
) =>
  relayedQuakeReport(`m${at}`, report, ['x'], {
    originTime: ORIGIN,
    hypocentre: report === 'VXSE51' ? null : at2,
    magnitude: report === 'VXSE51' ? null : magnitude(7.5),
    at,
    ...parts,
  });
const at2 = at(137.2, 37.5, 10);

describe('one earthquake of JMA, passed on by P2P', () => {
  it('is one feature of three sources with the facts of JMA, and no conflict', () => {
    const derived = derive(stateOf([jma(7.6)]), stateOf([copy(0, 'VXSE53')]), stateOf([usgs(7.5)]));
    expect(idsOf(derived)).toEqual([`jma-quake:${EVENT}`]);
    expect(derived.features[0]).toMatchObject({ properties: { magnitude: { value: 7.6 } }, conflicts: [] });
    expect(derived.features[0]?.sources.map(({ subject, relay }) => [subject, relay])).toEqual([
      [`jma:VXSE53:${EVENT}`, undefined],
      ['p2p-quake:m0', 'P2P地震情報'],
      ['usgs:us1', undefined],
    ]);
  });

  it('is what P2P has until JMA is heard: areas first, then the hypocentre', () => {
    const prompt = copy(1, 'VXSE51', { intensities: [felt('6-', '390')] });
    expect(derive(stateOf([prompt])).features.map(({ id }) => id)).toEqual([
      'p2p-quake:m1',
      'p2p-quake:m1:intensity:6-',
    ]);
    const both = derive(stateOf([prompt]), stateOf([copy(2, 'VXSE52')]));
    expect(both.features[0]).toMatchObject({
      id: 'p2p-quake:m1',
      geometry: { coordinates: [137.2, 37.5] },
      properties: { maxIntensity: '6-', magnitude: { value: 7.5 }, reports: ['VXSE51', 'VXSE52'] },
    });
  });

  it('is told further by P2P where JMA is heard no more', () => {
    const derived = derive(stateOf([jma(7.4, { at: 2 })]), stateOf([copy(9, 'VXSE53', { magnitude: magnitude(7.6) })]));
    expect(derived.features[0]).toMatchObject({
      id: `jma-quake:${EVENT}`,
      properties: { magnitude: { value: 7.6 } },
    });
    const later = derive(stateOf([jma(7.4, { at: 2 }), jma(7.7, { at: 9, version: 1 })]), stateOf([copy(9, 'VXSE53')]));
    expect(later.features[0]).toMatchObject({ properties: { magnitude: { value: 7.7 } } });
  });

  it('is gone when JMA takes it back, whatever P2P still has', () => {
    const taken = stateOf([jma(7.6), jma(7.6, { at: 30, effect: 'voids-subject' })]);
    expect(idsOf(derive(taken, stateOf([copy(1, 'VXSE53')])))).toEqual([]);
    expect(idsOf(derive(taken, stateOf([copy(1, 'VXSE53')]), stateOf([usgs(7.5)])))).toEqual(['usgs:us1']);
  });

  it('says which names are on no map', () => {
    const named = copy(1, 'VXSE53', { unknownPlaces: ['どこか'] });
    expect(derive(stateOf([named])).features[0]).toMatchObject({ properties: { unknownPlaces: ['どこか'] } });
  });
});
