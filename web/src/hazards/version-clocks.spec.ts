import { describe, expect, it } from '@jest/globals';
import { toGeoJson, type FeatureVersion, type Instant } from '@hinomi/contracts';
import { warning } from './test-feature.suite.js';
import { versionClocks } from './version-clocks.js';

const at = (hour: number): Instant => `2026-06-01T0${hour}:00:00.000Z` as Instant;
const version = (
  known: [number, number | null],
  valid: [number, number | null],
  gone?: number | null,
): FeatureVersion => ({
  knownFrom: at(known[0]),
  knownTo: known[1] === null ? null : at(known[1]),
  removed: gone !== undefined,
  goneFrom: gone === undefined || gone === null ? null : at(gone),
  feature: toGeoJson(warning({ id: 'a', valid: { from: at(valid[0]), to: valid[1] === null ? null : at(valid[1]) } })),
});
const valid = (...versions: FeatureVersion[]): unknown[] =>
  versions.map((_, index) => {
    const stretch = versionClocks(versions, index)?.valid;
    return stretch ? [stretch.from, stretch.to] : null;
  });

describe('the two clocks of a version', () => {
  it('are until something else was known, and until something else was so', () => {
    const versions = [version([1, 3], [1, null]), version([3, null], [2, 5])];
    expect(versionClocks(versions, 0)).toEqual({
      known: { from: at(1), to: at(3) },
      valid: { from: at(1), to: at(2) },
    });
    expect(versionClocks(versions, 1)).toEqual({ known: { from: at(3), to: null }, valid: { from: at(2), to: at(5) } });
  });

  it('say that a version was never so when a later one corrects it from its beginning on', () => {
    expect(valid(version([1, 3], [2, null]), version([3, null], [2, null]))).toEqual([null, [at(2), null]]);
  });

  it('end when the feature was gone, which may be long before the hub knew', () => {
    expect(valid(version([1, 2], [1, null]), version([2, 6], [2, null], 4))).toEqual([
      [at(1), at(2)],
      [at(2), at(4)],
    ]);
    expect(valid(version([1, 6], [1, null], null))).toEqual([[at(1), at(6)]]);
  });

  it('are none of a version that is not there', () => {
    expect(versionClocks([], 0)).toBeNull();
  });
});
