import { describe, expect, it } from '@jest/globals';
import type { FeatureV1, Instant } from '@hinomi/contracts';
import { placeOfGeometry } from '@hinomi/interest';
import { pictureFeature } from '@hinomi/testing';
import { deriveExtents } from './derive-extents.js';

const day = (date: number): Instant => `2026-11-${date}T00:00:00.000Z` as Instant;

function item(lngLat: [number, number] | null, from: number, to: number | null, over: Partial<FeatureV1> = {}) {
  const valid = { from: day(from), to: to === null ? null : day(to) };
  const place = lngLat && placeOfGeometry({ type: 'Point', coordinates: lngLat });
  return { feature: pictureFeature({ valid, ...over }), place };
}

describe('the extents of the collections', () => {
  it('reach around every feature, in space and time', () => {
    const extents = deriveExtents([item([10, 50], 12, 13), item(null, 11, 20), item([-5, 60], 14, 15)]);
    expect(extents.get('earthquake')).toEqual({ bbox: [-5, 50, 10, 60], interval: [day(11), day(20)] });
  });

  it('have no end while a feature has none, and no box while no place is known', () => {
    const open = deriveExtents([item(null, 12, null), item(null, 11, 20)]);
    expect(open.get('earthquake')).toEqual({ bbox: null, interval: [day(11), null] });
  });

  it('are of each layer for itself, and of none without features', () => {
    const extents = deriveExtents([item([1, 1], 12, 13), item([2, 2], 12, 13, { layer: 'shelter' })]);
    expect([...extents.keys()]).toEqual(['earthquake', 'shelter']);
    expect(extents.get('shelter')?.bbox).toEqual([2, 2, 2, 2]);
  });
});
