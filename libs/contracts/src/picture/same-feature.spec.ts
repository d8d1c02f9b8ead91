import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { canonicalFeature, type FeatureV1 } from './feature.v1.js';
import { isSameFeature } from './same-feature.js';
import sample from './feature.v1.sample.json' with { type: 'json' };

const feature = sample as unknown as FeatureV1;
const given = (over: object): FeatureV1 => ({ ...feature, ...over });

/** Few words and numbers, so that equal ones come up often. */
const scalar = fc.constantFrom<unknown>('a', 'b', 0, -0, 1, 0.1 + 0.2, 0.3, Number.NaN, true, null, undefined, '');
const value = fc.letrec((tie) => ({
  any: fc.oneof({ depthSize: 'small' }, scalar, tie('list'), tie('object')),
  list: fc.array(tie('any'), { maxLength: 3 }),
  object: fc.dictionary(fc.constantFrom('x', 'y', 'z', '1', '2'), tie('any'), { maxKeys: 3 }),
})).any;
const degrees = fc.constantFrom(139.5, 139.50000001, 139.5000001, -0, 0);

describe('two features', () => {
  it('are the same when their canonical text is', () => {
    const some = fc.record({
      properties: value,
      conflicts: fc.array(value, { maxLength: 2 }),
      geometry: fc.option(fc.record({ type: fc.constant('Point'), coordinates: fc.tuple(degrees, degrees) })),
      version: fc.nat(2),
    });
    fc.assert(
      fc.property(some, some, (a, b) => {
        const [one, other] = [given(a), given(b)];
        expect(isSameFeature(one, other)).toBe(canonicalFeature(one) === canonicalFeature(other));
        expect(isSameFeature(one, structuredClone(one))).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are the same whatever their version and when they were recorded', () => {
    expect(isSameFeature(feature, given({ version: 9, recordedAt: '2030-01-01T00:00:00.000Z' }))).toBe(true);
  });

  it('differ by one value deep inside', () => {
    const told = (value: number): FeatureV1 => given({ properties: { a: [{ b: { value } }] } });
    expect(isSameFeature(told(1), told(2))).toBe(false);
    expect(isSameFeature(told(1), told(1))).toBe(true);
  });
});
