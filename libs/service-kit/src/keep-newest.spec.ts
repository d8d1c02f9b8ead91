import { describe, expect, it } from '@jest/globals';
import { keepNewest } from './keep-newest.js';

describe('keepNewest', () => {
  it('forgets what was set longest ago, and no more than is too much', () => {
    const map = new Map<string, number>();
    ['a', 'b', 'c'].forEach((key, index) => keepNewest(map, key, index, 3));
    expect([...map.keys()]).toEqual(['a', 'b', 'c']);
    keepNewest(map, 'a', 9, 3);
    keepNewest(map, 'd', 3, 3);
    expect([...map]).toEqual([
      ['c', 2],
      ['a', 9],
      ['d', 3],
    ]);
  });
});
