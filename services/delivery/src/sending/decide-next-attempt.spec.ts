import { describe, expect, it } from '@jest/globals';
import { decideNextAttempt, PAUSE_AFTER_MS, type FailedAttempt } from './decide-next-attempt.js';

const failed = (over: Partial<FailedAttempt> = {}): FailedAttempt => ({
  ...{ failures: 1, failingForMs: 0, status: 500, retryAfterMs: null, isRefused: false },
  ...over,
});

describe('after a failure', () => {
  it('the next attempt is soon at first, and every five minutes in the end', () => {
    const waits = [1, 2, 3, 4, 5, 50].map((failures) => decideNextAttempt(failed({ failures }), 0.5));
    expect(waits).toEqual([1, 5, 15, 60, 300, 300].map((seconds) => ({ wait: seconds * 1_000 })));
  });

  it('a fifth of the wait either way is chance', () => {
    expect([0, 1].map((chance) => decideNextAttempt(failed({ failures: 4 }), chance))).toEqual([
      { wait: 48_000 },
      { wait: 72_000 },
    ]);
  });

  it('an endpoint that names a time is waited for, an hour at most', () => {
    expect(decideNextAttempt(failed({ status: 429, retryAfterMs: 90_000 }), 0.5)).toEqual({ wait: 90_000 });
    expect(decideNextAttempt(failed({ status: 503, retryAfterMs: 1e9 }), 0.5)).toEqual({ wait: 3_600_000 });
  });

  it('there is none where it is gone, refused, or dead for days: it is paused', () => {
    for (const over of [{ status: 410 }, { isRefused: true }, { failingForMs: PAUSE_AFTER_MS }]) {
      expect(decideNextAttempt(failed(over), 0.5)).toEqual({ pause: expect.any(String) });
    }
  });
});
