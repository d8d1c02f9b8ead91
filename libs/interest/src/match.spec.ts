import { describe, expect, it } from '@jest/globals';
import type { InterestV1 } from '@hinomi/contracts';
import { boundsIntersect, type Bounds } from '@hinomi/geo';
import fc from 'fast-check';
import { matches, boxesOf, type Matchable } from './match.js';

const NOTO: Bounds = [136.6, 36.9, 137.4, 37.6];
const feature = (over: Partial<Matchable> = {}): Matchable => ({ layer: 'earthquake', severity: 3, ...over });
const at = (bounds: Bounds | null) => (): Bounds | null => bounds;
const interest = (over: Partial<InterestV1> = {}): InterestV1 => ({ exercise: false, ...over });

describe('matches', () => {
  it('hears everything when the interest names nothing', () => {
    expect(matches(interest(), feature({ severity: 0 }), at(NOTO))).toBe(true);
  });

  it('hears only its layers', () => {
    expect(matches(interest({ layers: ['earthquake', 'alert'] }), feature(), at(NOTO))).toBe(true);
    expect(matches(interest({ layers: ['tsunami'] }), feature(), at(NOTO))).toBe(false);
    expect(matches(interest({ layers: [] }), feature(), at(NOTO))).toBe(false);
  });

  it('hears its minimum severity and more', () => {
    expect(matches(interest({ minSeverity: 3 }), feature(), at(NOTO))).toBe(true);
    expect(matches(interest({ minSeverity: 4 }), feature(), at(NOTO))).toBe(false);
  });

  it('hears of a layer from its own minimum on, below or above the one for all', () => {
    const open = interest({ minSeverity: 2, minSeverityOf: { shelter: 1, earthquake: 4 } });
    const heard = (layer: Matchable['layer'], severity: Matchable['severity']): boolean =>
      matches(open, feature({ layer, severity }), at(NOTO));
    expect([heard('shelter', 0), heard('shelter', 1)]).toEqual([false, true]);
    expect([heard('earthquake', 3), heard('earthquake', 4)]).toEqual([false, true]);
    expect([heard('tsunami', 1), heard('tsunami', 2)]).toEqual([false, true]);
  });

  it('hears what touches its box, an edge included', () => {
    expect(matches(interest({ bbox: [137.4, 36, 140, 38] }), feature(), at(NOTO))).toBe(true);
    expect(matches(interest({ bbox: [138, 36, 140, 38] }), feature(), at(NOTO))).toBe(false);
  });

  it('hears a feature without a place, whatever the box', () => {
    expect(matches(interest({ bbox: [0, 0, 1, 1] }), feature(), at(null))).toBe(true);
  });

  it('does not ask for the place when the layer already decides', () => {
    const never = (): Bounds | null => {
      throw new Error('asked');
    };
    expect(matches(interest({ layers: ['tsunami'], bbox: [0, 0, 1, 1] }), feature(), never)).toBe(false);
  });
});

describe('boxesOf', () => {
  it('splits a box over the antimeridian', () => {
    expect(boxesOf([170, -10, -170, 10])).toEqual([
      [170, -10, 180, 10],
      [-180, -10, -170, 10],
    ]);
  });

  it('takes the world for any box as wide as the world', () => {
    expect(boxesOf([-500, -10, 500, 10])).toEqual([[-180, -10, 180, 10]]);
  });

  it('means the same points however far the map was panned around', () => {
    const lng = fc.integer({ min: -179, max: 179 });
    fc.assert(
      fc.property(
        lng,
        fc.integer({ min: 0, max: 359 }),
        fc.integer({ min: -2, max: 2 }),
        lng,
        (west, wide, turns, x) => {
          const inside = (((x - west) % 360) + 360) % 360 <= wide;
          const point: Bounds = [x, 0, x, 0];
          const boxes = boxesOf([west + 360 * turns, -1, west + wide + 360 * turns, 1]);
          expect(boxes.some((box) => boundsIntersect(box, point))).toBe(inside);
        },
      ),
    );
  });
});
