import { describe, expect, it } from '@jest/globals';
import { plainKana, plainName } from './plain-name.js';

describe('names as they are compared', () => {
  it.each([
    ['名古屋市立千種中学校', '千種中学校'],
    ['澤邊・公民舘', '沢辺公民館'],
    ['Ａ館（旧館）', 'a館'],
    ['茅ヶ崎 小学校', '茅ケ崎小学校'],
  ])('%s is %s', (a, b) => {
    expect(plainName(a)).toBe(plainName(b));
  });

  it('keeps apart what is called otherwise', () => {
    expect(plainName('中央第一小学校')).not.toBe(plainName('中央第二小学校'));
    expect(plainName('市立病院')).toBe('病院');
  });

  it('reads kana of both kinds alike, and nothing as nothing', () => {
    expect(plainKana('ｾﾝﾀｰ')).toBe(plainKana('せんたー'));
    expect(plainKana(' ')).toBeNull();
    expect(plainKana(null)).toBeNull();
  });
});
