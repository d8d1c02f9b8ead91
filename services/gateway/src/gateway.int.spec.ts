import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessModule, TokenIssuer } from '@hinomi/access';
import {
  DEMO_SECRET,
  encodeClaim,
  encodeRemove,
  encodeUpsert,
  topicIn,
  type DemoClient,
  type FeatureV1,
  type HubStatus,
  type PictureDeltaV1,
  type PictureSnapshot,
  type RunId,
  type WatchReply,
} from '@hinomi/contracts';
import { EVENT_LOG, openEmbeddedLog, type EmbeddedEventLog } from '@hinomi/event-log';
import { BOUNDARIES, type Boundaries } from '@hinomi/geo';
import { ProblemFilter } from '@hinomi/service-kit';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { io, type Socket } from 'socket.io-client';
import { GatewayModule } from './gateway.module.js';
import { feature } from './picture/samples.suite.js';

const EDITION = 'jma-city@test-1';
const STRANGE_ID = 'jma/観測 ?#%:1';
const boundaries: Boundaries = {
  inForce: () => edition,
  editions: () => [edition],
  has: (name, code) => name === EDITION && code === '1720400',
  shape: () => ({ type: 'Point', coordinates: [136.9, 37.39] }),
  bounds: () => [136.8, 37.2, 137, 37.5],
  isApproximate: () => true,
};
const edition = { set: 'jma-city', edition: EDITION, digest: 'd', approximate: true, attribution: 'test' } as const;
const status: HubStatus = {
  version: '0',
  homeArea: null,
  homeBounds: null,
  boundaries: [],
  basemap: '/basemap',
  neverHeldReal: true,
  demonstration: true,
};

const folder = mkdtempSync(join(tmpdir(), 'hinomi-gateway-'));
let log: EmbeddedEventLog;
let app: NestFastifyApplication;
let base: string;
let epoch: number;
let lateMs = 0;
let otherIsUp = true;
const sockets: Socket[] = [];

async function start(): Promise<NestFastifyApplication> {
  const now = (): number => Date.now() + lateMs;
  @Global()
  @Module({
    providers: [
      { provide: EVENT_LOG, useValue: log },
      { provide: BOUNDARIES, useValue: boundaries },
    ],
    exports: [EVENT_LOG, BOUNDARIES],
  })
  class WorldModule {}
  @Module({
    imports: [
      WorldModule,
      AccessModule.register({
        keyFile: join(folder, 'key.json'),
        issuer: () => 'http://localhost',
        demonstration: true,
        now,
      }),
      GatewayModule.register({
        status: () => status,
        now,
        dependencies: { other: () => otherIsUp },
        metrics: () => [{ name: 'other_total', help: 'Other.', type: 'counter', samples: [{ value: 7 }] }],
      }),
    ],
  })
  class TestModule {}
  const adapter = new FastifyAdapter({ routerOptions: { maxParamLength: 2048 } });
  const started = await NestFactory.create<NestFastifyApplication>(TestModule, adapter, {
    logger: false,
    abortOnError: false,
  });
  started.useGlobalFilters(new ProblemFilter());
  started.useWebSocketAdapter(new IoAdapter(started));
  await started.listen(0, '127.0.0.1');
  return started;
}

const write = (...features: ReturnType<typeof feature>[]) =>
  log.append(
    topicIn(features[0]?.exercise ? 'drill' : 'real', 'picture'),
    features.map((each) => encodeUpsert(each, epoch)),
  );

async function tokenOf(client: DemoClient = 'demo-public'): Promise<string> {
  const issued = await app.get(TokenIssuer, { strict: false }).issue(client, DEMO_SECRET, true);
  return issued!.accessToken;
}

async function get(path: string, token?: string | null, headers: Record<string, string> = {}) {
  const bearer = token === null ? undefined : (token ?? (await tokenOf()));
  const reply = await fetch(`${base}${path}`, {
    headers: { ...headers, ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }) },
  });
  const text = await reply.text();
  return { status: reply.status, headers: reply.headers, text, json: <T>() => JSON.parse(text) as T };
}

async function until(isTrue: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 10));
}

const ids = ({ features }: PictureSnapshot): string[] => features.map(({ id }) => id).sort();
const snapshot = async (query = '', client: DemoClient = 'demo-public'): Promise<PictureSnapshot> =>
  (await get(`/api/v1/picture${query}`, await tokenOf(client))).json<PictureSnapshot>();

function socketWith(auth: object, transports = ['websocket']): Socket {
  const socket = io(`${base}/picture`, { auth, transports, reconnection: false, forceNew: true });
  sockets.push(socket);
  return socket;
}

/** Until the connection below is closed too: a polling one says goodbye with a request of its own. */
async function closed(socket: Socket): Promise<void> {
  const { engine } = socket.io;
  const isClosed =
    engine?.readyState === 'closed' ? undefined : new Promise((resolve) => engine?.once('close', resolve));
  socket.disconnect();
  await isClosed;
}

/** A browser that keeps a picture by the rules; `heard` has every delta it applied. */
async function watching(interest: object = {}, client: DemoClient = 'demo-public', transports?: string[]) {
  const socket = socketWith({ token: await tokenOf(client) }, transports);
  const shown = new Set<string>();
  const heard: PictureDeltaV1[] = [];
  let cursor: string | null = null;
  const take = (delta: PictureDeltaV1): void => {
    if (delta.from !== cursor) throw new Error('the chain is broken');
    delta.upserts.forEach(({ id }) => shown.add(id));
    delta.removes.forEach((id) => shown.delete(id));
    cursor = delta.cursor;
    heard.push(delta);
  };
  socket.on('delta', take);
  const ask = (shownCursor = cursor): Promise<WatchReply> =>
    socket.emitWithAck('watch', {
      interest: { exercise: false, ...interest },
      cursor: shownCursor,
    }) as Promise<WatchReply>;
  const first = await ask();
  expect(first).toEqual({ outcome: 'fetch-snapshot', reason: 'no-cursor' });
  const query = new URLSearchParams(
    Object.entries({ exercise: 'false', ...interest }).map(([name, value]): [string, string] => [name, String(value)]),
  );
  const whole = await snapshot(`?${query}`, client);
  whole.features.forEach(({ id }) => shown.add(id));
  cursor = whole.cursor;
  const second = await ask();
  if (second.outcome !== 'watching') throw new Error(second.outcome);
  take(second.delta);
  return { socket, shown, heard, ask, cursor: () => cursor };
}

beforeAll(async () => {
  log = await openEmbeddedLog({ dir: join(folder, 'log') });
  const [claim] = await log.append('picture', [encodeClaim('test')]);
  await log.append('drill.picture', [encodeClaim('test')]);
  epoch = claim!.offset;
  await write(
    feature({ id: 'noto', severity: 3 }),
    feature({ id: STRANGE_ID, severity: 1, geometry: null }),
    feature({ id: 'tokyo', geometry: { type: 'Point', coordinates: [139.7, 35.7] } }),
    feature({ id: 'inside', label: { classification: 'responders', jurisdiction: null } }),
  );
  await write(feature({ id: 'drill:r1:noto', exercise: 'r1' as RunId }));
  app = await start();
  base = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  await until(async () => (await get('/readyz', null)).status === 200);
});

afterAll(async () => {
  await Promise.all(sockets.map(closed));
  await app.close();
  await log.close();
  rmSync(folder, { recursive: true });
});

describe('every closed endpoint', () => {
  it.each(['/api/v1/picture', '/api/v1/features/noto', `/api/v1/areas/${EDITION}/1720400`])(
    '%s asks for a good token',
    async (path) => {
      const missing = await get(path, null);
      expect([missing.status, missing.json<{ code: string }>().code]).toEqual([401, 'access.token-missing']);
      const bad = await get(path, 'abc');
      expect([bad.status, bad.json<{ code: string }>().code]).toEqual([401, 'access.token-invalid']);
      lateMs = 2 * 3600_000;
      const issued = await tokenOf();
      lateMs = 4 * 3600_000;
      expect((await get(path, issued)).status).toBe(401);
      lateMs = 0;
      expect((await get(path)).status).toBe(200);
    },
  );
});

describe('GET /api/v1/picture', () => {
  it('answers what this role may see', async () => {
    expect(ids(await snapshot())).toEqual([STRANGE_ID, 'noto', 'tokyo'].sort());
    expect(ids(await snapshot('', 'demo-agency'))).toContain('inside');
  });

  it('follows the interest, and keeps the drill apart', async () => {
    expect(ids(await snapshot('?minSeverity=3'))).toEqual(['noto']);
    expect(ids(await snapshot('?bbox=136,36,138,38'))).toEqual([STRANGE_ID, 'noto'].sort());
    expect(ids(await snapshot('?layers=tsunami'))).toEqual([]);
    expect(ids(await snapshot('?exercise=true'))).toEqual(['drill:r1:noto']);
  });

  it('is GeoJSON, and says when nothing changed', async () => {
    const first = await get('/api/v1/picture');
    expect(first.headers.get('content-type')).toContain('application/geo+json');
    const again = await get('/api/v1/picture', undefined, { 'if-none-match': first.headers.get('etag')! });
    expect([again.status, again.text]).toEqual([304, '']);
    const other = await get('/api/v1/picture', await tokenOf('demo-agency'), {
      'if-none-match': first.headers.get('etag')!,
    });
    expect(other.status).toBe(200);
  });

  it('names the parameter that is wrong', async () => {
    const { status: number, json } = await get('/api/v1/picture?at=2026-11-23T09:00:00Z');
    expect([number, json()]).toEqual([
      400,
      expect.objectContaining({ code: 'request.invalid', place: { path: '/at' } }),
    ]);
  });
});

describe('one feature, one area', () => {
  it('finds a feature by any id, in both realms', async () => {
    const { status: number, headers, json } = await get(`/api/v1/features/${encodeURIComponent(STRANGE_ID)}`);
    expect([number, json()]).toEqual([200, expect.objectContaining({ type: 'Feature', id: STRANGE_ID })]);
    expect(headers.get('content-type')).toContain('application/geo+json');
    expect((await get('/api/v1/features/drill:r1:noto')).status).toBe(200);
    expect((await get(`/api/v1/features/${'x'.repeat(600)}`)).json()).toMatchObject({ code: 'feature.not-found' });
  });

  it('does not say that a feature exists to whom it does not show', async () => {
    expect((await get('/api/v1/features/inside')).status).toBe(404);
    expect((await get('/api/v1/features/inside', await tokenOf('demo-medic'))).status).toBe(200);
  });

  it('answers a boundary for ever, and misses with a reason', async () => {
    const area = await get(`/api/v1/areas/${EDITION}/1720400`);
    expect(area.headers.get('cache-control')).toContain('immutable');
    expect(area.json()).toMatchObject({ type: 'Feature', id: '1720400', properties: { approximate: true } });
    expect((await get(`/api/v1/areas/${EDITION}/9`)).json()).toMatchObject({ status: 404, code: 'area.not-found' });
    const lost = await get('/api/v1/areas/jma-city@none/1720400');
    expect(lost.json()).toMatchObject({ status: 404, code: 'edition.not-found' });
    expect(lost.headers.get('cache-control')).toBe('no-store');
  });
});

describe('the open endpoints', () => {
  it('tell about the hub without a token', async () => {
    expect((await get('/api/v1/status', null)).json()).toEqual(status);
    expect((await get('/healthz', null)).json()).toEqual({ status: 'alive' });
    const metrics = (await get('/metrics', null)).text;
    expect(metrics).toContain('picture_features{realm="real"} ');
    expect(metrics).toContain('other_total 7');
  });

  it('name what is not ready', async () => {
    otherIsUp = false;
    const { status: number, json } = await get('/readyz', null);
    otherIsUp = true;
    expect([number, json()]).toEqual([
      503,
      {
        status: 'not-ready',
        dependencies: { log: true, 'picture.real': true, 'picture.drill': true, other: false },
      },
    ]);
  });
});

describe('the socket', () => {
  const refusal = (auth: object) =>
    new Promise((resolve) =>
      socketWith(auth).on('connect_error', (error) => resolve((error as Error & { data?: unknown }).data)),
    );

  it('refuses who has no good token, and says why', async () => {
    expect(await refusal({})).toMatchObject({ code: 'access.token-missing' });
    expect(await refusal({ token: 'abc' })).toMatchObject({ code: 'access.token-invalid' });
    expect(await refusal({ token: 42 })).toMatchObject({ code: 'access.token-missing' });
  });

  it.each([[['websocket']], [['polling']]])(
    'keeps a browser equal to a fresh snapshot, over %s',
    async (transports) => {
      const browser = await watching({ minSeverity: 2 }, 'demo-public', transports);
      await write(feature({ id: 'quiet', severity: 1 }), feature({ id: 'new', severity: 2 }));
      await write(feature({ id: 'new', severity: 5 }), feature({ id: 'noto', severity: 1 }));
      await write(feature({ id: 'secret', severity: 5, label: { classification: 'responders', jurisdiction: null } }));
      await log.append('picture', [encodeRemove(feature({ id: 'tokyo' }).id, epoch)]);
      await write(feature({ id: 'last', severity: 4 }));
      await until(() => browser.shown.has('last'));
      expect([...browser.shown].sort()).toEqual(ids(await snapshot('?minSeverity=2')));
      expect(browser.heard.some(({ upserts }) => upserts.some(({ id }) => id === 'secret'))).toBe(false);
      await log.append(
        'picture',
        ['new', 'last', 'secret'].map((id) => encodeRemove(feature({ id }).id, epoch)),
      );
      await write(feature({ id: 'noto', severity: 3 }), feature({ id: 'tokyo' }));
      await until(() => browser.shown.has('tokyo') && !browser.shown.has('last'));
    },
  );

  it('continues after a break from the cursor it is shown (D4)', async () => {
    const before = await watching();
    const cursor = before.cursor();
    before.socket.disconnect();
    await write(feature({ id: 'missed', severity: 2 }));
    const after = await watching();
    const reply = await after.ask(cursor);
    if (reply.outcome !== 'watching') throw new Error(reply.outcome);
    expect(reply.delta.from).toBe(cursor);
    expect(reply.delta.upserts.map(({ id }) => id)).toContain('missed');
  });

  it('asks for a snapshot when the interest or the rights differ, and refuses nonsense', async () => {
    const { socket, cursor, ask } = await watching();
    const watch = (interest: unknown, shown: unknown = cursor()): Promise<unknown> =>
      socket.emitWithAck('watch', { interest, cursor: shown });
    expect(await watch({ exercise: false, minSeverity: 4 })).toMatchObject({ reason: 'other-interest' });
    expect(await watch({ exercise: true })).toMatchObject({ reason: 'other-interest' });
    expect(await watch({ exercise: false }, 'abc')).toMatchObject({ reason: 'unknown' });
    expect(await watch({ exercise: 'no' })).toMatchObject({ outcome: 'refused', code: 'interest.invalid' });
    expect(await watch({ exercise: false, bbox: [0, 5, 1, 4] })).toMatchObject({ code: 'interest.invalid' });
    expect(await socket.emitWithAck('watch')).toMatchObject({ outcome: 'refused' });
    const agency = await watching({}, 'demo-agency');
    expect(await ask(agency.cursor())).toMatchObject({ reason: 'other-access' });
    expect(await ask()).toMatchObject({ outcome: 'watching' });
  });

  it('merges for a browser that stopped reading, and keeps its buffer small (D8)', async () => {
    const fast = await watching();
    const slow = await stalledBrowser(await tokenOf(), fast.cursor()!);
    const text = 'x'.repeat(500_000);
    const properties = { ...feature().properties, text } as FeatureV1['properties'];
    const rounds = 40;
    for (let version = 1; version <= rounds; version++) {
      await write(feature({ id: 'big', severity: 4, levelEquivalent: (version % 2) + 2, version, properties }));
      await until(() => fast.heard.at(-1)!.upserts.some((each) => each.properties.version === version));
    }
    expect((await get('/metrics', null)).text).toContain('slow_sockets{realm="real"} 1');
    const heard = await slow.readUntil(`"version":${rounds},`);
    expect(heard.length).toBeLessThan((rounds / 2) * text.length);
    await log.append('picture', [encodeRemove(feature({ id: 'big' }).id, epoch)]);
  }, 30_000);

  it('ends with the token, after saying so', async () => {
    lateMs = -3600_000 + 1500;
    const token = await tokenOf();
    lateMs = 0;
    const socket = socketWith({ token });
    const told = new Promise((resolve) => socket.on('rewatch', resolve));
    const ended = new Promise((resolve) => socket.on('disconnect', resolve));
    expect(await told).toEqual({ reason: 'access-changed' });
    expect(await ended).toBe('io server disconnect');
  });

  it('beats with the cursor the browser has', async () => {
    const browser = await watching();
    const beat = await new Promise((resolve) => browser.socket.on('heartbeat', resolve));
    expect(beat).toMatchObject({ cursor: browser.cursor(), lastReportAt: null });
  }, 20_000);
});

/** Speaks just enough WebSocket by hand to stop reading: the library always reads. */
async function stalledBrowser(token: string, cursor: string) {
  const { hostname, port } = new URL(base);
  const raw = connect(Number(port), hostname);
  let text = '';
  raw.on('data', (bytes) => (text += bytes.toString('utf8')));
  const say = (message: string): void => {
    const body = Buffer.from(message);
    const head =
      body.length < 126 ? [0x81, 0x80 | body.length] : [0x81, 0x80 | 126, body.length >> 8, body.length & 255];
    raw.write(Buffer.concat([Buffer.from(head), Buffer.alloc(4), body]));
  };
  raw.write(
    'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n' +
      'Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: aGlub21pLWhpbm9taS1oaQ==\r\n\r\n',
  );
  await until(() => text.includes('"sid"'));
  say(`40/picture,${JSON.stringify({ token })}`);
  await until(() => text.includes('40/picture,'));
  say(`42/picture,1["watch",${JSON.stringify({ interest: { exercise: false }, cursor })}]`);
  await until(() => text.includes('43/picture,1'));
  raw.pause();
  text = '';
  return {
    readUntil: async (mark: string): Promise<string> => {
      raw.resume();
      await until(() => text.slice(-600_000).includes(mark));
      raw.destroy();
      return text;
    },
  };
}
