import { describe, expect, it } from '@jest/globals';
import { LANGUAGES } from '../languages.js';
import { plain } from '../ruby-text.js';
import { careWords } from './care-words.js';

type Leaf = string | ((...args: never[]) => string);

function leaves(value: unknown, path = ''): [string, Leaf][] {
  if (typeof value === 'string' || typeof value === 'function') return [[path, value as Leaf]];
  return Object.entries(value as object).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`));
}

const say = (leaf: Leaf): string =>
  typeof leaf === 'string' ? leaf : (leaf as (...given: unknown[]) => string)('3', 3);

describe.each(LANGUAGES)('the words of the care room in %s', (language) => {
  const all = leaves(careWords(language));

  it('are the same as in Japanese, and none is empty', () => {
    const keys = (of: [string, Leaf][]): string[] => of.map(([path]) => path).sort();
    expect(keys(all)).toEqual(keys(leaves(careWords('ja'))));
    expect(all.filter(([, leaf]) => say(leaf).trim() === '').map(([path]) => path)).toEqual([]);
  });

  it('close every reading they open', () => {
    expect(all.filter(([, leaf]) => /[{}|]/.test(plain(say(leaf)))).map(([path]) => path)).toEqual([]);
  });

  it('are in their own language', () => {
    const japanese = all.filter(([, leaf]) => /[ぁ-んァ-ン一-龠]/.test(say(leaf)));
    if (language === 'en') expect(japanese).toEqual([]);
    else expect(japanese.length).toBeGreaterThan(200);
  });
});
