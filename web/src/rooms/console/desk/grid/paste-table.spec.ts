import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readHeader } from './grid-columns.js';
import { readTable } from './paste-table.js';

/** As Excel writes the clipboard: cells with a tab, a line break or a quote stand in quotes. */
const quoted = (cell: string, delimiter: string): string =>
  /["\r\n]/.test(cell) || cell.includes(delimiter) ? `"${cell.replaceAll('"', '""')}"` : cell;
const written = (table: string[][], delimiter: string, lineEnd: string): string =>
  table.map((row) => row.map((cell) => quoted(cell, delimiter)).join(delimiter)).join(lineEnd) + lineEnd;

const cell = fc.stringMatching(/^[ぁ-ん亜-熙Ａ-Ｚ０-９A-Z0-9 ,;"/:()（）\n-]{0,12}$/).map((text) => text.trim());
const table = fc
  .tuple(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 8 }))
  .chain(([columns, rows]) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: rows, maxLength: rows }),
  )
  // Rows and columns with nothing in them are left out, so that there are none.
  .map((rows) => rows.map((row, at) => row.map((text, index) => (at === 0 || index === 0 ? `x${text}` : text))));

describe('a table that was copied', () => {
  it.each(['\n', '\r\n'])('from a spreadsheet is read as it stood (lines end with %j)', (lineEnd) => {
    fc.assert(fc.property(table, (rows) => expect(readTable(written(rows, '\t', lineEnd))).toEqual(rows)));
  });
  it('from a CSV file is read as it stood, with a byte order mark or without', () => {
    fc.assert(
      fc.property(table, fc.boolean(), (rows, mark) => {
        const text = rows.map((row) => row.map((each) => each.replaceAll(';', '').trim()));
        expect(readTable(`${mark ? '\ufeff' : ''}${written(text, ',', '\r\n')}`)).toEqual(text);
      }),
    );
  });
  it('is never a failure, whatever was copied', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        const rows = readTable(text) ?? [];
        expect(new Set(rows.map((row) => row.length)).size).toBeLessThanOrEqual(1);
        readHeader(rows);
      }),
    );
  });
  it('leaves out rows and columns with nothing in them', () => {
    expect(readTable('\t\t\n甲小学校\t\t12\n\t\t\n乙公民館\t\t\n')).toEqual([
      ['甲小学校', '12'],
      ['乙公民館', ''],
    ]);
    expect(readTable(' \n\t\n')).toBeNull();
  });
  it('takes a quote that is never closed for a letter', () => {
    expect(readTable('甲小学校\t"毛布\n乙公民館\t3')).toEqual([
      ['甲小学校', '"毛布'],
      ['乙公民館', '3'],
    ]);
  });
});

describe('the headings of a table', () => {
  const mapped = (...rows: string[]) => readHeader(rows.map((row) => row.split('|')));

  it('are known by the words that lists use', () => {
    expect(
      mapped(
        '共通ID|避難所名|フリガナ|開設状況|避難者数（人）|うち要配慮者|飲料水|食料|使用可能トイレ|電気|要望|報告者|確認時刻',
      )?.mapping,
    ).toEqual('id name kana eststts evacueeno careno water food toiletno power urgent toldBy seenAt'.split(' '));
    expect(mapped('Name|State|People|Needing care|Drinking water|Food|Usable toilets|Power')?.mapping).toEqual(
      'name eststts evacueeno careno water food toiletno power'.split(' '),
    );
  });
  it('may stand under a title, in two rows with merged cells', () => {
    const header = mapped(
      '避難所開設状況（11月26日 10時現在）|||||||',
      '避難所||避難者|||ライフライン||備考',
      'ID|名称|総数|うち要配慮者|世帯数|水|電気|',
      'E1720200010112|甲小学校|120人|3|40|足りている|使える|',
    );
    expect(header).toEqual({
      rows: 3,
      mapping: ['id', 'name', 'evacueeno', 'careno', null, 'water', 'power', null],
    });
  });
  it('of other things are left out, and a target stands over one column only', () => {
    expect(
      mapped('名称|世帯数|避難者数（男）|避難者数（女）|避難者数（計）|避難者数（前回）|開設日時|停電|想定収容人数')
        ?.mapping,
    ).toEqual(['name', null, null, null, 'evacueeno', null, null, null, null]);
    expect(mapped('避難所名|避難者数|避難者数')?.mapping).toEqual(['name', 'evacueeno', null]);
  });
  it('are none where the table begins with its first shelter', () => {
    expect(mapped('甲小学校|開設|120', '乙公民館|閉鎖|0')).toBeNull();
  });
});
