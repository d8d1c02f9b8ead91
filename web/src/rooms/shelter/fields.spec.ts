import { describe, expect, it } from '@jest/globals';
import { THEME_DEFINITIONS } from '@hinomi/contracts';
import { LANGUAGES } from '../../words/languages.js';
import { plain } from '../../words/ruby-text.js';
import { shelterWords } from '../../words/shelter/shelter-words.js';
import { ASKED, canStand, fieldOf, readNumber } from './fields.js';

/** Of the theme, what registries and lists say and staff do not. */
const NOT_ASKED =
  'id citycode cityname address phoneno note name namekana type division publicflg height remarks spnotes area multiple ' +
  'reason capacity shouseno thouseno starttime endtime placekind';

describe('the fields of the form', () => {
  it('ask everything of the theme that staff can see, once', () => {
    expect(new Set(ASKED).size).toBe(ASKED.length);
    const left = Object.keys(THEME_DEFINITIONS.shelter.attributes).filter((name) => !ASKED.includes(name));
    expect(left.filter((name) => !NOT_ASKED.split(' ').includes(name))).toEqual([]);
  });

  it('have words for every name and code in every language', () => {
    for (const words of LANGUAGES.map(shelterWords)) {
      const codes: Record<string, string> = words.codes;
      const names: Record<string, string> = words.attributes;
      for (const name of ASKED) {
        const field = fieldOf(name);
        expect(names[name]).toBeTruthy();
        for (const code of field.kind === 'choice' ? field.choices : []) expect(codes[code]).toBeTruthy();
      }
      expect(Object.keys(names).sort()).toEqual([...ASKED].sort());
    }
  });

  it.each([
    ['120', 'count', { value: 120 }],
    ['１２０', 'count', { value: 120 }],
    ['0', 'count', { value: 0 }],
    ['', 'count', 'empty'],
    [' ', 'count', 'empty'],
    ['1.5', 'count', 'unreadable'],
    ['1.5', 'number', { value: 1.5 }],
    ['-3', 'count', 'unreadable'],
    ['0901234567', 'count', 'unreadable'],
    ['たくさん', 'count', 'unreadable'],
  ] as const)('read %j as a %s', (typed, kind, read) => {
    expect(readNumber(typed, kind)).toEqual(read);
  });

  it('take “unknown” anywhere, and no code that staff cannot mean', () => {
    expect(canStand('eststts', null)).toBe(true);
    expect(canStand('eststts', 'open')).toBe(true);
    expect(canStand('eststts', 'permanent')).toBe(false);
    expect(canStand('capacity', 100)).toBe(false);
    expect(canStand('evacueeno', '100')).toBe(false);
  });
});

describe('the words of the room', () => {
  type Leaf = string | ((count: never) => string);
  const leaves = (value: unknown, path = ''): [string, Leaf][] =>
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`))
      : [[path, value as Leaf]];
  const say = (leaf: Leaf): string => (typeof leaf === 'string' ? leaf : leaf(3 as never));

  it.each(LANGUAGES)('%s: none is empty, every reading is closed, the keys are the Japanese ones', (language) => {
    const all = leaves(shelterWords(language));
    expect(all.filter(([, leaf]) => say(leaf).trim() === '' || /[{}|]/.test(plain(say(leaf))))).toEqual([]);
    expect(all.map(([path]) => path).sort()).toEqual(
      leaves(shelterWords('ja'))
        .map(([path]) => path)
        .sort(),
    );
  });

  it('leave no Japanese in English', () => {
    const japanese = leaves(shelterWords('en')).filter(([, leaf]) => /[ぁ-んァ-ン一-龠]/.test(say(leaf)));
    expect(japanese).toEqual([]);
  });
});
