import { describe, expect, it } from '@jest/globals';
import { WordPool } from './word-pool.js';

describe('a pool of words', () => {
  it('gives equal words back, also when it had to forget', () => {
    const pool = new WordPool(2);
    for (const word of ['国土地理院', '洪水', '国土地理院', '津波', '洪水']) expect(pool.share(word)).toBe(word);
  });
});
