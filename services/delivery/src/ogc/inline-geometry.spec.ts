import { describe, expect, it } from '@jest/globals';
import type { FeatureV1, Geometry } from '@hinomi/contracts';
import { inlineGeometry } from './inline-geometry.js';

const ring = (x: number): [number, number][] => [
  [x, 0],
  [x + 1, 0],
  [x + 1, 1],
  [x, 0],
];
const SHAPES: Readonly<Record<string, Geometry>> = {
  one: { type: 'Polygon', coordinates: [ring(0)] },
  islands: { type: 'MultiPolygon', coordinates: [[ring(5)], [ring(8)]] },
  coast: { type: 'LineString', coordinates: ring(20) },
  coasts: { type: 'MultiLineString', coordinates: [ring(30), ring(40)] },
  summit: { type: 'Point', coordinates: [1, 2] },
  summits: { type: 'MultiPoint', coordinates: [[3, 4]] },
};
const boundaries = { shape: (edition: string, code: string) => (edition === 'e' && SHAPES[code]) || null };
const of = (...codes: string[]): Pick<FeatureV1, 'geometry' | 'area'> => ({
  geometry: null,
  area: { edition: 'e', codes, names: codes, approximate: false },
});

describe('the geometry of a feature with codes', () => {
  it.each([
    [['one'], SHAPES['one']],
    [['one', 'islands'], { type: 'MultiPolygon', coordinates: [[ring(0)], [ring(5)], [ring(8)]] }],
    [['coast', 'coasts'], { type: 'MultiLineString', coordinates: [ring(20), ring(30), ring(40)] }],
    [
      ['summit', 'summits'],
      {
        type: 'MultiPoint',
        coordinates: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    [['coast', 'one', 'summit', 'islands'], { type: 'MultiPolygon', coordinates: [[ring(0)], [ring(5)], [ring(8)]] }],
    [['unknown', 'one'], SHAPES['one']],
    [['unknown'], null],
    [[], null],
  ])('of %j is their shapes as one', (codes, geometry) => {
    expect(inlineGeometry(of(...codes), boundaries)).toEqual(geometry);
  });

  it('is its own where it has one, and nothing where it has no place', () => {
    const own = SHAPES['summit']!;
    expect(inlineGeometry({ ...of('one'), geometry: own }, boundaries)).toBe(own);
    expect(inlineGeometry({ geometry: null, area: null }, boundaries)).toBeNull();
  });
});
