import { describe, expect, it } from '@jest/globals';
import type { FeatureV1 } from '@hinomi/contracts';
import { nearThings } from './near-things.js';
import type { ThingFeature } from './thing-feature.js';

const thing = (id: string, lng: number, over: object = {}): FeatureV1 =>
  ({
    id,
    layer: 'shelter',
    geometry: { type: 'Point', coordinates: [lng, 37] },
    properties: { type: 'thing' },
    ...over,
  }) as unknown as FeatureV1;

describe('nearThings', () => {
  it('finds what is of the same layer and close, the nearest first', () => {
    const own = thing('own', 136.9) as ThingFeature;
    const others = [
      own,
      thing('far', 136.91),
      thing('second', 136.902),
      thing('first', 136.9001),
      thing('road', 136.9, { layer: 'road' }),
      thing('hazard', 136.9, { properties: { type: 'earthquake' } }),
      thing('nowhere', 136.9, { geometry: null }),
    ];
    const near = nearThings(own, new Map(others.map((each) => [each.id, each])));
    expect(near.map(({ thing: { id } }) => id)).toEqual(['first', 'second']);
    expect(near[0]?.meters).toBeCloseTo(8.9, 0);
    expect(nearThings({ ...own, geometry: null }, new Map())).toEqual([]);
  });
});
