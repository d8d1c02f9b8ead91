import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HubError, type Instant, type SourceId } from '@hinomi/contracts';
import { Secret } from '@hinomi/service-kit';
import { FeedHealth } from '../sources/feed-health.js';
import { Source, type PolledSource } from '../sources/source.js';
import { flood, LyingServer, stall, status, tagged, text, truncate } from './lying-server.suite.js';
import { PollSource, type PollParts } from './poll-source.js';

const noon = Date.UTC(2026, 10, 23, 12);
const minute = (minutes: number): Instant => new Date(noon + minutes * 60_000).toISOString() as Instant;
const telegram = (name: string, at = 0): string =>
  `<Report><Control><DateTime>${minute(at)}</DateTime></Control><Body>${name}</Body></Report>`;

let server: LyingServer;
let now: Instant;
let handed: string[];
let receive: PollParts['receive'];
let seen: Set<string>;
let health: FeedHealth;

beforeEach(async () => {
  server = new LyingServer();
  await server.open();
  now = minute(0);
  handed = [];
  seen = new Set();
  receive = async (_source, bytes) => {
    const body = new TextDecoder().decode(bytes);
    handed.push(/<Body>(.*)<\/Body>/.exec(body)?.[1] ?? body);
    return { outcome: 'accepted' };
  };
});
afterEach(() => server.close());

function pollOf(over: Record<string, unknown> = {}, loaded: Partial<PolledSource> = {}): PollSource {
  const entry = Source.parse({
    id: 'list',
    title: 'List',
    kind: 'atom',
    format: 'jma-xml',
    url: server.url('/short'),
    intervalSeconds: 60,
    privateAddresses: true,
    attribution: 'A',
    licence: 'L',
    enabled: true,
    ...over,
  }) as PolledSource;
  const source = { ...entry, ...loaded } as PolledSource;
  health = new FeedHealth([{ id: source.id, title: 'List', format: source.format, mode: 'polled' }]);
  return new PollSource(source, {
    receive: (...args) => receive(...args),
    seen: (_source, id) => seen.has(id),
    health,
    now: () => now,
    userAgent: 'Hinomi/1.2.3',
    limits: { listTimeoutMs: 300, documentTimeoutMs: 300, listBytes: 1_000_000, documentBytes: 10_000 },
  });
}

const on = (poll: PollSource, signal = new AbortController().signal) => poll.poll(signal);
const list = (...paths: string[]): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom">${paths
    .map((path) => `<entry><id>${path}</id><link href="${path}"/><updated>${minute(0)}</updated></entry>`)
    .join('')}</feed>`;
const feedStatus = () => health.list().find((feed) => feed.source === ('list' as SourceId));

describe('PollSource, a list of documents', () => {
  it('hands on what the list names, in order of sending whatever the order of the list', async () => {
    server.on('/short', list('/c', '/a', '/b'));
    server.on('/a', telegram('first', 1));
    server.on('/b', telegram('second', 2));
    server.on('/c', telegram('third', 3));
    expect(await on(pollOf())).toEqual({ ok: true, retryAfterMs: null });
    expect(handed).toEqual(['first', 'second', 'third']);
    expect(feedStatus()).toMatchObject({ lastSuccessAt: minute(0), lastError: null });
  });

  it('reads a list that is RSS, and alerts that it carries itself', async () => {
    const alert = (id: string, sent: string): string =>
      `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${id}</identifier><sent>${sent}</sent></alert>`;
    server.on(
      '/short',
      `<rss version="2.0"><channel><item><guid>late</guid><link>/late</link></item>
       <item><guid>first</guid><description>${alert('first', '2026-11-23T00:01:00Z')}</description></item>
       <item><title>nothing</title></item></channel></rss>`,
    );
    server.on('/late', alert('late', '2026-11-23T00:02:00Z'));
    const got: string[] = [];
    receive = async (_source, bytes, { entryId }) => {
      expect(new TextDecoder().decode(bytes)).toContain(`<identifier>${entryId}`);
      got.push(String(entryId));
      return { outcome: 'accepted' };
    };
    expect(await on(pollOf({ kind: 'rss', format: 'cap' }))).toMatchObject({ ok: true });
    expect(got).toEqual(['first', 'late']);
    expect(server.asked.map(({ headers }) => headers.accept?.split(',')[0])).toEqual(
      Array(2).fill('application/cap+xml'),
    );
    expect(feedStatus()?.lastError).toContain('the item has neither a guid nor a link (/rss/channel/item/guid');
  });

  it('tells its credentials to the host of its entry only, and never says them when that host repeats them', async () => {
    const key = { way: 'query', name: 'key', value: new Secret('hunter2') } as const;
    const documents = new LyingServer();
    await documents.open();
    server.on('/short?key=hunter2', list('/a?key=hunter2', documents.url('/b')));
    documents.on('/b', telegram('b'));
    await on(pollOf({ alsoHosts: [documents.host] }, { access: key }));
    expect(documents.takePaths()).toEqual(['/b']);
    await documents.close();
    expect(server.takePaths()).toEqual(['/short?key=hunter2', '/a?key=hunter2']);
    expect(handed).toEqual(['b']);
    expect(feedStatus()?.lastError).toBe(`${server.url('/a')}?key=***: HTTP 404`);
  });

  it('fetches an entry once, also when the list repeats it, and none that an earlier run handed on', async () => {
    const poll = pollOf();
    seen.add(`/old ${minute(0)}`);
    server.on('/short', list('/old', '/a', '/a'));
    server.on('/a', telegram('a'));
    await on(poll);
    server.on('/short', list('/a', '/b'));
    server.on('/b', telegram('b'));
    await on(poll);
    expect(handed).toEqual(['a', 'b']);
    expect(server.takePaths()).toEqual(['/short', '/a', '/short', '/b']);
  });

  it('asks for changes only, and counts no news as an answer', async () => {
    const poll = pollOf();
    server.on('/short', tagged(list(), '"1"'));
    await on(poll);
    now = minute(1);
    expect(await on(poll)).toMatchObject({ ok: true });
    expect(server.asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"']);
    expect(feedStatus()?.lastSuccessAt).toBe(minute(1));
  });

  it('reads the long list first at start and after a gap', async () => {
    const poll = pollOf({ longUrl: server.url('/long') });
    server.on('/long', list('/a'));
    server.on('/short', list('/a', '/b'));
    server.on('/a', telegram('a', 1));
    server.on('/b', telegram('b', 2));
    await on(poll);
    expect(server.takePaths()).toEqual(['/long', '/short', '/a', '/b']);
    now = minute(8);
    await on(poll);
    expect(server.takePaths()).toEqual(['/short']);
    now = minute(16.1);
    await on(poll);
    expect(server.takePaths()).toEqual(['/long', '/short']);
  });

  it('goes on with the short list while the long one fails, and asks for the long one again', async () => {
    const poll = pollOf({ longUrl: server.url('/long') });
    server.on('/long', status(500));
    server.on('/short', list('/b'));
    server.on('/b', telegram('b'));
    expect(await on(poll)).toMatchObject({ ok: true });
    expect(handed).toEqual(['b']);
    expect(feedStatus()?.lastError).toContain('/long: HTTP 500');
    server.takePaths();
    now = minute(1);
    server.on('/long', list('/a'));
    server.on('/a', telegram('a'));
    await on(poll);
    expect(server.takePaths()).toEqual(['/long', '/short', '/a']);
  });

  it.each([
    ['stalls', stall, 'no whole answer'],
    ['fails', status(500), 'HTTP 500'],
    ['is cut', truncate(telegram('bad')), '/bad'],
    ['is cut cleanly', text(telegram('bad').slice(0, 60)), 'has no end'],
    ['is an error page', text('<html><body>Sorry</body></html>'), 'begins with <html>'],
    ['never ends', flood, 'larger than 10000 bytes'],
    ['leads elsewhere', status(302, { location: 'http://127.0.0.2:9/secret' }), 'does not list'],
    ['is missing', status(404), 'HTTP 404'],
  ])('hands on the rest when a document %s, and fetches that one again', async (_what, lie, trouble) => {
    const poll = pollOf();
    server.on('/short', tagged(list('/a', '/bad', '/b'), '"1"'));
    server.on('/a', telegram('a', 1));
    server.on('/b', telegram('b', 3));
    server.on('/bad', lie);
    expect(await on(poll)).toMatchObject({ ok: true });
    expect(handed).toEqual(['a', 'b']);
    expect(feedStatus()?.lastError).toContain(trouble);
    server.on('/bad', telegram('good again', 2));
    server.takePaths();
    await on(poll);
    expect(handed).toEqual(['a', 'b', 'good again']);
    expect(server.takePaths()).toEqual(['/short', '/bad']);
  });

  it('hands on a wrong document the third time, as evidence', async () => {
    const poll = pollOf();
    server.on('/short', list('/bad'));
    server.on('/bad', '<html>Sorry</html>');
    receive = async (_source, bytes) => {
      handed.push(new TextDecoder().decode(bytes));
      return { outcome: 'quarantined' };
    };
    await on(poll);
    await on(poll);
    expect(handed).toEqual([]);
    await on(poll);
    await on(poll);
    expect(handed).toEqual(['<html>Sorry</html>']);
  });

  it('fetches new documents before those that failed', async () => {
    const poll = pollOf();
    server.on('/short', list('/bad'));
    await on(poll);
    server.on('/short', list('/bad', '/new'));
    server.on('/new', telegram('new'));
    server.takePaths();
    await on(poll);
    expect(server.takePaths()).toEqual(['/short', '/new', '/bad']);
  });

  it('follows no link to a host that the source does not list', async () => {
    const other = new LyingServer();
    await other.open();
    other.on('/x', telegram('from elsewhere'));
    server.on('/short', list(other.url('/x'), '/a'));
    server.on('/a', telegram('a'));
    await on(pollOf());
    expect(handed).toEqual(['a']);
    expect(feedStatus()?.lastError).toContain('is not followed');
    await on(pollOf({ alsoHosts: [other.host] }));
    expect(handed).toContain('from elsewhere');
    await other.close();
  });

  it.each([
    ['is an error page', text('<html><body>Sorry</body></html>', { etag: '"1"' })],
    ['is cut', truncate(list('/a'))],
    ['stalls', stall],
    ['never ends', flood],
    ['fails', status(503, { 'retry-after': '90' })],
  ])('has failed when the list %s, and reads it in full the next time', async (_what, lie) => {
    const poll = pollOf();
    server.on('/short', lie);
    server.on('/a', telegram('a'));
    expect((await on(poll)).ok).toBe(false);
    expect(poll.memory.history).toMatchObject({ failures: 1, lastSuccessAt: null });
    expect(feedStatus()).toMatchObject({ lastSuccessAt: null, lastErrorAt: minute(0) });
    server.on('/short', list('/a'));
    expect((await on(poll)).ok).toBe(true);
    expect(poll.memory.history.failures).toBe(0);
    expect(handed).toEqual(['a']);
    expect(server.asked.every(({ headers }) => headers['if-none-match'] === undefined)).toBe(true);
  });

  it('passes on how long the publisher wants to be left alone', async () => {
    server.on('/short', status(429, { 'retry-after': '90' }));
    expect(await on(pollOf())).toEqual({ ok: false, retryAfterMs: 90_000 });
  });

  it('keeps everything, in order, while the log is away', async () => {
    const poll = pollOf();
    const store = receive;
    receive = async () => {
      throw new HubError('log.unavailable', 'the log is away', { retryable: true });
    };
    server.on('/short', tagged(list('/a', '/b'), '"1"'));
    server.on('/a', telegram('a', 1));
    server.on('/b', telegram('b', 2));
    expect((await on(poll)).ok).toBe(false);
    expect(feedStatus()?.lastError).toContain('the log is away');
    receive = store;
    expect((await on(poll)).ok).toBe(true);
    expect(handed).toEqual(['a', 'b']);
  });

  it('does not let a document that cannot be handed on hold up the others', async () => {
    const store = receive;
    receive = (source, bytes, origin) => {
      if (origin.entryId?.startsWith('/a ')) throw new HubError('report.too-large', 'too large');
      return store(source, bytes, origin);
    };
    server.on('/short', list('/a', '/b'));
    server.on('/a', telegram('a', 1));
    server.on('/b', telegram('b', 2));
    expect((await on(pollOf())).ok).toBe(true);
    expect(handed).toEqual(['b']);
  });

  it('reads a list longer than one batch, every one of them once', async () => {
    const paths = Array.from({ length: 300 }, (_, index) => `/d${index}`);
    for (const [index, path] of paths.entries()) server.on(path, telegram(path, index));
    server.on('/short', list(...[...paths].reverse(), ...paths));
    await on(pollOf());
    expect(new Set(handed).size).toBe(300);
    expect(handed).toHaveLength(300);
  });

  it('is one poll when asked twice at one time', async () => {
    const poll = pollOf();
    server.on('/short', list('/a'));
    server.on('/a', telegram('a'));
    await Promise.all([on(poll), on(poll)]);
    expect(server.takePaths()).toEqual(['/short', '/a']);
  });

  it('finishes the document in hand when stopped, and takes no other', async () => {
    const stop = new AbortController();
    const store = receive;
    receive = async (...args) => {
      stop.abort();
      await Promise.resolve();
      return store(...args);
    };
    server.on('/short', list('/a', '/b'));
    server.on('/a', telegram('a', 1));
    server.on('/b', telegram('b', 2));
    await on(pollOf(), stop.signal);
    expect(handed).toEqual(['a']);
    expect(feedStatus()?.lastError).toBeNull();
  });
});
