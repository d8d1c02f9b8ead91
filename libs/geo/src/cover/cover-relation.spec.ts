import { beforeEach, describe, expect, it } from '@jest/globals';
import type { LngLat } from '@hinomi/contracts';
import fc from 'fast-check';
import { CoverRelation } from './cover-relation.js';
import { asText, Recomputed, sequences } from './cover-sequence.suite.js';
import { coversExactly } from './exact-cover.suite.js';
import { PreparedArea } from './prepared-area.js';

const ROUNDS = Number(process.env['HINOMI_ROUNDS'] ?? 10);
const box = (west: number, south: number, east: number, north: number): PreparedArea =>
  new PreparedArea({
    type: 'Polygon',
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  });
const WEST = box(130, 30, 131, 31);
const EAST = box(131, 30, 132, 31);
const NOTHING = { entered: [], left: [] };

describe('the cover relation', () => {
  let relation: CoverRelation;
  beforeEach(() => {
    relation = new CoverRelation();
    relation.setPoint('school', [130.5, 30.5]);
    relation.setPoint('border', [131, 30.5]);
    relation.setPoint('far', [140, 40]);
  });

  it('says which points a new area covers, an edge counting, and which are left when it is gone', () => {
    expect(asText(relation.setArea('flood', WEST))).toEqual({ entered: ['border flood', 'school flood'], left: [] });
    expect([relation.pointsIn('flood').sort(), relation.areasOver('school')]).toEqual([
      ['border', 'school'],
      ['flood'],
    ]);
    expect(asText(relation.setArea('flood', null))).toEqual({ entered: [], left: ['border flood', 'school flood'] });
    expect([relation.pointsIn('flood'), relation.areasOver('school')]).toEqual([[], []]);
  });

  it('says only what differs when an area is replaced, grows or shrinks', () => {
    relation.setArea('flood', WEST);
    expect(asText(relation.setArea('flood', EAST))).toEqual({ entered: [], left: ['school flood'] });
    expect(asText(relation.setArea('flood', [EAST, WEST]))).toEqual({ entered: ['school flood'], left: [] });
    expect(asText(relation.setArea('flood', [WEST]))).toEqual(NOTHING);
    expect(asText(relation.setArea('flood', []))).toEqual({ entered: [], left: ['border flood', 'school flood'] });
  });

  it('says which areas a point entered and left', () => {
    relation.setArea('flood', [WEST]);
    relation.setArea('quake', [WEST, EAST]);
    expect(asText(relation.setPoint('school', [131.5, 30.5]))).toEqual({ entered: [], left: ['school flood'] });
    expect(asText(relation.setPoint('far', [130, 30]))).toEqual({ entered: ['far flood', 'far quake'], left: [] });
    expect(asText(relation.setPoint('far', null))).toEqual({ entered: [], left: ['far flood', 'far quake'] });
    expect(relation.areasOver('far')).toEqual([]);
  });

  it('stays quiet when the same is said again, and about what it does not hold', () => {
    relation.setArea('flood', WEST);
    expect(relation.setArea('flood', WEST)).toEqual(NOTHING);
    expect(relation.setArea('flood', box(130, 30, 131, 31))).toEqual(NOTHING);
    expect(relation.setPoint('school', [130.5, 30.5])).toEqual(NOTHING);
    expect(relation.setPoint('school', [130.6, 30.5])).toEqual(NOTHING);
    expect(relation.setPoint('unknown', null)).toEqual(NOTHING);
    expect(relation.setArea('unknown', null)).toEqual(NOTHING);
    expect([relation.pointsIn('unknown'), relation.areasOver('unknown')]).toEqual([[], []]);
  });

  it('refuses what is no position, and keeps what it had', () => {
    relation.setArea('flood', WEST);
    expect(() => relation.setPoint('school', [Number.NaN, 30])).toThrow(/no position/);
    expect(() => relation.setPoint('new', [130, Infinity])).toThrow(/no position/);
    expect([relation.areasOver('school'), relation.areasOver('new')]).toEqual([['flood'], []]);
  });

  it('takes an area that is nowhere', () => {
    const nowhere = new PreparedArea({ type: 'MultiPolygon', coordinates: [] });
    expect(relation.setArea('bulletin', [nowhere])).toEqual(NOTHING);
    expect(relation.setArea('bulletin', [nowhere, WEST]).entered).toHaveLength(2);
    expect(relation.setArea('bulletin', null).left).toHaveLength(2);
  });

  it('looks at no point outside of what a change gained or lost, nor by shapes that no area has any more', () => {
    const asked: LngLat[] = [];
    class Watched extends PreparedArea {
      override covers(lngLat: LngLat): boolean {
        asked.push(lngLat);
        return super.covers(lngLat);
      }
    }
    const east = new Watched({ type: 'Point', coordinates: [131, 30.5] });
    relation.setArea('quake', [WEST]);
    relation.setArea('quake', [WEST, east]);
    expect(asked).toEqual([[131, 30.5]]);
    relation.setArea('flood', [east]);
    relation.setArea('quake', [east]);
    relation.setPoint('far', [141, 40]);
    expect(asked).toHaveLength(1);
    relation.setArea('flood', null);
    relation.setArea('quake', null);
    relation.setPoint('far', [131, 30.5]);
    expect(asked).toHaveLength(1);
  });

  it('equals what is worked out anew, after every step of any sequence', () => {
    const property = fc.property(sequences(), ({ pool, steps }) => {
      const prepared = pool.map((geometry) => new PreparedArea(geometry));
      const known = new Map<string, boolean>();
      const recomputed = new Recomputed((shape, lngLat) => {
        const key = `${shape} ${lngLat.join()}`;
        const covered = known.get(key) ?? coversExactly(pool[shape]!, lngLat);
        known.set(key, covered);
        return covered;
      });
      const live = new CoverRelation();
      for (const step of steps) {
        const change =
          'point' in step
            ? live.setPoint(step.point, step.lngLat)
            : live.setArea(step.area, step.shapes?.map((shape) => prepared[shape]!) ?? null);
        const expected = recomputed.take(step);
        const pairs = recomputed.all();
        const byArea = [...recomputed.areas.keys()].flatMap((area) =>
          live.pointsIn(area).map((point) => `${point} ${area}`),
        );
        const byPoint = [...recomputed.points.keys()].flatMap((point) =>
          live.areasOver(point).map((area) => `${point} ${area}`),
        );
        expect([asText(change), byArea.sort(), byPoint.sort()]).toEqual([expected, pairs, pairs]);
      }
    });
    fc.assert(property, { numRuns: 15 * ROUNDS });
  }, 1_800_000);
});
