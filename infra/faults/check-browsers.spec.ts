import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { checkBrowsers, type Crowd } from './check-browsers.mjs';

const SEEN = [{ id: 'b' }, { id: 'a' }];
/** As a browser says what it holds: every feature, in one order. */
const digestOf = (...ids: string[]): string =>
  createHash('sha256')
    .update(ids.map((id) => JSON.stringify({ id })).join('\n'))
    .digest('hex');

const door = { insist: () => Promise.resolve({ json: () => ({ features: SEEN }) }) };
const viewers = [{ client: 'demo-public', interest: { exercise: false }, count: 3 }];
const crowd = (held: Record<string, number>, backwards: string[] = []): Crowd => ({
  digests: () => Promise.resolve([held]),
  standing: () => Promise.resolve({ backwards }),
});

describe('the check of browsers', () => {
  it('finds nothing wrong where everybody holds what the server shows', async () => {
    expect(await checkBrowsers(door, [crowd({ [digestOf('a', 'b')]: 3 })], viewers)).toEqual([]);
  });

  it.each([
    ['one lacks a feature', crowd({ [digestOf('a', 'b')]: 2, [digestOf('a')]: 1 }), '2 of 3 browsers of demo-public'],
    ['one holds another one', crowd({ [digestOf('a', 'b')]: 2, [digestOf('a', 'b', 'c')]: 1 }), '2 of 3 browsers'],
    ['all hold nothing', crowd({ [digestOf()]: 3 }), '0 of 3 browsers'],
    ['one is not there', crowd({ [digestOf('a', 'b')]: 2 }), '2 of 3 browsers'],
    ['one went back', crowd({ [digestOf('a', 'b')]: 3 }, ['a: 4, then 3']), 'went back in time: a: 4, then 3'],
  ])('says so when %s', async (_, held, words) => {
    expect((await checkBrowsers(door, [held], viewers)).join('\n')).toContain(words);
  });

  it('counts over all crowds', async () => {
    const good = crowd({ [digestOf('a', 'b')]: 3 });
    expect(await checkBrowsers(door, [good, good], viewers)).toEqual([]);
    expect((await checkBrowsers(door, [good, crowd({ [digestOf('a')]: 3 })], viewers)).join()).toContain('3 of 6');
  });
});
