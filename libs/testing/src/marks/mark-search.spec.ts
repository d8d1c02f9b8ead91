import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { cp932 } from './cp932.js';
import { MarkSearch } from './mark-search.js';
import { markedPerson, wordsOf } from './marked-person.js';

const person = markedPerson(7);
const { family, kana, birthDate, identifier } = person;
const marks = new MarkSearch(wordsOf(person));
const NOTHING = Buffer.from('火の見 Hinomi, 2026-11-26T03:00:00Z, 山田 ヤマダ {"count": 12345678901234}');
const utf8 = Buffer.from(family);
const hidden = (bytes: Buffer | string): Buffer => Buffer.concat([NOTHING, Buffer.from(bytes as string), NOTHING]);
const eachWay = [
  ['UTF-8', utf8],
  ['UTF-16', Buffer.from(family, 'utf16le')],
  ['UTF-16 at an odd place', Buffer.concat([Buffer.of(0), Buffer.from(family, 'utf16le')])],
  ['UTF-16 BE', Buffer.from(family, 'utf16le').swap16()],
  ['CP932', cp932(family)],
  ['hex', utf8.toString('hex')],
  ['HEX', utf8.toString('hex').toUpperCase()],
  ['hex of CP932', cp932(family).toString('hex')],
  ['an address', encodeURIComponent(family)],
  ['an address in small letters', encodeURIComponent(family).toLowerCase()],
  ['escapes of JSON', [...family].map((char) => `\\u${char.charCodeAt(0).toString(16)}`).join('')],
  ['escapes of HTML', [...family].map((char) => `&#${char.charCodeAt(0)};`).join('')],
  ['UTF-8 taken for Latin-1', Buffer.from(utf8.toString('latin1'))],
  ...['', 'x', 'xy'].map((before) => [
    `base64 after "${before}"`,
    Buffer.from(`${before}${family}さん`).toString('base64'),
  ]),
  ...['', 'x', 'xy'].map((before) => [`base64url after "${before}"`, Buffer.from(`${before}${family}さん`).toString('base64url')]),
  ...['', 'x', 'xy'].map((before) => [
    `base64 of CP932 after "${before}"`,
    Buffer.concat([Buffer.from(before), cp932(family)]).toString('base64'),
  ]),
  ['half-width kana', kana.normalize('NFKC').replace(/./g, (char) => 'ﾇﾈﾉﾍﾎﾑﾒﾓﾕﾖﾙﾚﾛﾜ'['ヌネノヘホムメモユヨルレロワ'.indexOf(char)]!)],
  ['hiragana', [...kana].map((char) => String.fromCharCode(char.charCodeAt(0) - 0x60)).join('')],
  ['a day without hyphens', `,${birthDate.replaceAll('-', '')},`],
  ['wide figures', identifier.replace(/\d/g, (digit) => '０１２３４５６７８９'[Number(digit)]!)],
] as [string, Buffer | string][]; // prettier-ignore

describe('the search for marks', () => {
  it.each(eachWay)('finds a mark as %s', (_how, bytes) => {
    expect(marks.in('here', hidden(bytes))).not.toEqual([]);
  });

  it('finds it at the first and at the last byte, and within what is zipped', () => {
    for (const bytes of [Buffer.concat([utf8, NOTHING]), Buffer.concat([NOTHING, utf8]), utf8])
      expect(marks.in('here', bytes)).toEqual([`here: ${family} as UTF-8`]);
    expect(marks.in('here', gzipSync(hidden(utf8)))).toEqual([`here, unzipped: ${family} as UTF-8`]);
  });

  it('finds none where there is none, nor where one is not whole', () => {
    expect(marks.in('here', NOTHING)).toEqual([]);
    expect(marks.in('here', hidden(utf8.subarray(0, -1)))).toEqual([]);
    expect(marks.in('here', new Uint8Array())).toEqual([]);
    expect(marks.in('here', hidden(Buffer.from(`1${birthDate.replaceAll('-', '')}0`)))).toEqual([]);
  });

  it('looks for thousands at once', () => {
    const many = Array.from({ length: 500 }, (_, seed) => markedPerson(seed + 100));
    const all = new MarkSearch(many.flatMap(wordsOf));
    expect(all.size).toBeGreaterThan(50_000);
    for (const one of [many[0]!, many[499]!]) expect(all.in('here', hidden(one.address))).toHaveLength(1);
    expect(all.in('here', NOTHING)).toEqual([]);
  });
});
