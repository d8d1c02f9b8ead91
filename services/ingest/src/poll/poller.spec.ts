import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Instant } from '@hinomi/contracts';
import { FeedHealth } from '../sources/feed-health.js';
import { feedIdentities, polledSources, Source } from '../sources/source.js';
import { LyingServer, stall, status, tagged } from './lying-server.suite.js';
import { Poller, type Timers } from './poller.js';

/** Timers that run when the test says so. */
class HandTimers implements Timers {
  readonly pending: { work: () => void; ms: number }[] = [];

  set(work: () => void, ms: number): unknown {
    const timer = { work, ms };
    this.pending.push(timer);
    return timer;
  }

  clear(timer: unknown): void {
    const index = this.pending.indexOf(timer as { work: () => void; ms: number });
    if (index >= 0) this.pending.splice(index, 1);
  }

  fire(): void {
    for (const { work } of this.pending.splice(0)) work();
  }
}

let server: LyingServer;
let timers: HandTimers;
let handed: number;

beforeEach(async () => {
  server = new LyingServer();
  await server.open();
  timers = new HandTimers();
  handed = 0;
});
afterEach(() => server.close());

function pollerOf(...paths: string[]): Poller {
  const sources = paths.map((path) =>
    Source.parse({
      id: path.slice(1),
      title: path,
      kind: 'single',
      format: 'usgs-geojson',
      url: server.url(path),
      intervalSeconds: 60,
      privateAddresses: true,
      attribution: 'A',
      licence: 'L',
      enabled: true,
    }),
  );
  return new Poller({
    sources: polledSources(sources, 'on'),
    receive: async () => {
      handed += 1;
      return { outcome: 'accepted' };
    },
    seen: () => false,
    health: new FeedHealth(feedIdentities(sources, 'on')),
    now: () => '2026-11-23T12:00:00.000Z' as Instant,
    version: '1.2.3',
    timers,
    random: () => 1,
  });
}

/** Until every source has its next timer. */
async function settled(count: number): Promise<void> {
  while (timers.pending.length < count) await new Promise((resolve) => setImmediate(resolve));
}

describe('Poller', () => {
  it('asks every source at once, then each after its own pause', async () => {
    server.on('/good', tagged('{}', '"1"'));
    server.on('/bad', status(500));
    const poller = pollerOf('/good', '/bad');
    expect(poller.reachability()).toEqual({ polled: 2, tried: 0, reached: 0 });
    poller.start();
    expect(timers.pending.map(({ ms }) => ms)).toEqual([0, 0]);
    timers.fire();
    await settled(2);
    timers.fire();
    await settled(2);
    expect(timers.pending.map(({ ms }) => ms).sort()).toEqual([120_000, 66_000]);
    expect(server.takePaths().sort()).toEqual(['/bad', '/bad', '/good', '/good']);
    expect(handed).toBe(1);
    expect(poller.reachability()).toEqual({ polled: 2, tried: 2, reached: 1 });
    await poller.stop();
  });

  it('does not start twice', () => {
    const poller = pollerOf('/good');
    poller.start();
    poller.start();
    expect(timers.pending).toHaveLength(1);
  });

  it('asks nobody after it was stopped, and again when started', async () => {
    server.on('/good', '{}');
    const poller = pollerOf('/good');
    poller.start();
    await poller.stop();
    expect(timers.pending).toEqual([]);
    poller.start();
    timers.fire();
    await settled(1);
    expect(handed).toBe(1);
    await poller.stop();
  });

  it('cuts a request that stalls when it is stopped, and counts it as neither tried nor failed', async () => {
    server.on('/slow', stall);
    const poller = pollerOf('/slow');
    poller.start();
    timers.fire();
    while (server.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await poller.stop();
    expect(timers.pending).toEqual([]);
    expect(poller.reachability()).toEqual({ polled: 1, tried: 0, reached: 0 });
  });

  it('has nothing to do without sources', async () => {
    const poller = pollerOf();
    poller.start();
    await poller.stop();
    expect(poller.reachability()).toEqual({ polled: 0, tried: 0, reached: 0 });
  });
});
