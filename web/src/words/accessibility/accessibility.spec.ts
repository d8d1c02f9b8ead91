import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { plain } from '../ruby-text.js';
import { easy } from './easy.js';
import { en } from './en.js';
import { ja } from './ja.js';
import { OPEN_CRITERIA } from './open-criteria.js';

function texts(value: unknown): string[] {
  return typeof value === 'string' ? [value] : Object.values(value as object).flatMap(texts);
}

describe.each(Object.entries({ ja, en, easy }))('what is said of accessibility in %s', (language, words) => {
  it('is whole', () => {
    expect(texts(words).filter((text) => text.trim() === '' || /[{}|]/.test(plain(text)))).toEqual([]);
    expect(Object.keys(words.criteria)).toEqual(Object.keys(OPEN_CRITERIA));
    if (language === 'en') expect(texts(words).filter((text) => /[ぁ-んァ-ン一-龠]/.test(text))).toEqual([]);
  });
});

describe('the table of success criteria', () => {
  const rows = [
    ...readFileSync('docs/accessibility.md', 'utf8').matchAll(/^\| (\d\.\d\.\d+) [^|]*\| (A{1,2}) \| ([a-z ]+) \|/gm),
  ];

  it('has each criterion of the levels A and AA of WCAG 2.2 once', () => {
    const ids = rows.map(([, id]) => id);
    expect([ids.length, new Set(ids).size]).toEqual([55, 55]);
  });

  it('says the same as the page', () => {
    const open = rows.filter(([, , , state]) => state !== 'supports').map(([, id, , state]) => [id, state]);
    expect(Object.fromEntries(open)).toEqual(OPEN_CRITERIA);
  });
});
