import { describe, expect, it } from '@jest/globals';
import { FIELD_REPORT_ASKED, FIELD_REPORT_THEMES, attributeAsked } from '@hinomi/contracts';
import { plain } from '../ruby-text.js';
import { catalogueOf, LANGUAGES } from '../words.js';
import { FIELD_CATALOGUES } from './field-words.js';

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value === 'function') return [(value as (...words: string[]) => string)('x', 'y')];
  return Object.values(value as object).flatMap(textsOf);
}

describe.each(LANGUAGES)('the words of field reports in %s', (language) => {
  it('are none empty, with every reading closed', () => {
    const texts = textsOf(FIELD_CATALOGUES[language]);
    expect(texts.filter((text) => text.trim() === '' || /[{}|]/.test(plain(text)))).toEqual([]);
  });

  it('name every kind, every question and every answer', () => {
    const { things } = catalogueOf(language);
    const names: Readonly<Record<string, string>> = things.attributes;
    const codes: Readonly<Record<string, string>> = things.codes;
    for (const theme of FIELD_REPORT_THEMES) {
      expect(things.themes[theme]).not.toBe('');
      for (const name of FIELD_REPORT_ASKED[theme]) {
        expect([theme, name, names[`${theme}.${name}`] ?? names[name]]).not.toContain(undefined);
        const unnamed = (attributeAsked(theme, name).codes ?? []).filter((code) => codes[code] === undefined);
        expect([theme, name, unnamed]).toEqual([theme, name, []]);
      }
    }
  });
});
