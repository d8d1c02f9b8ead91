import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ProcessSchedule } from './flush-schedule.js';

describe('the schedule of urgent deltas (D9)', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  /** A schedule on the test's clock, and a flush that takes some of it. */
  function world() {
    let now = 0;
    const done: number[] = [];
    const schedule = new ProcessSchedule(() => now);
    const flushTaking = (millis: number) => () => {
      now += millis;
      done.push(now);
    };
    const pass = (millis: number): void => {
      now += millis;
      jest.advanceTimersByTime(millis);
    };
    return { schedule, done, flushTaking, pass };
  }

  it('sends at once what comes alone', () => {
    const { schedule, done, flushTaking, pass } = world();
    schedule.soon(flushTaking(20));
    pass(0);
    expect(done).toEqual([20]);
    pass(1_000);
    schedule.soon(flushTaking(20));
    pass(0);
    expect(done).toEqual([20, 1_040]);
  });

  it('rests after a flush as long as it took, so that a flood gathers into one delta', () => {
    const { schedule, done, flushTaking, pass } = world();
    schedule.soon(flushTaking(20));
    pass(0);
    schedule.soon(flushTaking(20));
    pass(19);
    expect(done).toEqual([20]);
    pass(1);
    expect(done).toEqual([20, 60]);
  });

  it('does not rest after a flush that took no time', () => {
    const { schedule, done, flushTaking, pass } = world();
    for (const _ of [1, 2, 3]) {
      schedule.soon(flushTaking(0));
      pass(0);
    }
    expect(done).toHaveLength(3);
  });
});
