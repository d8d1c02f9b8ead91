import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Instant } from '@hinomi/contracts';
import { FeedHealth } from '../sources/feed-health.js';
import { feedIdentities } from '../sources/feed-identities.js';
import { polledSources, Source, type PolledSource } from '../sources/source.js';
import { LyingServer, stall, status, tagged } from './lying-server.suite.js';
import { HandTimers } from './hand-timers.suite.js';
import type { ReceivePolled } from './poll-source.js';
import { Poller } from './poller.js';

let server: LyingServer;
let timers: HandTimers;
let handed: number;
let receive: ReceivePolled;

beforeEach(async () => {
  server = new LyingServer();
  await server.open();
  timers = new HandTimers();
  handed = 0;
  receive = async () => {
    handed += 1;
    return { outcome: 'accepted' };
  };
});
afterEach(() => server.close());

const DESCRIBED = { intervalSeconds: 60, privateAddresses: true, attribution: 'A', licence: 'L', enabled: true };

function sourcesAt(...paths: string[]): PolledSource[] {
  const sources = paths.map((path) =>
    Source.parse({
      ...DESCRIBED,
      id: path.slice(1),
      title: path,
      kind: 'single',
      format: 'usgs-geojson',
      url: server.url(path),
    }),
  );
  return polledSources(sources, 'on');
}

function list(over: Record<string, unknown> = {}): PolledSource {
  const lines = { id: 'list', title: 'List', kind: 'atom', format: 'jma-xml', url: server.url('/list') };
  return Source.parse({ ...DESCRIBED, ...lines, ...over }) as PolledSource;
}
const listOf = (...paths: string[]): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom">${paths
    .map((path) => `<entry><id>${path}</id><link href="${path}"/></entry>`)
    .join('')}</feed>`;
const REPORT = '<Report></Report>';

function pollerOf(...paths: string[]): Poller {
  const sources = sourcesAt(...paths);
  const health = new FeedHealth(feedIdentities([...sources, ...sourcesAt('/a', '/b', '/c'), list()], 'on'));
  return new Poller({
    sources,
    receive: (...args) => receive(...args),
    seen: () => false,
    health,
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

  describe('when entries change', () => {
    /** Polls until the sources wait for their next time. */
    async function once(count: number): Promise<void> {
      timers.fire();
      await settled(count);
    }

    it('asks what is new, leaves what is gone, and does not disturb what is as it was', async () => {
      for (const path of ['/a', '/b', '/c']) server.on(path, '{}');
      const poller = pollerOf('/a', '/b');
      poller.start();
      await once(2);
      const untouched = timers.pending[0];
      await poller.change(sourcesAt('/a', '/c'));
      expect(timers.pending).toEqual([untouched, { work: expect.any(Function), ms: 0 }]);
      server.takePaths();
      await once(2);
      expect(server.takePaths().sort()).toEqual(['/a', '/c']);
      expect(poller.reachability()).toEqual({ polled: 2, tried: 2, reached: 2 });
      await poller.change(sourcesAt('/a', '/c'));
      expect(timers.pending.map(({ ms }) => ms)).toEqual([66_000, 66_000]);
      await poller.stop();
    });

    it('begins a changed source anew, which fetches no document again', async () => {
      server.on('/list', listOf('/x', '/y'));
      server.on('/x', REPORT);
      const poller = pollerOf();
      await poller.change([list()]);
      poller.start();
      await once(1);
      expect(handed).toBe(1);
      server.takePaths();
      // A document that is listed no longer was listed once, and is owed still.
      server.on('/list', listOf('/z'));
      server.on('/y', REPORT);
      await poller.change([list({ intervalSeconds: 30 })]);
      await once(1);
      expect(server.takePaths()).toEqual(['/list', '/z', '/y']);
      expect(handed).toBe(2);
      expect(timers.pending.map(({ ms }) => ms)).toEqual([33_000]);
      await poller.change([]);
      await poller.change([list({ telegrams: ['VXSE53'] })]);
      await once(1);
      expect(server.takePaths()).toEqual(['/list']);
      await poller.stop();
    });

    it('waits for a document that is being handed on, and cuts a request that stalls', async () => {
      server.on('/list', listOf('/x', '/y'));
      server.on('/x', REPORT);
      server.on('/y', REPORT);
      let taken = (): void => undefined;
      const handing = new Promise<void>((resolve) => (taken = resolve));
      let finish = (): void => undefined;
      receive = () => {
        taken();
        return new Promise((resolve) => {
          finish = () => {
            handed += 1;
            resolve({ outcome: 'accepted' });
          };
        });
      };
      const poller = pollerOf();
      await poller.change([list()]);
      poller.start();
      timers.fire();
      await handing;
      let changed = false;
      const change = poller.change([list({ intervalSeconds: 30 })]).then(() => (changed = true));
      await new Promise((resolve) => setImmediate(resolve));
      expect(changed).toBe(false);
      finish();
      await change;
      expect(handed).toBe(1);
      receive = async () => {
        handed += 1;
        return { outcome: 'accepted' };
      };
      await once(1);
      expect(handed).toBe(2);
      server.on('/list', stall);
      server.takePaths();
      timers.fire();
      while (server.asked.length === 0) await new Promise((resolve) => setImmediate(resolve));
      await poller.change([]);
      expect(timers.pending).toEqual([]);
    });

    it('begins nothing before it is started', async () => {
      const poller = pollerOf('/a');
      await poller.change(sourcesAt('/b'));
      expect(timers.pending).toEqual([]);
      expect(poller.reachability()).toEqual({ polled: 1, tried: 0, reached: 0 });
    });
  });

  it('has nothing to do without sources', async () => {
    const poller = pollerOf();
    poller.start();
    await poller.stop();
    expect(poller.reachability()).toEqual({ polled: 0, tried: 0, reached: 0 });
  });
});
