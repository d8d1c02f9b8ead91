import { describe, expect, it } from '@jest/globals';
import { decideReconnect } from './decide-reconnect.js';

describe('decideReconnect', () => {
  it('is soon after a connection that lasted, and doubles with every failure up to five minutes', () => {
    expect([0, 1, 2, 3, 30].map((failures) => decideReconnect(failures, 1))).toEqual([
      2_000, 2_000, 4_000, 8_000, 300_000,
    ]);
  });

  it('is spread over half of it', () => {
    expect([0, 0.5, 1].map((random) => decideReconnect(3, random))).toEqual([4_000, 6_000, 8_000]);
  });

  it('is patient when asked, not for ever', () => {
    expect(decideReconnect(1, 1, 90_000)).toBe(90_000);
    expect(decideReconnect(1, 1, 10)).toBe(2_000);
    expect(decideReconnect(1, 1, 86_400_000)).toBe(30 * 60_000);
  });
});
