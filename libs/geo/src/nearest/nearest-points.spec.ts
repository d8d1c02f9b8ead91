import { describe, expect, it } from '@jest/globals';
import type { LngLat } from '@hinomi/contracts';
import { distanceKm } from '../geometry/distance.js';
import { NearestPoints } from './nearest-points.js';

/** The same numbers each time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const all = { limit: 5, withinKm: 2_000, accept: () => true };

describe('the nearest points', () => {
  it('are those that one finds by measuring every one, while points come, move and go', () => {
    const random = randomFrom(7);
    const somewhere = (): LngLat => [128 + random() * 18, 26 + random() * 19];
    const index = new NearestPoints<number>();
    const plain = new Map<number, LngLat>();
    for (let round = 0; round < 12; round++) {
      for (let n = 0; n < 400; n++) {
        const key = Math.floor(random() * 3_000);
        if (random() < 0.25) {
          index.delete(key);
          plain.delete(key);
        } else {
          const lngLat = somewhere();
          index.set(key, lngLat);
          plain.set(key, lngLat);
        }
      }
      expect(index.size).toBe(plain.size);
      for (let question = 0; question < 8; question++) {
        const from = somewhere();
        const accept = (key: number): boolean => question % 2 === 0 || key % 7 === 0;
        const query = { limit: 1 + Math.floor(random() * 30), withinKm: 20 + random() * 600, accept };
        const measured = [...plain]
          .filter(([key]) => accept(key))
          .map(([key, lngLat]) => ({ key, km: distanceKm(from, lngLat) }))
          .filter(({ km }) => km <= query.withinKm)
          .sort((a, b) => a.km - b.km)
          .slice(0, query.limit);
        expect(index.nearest(from, query)).toEqual(measured);
      }
    }
  });

  it('are by the sphere where the map is stretched: a point to the east before one to the north', () => {
    const index = new NearestPoints<string>();
    index.set('north', [141, 45.1]);
    index.set('east', [141.14, 45]);
    expect(index.nearest([141, 45], { ...all, limit: 1 })[0]?.key).toBe('east');
    index.set('east', [141.1425, 45]);
    expect(index.nearest([141, 45], { ...all, limit: 1 })[0]?.key).toBe('north');
  });

  it('are none where none are, or none is asked for', () => {
    const index = new NearestPoints<string>();
    expect(index.nearest([137, 37], all)).toEqual([]);
    index.set('a', [137, 37]);
    expect(index.nearest([137, 37], { ...all, limit: 0 })).toEqual([]);
    expect(index.nearest([147, 37], { ...all, withinKm: 10 })).toEqual([]);
    index.delete('a');
    index.delete('a');
    expect(index.nearest([137, 37], all)).toEqual([]);
  });
});
