import { describe, expect, it, jest } from '@jest/globals';
import { evaluations } from './counted.js';
import { registers } from './registers.suite.js';

registers();
it('passes', () => expect(evaluations()).toBe(1));
it('fails where it says', () => expect(2).toBe(3));
it('hangs', () => new Promise(() => undefined), 50);
it('leaves a promise that nobody waits for', () => {
  void Promise.reject(new Error('nobody waited'));
  return new Promise((resolve) => setImmediate(resolve));
});
it('spies and does not put it back', () => {
  jest.spyOn(Math, 'hypot').mockReturnValue(-1);
  expect(Math.hypot(3, 4)).toBe(-1);
});
describe.skip('not here (needs a thing)', () => {
  it.each([1, 2])('skips %i', () => expect(true).toBe(false));
});
