import { describe, expect, it } from '@jest/globals';
import { ShelterMatcher } from './match-shelters.js';
import { entry } from './paste.suite.js';

const matcher = new ShelterMatcher([
  entry('a', '七尾市立澤野小学校', { nationalId: 'E1720200010111', nameKana: 'さわのしょうがっこう' }),
  entry('b', '中央体育館（南棟）', { nameKana: 'ちゅうおうたいいくかん' }),
  entry('c', '中央体育館（北棟）', { nameKana: 'ちゅうおうたいいくかん' }),
  entry('d', '手本公民館', { nationalId: 'E1720200020111', nameKana: 'てほんこうみんかん' }),
  entry('e', '県立手本高校'),
]);
const match = (name: string, id = '', kana = '') => {
  const { shelter, candidates } = matcher.match({ id, name, kana });
  return shelter?.id ?? candidates.map((each) => each.id);
};

describe('the shelter of a row', () => {
  it('is found by its ID, by its name in any way of writing it, and by its reading', () => {
    expect(match('', 'Ｅ1720200010111')).toBe('a');
    expect(match('沢野小學校')).toBe('a');
    expect(match('中央体育館(北棟)')).toBe('c');
    expect(match('テホンコウミンカン')).toBe('d');
    expect(match('', '', 'さわのしょうがっこう')).toBe('a');
  });
  it('is chosen by the clerk where there are several', () => {
    expect(match('中央体育館')).toEqual(['b', 'c']);
    expect(match('中央体育館（東棟）')).toEqual(expect.arrayContaining(['b', 'c']));
    expect(match('', '', 'ちゅうおうたいいくかん')).toEqual(['b', 'c']);
  });
  it('is not taken where the ID and the name speak of two, or the ID is of none here', () => {
    expect(match('手本公民館', 'E1720200010111')).toEqual(['a', 'd']);
    expect(match('手本公民館', 'E1720200990111')).toEqual(['d']);
    // Another designation of the same building.
    expect(match('', 'E1720200010201')).toEqual(['a']);
  });
  it('is not guessed from a name that is only alike, or a reading beside another name', () => {
    expect(match('手木公民館')).toContain('d');
    expect(match('市立手本高校')).toContain('e');
    expect(match('港の倉庫', '', 'てほんこうみんかん')).toContain('d');
    expect([match('合計'), match('')]).toEqual([[], []]);
  });
  it('needs no more than the name where the table numbers its rows', () => expect(match('手本公民館', '3')).toBe('d'));
});
