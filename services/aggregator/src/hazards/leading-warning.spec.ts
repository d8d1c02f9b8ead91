import { describe, expect, it } from '@jest/globals';
import { inForce, minute, snapshotReport, warningReport } from '@hinomi/testing';
import { deriveAreaWarning } from './derive-area-warning.js';
import { after, FLAT, idsOf, stateOf } from './hazard-facts.suite.js';

const ID = 'jma-warning:VPWW55:170000';
const CITIES = [inForce('43', '1720100'), inForce('10', '1720400')];
type Parts = Parameters<typeof warningReport>[2];
const telegram = (at: number, parts: Parts = { cities: CITIES }) => warningReport('VPWW55', '170000', { at, ...parts });
const snapshot = (at: number, parts: Parts = { cities: CITIES }) =>
  snapshotReport('VPWW55', '170000', { at, ...parts });
const derive = (...reports: Parameters<typeof stateOf>[0]) => deriveAreaWarning(stateOf(reports), FLAT);

describe('a nationwide snapshot', () => {
  it('changes nothing where it agrees with the telegram', () => {
    const notes = [inForce('43', '1720100', ['浸水']), inForce('10', '1720400')];
    const told = telegram(1, { cities: notes, divisions: [inForce('43', '170020')] });
    expect(derive(told, snapshot(5), snapshot(15))).toEqual(derive(told));
  });

  it('raises what was missed, and a kind that rose', () => {
    expect(idsOf(derive(snapshot(5)))).toEqual([`${ID}:43`, `${ID}:10`]);
    const worse = snapshot(5, { cities: [inForce('33', '1720100')] });
    expect(derive(telegram(1), worse).features).toMatchObject([
      { id: `${ID}:33`, severity: 5, issuedAt: minute(5), sources: [{ subject: 'jma:VPWS50:VPWW55:170000' }] },
    ]);
  });

  it('lifts what was lifted unheard', () => {
    expect(derive(telegram(1), snapshot(5, {}))).toEqual({ features: [], ends: [] });
  });

  it('changes nothing when it is older than the telegram, or of the same moment', () => {
    expect(derive(telegram(5), snapshot(4, {}))).toEqual(derive(telegram(5)));
    expect(derive(telegram(5), snapshot(5, {}))).toEqual(derive(telegram(5)));
    expect(idsOf(derive(snapshot(4), telegram(5, {})))).toEqual([]);
  });

  it('does not outrank what a telegram corrected or took back after it was made', () => {
    const corrected = telegram(1, { sentAt: 9, cities: [inForce('10', '1720400')] });
    expect(idsOf(derive(telegram(1), snapshot(5), corrected))).toEqual([`${ID}:10`]);
    const voided = telegram(8, { effect: 'voids-previous' });
    expect(idsOf(derive(telegram(1, {}), telegram(4), snapshot(5), voided))).toEqual([]);
  });

  it('falls back to the one before when it is taken back', () => {
    const voided = snapshot(6, { effect: 'voids-previous' });
    expect(derive(telegram(1), snapshot(5, {}), voided)).toEqual(derive(telegram(1)));
  });

  it('says no more with each further one that agrees', () => {
    const before = derive(telegram(1, {}), snapshot(15));
    expect(idsOf(before)).toEqual([`${ID}:43`, `${ID}:10`]);
    expect(derive(telegram(1, {}), snapshot(15), snapshot(25), snapshot(35))).toEqual(before);
    expect(derive(snapshot(15), snapshot(25, {}), snapshot(35)).features[0]?.issuedAt).toBe(minute(35));
  });

  it('keeps a warning standing that it confirms past the end of the telegram', () => {
    const state = after(stateOf([telegram(1, { ends: 30, cities: CITIES }), snapshot(25)]), minute(30));
    expect(idsOf(deriveAreaWarning(state, FLAT))).toEqual([`${ID}:43`, `${ID}:10`]);
    const ended = after(state, minute(25 + 7 * 24 * 60));
    expect(deriveAreaWarning(ended, FLAT)).toEqual({ features: [], ends: [] });
  });

  it('says nothing of coast sections', () => {
    const coastal = warningReport('VPWW57', '170000', { at: 1, coastSections: [inForce('48', '17xxxx')] });
    expect(derive(coastal, snapshotReport('VPWW57', '170000', { at: 5 }))).toEqual(derive(coastal));
  });
});
