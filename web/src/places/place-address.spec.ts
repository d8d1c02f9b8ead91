import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { placeAddress, placeIn } from './place-address.js';

describe('the address on a form', () => {
  it('is short enough to be typed', () => {
    expect(placeAddress('https://hub.example.jp/', 'sip4d:5a4e/s1')).toBe(
      'https://hub.example.jp/shelter/?place=sip4d:5a4e/s1',
    );
  });
  it('says the shelter again, whatever its id', () => {
    const id = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => text.normalize('NFKC') === text && !/\p{Surrogate}/u.test(text));
    fc.assert(fc.property(id, (each) => expect(placeIn(placeAddress('https://a', each))).toBe(each)));
  });
  it('is known among what somebody types into a search', () => {
    expect(placeIn(' https://other:8443/shelter/?lang=ja&place=E1720200010112#x')).toBe('E1720200010112');
    expect(placeIn('ｈｔｔｐｓ：／／ａ／ｓｈｅｌｔｅｒ／？ｐｌａｃｅ＝ｔｏｗｎ／ｋ１')).toBe('town/k1');
    for (const text of ['みほん', 'place=x', 'https://a/?place=x', 'https://a/shelter/?place=%E3%8'])
      expect(placeIn(text)).toBeNull();
  });
});
