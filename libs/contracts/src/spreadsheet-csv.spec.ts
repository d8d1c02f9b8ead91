import { expect, it } from '@jest/globals';
import { spreadsheetCsv } from './spreadsheet-csv.js';

it('writes a table that no spreadsheet runs', () => {
  const table = spreadsheetCsv([
    ['a,b', '=1+1', 'say "x"', 5, null],
    [' +1', '\uFF1Dcmd', '\t-1', -5, 'two\nlines'],
  ]);
  expect(table).toBe('\uFEFF"a,b",\'=1+1,"say ""x""",5,\r\n\' +1,\'\uFF1Dcmd,\'\t-1,-5,"two\nlines"\r\n');
});
