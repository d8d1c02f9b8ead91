import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parsePopulationCsv } from './parse-population-csv.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const census = readFileSync(new URL('../../fixtures/population-csv/census-1km.csv', import.meta.url));

describe('parsePopulationCsv', () => {
  it('reads the census by square: the column is found by its words, what is too small is nobody here', () => {
    const { level, people, findings } = parsePopulationCsv(census);
    expect(level).toBe('third');
    expect([...people]).toEqual([
      ['56364610', 312],
      ['56364611', 1804],
    ]);
    expect(findings).toEqual([]);
  });

  it('reads a plain table of smaller squares', () => {
    const { level, people } = parsePopulationCsv(bytes('メッシュコード,人口\n5636461011,7\n5636461012,0\n'));
    expect(level).toBe('quarter');
    expect([...people]).toEqual([
      ['5636461011', 7],
      ['5636461012', 0],
    ]);
  });

  it('names the rows it cannot use and uses the others', () => {
    const { people, findings } = parsePopulationCsv(
      bytes('KEY_CODE,人口\n56364610,many\n56364689,4\n56368010,9\n5636,9\n'),
    );
    expect([...people]).toEqual([['56364689', 4]]);
    expect(findings.map(({ rule, place }) => [rule, place.line, place.path])).toEqual([
      ['square.count', 2, '/人口'],
      ['square.code', 4, '/KEY_CODE'],
      ['square.code', 5, '/KEY_CODE'],
    ]);
  });

  it.each([
    ['a table without codes', 'a,b\n1,2\n', 1],
    ['a table without people', 'KEY_CODE,houses\n56364610,2\n', 2],
    ['squares of two sizes', 'KEY_CODE,人口\n56364610,2\n563646101,2\n', 3],
    ['a header alone', 'KEY_CODE,人口\n', 1],
    ['no square at all', 'KEY_CODE,人口\n1,2\n', 2],
  ])('refuses %s with the line', (_what, text, line) => {
    let thrown: unknown;
    try {
      parsePopulationCsv(bytes(text));
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'report.invalid', place: { line } });
  });
});
