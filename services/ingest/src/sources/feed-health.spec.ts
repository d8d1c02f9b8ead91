import { describe, expect, it } from '@jest/globals';
import type { Instant, SourceId } from '@hinomi/contracts';
import { FeedHealth } from './feed-health.js';

const eqvol = 'jma-eqvol' as SourceId;
const noon = '2026-11-23T12:00:00.000Z' as Instant;
const later = '2026-11-23T12:01:00.000Z' as Instant;
const health = (now: Instant | (() => Instant) = later, silentAfterSeconds: number | null = null) =>
  new FeedHealth(
    [
      {
        id: eqvol,
        title: 'Quakes',
        format: 'jma-xml',
        mode: 'polled',
        silentAfterSeconds,
        attribution: '気象庁',
        licence: 'CC BY',
      },
    ],
    typeof now === 'function' ? now : () => now,
  );

describe('FeedHealth', () => {
  it('counts what came and keeps the last moments', () => {
    const feeds = health();
    feeds.success(eqvol, noon);
    feeds.received(eqvol, noon);
    feeds.received(eqvol, later);
    feeds.duplicate(eqvol);
    feeds.refused(eqvol);
    feeds.failure(eqvol, later, 'HTTP 500');
    expect(feeds.list()).toEqual([
      {
        source: eqvol,
        title: 'Quakes',
        format: 'jma-xml',
        mode: 'polled',
        lastSuccessAt: noon,
        lastReportAt: later,
        problems: [],
        lastErrorAt: later,
        lastError: 'HTTP 500',
        received: 2,
        duplicates: 1,
        refused: 1,
        mended: null,
        knownSince: later,
        nextPollAt: null,
        silentAfterSeconds: null,
        lag: null,
        state: 'failing',
        attribution: '気象庁',
        licence: 'CC BY',
      },
    ]);
  });

  it('refuses to count for a source nobody registered', () => {
    expect(() => health().received('door:unknown' as SourceId, noon)).toThrow('door:unknown');
  });

  it('keeps its counts when a source is registered again, and hands out copies', () => {
    const feeds = health();
    feeds.received(eqvol, noon);
    feeds.register({ id: eqvol, title: 'other', format: 'cap', mode: 'off' });
    feeds.list()[0]!.received = 99;
    expect(feeds.list()).toMatchObject([{ title: 'Quakes', received: 1 }]);
  });

  it('tells how long reports are on their way, whatever a single late one took', () => {
    const feeds = health();
    for (const seconds of [20, 30, 3_600]) {
      feeds.received(eqvol, later, new Date(Date.parse(later) - seconds * 1_000).toISOString() as Instant);
    }
    expect(feeds.list()[0]?.lag).toEqual({ newestMs: 3_600_000, typicalMs: 30_000 });
  });

  it('is silent by its own rule', () => {
    let now = noon;
    const feeds = health(() => now, 30);
    feeds.success(eqvol, noon);
    feeds.nextPoll(eqvol, later);
    now = later;
    expect(feeds.list()).toMatchObject([{ state: 'silent', nextPollAt: later, silentAfterSeconds: 30 }]);
    expect(health(later, 90).list()).toMatchObject([{ state: 'never' }]);
  });

  it('follows its entries: what is known stays, what is gone leaves and is heard to its end', () => {
    let now = noon;
    const feeds = health(() => now);
    feeds.received(eqvol, noon);
    const entry = { id: eqvol, title: 'Renamed', format: 'cap' as const };
    feeds.configure([{ ...entry, mode: 'off', problems: [{ file: 'a.yaml', path: '/', message: 'torn' }] }]);
    expect(feeds.list()).toMatchObject([{ title: 'Renamed', received: 1, knownSince: noon, state: 'unusable' }]);
    feeds.configure([]);
    expect(feeds.list()).toEqual([]);
    feeds.success(eqvol, later);
    now = later;
    feeds.configure([{ ...entry, mode: 'polled' }]);
    expect(feeds.list()).toMatchObject([{ received: 1, knownSince: later, problems: [], state: 'ok' }]);
  });
});
