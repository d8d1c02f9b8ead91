import { describe, expect, it } from '@jest/globals';
import { plain } from '../words/ruby-text.js';
import { wordsOf, type Language } from '../words/words.js';
import { jurisdictionText } from './jurisdictions.js';
import { tableOf, tableOfCodes, type PlaceNameTable, type TableLanguage } from './place-names.js';

const CITY: Record<TableLanguage, string> = { ja: '輪島市', en: 'Wajima', kana: 'わじまし' };
const table = (language: TableLanguage | null): PlaceNameTable | null =>
  language === null ? null : { sets: { 'jma-city': { '1720400': CITY[language] } }, names: {} };

describe('a jurisdiction', () => {
  it.each<[Language, string]>([
    ['ja', '石川県 輪島市'],
    ['en', 'Wajima, Ishikawa'],
    ['easy', '石川県 輪島市'],
  ])('is named in %s', (language, name) => {
    const words = wordsOf(language, table(tableOf(language)));
    expect(plain(jurisdictionText('17204', table(tableOfCodes(language)), words))).toBe(name);
  });

  it('carries its reading in やさしい日本語', () => {
    const words = wordsOf('easy', table('kana'));
    expect(jurisdictionText('17204', table('ja'), words)).toContain('{輪島市|わじまし}');
  });

  it('is a prefecture, the whole country, or a code while the names are on their way', () => {
    const words = wordsOf('ja');
    expect(jurisdictionText('17', null, words)).toBe('石川県');
    expect(jurisdictionText(null, null, words)).toBe(words.accounts.wholeCountry);
    expect(jurisdictionText('17204', null, words)).toBe('石川県 17204');
  });
});
