import { describe, expect, it } from '@jest/globals';
import type { LngLat } from '@hinomi/contracts';
import { areaSquareMeters, areaText, lengthMeters, lengthText } from './measure.js';

describe('what is measured on the map', () => {
  it('is as long as a degree is, and shorter away from the equator', () => {
    expect(lengthMeters([[0, 0], [1, 0]])).toBeCloseTo(111_195, 0); // prettier-ignore
    expect(lengthMeters([[136, 60], [137, 60]]) / lengthMeters([[136, 0], [137, 0]])).toBeCloseTo(0.5, 3); // prettier-ignore
    expect(lengthMeters([[0, 0], [0, 1], [0, 0]])).toBeCloseTo(2 * 111_195, 0); // prettier-ignore
    expect([lengthMeters([]), lengthMeters([[1, 1]])]).toEqual([0, 0]);
  });

  it('is as large whichever way round, open or closed', () => {
    const corners: LngLat[] = [
      [136.9, 37],
      [136.91, 37],
      [136.91, 37.01],
      [136.9, 37.01],
    ];
    const area = areaSquareMeters(corners);
    // 0.01° of longitude at 37.005° is 888 m, of latitude 1,112 m.
    expect(area / (888.04 * 1111.95)).toBeCloseTo(1, 3);
    expect(areaSquareMeters([...corners].reverse())).toBeCloseTo(area, 3);
    expect(areaSquareMeters([...corners, corners[0]!])).toBeCloseTo(area, 3);
    expect(areaSquareMeters(corners.slice(0, 2))).toBe(0);
  });

  it('is told in the units people use', () => {
    expect([850.4, 1250, 24_680, 123_456].map(lengthText)).toEqual(['850 m', '1.25 km', '24.7 km', '123 km']);
    expect([400, 34_000, 1_250_000].map(areaText)).toEqual(['400 m²', '3.40 ha', '1.25 km²']);
  });
});
