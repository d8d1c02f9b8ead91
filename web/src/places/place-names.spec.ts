import { describe, expect, it } from '@jest/globals';
// eslint-disable-next-line @nx/enforce-module-boundaries -- the build's own script, which no package exports
import { placeNames } from '../../../libs/geo/scripts/place-names.mjs';
import { sourceTitle, termIn } from '../words/source-terms.js';
import { isJapanese, plain } from '../words/ruby-text.js';
import { namerOf, type PlaceNameTable } from './place-names.js';

const table = (language: string): PlaceNameTable => placeNames(language) as PlaceNameTable;
const englishTable = table('en');
const english = namerOf('en', englishTable);
const easy = namerOf('easy', table('kana'));

describe('the titles of sources', () => {
  it('are shown in the reader’s half, and whole where they have none', () => {
    const title = '投稿された報告 (posted reports) (demo-operator)';
    expect(sourceTitle(title, 'en')).toBe('Posted reports (demo-operator)');
    expect(sourceTitle(title, 'easy')).toBe('投稿された報告 (demo-operator)');
    expect(sourceTitle('USGS M2.5+', 'ja')).toBe('USGS M2.5+');
  });
});

describe('the names of places', () => {
  it('are English for every area of every table', () => {
    const left = Object.values(englishTable.sets).flatMap((set) => Object.values(set).filter(isJapanese));
    expect([...left, ...Object.values(englishTable.names).filter(isJapanese)]).toEqual([]);
    expect(Object.keys(englishTable.sets['jma-city'] ?? {})).toHaveLength(
      Object.keys(table('ja').sets['jma-city'] ?? {}).length,
    );
  });

  it.each([
    [{ name: '輪島市', set: 'jma-city', code: '1720400' }, 'Wajima'],
    [{ name: '札幌市中央区', set: 'jma-city', code: '0110100' }, 'Sapporo Chuo-ku'],
    [{ name: '石川県能登', set: 'jma-quake-area', code: '390' }, 'Noto, Ishikawa'],
    [{ name: '石川県能登地方' }, 'Noto Region, Ishikawa'],
    [{ name: '日向灘' }, 'Hyuga-nada Sea'],
    [{ name: '石巻市鮎川' }, 'Ishinomaki Ayukawa'],
    [{ name: '信濃川下流' }, 'Lower Shinano River'],
    [{ name: '北海道太平洋沿岸東部', set: 'jma-tsunami-coast', code: '100' }, 'Eastern Pacific Coast of Hokkaido'],
    [{ name: '青森県津軽北部', set: 'jma-quake-area', code: '200' }, 'Northern Tsugaru, Aomori'],
  ])('call %j %s', (place, name) => {
    expect(english(place)).toBe(name);
  });

  it('carry the reading in やさしい日本語, above the same name', () => {
    expect(easy({ name: '輪島市', set: 'jma-city', code: '1720400' })).toBe('{輪島市|わじまし}');
    expect(plain(easy({ name: '能登半島沖' }))).toBe('能登半島沖');
    expect(easy({ name: 'えびの市', set: 'jma-city', code: '4520900' })).toContain('えびの');
  });

  it('stay as given where no table knows them, and before the table has arrived', () => {
    expect(english({ name: '知らない川' })).toBe('知らない川');
    expect(namerOf('en', null)({ name: '輪島市', set: 'jma-city', code: '1720400' })).toBe('輪島市');
    expect(namerOf('ja', englishTable)({ name: '輪島市', set: 'jma-city', code: '1720400' })).toBe('輪島市');
  });

  it('come with what telegrams say in fixed phrases', () => {
    const said = termIn('en', english);
    expect(said('第１波の到達を確認')).toBe('Arrival of the first wave confirmed');
    expect(said('金沢地方気象台')).toBe('Kanazawa Local Meteorological Office');
    expect(said('仙台管区気象台')).toBe('Sendai Regional Headquarters of JMA');
    expect(said('千曲川河川事務所')).toBe('Chikuma River Office');
    expect(said('重要　欠測')).toBe('Important　No data');
    expect(said('初めての言葉')).toBe('初めての言葉');
    expect(termIn('ja', english)('気象庁')).toBe('気象庁');
  });
});
