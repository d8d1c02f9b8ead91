import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { Secret } from '@hinomi/service-kit';
import type { ResolvedCredentials } from '../sources/credentials.js';
import { httpGet, type GetAnswer, type GetRequest } from './http-get.js';
import { flood, LyingServer, stall, status, tagged, text, truncate } from './lying-server.suite.js';

let server: LyingServer;
beforeEach(async () => {
  server = new LyingServer();
  await server.open();
});
afterEach(() => server.close());

const request = (hosts: string[]): GetRequest => ({
  userAgent: 'Hinomi/1.2.3',
  timeoutMs: 5_000,
  maxBytes: 1_000,
  hosts: new Set(hosts),
  privateAddresses: true,
  signal: new AbortController().signal,
});
const get = (path: string, over: Partial<GetRequest> = {}): Promise<GetAnswer> =>
  httpGet(new URL(server.url(path)), { ...request([server.host]), ...over });
const failure = async (answer: Promise<GetAnswer>): Promise<string> => {
  const got = await answer;
  return got.outcome === 'failed' ? got.reason : got.outcome;
};

describe('httpGet', () => {
  it('fetches bytes and says who asks', async () => {
    server.on('/a', text('波', { etag: '"1"', 'last-modified': 'Mon, 23 Nov 2026 00:00:00 GMT' }));
    expect(await get('/a')).toEqual({
      outcome: 'fetched',
      bytes: new TextEncoder().encode('波'),
      validators: { etag: '"1"', lastModified: 'Mon, 23 Nov 2026 00:00:00 GMT' },
    });
    expect(server.asked[0]?.headers['user-agent']).toBe('Hinomi/1.2.3');
  });

  it('asks only for what changed', async () => {
    server.on('/a', tagged('one', '"1"'));
    const lastModified = 'Mon, 23 Nov 2026 00:00:00 GMT';
    expect(await get('/a', { validators: { etag: '"1"', lastModified } })).toEqual({ outcome: 'unchanged' });
    expect(server.asked[0]?.headers['if-modified-since']).toBe(lastModified);
    expect(await get('/a', { validators: { etag: '"0"', lastModified: null } })).toMatchObject({ outcome: 'fetched' });
  });

  it('does not believe a 304 that nobody asked for', async () => {
    server.on('/a', status(304));
    expect(await failure(get('/a'))).toBe('HTTP 304');
  });

  it('names the status and the patience asked for', async () => {
    server.on('/a', status(503, { 'retry-after': '120' }));
    expect(await get('/a')).toEqual({ outcome: 'failed', reason: 'HTTP 503', retryAfterMs: 120_000 });
    for (const [patience, ms] of [
      ['tomorrow', null],
      ['-5', null],
      ['2026', 2_026_000],
      [new Date(0).toUTCString(), null],
      [new Date(Date.now() + 3_600_000).toUTCString(), expect.any(Number)],
    ] as const) {
      server.on('/a', status(503, { 'retry-after': patience }));
      expect(await get('/a')).toMatchObject({ retryAfterMs: ms });
    }
  });

  it('gives up on an answer that stalls', async () => {
    server.on('/a', stall);
    expect(await failure(get('/a', { timeoutMs: 100 }))).toContain('no whole answer within 100 ms');
  });

  it('stops when told to', async () => {
    server.on('/a', stall);
    const stop = new AbortController();
    const answer = failure(get('/a', { signal: stop.signal }));
    stop.abort();
    expect(await answer).toBe('stopped');
  });

  it('does not take the beginning for the whole', async () => {
    server.on('/a', truncate('<Report>'));
    expect((await get('/a')).outcome).toBe('failed');
  });

  it('reads no more than allowed, also of what unpacks to more', async () => {
    server.on('/a', flood);
    expect(await failure(get('/a'))).toBe('the answer is larger than 1000 bytes');
    server.on('/b', (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('x'.repeat(100_000)));
    });
    expect(await failure(get('/b'))).toBe('the answer is larger than 1000 bytes');
  });

  it('says that nobody is there', async () => {
    const gone = new LyingServer();
    await gone.open();
    const { host } = gone;
    await gone.close();
    expect(await failure(httpGet(new URL(`http://${host}/`), request([host])))).toContain('ECONNREFUSED');
  });

  it('follows redirects within the allowed hosts only', async () => {
    server.on('/a', status(302, { location: '/b' }));
    server.on('/b', 'there');
    expect(await get('/a')).toMatchObject({ outcome: 'fetched' });
    server.on('/a', status(302, { location: 'http://169.254.169.254/latest' }));
    expect(await failure(get('/a'))).toBe('leads to 169.254.169.254, which the source does not list');
    server.on('/a', status(302, { location: 'file:///etc/passwd' }));
    expect(await failure(get('/a'))).toBe('leads to file:, which is not followed');
    server.on('/a', status(302, { location: '/a' }));
    expect(await failure(get('/a'))).toBe('redirects more than 3 times');
    server.on('/a', status(302));
    expect(await failure(get('/a'))).toBe('HTTP 302');
  });

  it.each(['looked at before it is asked', 'looked up by name'])('does not go to loopback, %s', async (how) => {
    server.on('/a', 'secret');
    const host = how.includes('name') ? server.host.replace('127.0.0.1', 'localhost') : server.host;
    const answer = httpGet(new URL(`http://${host}/a`), { ...request([host]), privateAddresses: false });
    expect(await failure(answer)).toContain('it is asked only for a source whose entry says privateAddresses: true');
    expect(server.asked).toEqual([]);
  });

  it('does not go over a connection that another source was allowed to open', async () => {
    server.on('/a', 'secret');
    expect(await get('/a')).toMatchObject({ outcome: 'fetched' });
    expect((await get('/a', { privateAddresses: false })).outcome).toBe('failed');
    expect(server.asked).toHaveLength(1);
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ])('unpacks %s', async (coding, pack) => {
    server.on('/a', (_request, response) => {
      response.writeHead(200, { 'content-encoding': coding }).end(pack('波'));
    });
    expect(await get('/a')).toMatchObject({ bytes: new TextEncoder().encode('波') });
  });

  it('says what it cannot unpack', async () => {
    server.on('/a', text('x', { 'content-encoding': 'zstd' }));
    expect(await failure(get('/a'))).toBe('the answer is packed with zstd, which is not read');
    server.on('/a', text('nothing of the kind', { 'content-encoding': 'gzip' }));
    expect(await failure(get('/a'))).toBe('incorrect header check');
  });

  it('asks again when a kept connection turns out to be closed', async () => {
    let asked = 0;
    server.on('/a', (incoming, response) => {
      asked += 1;
      if (asked === 2) incoming.socket.destroy();
      else response.end('here');
    });
    expect(await get('/a')).toMatchObject({ outcome: 'fetched' });
    expect(await get('/a')).toMatchObject({ outcome: 'fetched' });
    expect(asked).toBe(3);
  });

  describe('with credentials', () => {
    const bearer = { way: 'bearer', bearer: new Secret('hunter2') } as const;
    const key = { way: 'query', name: 'key', value: new Secret('hunter2') } as const;
    const told = (credentials: ResolvedCredentials) => ({
      access: { credentials, origins: new Set([`http://${server.host}`]) },
    });
    let other: LyingServer;
    beforeEach(async () => {
      other = new LyingServer();
      await other.open();
    });
    afterEach(() => other.close());

    it('tells them to its own host, also where that leads to itself', async () => {
      server.on('/a', status(302, { location: '/b' }));
      server.on('/b', 'there');
      expect(await get('/a', told(bearer))).toMatchObject({ outcome: 'fetched' });
      expect(server.asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer hunter2', 'Bearer hunter2']);
      server.on('/b?key=hunter2', 'there');
      server.on('/a?key=hunter2', status(302, { location: '/b' }));
      expect(await get('/a', told(key))).toMatchObject({ outcome: 'fetched' });
    });

    it('tells them to nobody else, and no more to whoever led elsewhere', async () => {
      server.on('/a', status(302, { location: other.url('/b') }));
      other.on('/b', status(302, { location: server.url('/c') }));
      server.on('/c', 'there');
      const hosts = new Set([server.host, other.host]);
      expect(await get('/a', { hosts, ...told(bearer) })).toMatchObject({ outcome: 'fetched' });
      expect(other.asked.map(({ headers }) => headers.authorization)).toEqual([undefined]);
      expect(server.asked.map(({ headers }) => headers.authorization)).toEqual(['Bearer hunter2', undefined]);
      expect(await httpGet(new URL(other.url('/d')), { ...request([other.host]), ...told(key) })).toMatchObject({
        reason: 'HTTP 404',
      });
      expect(other.takePaths()).toEqual(['/b', '/d']);
    });

    it('does not say them when it fails', async () => {
      server.on('/a?key=hunter2', status(302, { location: 'http://other.example/?key=hunter2' }));
      for (const credentials of [key, bearer]) {
        expect(JSON.stringify(await get('/a', told(credentials)))).not.toContain('hunter2');
      }
    });
  });

  it('speaks nothing but http and https', async () => {
    expect(await failure(httpGet(new URL('ftp://127.0.0.1/'), request(['127.0.0.1'])))).toBe(
      'leads to ftp:, which is not followed',
    );
  });
});
