import { describe, expect, it } from '@jest/globals';
import { areasOf } from './areas.js';
import { areaNamed, cityOfStation, epicentreCode } from './named-areas.js';

describe('areaNamed', () => {
  it('finds an area by the name JMA gives it, in any width', () => {
    expect(areaNamed('jma-quake-area', '石川県能登')?.code).toBe('390');
    expect(areaNamed('jma-tsunami-coast', '千葉県九十九里・外房')?.code).toBe('310');
    expect(areaNamed('prefecture', '石川県')?.code).toBe('17');
    expect(areaNamed('jma-quake-area', ' 石川県　能登 ')?.code).toBe('390');
  });

  it('knows nothing of a name that is none, or that several have', () => {
    expect(areaNamed('jma-quake-area', '石川県沖')).toBeNull();
    expect(areaNamed('jma-city', '池田町')).toBeNull();
    expect(areaNamed('jma-tsunami-coast', '')).toBeNull();
  });

  it('finds every area of the sets that reports name', () => {
    for (const set of ['jma-quake-area', 'jma-tsunami-coast', 'prefecture'] as const)
      for (const { code, name } of areasOf(set)) expect(areaNamed(set, name)?.code).toBe(code);
  });
});

describe('cityOfStation', () => {
  it.each([
    ['石川県', '七尾市本府中町', '1720200'],
    ['宮城県', '仙台宮城野区五輪', '0410200'],
    ['宮城県', '宮城川崎町前川', '0432400'],
    ['福島県', '福島伊達市前川原', '0721300'],
    // Not after the municipality, which has parts for weather that the intensity report does not know.
    ['福島県', '郡山市湖南町', '0720300'],
    // Named after something else altogether.
    ['千葉県', '成田国際空港', '1221100'],
    // An island that is an area of its own, before the city it belongs to.
    ['鹿児島県', '薩摩川内市里町', '4621502'],
    ['長野県', '池田町池田', '2048100'],
  ])('places a station of %s, %s', (prefecture, station, code) => {
    expect(cityOfStation(prefecture, station)?.code).toBe(code);
  });

  it('keeps to the prefecture, and does without where it is none', () => {
    expect(cityOfStation('富山県', '七尾市本府中町')).toBeNull();
    expect(cityOfStation('', '七尾市本府中町')?.code).toBe('1720200');
    expect(cityOfStation('石川県', '')).toBeNull();
  });
});

describe('epicentreCode', () => {
  it('knows the names of JMA, on land and at sea', () => {
    expect(epicentreCode('石川県能登地方')).toBe('390');
    expect(epicentreCode('能登半島沖')).toBe('495');
    expect(epicentreCode('ロシア、カムチャツカ半島東岸')).toBeNull();
    expect(epicentreCode('')).toBeNull();
  });
});
