import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HubError, laterBy, type Instant } from '@hinomi/contracts';
import { Secret } from '@hinomi/service-kit';
import { eventually } from '@hinomi/testing';
import { HandTimers } from '../poll/hand-timers.suite.js';
import type { ResolvedCredentials } from '../sources/credentials.js';
import { FeedHealth } from '../sources/feed-health.js';
import { feedIdentities } from '../sources/feed-identities.js';
import { Source, streamedSources, type StreamedSource } from '../sources/source.js';
import { LyingStream } from './lying-stream.suite.js';
import { STREAM_LIMITS, Streams, type StreamsParts } from './streams.js';

const START = '2026-09-12T00:00:00.000Z' as Instant;
const quake = (id: string): { id: string; code: number } => ({ id, code: 551 });

let server: LyingStream;
let timers: HandTimers;
let streams: Streams;
let health: FeedHealth;
let now: Instant;
let handed: string[];
let entry: StreamedSource;

beforeEach(async () => {
  server = new LyingStream();
  await server.open();
  timers = new HandTimers();
  now = START;
  handed = [];
});
afterEach(async () => {
  await streams.stop();
  await server.close();
});

function listen(
  over: Partial<StreamsParts> = {},
  change: Record<string, unknown> = {},
  access?: ResolvedCredentials,
): void {
  const source = Source.parse({
    id: 'p2p',
    title: 'P2P',
    kind: 'websocket',
    format: 'p2pquake',
    url: `ws://${server.host}/ws`,
    catchUpUrl: `http://${server.host}/history`,
    codes: [551, 552],
    intervalSeconds: 600,
    privateAddresses: true,
    attribution: 'A',
    licence: 'L',
    enabled: true,
    ...change,
  });
  const known = access === undefined ? source : { ...source, access };
  [entry] = streamedSources([known], 'on') as [StreamedSource];
  health = new FeedHealth(feedIdentities([source], 'on'), () => now);
  streams = new Streams({
    sources: [entry],
    receive: async (_source, bytes, { entryId }) => handed.push(entryId ?? Buffer.from(bytes).toString()),
    seen: () => false,
    health,
    now: () => now,
    version: 'test',
    timers,
    random: () => 1,
    ...over,
  });
  streams.start();
}

const feed = () => health.list()[0] as ReturnType<FeedHealth['list']>[number];
const until = (what: () => boolean): Promise<unknown> => eventually(async () => what(), Boolean);
const connections = (): number => server.asked.filter((path) => path === '/ws').length;
/** The pause before the next connection; whatever else waits is a ping or the next time to catch up. */
const ended = () => until(() => feed().nextPollAt !== null);
const caughtUp = () => until(() => feed().lastSuccessAt !== null);
const reconnect = async (): Promise<void> => {
  const before = connections();
  timers.fire();
  await until(() => connections() > before);
};

describe('a stream', () => {
  it('hands on what it brings, once, and says that it lives', async () => {
    listen();
    await caughtUp();
    server.say(quake('a'), quake('b'), quake('a'), { id: 'c', code: 555 });
    await until(() => feed().duplicates === 1);
    server.say(quake('d'));
    await until(() => handed.includes('d'));
    expect(handed).toEqual(['a', 'b', 'd']);
    expect(feed()).toMatchObject({ state: 'ok', mode: 'polled', nextPollAt: null, lastError: null });
    expect(streams.reachability()).toEqual({ polled: 1, tried: 0, reached: 0 });
  });

  it('catches up at the start, oldest first, and again after every connection', async () => {
    server.keep(quake('c'), quake('b'), quake('a'));
    listen({ seen: (_source, id) => id === 'a' });
    await until(() => handed.length === 2);
    expect(handed).toEqual(['b', 'c']);
    server.keep(quake('e'), quake('d'), quake('c'));
    server.newest.terminate();
    await ended();
    await reconnect();
    await until(() => handed.includes('e'));
    expect(handed).toEqual(['b', 'c', 'd', 'e']);
    // What the history repeats is no repeat of the source's.
    expect(feed().duplicates).toBe(0);
  });

  it('goes back page by page until it meets what it knows, and hands all of it on in its order', async () => {
    server.keep(quake('a'));
    listen({}, { catchUpSkip: 'offset' });
    await until(() => handed.includes('a'));
    server.newest.terminate();
    await ended();
    // What the new connection brings first is no sign that nothing was missed.
    server.onConnection = (socket) => socket.send(JSON.stringify(quake('g')));
    server.keepPages(2, ...['g', 'f', 'e', 'd', 'c', 'b', 'a'].map(quake));
    await reconnect();
    await until(() => handed.includes('f'));
    expect(handed.filter((id) => id !== 'g')).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(handed.filter((id) => id === 'g')).toHaveLength(1);
    expect(server.asked.filter((path) => path.includes('offset'))).toEqual(
      [2, 4, 6].map((n) => `/history?offset=${n}`),
    );
  });

  it('reads one page when it never heard anything, and no more than ten when it meets nothing', async () => {
    const many = Array.from({ length: 30 }, (_, index) => quake(`m${index}`));
    server.keepPages(2, ...many);
    listen({}, { catchUpSkip: 'offset' });
    await until(() => handed.length === 2);
    await streams.stop();
    handed = [];
    listen({ heardBefore: () => true }, { catchUpSkip: 'offset' });
    await until(() => handed.length === 20);
    expect(handed.at(-1)).toBe('m0');
  });

  it('hands nothing on of a history of which a page failed: the gap would be forgotten', async () => {
    const pages = ['c', 'b', 'a'].map(quake);
    server.history = (request, response) => {
      if ((request.url ?? '').includes('offset')) response.writeHead(500).end();
      else response.end(JSON.stringify(pages.slice(0, 1)));
    };
    listen({ heardBefore: () => true, seen: (_source, id) => id === 'a' }, { catchUpSkip: 'offset' });
    await until(() => feed().lastError !== null);
    expect(handed).toEqual([]);
    server.keepPages(1, ...pages);
    timers.fire();
    await until(() => handed.length === 2);
    expect(handed).toEqual(['b', 'c']);
  });

  it('shows its credentials to the stream and to its history', async () => {
    const credentials = { bearer: { env: 'HINOMI_SECRET_P2P' } };
    const access = { way: 'bearer' as const, bearer: new Secret('s3cret') };
    listen({}, { credentials }, access);
    await caughtUp();
    expect(server.authorizations).toEqual(['Bearer s3cret', 'Bearer s3cret']);
    server.newest.terminate();
    await ended();
    server.refuse = (socket) => socket.end('HTTP/1.1 401 no s3cret\r\n\r\n');
    await reconnect();
    await until(() => feed().lastError !== null);
    expect(JSON.stringify(feed())).not.toContain('s3cret');
  });

  it('catches up beside a connection that brings nothing', async () => {
    listen();
    await caughtUp();
    server.keep(quake('missed'));
    timers.fire();
    await until(() => handed.includes('missed'));
    expect(connections()).toBe(1);
  });

  it('takes one message from the stream and from the history at the same time once', async () => {
    server.onConnection = (socket) => socket.send(JSON.stringify(quake('a')));
    server.keep(quake('a'));
    listen();
    await caughtUp();
    server.say(quake('end'));
    await until(() => handed.includes('end'));
    expect(handed).toEqual(['a', 'end']);
  });

  it('tells a connection that lasted from one that does not, and waits longer each time', async () => {
    listen();
    await caughtUp();
    now = laterBy(START, STREAM_LIMITS.lastedMs);
    server.newest.close(1001);
    await ended();
    expect(feed()).toMatchObject({ lastError: null, nextPollAt: laterBy(now, 2_000) });
    server.onConnection = (socket) => socket.close(1013);
    const pauses: number[] = [];
    for (let round = 0; round < 4; round++) {
      await reconnect();
      await ended();
      pauses.push(Date.parse(feed().nextPollAt ?? '') - Date.parse(now));
    }
    expect(pauses).toEqual([2_000, 4_000, 8_000, 16_000]);
    expect(feed().lastError).toContain('1013');
  });

  it('ends with the hub, and waits for what is being handed on', async () => {
    let finish: (() => void) | null = null;
    listen({ receive: () => new Promise<void>((resolve) => (finish = resolve)).then(() => handed.push('late')) });
    await caughtUp();
    server.say(quake('a'));
    await until(() => finish !== null);
    const stopped = streams.stop();
    (finish as unknown as () => void)();
    await stopped;
    expect(handed).toEqual(['late']);
    expect(timers.pending).toEqual([]);
    expect(feed().lastError).toBeNull();
  });
});

describe('an entry that is changed while the hub runs', () => {
  it('is listened to as it is now, and one that is as it was is not disturbed', async () => {
    listen();
    await caughtUp();
    const same = { ...entry };
    await streams.change([same]);
    expect(connections()).toBe(1);
    await streams.change([{ ...same, codes: [552] }]);
    await until(() => connections() === 2);
    await until(() => server.sockets.length === 2);
    server.say(quake('not kept'), { id: 'kept', code: 552 });
    await until(() => handed.includes('kept'));
    expect(handed).toEqual(['kept']);
    await streams.change([]);
    await until(() => server.newest.readyState === server.newest.CLOSED);
    expect({ reachability: streams.reachability(), timers: timers.pending }).toEqual({
      reachability: { polled: 0, tried: 0, reached: 0 },
      timers: [],
    });
  });
});

describe('a server that', () => {
  it('stalls before it answers is given up', async () => {
    server.refuse = () => undefined;
    listen({ limits: { ...STREAM_LIMITS, handshakeMs: 50 } });
    await ended();
    expect(feed()).toMatchObject({ state: 'failing', lastError: expect.stringContaining('handshake') });
  });

  it('falls silent and answers no ping is given up', async () => {
    listen();
    await caughtUp();
    server.newest.pause();
    timers.fire();
    timers.fire();
    await ended();
    expect(feed().lastError).toContain('ping');
  });

  it('only answers pings is listened to', async () => {
    listen();
    await caughtUp();
    for (let round = 0; round < 3; round++) {
      const before = feed().lastSuccessAt;
      now = laterBy(now, 30_000);
      timers.fire();
      await until(() => feed().lastSuccessAt !== before);
    }
    expect(connections()).toBe(1);
  });

  it('asks for patience gets it', async () => {
    server.refuse = (socket) =>
      socket.end('HTTP/1.1 429 Too Many Requests\r\nRetry-After: 90\r\nContent-Length: 0\r\n\r\n');
    listen();
    await ended();
    expect(feed()).toMatchObject({ lastError: expect.stringContaining('HTTP 429'), nextPollAt: laterBy(now, 90_000) });
  });

  it('leads elsewhere is not followed', async () => {
    server.refuse = (socket) =>
      socket.end(`HTTP/1.1 302 Found\r\nLocation: ws://${server.host}/other\r\nContent-Length: 0\r\n\r\n`);
    listen();
    await ended();
    expect(server.asked).toEqual(['/ws']);
  });

  it('sends garbage has it read once or twice, by the parser that refuses it, and is given up', async () => {
    listen();
    await caughtUp();
    server.say('not json', '[1]', '{"code":"551"}', 'null', '"x"', quake('never'));
    await ended();
    expect(handed).toEqual(['not json', '[1]', '{"code":"551"}', 'null', '"x"']);
    expect(feed().lastError).toContain('no message of this format');
  });

  it('sends some garbage among messages is listened to', async () => {
    listen();
    await caughtUp();
    server.newest.send(Buffer.from([0xff, 0xfe]));
    server.say('x', 'x', 'x', quake('a'), 'x', 'x', quake('b'));
    await until(() => handed.includes('b'));
    expect(connections()).toBe(1);
  });

  it('sends too much at once is given up before it is held in memory', async () => {
    listen({ limits: { ...STREAM_LIMITS, maxBytes: 1_000 } });
    await caughtUp();
    server.say({ ...quake('huge'), text: 'x'.repeat(100_000) });
    await ended();
    expect({ handed, error: feed().lastError }).toEqual({ handed: [], error: expect.stringContaining('payload') });
  });

  it('sends faster than it is handed on has to wait', async () => {
    let most = 0;
    let open = 0;
    listen({
      limits: { ...STREAM_LIMITS, inbox: 10 },
      receive: async (_source, _bytes, { entryId }) => {
        most = Math.max(most, ++open);
        await new Promise((resolve) => setImmediate(resolve));
        open--;
        handed.push(entryId ?? '');
      },
    });
    await caughtUp();
    server.say(...Array.from({ length: 500 }, (_, index) => quake(`q${index}`)));
    await until(() => handed.length === 500);
    expect(most).toBe(1);
    expect(handed).toEqual(Array.from({ length: 500 }, (_, index) => `q${index}`));
  });

  it('goes backwards is taken at its word: order is for the picture', async () => {
    listen();
    await caughtUp();
    server.say(
      { ...quake('new'), time: '2026/09/12 09:00:00.000' },
      { ...quake('old'), time: '2026/09/11 09:00:00.000' },
    );
    await until(() => handed.length === 2);
    expect(handed).toEqual(['new', 'old']);
  });

  it.each([
    [
      'an error',
      (response: { writeHead: (code: number) => { end: () => void } }) => response.writeHead(500).end(),
      'HTTP 500',
    ],
    ['no list', (response: { end: (text: string) => void }) => response.end('{"error":"x"}'), 'no list'],
  ] as const)('answers %s to catching up is troubled until it does better', async (_what, answer, why) => {
    server.history = (_request, response) => void answer(response as never);
    listen();
    await until(() => feed().lastError !== null);
    server.say(quake('a'));
    await until(() => handed.includes('a'));
    expect(feed()).toMatchObject({ state: 'failing', lastError: expect.stringContaining(why) });
    now = laterBy(now, 1_000);
    server.keep(quake('missed'));
    timers.fire();
    await until(() => handed.includes('missed'));
    await until(() => feed().state === 'ok');
  });
});

describe('what a stream brings', () => {
  it('comes again when the log was away', async () => {
    let away = true;
    listen({
      receive: async (_source, _bytes, { entryId }) => {
        if (away) throw new HubError('log.unavailable', 'away', { retryable: true });
        handed.push(entryId ?? '');
      },
    });
    await caughtUp();
    server.say(quake('a'));
    await ended();
    expect(feed().lastError).toContain('away');
    away = false;
    server.keep(quake('a'));
    await reconnect();
    await until(() => handed.includes('a'));
  });

  it('does not hold up the others when it fails for good', async () => {
    listen({
      receive: async (_source, _bytes, { entryId }) => {
        if (entryId === 'bad') throw new TypeError('a bug');
        handed.push(entryId ?? '');
      },
    });
    await caughtUp();
    server.say(quake('bad'), quake('good'));
    await until(() => handed.includes('good'));
    expect(feed().lastError).toContain('a bug');
  });
});

describe('where a stream leads', () => {
  it.each(['ws://127.0.0.1:1/ws', 'wss://[::1]:1/ws', 'ws://localhost:1/ws', 'wss://169.254.169.254/ws'])(
    'is refused when %s is no public address',
    async (url) => {
      listen({}, { url, privateAddresses: undefined });
      await ended();
      expect(feed().lastError).toMatch(/privateAddresses: true/);
      expect(server.asked).toEqual([]);
    },
  );

  it('is refused for catching up alike', async () => {
    listen({}, { catchUpUrl: 'http://127.0.0.1:1/history' });
    await until(() => feed().lastError !== null);
    expect(feed().lastError).toContain('http://127.0.0.1:1/history');
  });
});
