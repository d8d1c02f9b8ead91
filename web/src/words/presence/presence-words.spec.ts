import { describe, expect, it } from '@jest/globals';
import { plain } from '../ruby-text.js';
import { PRESENCE_CATALOGUES } from './presence-words.js';

/** Every text with its path, said with stand-ins. */
function said(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') {
    const names = path === '/followedByNames';
    return [[path, (value as (...given: unknown[]) => string)(...(names ? [['N']] : [2, 2]))]];
  }
  return Object.entries(value as object).flatMap(([key, inner]) => said(inner, `${path}/${key}`));
}

describe.each(['ja', 'en', 'easy'] as const)('the words of presence in %s', (language) => {
  const all = said(PRESENCE_CATALOGUES[language]);

  it('are all there, and none is empty or half', () => {
    expect(all.map(([path]) => path)).toEqual(said(PRESENCE_CATALOGUES.ja).map(([path]) => path));
    expect(all.filter(([, text]) => text.trim() === '' || /[{}|]|undefined/.test(plain(text)))).toEqual([]);
  });

  it('are in their language', () => {
    if (language === 'en') expect(all.filter(([, text]) => /[ぁ-んァ-ン一-龠]/.test(text))).toEqual([]);
    else expect(all.filter(([, text]) => !/[ぁ-んァ-ン一-龠]/.test(text))).toEqual([]);
  });
});
