import { describe, expect, it } from '@jest/globals';
import type { Geometry } from '@hinomi/contracts';
import { PreparedArea, type Bounds } from '@hinomi/geo';
import { featurePlaces } from './feature-place.js';
import { pictureFeature as feature } from '@hinomi/testing';

const BOXES: Record<string, Bounds> = { a: [1, 1, 2, 2], b: [5, 0, 6, 1] };
const triangle = (...ring: [number, number][]): Geometry => ({ type: 'Polygon', coordinates: [ring] });
const SHAPES: Record<string, Geometry> = { a: triangle([1, 1], [2, 1], [1, 2], [1, 1]) };
const boundaries = {
  bounds: (_edition: string, code: string): Bounds | null => BOXES[code] ?? null,
  shape: (_edition: string, code: string): Geometry | null => SHAPES[code] ?? null,
};
const placeOf = featurePlaces(boundaries);
const inAreas = (...codes: string[]) =>
  feature({ geometry: null, area: { edition: 'e', codes, names: codes, approximate: false } });

describe('featurePlaces', () => {
  it('takes the geometry', () => {
    expect(placeOf(feature())?.bounds).toEqual([137.2, 37.5, 137.2, 37.5]);
  });

  it('takes the areas together', () => {
    expect(placeOf(inAreas('a', 'b'))?.bounds).toEqual([1, 0, 6, 2]);
  });

  it('does not know the place when there is none, or one area has no shape', () => {
    expect(placeOf(feature({ geometry: null }))).toBeNull();
    expect(placeOf(inAreas())).toBeNull();
    expect(placeOf(inAreas('a', 'lost'))).toBeNull();
  });

  it('meets an area with its shapes, not with their boxes or the box around them all', () => {
    const meets = (...ring: [number, number][]) =>
      placeOf(inAreas('a', 'b'))?.meets(new PreparedArea(triangle(...ring)));
    expect(meets([1.5, 1.5], [3, 1.5], [1.5, 3], [1.5, 1.5])).toBe(true);
    expect(meets([1.8, 1.8], [3, 1.8], [1.8, 3], [1.8, 1.8])).toBe(false);
    expect(meets([3, 0], [4, 0], [3, 1], [3, 0])).toBe(false);
  });

  it('meets an area with the box where there is no shape', () => {
    expect(placeOf(inAreas('b'))?.meets(new PreparedArea({ type: 'Point', coordinates: [5.5, 0.5] }))).toBe(true);
  });

  it('meets an area with a geometry, exactly', () => {
    expect(placeOf(feature())?.meets(new PreparedArea({ type: 'Point', coordinates: [137.2, 37.5] }))).toBe(true);
    expect(placeOf(feature())?.meets(new PreparedArea({ type: 'Point', coordinates: [137.2, 37.6] }))).toBe(false);
  });
});
