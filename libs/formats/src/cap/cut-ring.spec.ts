import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { LngLat } from '@hinomi/contracts';
import { cutRing } from './cut-ring.js';

const box = (west: number, south: number, east: number, north: number): LngLat[] => [
  [west, south],
  [east, south],
  [east, north],
  [west, north],
  [west, south],
];

function area(ring: readonly LngLat[]): number {
  return ring.reduce((sum, [lng, lat], index) => {
    const [nextLng, nextLat] = ring[index + 1] ?? [lng, lat];
    return sum + (lng * nextLat - nextLng * lat) / 2;
  }, 0);
}

describe('cutRing', () => {
  it('turns a clockwise ring and leaves any other as it is', () => {
    expect(cutRing(box(1, 2, 3, 4))).toEqual([box(1, 2, 3, 4)]);
    expect(cutRing(box(1, 2, 3, 4).reverse()).map(area)).toEqual([4]);
  });

  it('cuts a ring that jumps over the antimeridian', () => {
    const ring: LngLat[] = [
      [179, 0],
      [-179, 0],
      [-179, 10],
      [179, 10],
      [179, 0],
    ];
    expect(cutRing(ring).map(area)).toEqual([10, 10]);
  });

  it('leaves a box around the world and a ring around a pole alone', () => {
    expect(cutRing(box(-180, -90, 180, 90))).toEqual([box(-180, -90, 180, 90)]);
    const pole: LngLat[] = [
      [0, 80],
      [120, 80],
      [-120, 80],
      [0, 80],
    ];
    expect(cutRing(pole)).toHaveLength(1);
  });

  it('keeps every part within ±180, closed, counter-clockwise, and the area whole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -350, max: 340 }),
        fc.integer({ min: 1, max: 19 }),
        fc.integer({ min: -80, max: 79 }),
        fc.boolean(),
        (west, width, south, clockwise) => {
          const ring = box(west, south, west + width, south + 1);
          const parts = cutRing(clockwise ? ring.reverse() : ring);
          for (const part of parts) {
            expect(part[0]).toEqual(part.at(-1));
            expect(part.every(([lng]) => lng >= -180 && lng <= 180)).toBe(true);
            expect(area(part)).toBeGreaterThan(0);
          }
          expect(parts.reduce((sum, part) => sum + area(part), 0)).toBeCloseTo(width, 9);
        },
      ),
    );
  });
});
