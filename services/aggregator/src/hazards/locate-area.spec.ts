import { describe, expect, it } from '@jest/globals';
import { FlatBoundaries } from '@hinomi/testing';
import { locateArea } from './locate-area.js';

describe('locateArea', () => {
  it('names each code once, sorted, with the municipalities it touches', () => {
    const place = locateArea(new FlatBoundaries(), 'jma-city', [
      { code: '1720400', name: '輪島市' },
      { code: '1720100', name: '金沢市' },
      { code: '1720400', name: '輪島市' },
    ]);
    expect(place).toEqual({
      area: {
        edition: 'jma-city@flat-1',
        codes: ['1720100', '1720400'],
        names: ['金沢市', '輪島市'],
        approximate: false,
      },
      areaCodes: ['17', '17201', '17204'],
    });
  });

  it('says approximate when one of its shapes is', () => {
    const boundaries = Object.assign(new FlatBoundaries(), {
      isApproximate: (_edition: string, code: string) => code === '320',
    });
    const place = (codes: string[]) =>
      locateArea(
        boundaries,
        'jma-tsunami-coast',
        codes.map((code) => ({ code, name: '' })),
      );
    expect(place(['320', '340'])?.area.approximate).toBe(true);
    expect(place(['340'])?.area.approximate).toBe(false);
  });

  it('is nowhere without codes', () => {
    expect(locateArea(new FlatBoundaries(), 'jma-city', [])).toBeNull();
  });
});
