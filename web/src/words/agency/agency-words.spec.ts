import { describe, expect, it } from '@jest/globals';
import { plain } from '../ruby-text.js';
import { LANGUAGES } from '../words.js';
import { agencyWords } from './agency-words.js';

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return [(value as (...words: string[]) => string)('x', 'y', 'z', 'w')];
  return Object.values(value as object).flatMap(textsOf);
}

describe.each(LANGUAGES)('the words of the agency room in %s', (language) => {
  const texts = textsOf(agencyWords(language));

  it('are none empty, with every reading closed', () => {
    expect(texts.filter((text) => text.trim() === '' || /[{}|]/.test(plain(text)))).toEqual([]);
  });

  it('are of one language', () => {
    const japanese = texts.filter((text) => /[ぁ-んァ-ン一-龠]/.test(text));
    expect(japanese.length > 0).toBe(language !== 'en');
  });

  it('read every character of a plain text aloud', () => {
    const unread = texts.filter((text) => /[一-龠]/.test(text.replace(/\{[^}]*\}/g, '')));
    expect(language === 'easy' ? unread : []).toEqual([]);
  });
});
