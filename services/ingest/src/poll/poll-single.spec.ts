import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HubError, type Instant, type SourceId } from '@hinomi/contracts';
import { FeedHealth } from '../sources/feed-health.js';
import { LyingServer, tagged } from './lying-server.suite.js';
import { POLL_LIMITS, PollSource, type PollParts } from './poll-source.js';

let server: LyingServer;
let handed: string[];
let receive: PollParts['receive'];
let poll: PollSource;
const ask = async (): Promise<boolean> => (await poll.poll(new AbortController().signal)).ok;

beforeEach(async () => {
  server = new LyingServer();
  await server.open();
  handed = [];
  receive = async (_source, bytes) => {
    handed.push(new TextDecoder().decode(bytes));
    return { outcome: 'accepted' };
  };
  const id = 'quakes' as SourceId;
  poll = new PollSource(
    {
      id,
      title: 'Quakes',
      kind: 'single',
      format: 'usgs-geojson',
      url: server.url('/quakes'),
      intervalSeconds: 60,
      privateAddresses: true,
      alsoHosts: [],
      attribution: 'A',
      licence: 'L',
      enabled: true,
    },
    {
      receive: (...args) => receive(...args),
      seen: () => false,
      health: new FeedHealth([{ id, title: 'Quakes', format: 'usgs-geojson', mode: 'polled' }]),
      now: () => '2026-11-23T12:00:00.000Z' as Instant,
      userAgent: 'Hinomi/1.2.3',
      limits: POLL_LIMITS,
    },
  );
});
afterEach(() => server.close());

describe('PollSource, one document that changes', () => {
  it('hands on every change and nothing else', async () => {
    server.on('/quakes', tagged('{"features":[1]}', '"1"'));
    expect([await ask(), await ask()]).toEqual([true, true]);
    server.on('/quakes', tagged('{"features":[2]}', '"2"'));
    await ask();
    expect(handed).toEqual(['{"features":[1]}', '{"features":[2]}']);
  });

  it('asks in full again for what could not be handed on', async () => {
    const store = receive;
    receive = async () => {
      throw new HubError('log.unavailable', 'the log is away', { retryable: true });
    };
    server.on('/quakes', tagged('{"features":[1]}', '"1"'));
    expect(await ask()).toBe(false);
    receive = store;
    expect(await ask()).toBe(true);
    expect(handed).toHaveLength(1);
  });

  it('has failed on an error page, and hands it on the third time, as evidence', async () => {
    server.on('/quakes', '<html>Sorry</html>');
    expect([await ask(), await ask(), handed.length]).toEqual([false, false, 0]);
    await ask();
    expect(handed).toEqual(['<html>Sorry</html>']);
  });
});
