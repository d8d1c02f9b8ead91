import { describe, expect, it } from '@jest/globals';
import type { HazardReportedV1, TsunamiObservation } from '@hinomi/contracts';
import { coast, minute, tsunamiReport } from '@hinomi/testing';
import { deriveTsunami } from './derive-tsunami.js';
import { after, feature, FLAT, idsOf, properties, stateOf } from './hazard-facts.suite.js';

const QUAKE = '20240101161010';
const warning = tsunamiReport('warning', [QUAKE], {
  at: 2,
  coasts: [coast('340', 'major-warning', 5), coast('320', 'advisory', 1), coast('100', 'none')],
});
const reading = (coastCode: string | null, station: string): TsunamiObservation => ({
  coast: coastCode === null ? null : { code: coastCode, name: '' },
  station: { code: station, name: station },
  offshore: coastCode === null,
  firstWave: null,
  maxHeight: { meters: 1.2, over: true, description: '１．２ｍ以上' },
  maxHeightAt: minute(10),
});
const derive = (...reports: HazardReportedV1[]) => deriveTsunami(stateOf(reports), FLAT);
const coastOf = (derived: ReturnType<typeof derive>, code: string) =>
  properties(feature(derived, `jma-tsunami:${code}`), 'tsunami-coast');

describe('deriveTsunami', () => {
  it('has one feature for the nation and one per coast in force', () => {
    const derived = derive(warning);
    expect(idsOf(derived)).toEqual(['jma-tsunami', 'jma-tsunami:320', 'jma-tsunami:340']);
    expect(feature(derived, 'jma-tsunami')).toMatchObject({
      geometry: null,
      area: { edition: 'jma-tsunami-coast@flat-1', codes: ['320', '340'] },
      severity: 5,
      properties: { category: 'major-warning', coastCount: 2, eventIds: [QUAKE] },
    });
    expect(feature(derived, 'jma-tsunami:320').severity).toBe(3);
  });

  it('ends 若干の海面変動 at its time, and nothing that is stronger', () => {
    const mixed = tsunamiReport('warning', [QUAKE], {
      at: 2,
      coasts: [coast('320', 'advisory', 1), coast('340', 'forecast')],
      slightChangeUntil: minute(60),
    });
    const repeated = tsunamiReport('arrival', [QUAKE], { at: 3, coasts: [coast('340', 'forecast')] });
    const state = stateOf([mixed, repeated]);
    expect(feature(deriveTsunami(state, FLAT), 'jma-tsunami:340').valid.to).toBe(minute(60));
    expect(deriveTsunami(state, FLAT).ends.map(({ end }) => end)).toContain(minute(60));
    expect(idsOf(deriveTsunami(after(state, minute(60)), FLAT))).toEqual(['jma-tsunami', 'jma-tsunami:320']);
    expect(feature(deriveTsunami(state, FLAT), 'jma-tsunami:320').valid.to).toBe(mixed.validTo);
  });

  it('links every earthquake, and takes observations of any of them', () => {
    const two = tsunamiReport('warning', [QUAKE, '20240101180000'], { at: 9, coasts: [coast('340', 'advisory')] });
    const observed = tsunamiReport('observation', ['20240101180000'], { at: 12, observations: [reading('340', 's')] });
    const derived = derive(two, observed);
    expect(properties(feature(derived, 'jma-tsunami'), 'tsunami').eventIds).toEqual([QUAKE, '20240101180000']);
    expect(coastOf(derived, '340').observations).toHaveLength(1);
    const lifted = tsunamiReport('warning', [QUAKE, '20240101180000'], { at: 20, coasts: [coast('340', 'none')] });
    expect(derive(two, observed, lifted)).toEqual({ features: [], ends: [] });
  });

  it('is replaced as a whole by the newest warning, of whatever earthquake', () => {
    const next = tsunamiReport('warning', [QUAKE, '20240101180000'], { at: 9, coasts: [coast('100', 'advisory')] });
    expect(idsOf(derive(next, warning))).toEqual(['jma-tsunami', 'jma-tsunami:100']);
  });

  it('takes per coast what a newer arrival report says', () => {
    const arrival = tsunamiReport('arrival', [QUAKE], { at: 3, version: 1, coasts: [coast('320', 'warning', 3)] });
    const derived = derive(arrival, warning);
    expect(coastOf(derived, '320').coast).toMatchObject({ category: 'warning', maxHeight: { meters: 3 } });
    expect(coastOf(derived, '340').coast.category).toBe('major-warning');
    const stale = tsunamiReport('arrival', [QUAKE], { at: 1, version: 9, coasts: [coast('320', 'warning', 3)] });
    expect(coastOf(derive(stale, warning), '320').coast.category).toBe('advisory');
  });

  it('does not keep an arrival report of a warning that was withdrawn', () => {
    const arrival = tsunamiReport('arrival', [QUAKE], { at: 3, coasts: [coast('320', 'warning', 3)] });
    const voided = tsunamiReport('warning', [QUAKE], { at: 5, effect: 'voids-subject' });
    expect(idsOf(derive(arrival, warning, voided))).toEqual([]);
  });

  it('shows an arrival report when the warning itself was missed', () => {
    const arrival = tsunamiReport('arrival', [QUAKE], { at: 3, coasts: [coast('320', 'warning', 3)] });
    expect(idsOf(derive(arrival))).toEqual(['jma-tsunami', 'jma-tsunami:320']);
  });

  it('adds observations and estimates of this event to their coasts, and only of this event', () => {
    const observed = tsunamiReport('observation', [QUAKE], { at: 12, observations: [reading('340', '34001')] });
    const offshore = tsunamiReport('offshore', [QUAKE], {
      at: 13,
      observations: [reading(null, '90001')],
      estimations: [{ code: '320', name: '', firstWave: null, maxHeight: null, maxHeightAt: null }],
    });
    const derived = derive(warning, observed, offshore);
    expect(coastOf(derived, '340').observations).toHaveLength(1);
    expect(coastOf(derived, '320').estimation).not.toBeNull();
    expect(properties(feature(derived, 'jma-tsunami'), 'tsunami').offshore).toHaveLength(1);
    expect(feature(derived, 'jma-tsunami:340').sources).toHaveLength(2);
    const older = tsunamiReport('observation', ['20230101000000'], { at: 99, observations: [reading('340', '34001')] });
    expect(coastOf(derive(warning, older), '340').observations).toEqual([]);
  });

  it('ends 若干の海面変動 at its stated end, though an arrival report repeats it without one', () => {
    const mild = tsunamiReport('warning', [QUAKE], { at: 50, ends: 110, coasts: [coast('320', 'forecast')] });
    const arrival = tsunamiReport('arrival', [QUAKE], { at: 50, coasts: [coast('320', 'forecast')] });
    const state = stateOf([mild, arrival, warning]);
    expect(idsOf(deriveTsunami(state, FLAT))).toEqual(['jma-tsunami', 'jma-tsunami:320']);
    expect(deriveTsunami(state, FLAT).ends).toMatchObject([{ end: minute(110) }]);
    expect(idsOf(deriveTsunami(after(state, minute(110)), FLAT))).toEqual([]);
  });

  it('stays quiet when every coast is lifted', () => {
    const lifted = tsunamiReport('warning', [QUAKE], { at: 60, coasts: [coast('340', 'none'), coast('320', 'none')] });
    expect(idsOf(derive(lifted, warning))).toEqual([]);
  });
});

describe('a tsunami that P2P passes on', () => {
  const copy = (at: number, ...coasts: ReturnType<typeof coast>[]) =>
    tsunamiReport('warning', [], { at, sentAt: at + 0.5, coasts, subject: 'p2p-tsunami', relay: 'P2P地震情報' });

  it('stands until JMA is heard', () => {
    const derived = derive(copy(2, coast('340', 'warning')));
    expect(idsOf(derived)).toEqual(['jma-tsunami', 'jma-tsunami:340']);
    expect(feature(derived, 'jma-tsunami').sources).toMatchObject([{ relay: 'P2P地震情報' }]);
  });

  it('stands back behind JMA of its minute or later, in any order', () => {
    for (const told of [
      [copy(2, coast('320', 'warning')), warning],
      [warning, copy(2, coast('320', 'warning'))],
    ]) {
      expect(idsOf(derive(...told))).toEqual(['jma-tsunami', 'jma-tsunami:320', 'jma-tsunami:340']);
      expect(coastOf(derive(...told), '320').coast.category).toBe('advisory');
    }
  });

  it('does not make the arrival times of JMA old by being a copy of the same minute', () => {
    const arrival = tsunamiReport('arrival', [QUAKE], {
      at: 2,
      sentAt: 2.25,
      coasts: [coast('340', 'major-warning', 5)],
    });
    expect(feature(derive(warning, arrival, copy(2, coast('320', 'warning'))), 'jma-tsunami').sources).toHaveLength(2);
  });

  it('goes on with what P2P has after JMA fell silent, up to its lifting', () => {
    expect(idsOf(derive(warning, copy(9, coast('360', 'major-warning'))))).toEqual(['jma-tsunami', 'jma-tsunami:360']);
    expect(idsOf(derive(warning, copy(60)))).toEqual([]);
  });

  it('is gone when JMA took its own back since', () => {
    const taken = tsunamiReport('warning', [QUAKE], { at: 5, effect: 'voids-subject' });
    expect(idsOf(derive(warning, taken, copy(3, coast('340', 'warning'))))).toEqual([]);
  });
});
