import { expect, it } from '@jest/globals';
import { Attempts } from './attempts.js';
import { PER_ACCOUNT, PER_ADDRESS } from './attempt-limit.js';

const attempts = () => new Attempts();

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

it('counts a network as one: in IPv6 whoever guesses has as many addresses as they like', async () => {
  const guarded = attempts();
  const guess = (n: number) => guarded.try(`person-${n}`, `2001:db8:1:2::${n}`, () => Promise.resolve(null));
  for (let n = 1; n <= PER_ADDRESS.free; n++) expect(await guess(n)).toBeNull();
  expect(await guess(99)).toHaveProperty('wait');
  expect(await guarded.try('taro', '2001:db8:1:3::1', () => Promise.resolve('in'))).toBe('in');
});
