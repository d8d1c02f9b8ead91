import { describe, expect, it } from '@jest/globals';
import type { Geometry } from '@hinomi/contracts';
import { isInArea, type AreaLimit } from './in-area.js';

const NANAO: AreaLimit = {
  code: '17202',
  codes: ['17202'],
  name: '七尾市',
  en: 'Nanao',
  bounds: [136.8, 36.9, 137.1, 37.2],
  shape: { edition: 'e', code: '1720200' },
};
const ISHIKAWA: AreaLimit = { ...NANAO, code: '17', codes: ['17'], bounds: [136.2, 36.0, 137.4, 37.9] };
const SAPPORO: AreaLimit = { ...NANAO, code: '01100', codes: ['01100', '01101'] };
const point = (lng: number, lat: number): Geometry => ({ type: 'Point', coordinates: [lng, lat] });

describe('what concerns an area', () => {
  it.each([
    ['itself', ['17', '17202'], NANAO, true],
    ['one of several', ['17', '17202', '17204'], NANAO, true],
    ['its neighbour', ['17', '17204'], NANAO, false],
    ['its prefecture as a whole', ['17'], NANAO, true],
    ['another prefecture beside municipalities of its own', ['16', '17', '17204'], NANAO, false],
    ['another prefecture', ['16', '16201'], NANAO, false],
    ['a town of the prefecture', ['17', '17204'], ISHIKAWA, true],
    ['a ward of the city', ['01', '01101'], SAPPORO, true],
  ])('by codes: %s', (_, areaCodes, area, is) => {
    expect(isInArea({ areaCodes, geometry: point(0, 0) }, area)).toBe(is);
  });

  it('by position where there are no codes', () => {
    expect(isInArea({ areaCodes: [], geometry: point(137, 37) }, NANAO)).toBe(true);
    expect(isInArea({ areaCodes: [], geometry: point(139, 37) }, NANAO)).toBe(false);
    expect(
      isInArea(
        {
          areaCodes: [],
          geometry: {
            type: 'LineString',
            coordinates: [
              [136, 37],
              [138, 37],
            ],
          },
        },
        NANAO,
      ),
    ).toBe(true);
  });

  it('is everything that is told of no place', () => {
    expect(isInArea({ areaCodes: [], geometry: null }, NANAO)).toBe(true);
    expect(isInArea({ areaCodes: [], geometry: point(0, 0) }, { ...NANAO, bounds: null })).toBe(true);
  });
});
