import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@hinomi/contracts';
import { Source, type PolledSource } from '../sources/source.js';
import { decidePause, decidePoll, type PollHistory } from './decide-poll.js';

const source = Source.parse({
  id: 'jma-eqvol',
  title: 'Quakes',
  kind: 'atom',
  format: 'jma-xml',
  url: 'https://feed.example/short.xml',
  longUrl: 'https://feed.example/long.xml',
  intervalSeconds: 60,
  attribution: 'A',
  licence: 'L',
  enabled: true,
}) as PolledSource;
const at = (time: string): Instant => `2026-11-23T${time}.000Z` as Instant;
const history = (over: Partial<PollHistory> = {}): PollHistory => ({
  lastSuccessAt: at('12:00:00'),
  longOwed: false,
  failures: 0,
  ...over,
});
const both = ['https://feed.example/long.xml', 'https://feed.example/short.xml'];

describe('decidePoll', () => {
  it('reads the long list first at start and after a gap of more than eight minutes', () => {
    expect(decidePoll(source, history({ lastSuccessAt: null }), at('12:00:00'))).toEqual({ urls: both, long: true });
    expect(decidePoll(source, history(), at('12:08:01')).urls).toEqual(both);
  });

  it('reads the short list otherwise', () => {
    expect(decidePoll(source, history(), at('12:08:00'))).toEqual({ urls: both.slice(1), long: false });
  });

  it('keeps asking for the long list until it was read', () => {
    expect(decidePoll(source, history({ longOwed: true }), at('12:01:00')).urls).toEqual(both);
  });

  it('asks one address where there is no long list', () => {
    const { longUrl: _long, ...short } = source as PolledSource & { longUrl: string };
    expect(decidePoll(short, history({ lastSuccessAt: null }), at('12:00:00'))).toEqual({
      urls: both.slice(1),
      long: false,
    });
  });
});

describe('decidePause', () => {
  const pause = (failures: number, random: number, retryAfterMs: number | null = null): number =>
    decidePause(source, history({ failures }), random, retryAfterMs);

  it('keeps the interval of a healthy source', () => {
    expect([pause(0, 0), pause(0, 1)]).toEqual([60_000, 66_000]);
  });

  it('doubles with every failure up to five minutes, spread by half', () => {
    expect([1, 2, 3, 4, 1_000].map((failures) => pause(failures, 1))).toEqual([
      60_000, 120_000, 240_000, 300_000, 300_000,
    ]);
    expect(pause(3, 0)).toBe(120_000);
  });

  it('waits as long as it is asked to, within reason', () => {
    expect(pause(1, 1, 600_000)).toBe(600_000);
    expect(pause(1, 1, 86_400_000)).toBe(1_800_000);
    expect(pause(2, 1, 1_000)).toBe(120_000);
  });
});
