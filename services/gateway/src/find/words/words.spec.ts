import { describe, expect, it } from '@jest/globals';
import type { WordKey } from './catalogue.js';
import { ja } from './ja.js';
import { CATALOGUES, chooseLanguage, FIND_LANGUAGES, Words } from './words.js';

const KEYS = Object.keys(ja) as WordKey[];
const names = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();
const JAPANESE = /[ぁ-んァ-ヶ]/;

describe.each(FIND_LANGUAGES)('the texts in %s', (language) => {
  const catalogue = CATALOGUES[language];

  it('have every key, and none of their own', () => {
    expect(Object.keys(catalogue).sort()).toEqual([...KEYS].sort());
  });

  it('say something, with the same things put in as in Japanese', () => {
    expect(KEYS.filter((key) => catalogue[key].trim() === '' && key !== 'listSeparator')).toEqual([]);
    const differ = KEYS.filter((key) => String(names(catalogue[key])) !== String(names(ja[key])));
    expect(differ).toEqual([]);
    expect(KEYS.filter((key) => /[{}]/.test(catalogue[key].replace(/\{\w+\}/g, '')))).toEqual([]);
  });

  it('hold Japanese only where it is the page’s language', () => {
    const found = KEYS.filter((key) => JAPANESE.test(catalogue[key]));
    if (language === 'ja' || language === 'easy') expect(found.length).toBeGreaterThan(50);
    else expect(found).toEqual([]);
  });

  it('are not those of another language', () => {
    for (const other of FIND_LANGUAGES) {
      if (other === language) continue;
      const same = KEYS.filter((key) => catalogue[key] === CATALOGUES[other][key]);
      const most = language === 'easy' || other === 'easy' ? 60 : 30;
      expect(same.length).toBeLessThan(most);
    }
  });
});

describe('what is put in', () => {
  it('stands in its place, and nothing else is touched', () => {
    expect(new Words('ja').say('away', { direction: '北東', distance: '約300m' })).toBe('北東へ約300m');
    expect(new Words('en').say('hazardItem', { topic: 'flood {level}', level: 'danger' })).toBe(
      'flood {level} (danger)',
    );
  });
});

describe('the language', () => {
  it.each([
    ['ko', '', 'ja', 'ko'],
    ['', 'a=1; hinomi-find-lang=vi', 'ja', 'vi'],
    ['', 'hinomi-find-lang=xx', 'pt-BR,en;q=0.5', 'pt'],
    ['', '', 'fr;q=0.9, zh-TW;q=0.8, en;q=0.2', 'zh'],
    ['', '', 'en;q=0.4, ja;q=0.9', 'ja'],
    ['', '', 'ko;q=0, fr', 'ja'],
    ['ja-Hira', '', 'en', 'easy'],
    ['<script>', '', '', 'ja'],
  ])('of %j, cookie %j, browser %j is %s', (asked, cookies, accepts, language) => {
    expect(chooseLanguage(asked, cookies, accepts)).toBe(language);
  });
});
