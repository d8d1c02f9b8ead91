import { describe, expect, it } from '@jest/globals';
import { deriveLevel } from './derive-level.js';
import type { Reading } from './sensor-readings.js';

type Rules = Parameters<typeof deriveLevel>[1];

const RULES: Rules = {
  thresholds: [
    { level: 2, value: 2 },
    { level: 3, value: 3 },
    { level: 4, value: 4 },
  ],
  hysteresis: 0.5,
  reference: 'stage',
  maxChangePerMinute: null,
  stuckAfterReadings: null,
};
/** Metres from the water up to the crest. */
const CREST: Rules = {
  ...RULES,
  reference: 'below-crest',
  thresholds: [
    { level: 3, value: 1.5 },
    { level: 5, value: 0 },
  ],
};

/** Every ten minutes; text is a doubtful value. */
function readings(...values: (number | string | null)[]): Reading[] {
  return values.map((value, index) => ({
    atMs: index * 600_000,
    value: value === null ? null : Number(value),
    quality: value === null ? 'missing' : typeof value === 'string' ? 'doubtful' : 'good',
    resultTime: null,
    revision: 1,
  }));
}

const level = (rules: Rules, ...values: (number | string | null)[]): unknown =>
  deriveLevel(readings(...values), rules).level;

describe('a level', () => {
  it('is reached at its threshold, the highest that is', () => {
    expect(level(RULES, 1.99)).toBe(0);
    expect(level(RULES, 2)).toBe(2);
    expect(level(RULES, 9)).toBe(4);
  });

  it('is left only below its threshold less the hysteresis, step by step', () => {
    expect(level(RULES, 4, 3.6)).toBe(4);
    expect(level(RULES, 4, 3.5)).toBe(4);
    expect(level(RULES, 4, 3.4)).toBe(3);
    expect(level(RULES, 4, 2.6)).toBe(3);
    expect(level(RULES, 4, 1.6)).toBe(2);
    expect(level(RULES, 4, 1)).toBe(0);
  });

  it('is not reached by what is within the hysteresis from below', () => {
    expect(level(RULES, 1, 3.6)).toBe(3);
    expect(level(RULES, 3.6)).toBe(3);
  });

  it('rises at once after it fell', () => {
    expect(level(RULES, 4, 1, 4)).toBe(4);
  });

  it('is the other way round for metres below the crest', () => {
    expect(level(CREST, 3)).toBe(0);
    expect(level(CREST, 1.5)).toBe(3);
    expect(level(CREST, -0.2)).toBe(5);
    expect(level(CREST, 1.5, 1.9)).toBe(3);
    expect(level(CREST, 1.5, 2.1)).toBe(0);
  });

  it('stays as it was over a gap and over what is doubted', () => {
    expect(level(RULES, 4, null)).toBe(4);
    expect(level(RULES, 1, '9')).toBe(0);
  });

  it('is unknown without thresholds, readings or values', () => {
    expect(level({ ...RULES, thresholds: [] }, 9)).toBeNull();
    expect(level(RULES)).toBeNull();
    expect(level(RULES, null)).toBeNull();
  });
});

describe('a jump', () => {
  const rules = { ...RULES, maxChangePerMinute: 0.1 };

  it('is suspect and moves no level until it is confirmed', () => {
    expect(deriveLevel(readings(1, 9), rules)).toEqual({ level: 0, suspicion: 'spike' });
    expect(deriveLevel(readings(1, 9, 9.1), rules)).toEqual({ level: 4, suspicion: null });
  });

  it('that comes back was one', () => {
    expect(deriveLevel(readings(1, 9, 1.1), rules)).toEqual({ level: 0, suspicion: null });
    expect(deriveLevel(readings(1, 9, -9), rules)).toEqual({ level: 0, suspicion: 'spike' });
  });

  it('is none within the limit, or where there is none', () => {
    expect(deriveLevel(readings(1, 2), rules)).toEqual({ level: 2, suspicion: null });
    expect(deriveLevel(readings(1, 9), RULES)).toEqual({ level: 4, suspicion: null });
  });
});

describe('a stuck value', () => {
  const rules = { ...RULES, stuckAfterReadings: 3 };

  it('is the same so many times in a row', () => {
    expect(deriveLevel(readings(1, 2, 2, 2), rules).suspicion).toBe('stuck');
    expect(deriveLevel(readings(2, 2, null, 2), rules).suspicion).toBe('stuck');
  });

  it('is not one that changed, nor too few', () => {
    expect(deriveLevel(readings(2, 2, 2.01), rules).suspicion).toBeNull();
    expect(deriveLevel(readings(2, 2), rules).suspicion).toBeNull();
    expect(deriveLevel(readings(2, 2, 2, null), rules).suspicion).toBeNull();
    expect(deriveLevel(readings(2, 2, 2, 2), RULES).suspicion).toBeNull();
  });
});

it('what its source doubts is suspect', () => {
  expect(deriveLevel(readings(1, '1'), RULES).suspicion).toBe('doubtful');
});
