import { describe, expect, it } from '@jest/globals';
import { INTENSITY_CLASSES, LEGACY_WARNING_SEVERITY, WARNING_KINDS } from '@hinomi/contracts';
import { LEGACY_WARNING_NAMES, WARNING_NAMES } from './hazard-words.js';
import { PREFECTURES } from './prefectures.js';
import { plain, rubyParts } from './ruby-text.js';
import { catalogueOf, LANGUAGES } from './words.js';

type Leaf = string | ((...args: never[]) => string);

/** Every text of a catalogue with its path. */
function leaves(value: unknown, path = ''): [string, Leaf][] {
  if (typeof value === 'string' || typeof value === 'function') return [[path, value as Leaf]];
  return Object.entries(value as object).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`));
}

/** Calls a message with stand-ins: numbers for numbers, words for words; lists where it wants them. */
function say(leaf: Leaf): string {
  if (typeof leaf === 'string') return leaf;
  for (const args of [
    [3, 3, 3],
    ['語', '語', 3],
    ['語', '語', '語', '語'],
    ['語', 3],
    [3, '語'],
    [['語'], 2],
  ]) {
    try {
      const said = (leaf as (...given: unknown[]) => string)(...args);
      if (typeof said === 'string' && !said.includes('undefined') && !said.includes('NaN')) return said;
    } catch {
      continue;
    }
  }
  return '';
}

/** The first entry of these lists is "none" and is never shown. */
const MAY_BE_EMPTY = /^\/legend\/level\/0$/;

describe.each(LANGUAGES)('the catalogue %s', (language) => {
  const words = catalogueOf(language);

  it('has the same keys as the Japanese one', () => {
    const keys = (catalogue: object): string[] =>
      leaves(catalogue)
        .map(([path]) => path)
        .sort();
    expect(keys(words)).toEqual(keys(catalogueOf('ja')));
  });

  it('has no empty text', () => {
    const empty = leaves(words).filter(([path, leaf]) => say(leaf).trim() === '' && !MAY_BE_EMPTY.test(path));
    expect(empty.map(([path]) => path)).toEqual([]);
  });

  it('closes every reading it opens', () => {
    const broken = leaves(words).filter(([, leaf]) => /[{}|]/.test(plain(say(leaf))));
    expect(broken.map(([path]) => path)).toEqual([]);
  });

  it('names every severity and intensity', () => {
    expect(words.severity).toHaveLength(6);
    for (const name of INTENSITY_CLASSES) expect(words.intensity[name]).not.toBe('');
  });
});

describe('the words', () => {
  it('can name every kind of warning that has a severity', () => {
    expect(Object.keys(WARNING_KINDS).filter((code) => !WARNING_NAMES.has(code))).toEqual([]);
    expect(Object.keys(LEGACY_WARNING_SEVERITY).filter((code) => !LEGACY_WARNING_NAMES.has(code))).toEqual([]);
  });

  it('know 47 prefectures in order', () => {
    expect(PREFECTURES.size).toBe(47);
    expect(PREFECTURES.get('17')).toMatchObject({ ja: '石川県', en: 'Ishikawa' });
    expect(PREFECTURES.get('47')?.ja).toBe('沖縄県');
  });

  it('do not leave Japanese in English', () => {
    const japanese = leaves(catalogueOf('en')).filter(
      ([, leaf]) => typeof leaf === 'string' && /[ぁ-んァ-ン一-龠]/.test(leaf),
    );
    expect(japanese.map(([path]) => path)).toEqual([]);
  });

  it('split readings from the text around them', () => {
    expect(rubyParts('{雨|あめ}です')).toEqual([
      { text: '雨', reading: 'あめ' },
      { text: 'です', reading: null },
    ]);
    expect(plain('{雨|あめ}です')).toBe('雨です');
  });
});
