import { describe, expect, it } from '@jest/globals';
import type { Instant, SourceId } from '@hinomi/contracts';
import { FeedHealth } from './feed-health.js';

const eqvol = 'jma-eqvol' as SourceId;
const noon = '2026-11-23T12:00:00.000Z' as Instant;
const later = '2026-11-23T12:01:00.000Z' as Instant;
const health = () => new FeedHealth([{ id: eqvol, title: 'Quakes', format: 'jma-xml', mode: 'polled' }]);

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
        lastErrorAt: later,
        lastError: 'HTTP 500',
        received: 2,
        duplicates: 1,
        refused: 1,
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
});
