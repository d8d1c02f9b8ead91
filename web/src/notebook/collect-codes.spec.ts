import { describe, expect, it } from '@jest/globals';
import {
  codesInText,
  collectCode,
  isWhole,
  notebookBytes,
  type CollectedCodes,
  type ReadCode,
} from './collect-codes.js';
import { cp932, cutNotebook } from './notebook-codes.suite.js';
import { personInNotebook } from './person-in-notebook.js';

const TEXT =
  'JAHISTC08,1\r\n1,見本　花子,2,S260214,,,,,,,ミホン　ハナコ\r\n5,20261120,1\r\n201,1,表示能力錠,1,錠,1,,1\r\n';
const code = (bytes: Uint8Array<ArrayBuffer>): ReadCode => ({ bytes, append: null });
const written = (text: string): ReadCode => code(cp932(text));

function collected(codes: readonly ReadCode[]): { known: CollectedCodes | null; said: string[] } {
  let known: CollectedCodes | null = null;
  const said: string[] = [];
  for (const each of codes) {
    const next = collectCode(known, each);
    known = next.collected;
    said.push(next.said);
  }
  return { known, said };
}

describe('codes of one notebook', () => {
  it('are counted in any order, and joined in theirs', () => {
    const codes = cutNotebook(TEXT, 3);
    const [first, second, third] = codes.map(code) as [ReadCode, ReadCode, ReadCode];
    const { known, said } = collected([third, first, third, second]);
    expect(said).toEqual(['read', 'read', 'again', 'read']);
    expect([known!.total, isWhole(known!)]).toEqual([3, true]);
    expect(notebookBytes(known!)).toEqual(Uint8Array.from(codes.flatMap((bytes) => [...bytes])));
    expect(isWhole(collected([third, first]).known!)).toBe(false);
  });

  it('are refused where they are of another notebook, and what is there stays', () => {
    const [first] = cutNotebook(TEXT, 3).map(code);
    const [, other] = cutNotebook(TEXT.replace('花子', '太郎'), 3, '20261127999999').map(code);
    const [changed] = cutNotebook(TEXT.replace('花子', '太郎'), 3).map(code);
    const { known, said } = collected([first!, other!, changed!, written(TEXT)]);
    expect(said).toEqual(['read', 'other-notebook', 'other-notebook', 'other-notebook']);
    expect(known!.codes.size).toBe(1);
  });

  it('are a whole one where it says of no others', () => {
    const { known, said } = collected([written(TEXT), written(TEXT)]);
    expect([said, isWhole(known!), notebookBytes(known!)]).toEqual([['read', 'again'], true, cp932(TEXT)]);
  });

  it('are not a prescription, an address or a part of nothing', () => {
    const said = ['JAHIS5\r\n1,1,1', 'https://example.jp/', '201,1,見本', '911,1,2,3', '911,1,2,1', ''].map(
      (text) => collectCode(null, written(text)).said,
    );
    expect(said).toEqual(['prescription', ...Array<string>(5).fill('no-notebook')]);
  });

  it('may say which part they are beside their text', () => {
    const bytes = cp932(TEXT);
    const parts = [bytes.slice(0, 41), bytes.slice(41)].map((each, index) => ({
      bytes: each,
      append: { id: 'append 7', sequence: index + 1, total: 2 },
    }));
    const { known } = collected(parts.reverse());
    expect(notebookBytes(known!)).toEqual(bytes);
  });

  it('come out of one text that was pasted or typed', () => {
    const header = 'JAHISTC08,1\r\n';
    const [one, two] = [`${header}1,見本\r\n911,7,2,1\r\n`, `${header}201,1,錠\r\n911,7,2,2\r\n`];
    const codes = codesInText(cp932(`${one}\r\n\r\n${two}\r\n`));
    expect(codes.map(({ bytes }) => bytes)).toEqual([cp932(one), cp932(two)]);
    expect(isWhole(collected(codes).known!)).toBe(true);
    expect(codesInText(cp932(TEXT))).toEqual([written(TEXT)]);
  });
});

describe('who a notebook belongs to', () => {
  it('is its record 1', () => {
    expect(personInNotebook(cp932(TEXT))).toEqual({
      ...{ name: '見本　花子', kana: 'ミホン　ハナコ', birthDate: '1951-02-14', sex: 'female' },
    });
  });

  it('is nobody where there is none, and no day that is none', () => {
    expect(personInNotebook(cp932('JAHISTC08,1\r\n201,1,錠'))).toBeNull();
    expect(personInNotebook(cp932('1,見本,9,19510231'))).toMatchObject({ birthDate: null, sex: null });
  });
});
