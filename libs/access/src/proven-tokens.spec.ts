import { describe, expect, it } from '@jest/globals';
import { ProvenTokens } from './proven-tokens.js';

const ISSUER = 'https://hub.town.example';
const payload = { iss: ISSUER, sub: 'somebody', nbf: 1_000, exp: 2_000 };
const known = (most = 10): ProvenTokens => {
  const tokens = new ProvenTokens({ most });
  tokens.keep('a', payload, 1_000_000);
  return tokens;
};

describe('tokens that were proven', () => {
  it('are known while they may be used', () => {
    for (const seconds of [1_000, 1_999]) expect(known().find('a', ISSUER, seconds * 1_000)).toBe(payload);
  });

  it.each([
    ['before it begins', 999, ISSUER],
    ['once it has ended', 2_000, ISSUER],
    ['when the hub is another issuer now', 1_500, 'https://other.example'],
  ])('are proven anew %s', (_, seconds, issuer) => {
    const tokens = known();
    expect(tokens.find('a', issuer, seconds * 1_000)).toBeUndefined();
    expect(tokens.find('a', ISSUER, 1_500_000)).toBeUndefined();
  });

  it('are told apart by every letter, and no more of them are kept than fit', () => {
    const tokens = known(2);
    expect(tokens.find('A', ISSUER, 1_500_000)).toBeUndefined();
    tokens.keep('b', payload, 1_500_000);
    tokens.keep('c', payload, 1_500_000);
    expect(['a', 'b', 'c'].map((token) => tokens.find(token, ISSUER, 1_500_000))).toEqual([
      undefined,
      payload,
      payload,
    ]);
  });

  it('are believed no longer than it is said, where the keys are another’s', () => {
    const tokens = new ProvenTokens({ forMs: 60_000 });
    tokens.keep('a', payload, 1_000_000);
    expect(tokens.find('a', ISSUER, 1_059_999)).toBe(payload);
    expect(tokens.find('a', ISSUER, 1_060_000)).toBeUndefined();
  });
});
