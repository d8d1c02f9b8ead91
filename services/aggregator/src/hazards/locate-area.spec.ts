import { describe, expect, it } from '@jest/globals';
import { locateArea } from './locate-area.js';

const EXACT = { edition: 'jma-city@2026', approximate: false, derivedCodes: ['1720500'] };

describe('locateArea', () => {
  it('names each code once, sorted, with the municipalities it touches', () => {
    const place = locateArea(EXACT, 'jma-city', [
      { code: '1720400', name: '輪島市' },
      { code: '1720100', name: '金沢市' },
      { code: '1720400', name: '輪島市' },
    ]);
    expect(place).toEqual({
      area: {
        edition: 'jma-city@2026',
        codes: ['1720100', '1720400'],
        names: ['金沢市', '輪島市'],
        approximate: false,
      },
      areaCodes: ['17', '17201', '17204'],
    });
  });

  it('says approximate when one of its shapes is', () => {
    const place = (codes: string[]) =>
      locateArea(
        EXACT,
        'jma-city',
        codes.map((code) => ({ code, name: '' })),
      );
    expect(place(['1720500', '1720400'])?.area.approximate).toBe(true);
    expect(place(['1720400'])?.area.approximate).toBe(false);
  });

  it('is nowhere without codes', () => {
    expect(locateArea(EXACT, 'jma-city', [])).toBeNull();
  });
});
