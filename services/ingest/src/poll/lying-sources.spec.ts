import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Instant, SourceId } from '@hinomi/contracts';
import { FeedHealth } from '../sources/feed-health.js';
import { Source, type PolledSource } from '../sources/source.js';
import { bomb, cut, drip, flood, LyingServer, status, tagged, text, type Answer } from './lying-server.suite.js';
import { PollSource } from './poll-source.js';

const noon = Date.UTC(2026, 10, 23, 12);
const minute = (minutes: number): Instant => new Date(noon + minutes * 60_000).toISOString() as Instant;
const telegram = (name: string, at = 0): string =>
  `<Report><Control><DateTime>${minute(at)}</DateTime></Control><Body>${name}</Body></Report>`;
/** Entries as `[path, minute it was changed]`. */
const list = (...entries: [path: string, at: number][]): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom">${entries
    .map(([path, at]) => `<entry><id>${path}</id><link href="${path}"/><updated>${minute(at)}</updated></entry>`)
    .join('')}</feed>`;

let server: LyingServer;
let now: Instant;
let handed: string[];
let health: FeedHealth;
beforeEach(async () => {
  server = new LyingServer();
  await server.open();
  now = minute(0);
  handed = [];
});
afterEach(() => server.close());

function pollOf(over: Record<string, unknown> = {}): PollSource {
  const source = Source.parse({
    id: 'list',
    title: 'List',
    kind: 'atom',
    format: 'jma-xml',
    url: server.url('/list'),
    intervalSeconds: 60,
    privateAddresses: true,
    attribution: 'A',
    licence: 'L',
    enabled: true,
    ...over,
  }) as PolledSource;
  health = new FeedHealth([{ id: source.id, title: 'List', format: source.format, mode: 'polled' }]);
  return new PollSource(source, {
    receive: async (_source, bytes) => {
      const body = new TextDecoder().decode(bytes);
      handed.push(/<Body>(.*)<\/Body>/.exec(body)?.[1] ?? body);
      return { outcome: 'accepted' };
    },
    seen: () => false,
    health,
    now: () => now,
    userAgent: 'Hinomi/1.2.3',
    limits: { listTimeoutMs: 300, documentTimeoutMs: 300, listBytes: 100_000, documentBytes: 10_000 },
  });
}
const on = (poll: PollSource) => poll.poll(new AbortController().signal);
const lastError = () => health.list().find(({ source }) => source === ('list' as SourceId))?.lastError;

describe('a source that repeats itself and goes backwards', () => {
  it('is handed on whole and in order of sending, in whatever order and time its lists are', async () => {
    const poll = pollOf();
    for (const [name, at] of [
      ['/a', 1],
      ['/b', 2],
      ['/c', 3],
    ] as const)
      server.on(name, telegram(name, at));
    server.on('/list', list(['/c', 3], ['/b', 9]));
    await on(poll);
    server.on('/list', list(['/b', 9], ['/a', -60], ['/c', 3]));
    await on(poll);
    server.on('/list', list(['/a', -60]));
    await on(poll);
    expect(handed).toEqual(['/b', '/c', '/a']);
  });

  it('is heard when it uses the name of an entry again for something new', async () => {
    const poll = pollOf();
    server.on('/list', list(['/a', 1]));
    server.on('/a', telegram('first', 1));
    await on(poll);
    server.on('/list', list(['/a', 2]));
    server.on('/a', telegram('second', 2));
    await on(poll);
    await on(poll);
    expect(handed).toEqual(['first', 'second']);
  });

  it('is handed on once when it calls everything changed all the time', async () => {
    const poll = pollOf();
    server.on('/a', telegram('a'));
    for (const at of [1, 2, 3]) {
      server.on('/list', list(['/a', at]));
      await on(poll);
    }
    expect(handed).toEqual(['a']);
    const single = pollOf({ kind: 'single', format: 'usgs-geojson', url: server.url('/single') });
    for (const body of ['{"a":1}', '{"a":1}', '{"a":2}', '{"a":1}']) {
      server.on('/single', body);
      await on(single);
    }
    expect(handed.slice(1)).toEqual(['{"a":1}', '{"a":2}', '{"a":1}']);
  });

  it('keeps what is known and owed when its list shrinks to nothing', async () => {
    const poll = pollOf();
    server.on('/list', list(['/a', 1], ['/late', 2]));
    server.on('/a', telegram('a'));
    await on(poll);
    server.on('/list', list());
    server.on('/late', telegram('late'));
    expect(await on(poll)).toMatchObject({ ok: true });
    server.on('/list', list(['/a', 1], ['/late', 2]));
    await on(poll);
    expect(handed).toEqual(['a', 'late']);
  });
});

describe('a source that lies about what changed', () => {
  it('is read when its ETag stays the same and its content does not', async () => {
    const poll = pollOf();
    server.on('/a', telegram('a'));
    server.on('/b', telegram('b'));
    server.on('/list', text(list(['/a', 1]), { etag: '"1"' }));
    await on(poll);
    server.on('/list', text(list(['/b', 1]), { etag: '"1"' }));
    await on(poll);
    expect(handed).toEqual(['a', 'b']);
  });

  it('is asked in full before a short list may have dropped what it calls unchanged', async () => {
    const poll = pollOf();
    server.on('/a', telegram('a'));
    server.on('/b', telegram('b'));
    server.on('/list', tagged(list(['/a', 1]), '"1"'));
    await on(poll);
    server.on('/list', tagged(list(['/b', 1]), '"1"'));
    for (const at of [1, 4, 7]) {
      now = minute(at);
      await on(poll);
    }
    expect(handed).toEqual(['a']);
    now = minute(8);
    await on(poll);
    expect(handed).toEqual(['a', 'b']);
  });

  it('has said nothing when it calls unchanged what nobody has', async () => {
    server.on('/list', status(304));
    expect(await on(pollOf())).toMatchObject({ ok: false });
    expect(lastError()).toContain('HTTP 304');
  });
});

const latin: Answer = (_request, response) => {
  const body =
    '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>é</title></feed>';
  response.end(Buffer.from(body, 'latin1'));
};

describe('a source that keeps the hub busy', () => {
  it.each<[string, Answer | string, string]>([
    ['a list cut with the length it has', cut(list(['/a', 1], ['/b', 1])), 'unclosed'],
    ['kilobytes that unpack to megabytes', bomb, 'larger than 100000 bytes'],
    ['headers without end', drip, 'no whole answer within 300 ms'],
    [
      'a header of a megabyte',
      (_request, response) => void response.socket?.end(`HTTP/1.1 200 OK\r\nx: ${'x'.repeat(1_000_000)}`),
      'Header overflow',
    ],
    ['chunks without end', flood, 'larger than 100000 bytes'],
    [
      'no HTTP at all',
      (_request, response) => void response.socket?.end('220 mail.example ESMTP\r\n'),
      'Expected HTTP/',
    ],
    ['bytes that are not what they say', latin, 'not utf-8'],
    ['an encoding that nobody knows', '<?xml version="1.0" encoding="klingon"?><feed/>', 'klingon'],
  ])('by %s has failed, and is read the next time', async (_what, lie, why) => {
    const poll = pollOf();
    server.on('/list', lie);
    server.on('/a', telegram('a'));
    expect(await on(poll)).toMatchObject({ ok: false });
    expect(lastError()).toContain(why);
    server.on('/list', list(['/a', 1]));
    expect(await on(poll)).toMatchObject({ ok: true });
    expect(handed).toEqual(['a']);
  });

  it('by leading in a circle has failed, and is asked no more than it must be', async () => {
    server.on('/list', status(302, { location: '/other' }));
    server.on('/other', status(302, { location: '/list' }));
    expect(await on(pollOf())).toMatchObject({ ok: false });
    expect(server.takePaths()).toEqual(['/list', '/other', '/list', '/other']);
  });

  it('by a charset in its header that is not that of the document is read by the document', async () => {
    server.on('/list', text(list(['/a', 1]), { 'content-type': 'application/atom+xml; charset=iso-2022-jp' }));
    server.on('/a', telegram('波'));
    await on(pollOf());
    expect(handed).toEqual(['波']);
  });
});
