import { describe, expect, it } from '@jest/globals';
import { NOT_LIVE_AFTER_MS } from '@hinomi/contracts';
import { CUT_GRACE_MS, liveState } from './live-state.js';

const facts = { confirmedAtMs: 100_000, cutAtMs: null, startedAtMs: 0 };

describe('whether the picture is live (D10)', () => {
  it('is live with its age while the hub is heard', () => {
    expect(liveState(facts, 103_000)).toEqual({ state: 'live', ageMs: 3_000 });
  });

  it('is not live when the hub was silent beyond the limit', () => {
    expect(liveState(facts, 100_001 + NOT_LIVE_AFTER_MS).state).toBe('not-live');
  });

  it('is not live when the line is cut, however young the picture', () => {
    expect(liveState({ ...facts, cutAtMs: 101_000 }, 101_001 + CUT_GRACE_MS).state).toBe('not-live');
  });

  it('stays quiet about a cut that heals at once', () => {
    expect(liveState({ ...facts, cutAtMs: 101_000 }, 102_000).state).toBe('live');
  });

  it('is starting before the first picture, and not live when that takes too long', () => {
    const never = { confirmedAtMs: null, cutAtMs: null, startedAtMs: 0 };
    expect(liveState(never, 1_000)).toEqual({ state: 'starting' });
    expect(liveState(never, NOT_LIVE_AFTER_MS + 1)).toEqual({ state: 'not-live', ageMs: null });
  });

  it('never shows a negative age after the clock of the device was set back', () => {
    expect(liveState(facts, 90_000)).toEqual({ state: 'live', ageMs: 0 });
  });
});
