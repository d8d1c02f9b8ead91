import { describe, expect, it } from '@jest/globals';
import {
  BEAT_MS,
  decideLeadership,
  decideSilence,
  isFromTheWriter,
  LOOK_MS,
  SILENCE_MS,
  type Standing,
} from './decide-leadership.js';

const standby = (parts: Partial<Standing> = {}): Standing => ({
  epoch: null,
  ready: true,
  silentMs: 0,
  vacant: false,
  sinceBeatMs: Infinity,
  ...parts,
});

describe('a standby', () => {
  it('claims when the writer was silent long enough', () => {
    expect(decideLeadership(standby({ silentMs: SILENCE_MS }))).toBe('claim');
  });

  it('waits while the writer may only be slow', () => {
    expect(decideLeadership(standby({ silentMs: SILENCE_MS - 1 }))).toBe('wait');
  });

  it('claims at once where nobody writes', () => {
    expect(decideLeadership(standby({ vacant: true }))).toBe('claim');
  });

  it('never claims before it knows everything', () => {
    expect(decideLeadership(standby({ ready: false, vacant: true, silentMs: 10 * SILENCE_MS }))).toBe('wait');
  });
});

describe('the active writer', () => {
  it('gives a sign of life each second, and none in between', () => {
    expect(decideLeadership(standby({ epoch: 7, sinceBeatMs: BEAT_MS }))).toBe('beat');
    expect(decideLeadership(standby({ epoch: 7, sinceBeatMs: BEAT_MS - 1 }))).toBe('wait');
  });

  it('never claims again, however silent the others are', () => {
    expect(decideLeadership(standby({ epoch: 7, silentMs: 10 * SILENCE_MS, sinceBeatMs: 0 }))).toBe('wait');
  });
});

describe('silence', () => {
  it('grows with time', () => {
    expect(decideSilence(500, LOOK_MS)).toBe(500 + LOOK_MS);
  });

  it('is not what a process slept through', () => {
    expect(decideSilence(0, 3_600_000)).toBeLessThan(SILENCE_MS);
    expect(decideSilence(500, -5)).toBe(500);
  });

  it('is not broken by a writer that was superseded', () => {
    expect(isFromTheWriter({ epoch: 3 }, 9)).toBe(false);
    expect(isFromTheWriter({ epoch: 9 }, 9)).toBe(true);
    // The sign of life may arrive before the claim it belongs to.
    expect(isFromTheWriter({ epoch: 12 }, 9)).toBe(true);
  });
});
