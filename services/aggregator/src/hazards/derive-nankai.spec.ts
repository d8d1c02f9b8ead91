import { describe, expect, it } from '@jest/globals';
import { minute, nankaiReport } from '@hinomi/testing';
import { deriveNankai } from './derive-nankai.js';
import { after, feature, FLAT, idsOf, properties, stateOf } from './hazard-facts.suite.js';

const derive = (...reports: Parameters<typeof stateOf>[0]) => deriveNankai(stateOf(reports), FLAT);
const CALL = 'jma-nankai:call';
const INQUIRY = 'jma-nankai:inquiry';
const EXPLANATION = 'jma-nankai:explanation';
const inquiry = nankaiReport('investigating', 'a', { at: 1 });
const caution = nankaiReport('megaquake-caution', 'b', { at: 100 });

describe('deriveNankai', () => {
  it('shows an inquiry until a call answers it', () => {
    expect(derive(inquiry).features).toMatchObject([{ id: INQUIRY, severity: 3, geometry: null, area: null }]);
    expect(idsOf(derive(inquiry, caution))).toEqual([CALL]);
    expect(feature(derive(inquiry, caution), CALL).severity).toBe(4);
  });

  it('says that an inquiry ended, and no longer that it goes on', () => {
    const derived = derive(inquiry, nankaiReport('ended', 'c', { at: 90 }));
    expect(derived.features).toMatchObject([{ id: INQUIRY, severity: 1 }]);
    expect(properties(feature(derived, INQUIRY), 'nankai').stage).toBe('ended');
  });

  it('keeps a call standing beside a new inquiry, and beside its end', () => {
    const again = nankaiReport('investigating', 'd', { at: 200 });
    expect(idsOf(derive(caution, again))).toEqual([CALL, INQUIRY]);
    expect(idsOf(derive(caution, again, nankaiReport('ended', 'e', { at: 300 })))).toEqual([CALL, INQUIRY]);
  });

  it('lets the newest call lead', () => {
    const warning = nankaiReport('megaquake-warning', 'f', { at: 200 });
    expect(properties(feature(derive(warning, caution), CALL), 'nankai').stage).toBe('megaquake-warning');
    expect(feature(derive(warning, caution), CALL).severity).toBe(5);
    const voided = nankaiReport('megaquake-warning', 'f', { at: 210, effect: 'voids-subject' });
    expect(properties(feature(derive(caution, voided, warning), CALL), 'nankai').stage).toBe('megaquake-caution');
  });

  it('has explanations beside it, the routine one as no severity', () => {
    const derived = derive(caution, nankaiReport('explanation', 'g', { at: 300, version: 2 }));
    expect(idsOf(derived)).toEqual([CALL, EXPLANATION]);
    expect(properties(feature(derived, EXPLANATION), 'nankai').main).toBe(false);
    expect(derive(nankaiReport('routine', 'h')).features).toMatchObject([{ id: EXPLANATION, severity: 0 }]);
  });

  it('ends each in its own time', () => {
    const derived = derive(caution, nankaiReport('explanation', 'g', { at: 300 }));
    expect(derived.ends.map(({ end }) => end)).toEqual([minute(100 + 7 * 24 * 60), minute(300 + 24 * 60)]);
    const state = stateOf([caution, nankaiReport('explanation', 'g', { at: 300 })]);
    expect(idsOf(deriveNankai(after(state, minute(300 + 24 * 60)), FLAT))).toEqual([CALL]);
    expect(idsOf(deriveNankai(after(state, minute(100 + 7 * 24 * 60)), FLAT))).toEqual([]);
  });

  it('stays quiet when all is taken back', () => {
    expect(derive(caution, nankaiReport('megaquake-caution', 'b', { at: 110, effect: 'voids-subject' }))).toEqual({
      features: [],
      ends: [],
    });
  });
});
