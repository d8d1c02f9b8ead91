import { describe, expect, it } from '@jest/globals';
import { readCsv } from './read-csv.js';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const TABLE = '名称,人数\n見本小学校,12\n';
/** 名称,人数 / 港,7 in CP932. */
const CP932 = Uint8Array.from([
  0x96, 0xbc, 0x8f, 0xcc, 0x2c, 0x90, 0x6c, 0x90, 0x94, 0x0a, 0x8d, 0x60, 0x2c, 0x37, 0x0a,
]);
const utf16 = (text: string): Uint8Array => {
  const units = Uint16Array.from([0xfeff, ...[...text].map((letter) => letter.charCodeAt(0))]);
  return new Uint8Array(units.buffer);
};
const cells = (bytes: Uint8Array) => readCsv(bytes, ['名称']).rows.map((row) => row.cells);

describe('readCsv', () => {
  it.each([
    ['UTF-8', utf8(TABLE)],
    ['UTF-8 with a byte order mark and CRLF', utf8(`\ufeff${TABLE.replaceAll('\n', '\r\n')}`)],
    ['UTF-16', utf16(TABLE)],
    ['title rows above the header and empty rows below', utf8(`避難所一覧,,\n2026年9月1日現在\n\n${TABLE}\n,\n`)],
    ['a header in other forms', utf8(' 名　称 ,人 数\n見本小学校,12\n')],
  ])('reads %s', (_form, bytes) => {
    expect(cells(bytes)).toEqual([{ 名称: '見本小学校', 人数: '12' }]);
  });

  it('reads CP932', () => {
    expect(cells(CP932)).toEqual([{ 名称: '港', 人数: '7' }]);
  });

  it('keeps columns of one name apart, and cells with commas, quotes and breaks whole', () => {
    expect(cells(utf8('名称,電話,電話\n"港, ""新館""\n2階",1,2\n'))).toEqual([
      { 名称: '港, "新館"\n2階', 電話: '1', '電話(2)': '2' },
    ]);
  });

  it('says in which line a row stands', () => {
    const { rows } = readCsv(utf8('一覧\n名称,人数\nA,1\n\nB,2\n'), ['名称']);
    expect(rows.map(({ place }) => place.line)).toEqual([3, 5]);
  });

  it.each([
    ['no header', utf8('a,b\n1,2\n'), 'report.invalid', /名称/],
    ['nothing at all', utf8(''), 'report.invalid', /名称/],
    ['a quote that never closes', utf8(`名称\n"${'x'.repeat(400_000)}`), 'report.unreadable', /./],
    ['no text', Uint8Array.from([0x00, 0x01, 0x81, 0xff, 0x00]), 'report.unreadable', /encoding/],
  ])('refuses %s, with a place', (_what, bytes, code, message) => {
    expect(() => readCsv(bytes, ['名称'])).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringMatching(message),
        place: expect.objectContaining({ line: expect.any(Number) }),
      }),
    );
  });
});
