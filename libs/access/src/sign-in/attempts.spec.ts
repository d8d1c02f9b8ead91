import { expect, it } from '@jest/globals';
import { Attempts } from './attempts.js';
import { PER_ACCOUNT } from './attempt-limit.js';

const attempts = () => new Attempts({ issuer: () => '', demonstration: false, now: () => 0 });

it('charges nobody for a store that is away, and tells of it', async () => {
  const guarded = attempts();
  const away = () => guarded.try('taro', '192.0.2.1', () => Promise.reject(new Error('away')));
  for (let n = 0; n <= PER_ACCOUNT.free; n++) await expect(away()).rejects.toThrow('away');
  expect(await guarded.try('taro', '192.0.2.1', () => Promise.resolve('in'))).toBe('in');
});

it('makes wait who guesses wrong', async () => {
  const guarded = attempts();
  const guess = () => guarded.try('taro', '192.0.2.1', () => Promise.resolve(null));
  for (let n = 0; n < PER_ACCOUNT.free; n++) expect(await guess()).toBeNull();
  expect(await guess()).toHaveProperty('wait');
});
