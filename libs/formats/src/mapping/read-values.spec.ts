import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { readMunicipality, readNumber, readPosition, readTime } from './read-values.js';

describe('values as municipal tables write them', () => {
  it.each([
    ['12', 12],
    ['１，２００人', 1200],
    ['約30 名', 30],
    ['9ｍ', 9],
    ['-3.5', -3.5],
    ['0', 0],
  ])('reads the number %s', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  it.each(['', '不明', '10～20', '3階9m', '1e9', '12 34', '0x10', '--1'])('takes %j for no number', (text) => {
    expect(readNumber(text)).toBeNull();
  });

  it.each([
    ['2026-04-14T13:50:02', '2026-04-14T04:50:02.000Z'],
    ['2026-04-14T13:50:02+00:00', '2026-04-14T13:50:02.000Z'],
    ['2024/1/9 18:00', '2024-01-09T09:00:00.000Z'],
    ['2024/01/09', '2024-01-08T15:00:00.000Z'],
    ['2024年1月9日18時00分', '2024-01-09T09:00:00.000Z'],
    ['2024年1月9日　18時', '2024-01-09T09:00:00.000Z'],
    ['令和６年１月９日', '2024-01-08T15:00:00.000Z'],
    ['R6.1.9 18:30', '2024-01-09T09:30:00.000Z'],
    ['平成元年1月8日', '1989-01-07T15:00:00.000Z'],
    ['2024/1/9 24:00', '2024-01-09T15:00:00.000Z'],
    ['45300.75', '2024-01-09T09:00:00.000Z'],
  ])('reads the time %s', (text, instant) => {
    expect(readTime(text, '+09:00')).toBe(instant);
  });

  it.each(['', '2026-05-20T010:05:02', '2024/13/1', '2024/2/30', '2024/1/9 25:00', '9時', '12345678', '朝'])(
    'takes %j for no time',
    (text) => {
      expect(readTime(text, '+09:00')).toBeNull();
    },
  );

  it.each([
    ['092011', '09201'],
    ['92011', '09201'],
    ['9201', '09201'],
    ['13101', '13101'],
    ['131016', '13101'],
    ['１３１０１６', '13101'],
    ['011002', '01100'],
  ])('reads the code %s as %s', (text, code) => {
    expect(readMunicipality(text)).toBe(code);
  });

  it.each(['131017', '99999', '480000', '131', '1310166', '東京都', ''])('takes %j for no code', (text) => {
    expect(readMunicipality(text)).toBeNull();
  });

  it('puts swapped coordinates right where only one reading is in Japan', () => {
    expect(readPosition('35.65', '139.73')).toEqual({ lngLat: [139.73, 35.65], swapped: true });
    expect(readPosition('139.73°', '３５．６５')).toEqual({ lngLat: [139.73, 35.65], swapped: false });
    expect(readPosition('-122.3', '37.8')).toEqual({ lngLat: [-122.3, 37.8], swapped: false });
    expect(readPosition('0', '0')).toBeNull();
    expect(readPosition('200', '35')).toBeNull();
  });

  it('never fails, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        readNumber(text);
        readTime(text, '+09:00');
        readMunicipality(text);
        readPosition(text, text);
      }),
    );
  });
});
