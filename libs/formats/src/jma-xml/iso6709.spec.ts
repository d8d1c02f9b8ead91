import { describe, expect, it } from '@jest/globals';
import { readIso6709 } from './iso6709.js';

describe('readIso6709', () => {
  it.each([
    ['+38.0+142.9-10000/', [142.9, 38], -10000],
    ['-36.1-072.6/', [-72.6, -36.1], null],
    ['-00.4+100.5/', [100.5, -0.4], null],
    ['+29.7+139.9+0/', [139.9, 29.7], 0],
    ['+29.7+139.9-0/', [139.9, 29.7], 0],
    ['-0.0+006.5/', [6.5, 0], null],
    ['+3724.6+13641.4-12000/', [136.69, 37.41], -12000],
    ['+3624.38+13831.38+2568/', [138.523, 36.4063333], 2568],
    ['+2550+12500/', [125, 25.8333333], null],
    ['-1730.0-17845.0/', [-178.75, -17.5], null],
  ])('reads %s', (text, lngLat, heightMeters) => {
    expect(readIso6709(text)).toMatchObject({ lngLat, heightMeters });
  });

  it('never gives minus zero', () => {
    const read = readIso6709('-0.0-000.0-0/');
    expect(read?.lngLat.map((value) => Object.is(value, -0))).toEqual([false, false]);
    expect(Object.is(read?.heightMeters, -0)).toBe(false);
  });

  it.each([
    ['nothing', ''],
    ['no end mark', '+38.0+142.9'],
    ['degrees with minutes', '+3800+142.9/'],
    ['minutes beyond the hour', '+3860.0+14200.0/'],
    ['off the Earth', '+91.0+142.9/'],
    ['words', '不明'],
    ['seconds, which JMA does not use', '+380000+1420000/'],
  ])('gives no point for %s', (_name, text) => {
    expect(readIso6709(text)).toBeNull();
  });
});
