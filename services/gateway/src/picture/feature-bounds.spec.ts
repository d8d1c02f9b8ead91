import { describe, expect, it } from '@jest/globals';
import type { Bounds } from '@hinomi/geo';
import { featureBounds } from './feature-bounds.js';
import { feature } from './samples.suite.js';

const BOXES: Record<string, Bounds> = { a: [1, 1, 2, 2], b: [5, 0, 6, 1] };
const boundaries = { bounds: (_edition: string, code: string): Bounds | null => BOXES[code] ?? null };
const inAreas = (...codes: string[]) =>
  feature({ geometry: null, area: { edition: 'e', codes, names: codes, approximate: false } });

describe('featureBounds', () => {
  it('takes the geometry', () => {
    expect(featureBounds(boundaries, feature())).toEqual([137.2, 37.5, 137.2, 37.5]);
  });

  it('takes the areas together', () => {
    expect(featureBounds(boundaries, inAreas('a', 'b'))).toEqual([1, 0, 6, 2]);
  });

  it('does not know the place when there is none, or one area has no shape', () => {
    expect(featureBounds(boundaries, feature({ geometry: null }))).toBeNull();
    expect(featureBounds(boundaries, inAreas())).toBeNull();
    expect(featureBounds(boundaries, inAreas('a', 'lost'))).toBeNull();
  });
});
