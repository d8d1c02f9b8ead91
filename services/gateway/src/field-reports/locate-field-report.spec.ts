import { describe, expect, it } from '@jest/globals';
import type { LngLat } from '@hinomi/contracts';
import { municipalityOf, positionsToAsk } from './locate-field-report.js';

describe('the place of a field report', () => {
  it('is asked by the middle of a line or an area first', () => {
    const line: LngLat[] = [
      [136, 37],
      [136.1, 37],
      [136.2, 37],
    ];
    expect(positionsToAsk({ type: 'Point', coordinates: [136, 37] })).toEqual([[136, 37]]);
    expect(positionsToAsk({ type: 'LineString', coordinates: line })[0]).toEqual([136.1, 37]);
    const ring: LngLat[] = [
      [136, 37],
      [138, 37],
      [138, 39],
      [136, 37],
    ];
    expect(positionsToAsk({ type: 'Polygon', coordinates: [ring] })[0]).toEqual([137, 38]);
  });

  it('of a long line is asked at some of its positions only', () => {
    const line = Array.from({ length: 5_000 }, (_, step): LngLat => [136 + step / 10_000, 37]);
    const asked = positionsToAsk({ type: 'LineString', coordinates: line });
    expect(asked.length).toBeLessThanOrEqual(51);
  });

  it('is that of whoever enters it, where it crosses a border', () => {
    const found = ['17202', null, '17204'];
    expect(municipalityOf(found, () => true)).toBe('17202');
    expect(municipalityOf(found, (code) => code === '17204')).toBe('17204');
    expect(municipalityOf(found, () => false)).toBeNull();
    expect(municipalityOf([null, null], () => true)).toBeUndefined();
  });
});
