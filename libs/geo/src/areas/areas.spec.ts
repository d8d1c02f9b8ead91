import { describe, expect, it } from '@jest/globals';
import { AREA_SETS } from '@hinomi/contracts';
import { area, areasOf, coastLines } from './areas.js';
import { municipalitiesOf } from './municipalities-of.js';

describe('area tables', () => {
  it('know the areas of the Noto earthquake', () => {
    expect(area('jma-quake-area', '390')?.name).toBe('石川県能登');
    expect(area('jma-city', '1720400')).toMatchObject({
      name: '輪島市',
      kana: 'わじまし',
      en: 'Wajima',
      quakeArea: '390',
      prefectures: ['17'],
    });
    expect(area('jma-tsunami-coast', '360')?.name).toBe('石川県能登');
    expect(area('prefecture', '17')).toMatchObject({ name: '石川県', en: 'Ishikawa' });
  });

  it('do not take the code of one set for another', () => {
    expect(area('jma-tsunami-coast', '390')?.name).toBe('愛知県外海');
    expect(area('prefecture', '390')).toBeNull();
    expect(area('jma-city', '17204')).toBeNull();
  });

  it('have unique codes, names and a point in Japan for every area', () => {
    for (const set of AREA_SETS) {
      const areas = areasOf(set);
      expect(new Set(areas.map(({ code }) => code)).size).toBe(areas.length);
      for (const { name, lngLat } of areas) {
        expect(name).not.toBe('');
        const [lng, lat] = lngLat ?? [0, 0];
        expect(lng > 122 && lng < 154.1 && lat > 20 && lat < 46).toBe(true);
      }
    }
  });

  it('name parents and members that exist', () => {
    for (const city of areasOf('jma-city')) {
      if (city.quakeArea) expect(area('jma-quake-area', city.quakeArea)).not.toBeNull();
      for (const code of city.forecastAreas) expect(area('jma-forecast-area', code)).not.toBeNull();
      for (const member of city.members) expect(area('jma-city', member)).not.toBeNull();
      expect(area('prefecture', city.prefectures[0] ?? '')).not.toBeNull();
    }
  });

  it('romanise as road signs do', () => {
    const en = (code: string): string | null | undefined => area('jma-city', code)?.en;
    expect([en('2710000'), en('1310100'), en('1310400'), en('1736100')]).toEqual([
      'Osaka',
      'Chiyoda-ku',
      'Shinjuku-ku',
      'Tsubata-machi',
    ]);
  });

  it('keep at most 20 points of a coast', () => {
    const lines = [...coastLines().values()];
    expect(lines).toHaveLength(66);
    for (const coast of lines) {
      expect(coast.flat().length).toBeLessThanOrEqual(20);
      for (const line of coast) expect(line.length).toBeGreaterThanOrEqual(2);
    }
  });
});

describe('municipalitiesOf', () => {
  it('gives municipalities, then prefectures', () => {
    expect(municipalitiesOf('jma-quake-area', '390')).toEqual([
      '17202',
      '17204',
      '17205',
      '17207',
      '17384',
      '17386',
      '17407',
      '17461',
      '17463',
      '17',
    ]);
    expect(municipalitiesOf('jma-city', '1720400')).toEqual(['17204', '17']);
  });

  it('adds the wards of a designated city, and counts a part as its municipality', () => {
    expect(municipalitiesOf('jma-city', '0410001')).toEqual([
      '04100',
      '04101',
      '04102',
      '04103',
      '04104',
      '04105',
      '04',
    ]);
    expect(municipalitiesOf('jma-city', '0120801')).toEqual(['01208', '01']);
  });

  it('joins the members of a combined forecast area', () => {
    const joined = municipalitiesOf('jma-forecast-area', '130100');
    expect(joined).toEqual(expect.arrayContaining(municipalitiesOf('jma-forecast-area', '130020')));
    expect(joined).toEqual(expect.arrayContaining(municipalitiesOf('jma-forecast-area', '130030')));
  });

  it('has every forecast area, quake area and prefecture touch some municipality', () => {
    for (const set of ['jma-forecast-area', 'jma-quake-area', 'prefecture'] as const)
      for (const { code } of areasOf(set)) expect(municipalitiesOf(set, code).length).toBeGreaterThan(1);
  });

  it('is empty for coasts and unknown codes', () => {
    expect(municipalitiesOf('jma-tsunami-coast', '350')).toEqual([]);
    expect(municipalitiesOf('jma-quake-area', '999')).toEqual([]);
  });
});
