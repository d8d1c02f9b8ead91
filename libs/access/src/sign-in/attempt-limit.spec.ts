import { describe, expect, it } from '@jest/globals';
import { AttemptLimit } from './attempt-limit.js';

function limit(free = 3, secondsPerAttempt = 10) {
  let now = 1_000_000;
  const it = new AttemptLimit({ free, secondsPerAttempt }, () => now);
  return { it, pass: (seconds: number) => (now += seconds * 1000) };
}

describe('AttemptLimit', () => {
  it('lets the first attempts be, and then makes wait', () => {
    const { it: attempts } = limit();
    const waits = [1, 2, 3, 4].map(() => {
      const wait = attempts.secondsToWait('a');
      if (wait === 0) attempts.note('a');
      return wait;
    });
    expect(waits).toEqual([0, 0, 0, 10]);
  });

  it('gives one attempt back for each stretch of time', () => {
    const { it: attempts, pass } = limit();
    for (let n = 0; n < 3; n++) attempts.note('a');
    pass(4);
    expect(attempts.secondsToWait('a')).toBe(6);
    pass(6);
    expect(attempts.secondsToWait('a')).toBe(0);
    attempts.note('a');
    expect(attempts.secondsToWait('a')).toBe(10);
  });

  it('is not misled by a wall clock that is set back', () => {
    const attempts = new AttemptLimit({ free: 1, secondsPerAttempt: 10 });
    attempts.note('a');
    const wallClock = Date.now;
    try {
      Date.now = () => wallClock() - 86_400_000;
      attempts.note('a');
      expect(attempts.secondsToWait('a')).toBeLessThanOrEqual(20);
    } finally {
      Date.now = wallClock;
    }
  });

  it('costs a right attempt nothing, and the others nothing', () => {
    const { it: attempts } = limit();
    for (let n = 0; n < 9; n++) {
      attempts.note('a');
      attempts.forgive('a');
    }
    expect([attempts.secondsToWait('a'), attempts.secondsToWait('b')]).toEqual([0, 0]);
  });
});
