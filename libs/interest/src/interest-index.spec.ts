import { describe, expect, it } from '@jest/globals';
import type { InterestV1, PolygonGeometry } from '@hinomi/contracts';
import fc from 'fast-check';
import { InterestIndex } from './interest-index.js';
import { matches, type Matchable } from './match.js';
import { placeOfGeometry } from './place.js';

const lng = fc.integer({ min: -180, max: 180 });
const lat = fc.integer({ min: -80, max: 80 });
const code = fc.constantFrom('17', '17204', '17202', '43', '43203', '43101', '43100', '01101');
const triangle = fc.tuple(lng, lat, fc.integer({ min: 1, max: 40 })).map(([west, south, size]): PolygonGeometry => {
  const [east, north] = [Math.min(west + size, 181), south + size];
  return {
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [west, north],
        [west, south],
      ],
    ],
  };
});
const area = fc
  .record({
    codes: fc.option(fc.array(code, { maxLength: 3 }), { nil: undefined }),
    polygon: fc.option(triangle, { nil: undefined }),
  })
  .filter(({ codes, polygon }) => codes !== undefined || polygon !== undefined);
const bbox = fc
  .tuple(lng, lat, lng, lat)
  .map(([west, a, east, b]) => [west, Math.min(a, b), east, Math.max(a, b)] as const);
const interest = fc
  .record({ bbox: fc.option(bbox, { nil: undefined }), area: fc.option(area, { nil: undefined }) })
  .map((parts) => ({ exercise: false, ...parts }) as InterestV1);
const feature = fc
  .array(code, { maxLength: 3 })
  .map((areaCodes): Matchable => ({ layer: 'earthquake', severity: 3, areaCodes }));
const place = fc.option(
  fc.oneof(
    fc.tuple(lng, lat).map(([x, y]) => placeOfGeometry({ type: 'Point', coordinates: [x, y] })),
    triangle.map((polygon) => placeOfGeometry(polygon)),
  ),
);

describe('an index of interests', () => {
  it('never leaves out an interest that matches', () => {
    fc.assert(
      fc.property(fc.array(interest, { maxLength: 12 }), feature, place, (interests, told, where) => {
        const index = new InterestIndex(interests.map((each, number) => [each, number] as const));
        const near = index.near(told, where);
        interests.forEach((each, number) => {
          if (matches(each, told, () => where)) expect(near).toContain(number);
        });
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves out who is elsewhere', () => {
    const box = (west: number): InterestV1 => ({ exercise: false, bbox: [west, 35, west + 1, 36] });
    const index = new InterestIndex<string>([
      [box(130), 'far'],
      [box(136), 'near'],
      [{ exercise: false, area: { codes: ['43203'] } }, 'other town'],
      [{ exercise: false, area: { codes: ['17204'] } }, 'town'],
      [{ exercise: false }, 'everything'],
    ]);
    const at = placeOfGeometry({ type: 'Point', coordinates: [136.5, 35.5] });
    expect([...index.near({ areaCodes: ['17204'] }, at)].sort()).toEqual(['everything', 'near', 'town']);
  });
});
