import { describe, expect, it } from '@jest/globals';
import type { FeatureV1 } from '@hinomi/contracts';
import { plain } from '../words/ruby-text.js';
import { LANGUAGES, wordsOf } from '../words/words.js';
import { AT, cell, EARLIER, KINDS } from './need-cells.suite.js';
import { needCsv } from './need-csv.js';
import { ALL_NEEDS, filterRows, publishedPicture, sortRows } from './need-rows.js';

/** A number, one too small to be told, one that is hidden, one that is held, one of an earlier publication. */
const FEATURES: FeatureV1[] = [
  cell('prefecture', '17', { insulin: 23, milk: 7 }, { coverage: { open: 91, counting: 37 } }),
  cell('municipality', '17202', { insulin: 14, milk: 'hidden' }, { coverage: { open: 55, counting: 29 } }),
  cell('municipality', '17204', { insulin: 'below' }, {}),
  cell('shelter', 'a', { insulin: 9, bed: 'hidden' }, { within: '17202' }),
  cell('municipality', '17203', { insulin: 31 }, { period: { from: EARLIER, until: AT } }),
];
const PICTURE = publishedPicture(FEATURES);
const facts = {
  kinds: KINDS,
  from: AT,
  rulesVersion: '2026-11.1',
  where: ({ code }: { code: string }) => `place ${code}`,
};

/** By area and need what of a picture's numbers may be written: from, to. */
const TOLD = new Map(PICTURE.rows.map(({ id, atLeast, atMost }) => [id, [atLeast, atMost]]));
const levelOf = (name: unknown, language: (typeof LANGUAGES)[number]): string =>
  Object.entries(wordsOf(language).needs.levels).find(([, said]) => plain(said) === name)?.[0] ?? '';

describe.each(LANGUAGES)('the list of needs as a file, in %s', (language) => {
  const words = wordsOf(language);
  const everything = filterRows(PICTURE.rows, { ...ALL_NEEDS, level: 'shelter', small: true }, KINDS);
  const [head, ...lines] = needCsv(PICTURE.rows, facts, words);

  it('has no number that the picture does not have', () => {
    expect(lines).toHaveLength(TOLD.size);
    for (const line of lines) {
      const [, need, , , persons, atLeast, atMost, level, , code] = line;
      expect(line.filter((each) => typeof each === 'number')).toEqual(
        [atLeast, atMost].filter((each) => each !== null),
      );
      const told = TOLD.get(`${levelOf(level, language)}/${String(code)}/${String(need)}`);
      expect([atLeast, atMost]).toEqual(told);
      const written = (String(persons).match(/\d+/g) ?? []).map(Number);
      // "Fewer than 5" is said with the limit itself.
      expect(written.filter((each) => !(told ?? []).includes(each) && each !== 5)).toEqual([]);
    }
  });

  it('has no line for what is hidden or no longer stands, and none that the list does not show', () => {
    const ids = lines.map((line) => `${String(line[9])} ${String(line[1])}`);
    for (const absent of ['17202 milk', 'a bed', '17203 insulin']) expect(ids).not.toContain(absent);
    const shown = sortRows(everything, { column: 'urgency', down: true }, KINDS);
    expect(needCsv(shown, facts, words)).toHaveLength(1 + shown.length);
  });

  it('is the same whatever the hub counts behind the same publication', () => {
    const again = publishedPicture(FEATURES.toReversed());
    const byId = (rows: typeof PICTURE.rows) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(needCsv(byId(again.rows), facts, words)).toEqual(needCsv(byId(PICTURE.rows), facts, words));
  });

  it('has a name over each column', () => {
    for (const line of lines) expect(line).toHaveLength(head?.length ?? 0);
  });
});
