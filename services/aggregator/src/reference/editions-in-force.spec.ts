import { describe, expect, it } from '@jest/globals';
import type { BoundariesChangedV1, Instant } from '@hinomi/contracts';
import { editionInForce, integrateBoundaries } from './editions-in-force.js';

const ARRIVED = '2026-11-23T00:00:00.000Z' as Instant;
const change = (edition: string, day: number): BoundariesChangedV1 => ({
  set: 'jma-city',
  edition: `jma-city@${edition}`,
  digest: edition,
  approximate: false,
  attribution: '',
  derivedCodes: ['1720500'],
  at: `2026-11-0${day}T00:00:00.000Z` as Instant,
});

describe('the editions in force', () => {
  it('are the approximate ones until the log says otherwise', () => {
    expect(editionInForce({}, 'jma-city')).toEqual({
      edition: 'jma-city@approx-1',
      approximate: true,
      derivedCodes: [],
    });
  });

  it('are the latest stated, in whatever order the statements come, and go back when an older one is stated again', () => {
    const changes = [change('a', 1), change('b', 2), change('a', 3)];
    for (const order of [
      [0, 1, 2],
      [2, 1, 0],
      [1, 2, 0],
    ]) {
      const editions = order.reduce((known, index) => integrateBoundaries(known, changes[index]!, ARRIVED), {});
      expect(editionInForce(editions, 'jma-city')).toMatchObject({ edition: 'jma-city@a', derivedCodes: ['1720500'] });
    }
  });

  it('do not change when one is repeated, as several hubs on one folder do', () => {
    const once = integrateBoundaries({}, change('a', 1), ARRIVED);
    expect(integrateBoundaries(once, change('a', 1), '2026-11-24T00:00:00.000Z' as Instant)).toBe(once);
  });
});
