import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessModule, MachineTokens } from '@hinomi/access';
import { instantFromMillis } from '@hinomi/contracts';
import { EVENT_LOG, openEmbeddedLog, type EventLog } from '@hinomi/event-log';
import { ProblemFilter } from '@hinomi/service-kit';
import { sampleTelegram } from './drill/sample-telegrams.js';
import { acceptAnyBody, IngestModule, LastReport, neverHeldReal } from './index.js';

const infra = (folder: string): string => fileURLToPath(new URL(`../../../infra/${folder}`, import.meta.url));
const quake = (): Buffer =>
  Buffer.from(sampleTelegram('earthquake', { at: instantFromMillis(Date.now()), status: '通常', cancel: false }));

let dir: string;
let log: EventLog;
let app: NestFastifyApplication;
let url: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'hinomi-ingest-'));
  log = await openEmbeddedLog({ dir: join(dir, 'log') });
  const held = log;

  @Global()
  @Module({ providers: [{ provide: EVENT_LOG, useValue: held }], exports: [EVENT_LOG] })
  class Log {}

  @Module({
    imports: [
      Log,
      AccessModule.register({
        issuer: () => 'http://localhost',
        demonstration: true,
        now: Date.now,
      }),
      IngestModule.register({
        sourcesDir: infra('sources'),
        drillsDir: infra('drills'),
        importsDir: join(dir, 'imports'),
        polling: 'off',
        automaticDrill: false,
        loopback: true,
        demonstration: true,
        now: Date.now,
      }),
    ],
  })
  class Hub {}

  app = await NestFactory.create<NestFastifyApplication>(Hub, new FastifyAdapter({ bodyLimit: 1024 * 1024 }), {
    logger: false,
  });
  app.useGlobalFilters(new ProblemFilter());
  acceptAnyBody(app.getHttpAdapter().getInstance());
  await app.listen(0, '127.0.0.1');
  url = (await app.getUrl()).replace('localhost', '127.0.0.1');
});
afterEach(async () => {
  await app.close();
  await log.close();
  await rm(dir, { recursive: true, force: true });
});

async function call(
  method: 'GET' | 'POST',
  path: string,
  body?: Buffer | object,
  headers: Record<string, string> = {},
  client = 'demo-operator',
) {
  const token = (await app.get(MachineTokens).issue(client, 'demo', true))?.accessToken ?? '';
  const json = body !== undefined && !Buffer.isBuffer(body);
  const reply = await fetch(`${url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(json ? { 'content-type': 'application/json' } : {}), ...headers },
    ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : new Uint8Array(body as Buffer) }),
  });
  const text = await reply.text();
  return {
    status: reply.status,
    type: reply.headers.get('content-type'),
    body: text === '' ? null : (JSON.parse(text) as Record<string, unknown>),
  };
}

describe('posting a report', () => {
  it.each([['application/xml'], ['application/json'], ['text/plain; charset=utf-8'], ['nonsense'], [undefined]])(
    'takes the bytes as they are, with content type %s',
    async (type) => {
      const reply = await call('POST', '/api/v1/feeds/jma-xml', quake(), type ? { 'content-type': type } : {});
      expect(reply).toMatchObject({
        status: 202,
        body: { accepted: [{ effect: 'current', exercise: null }], duplicates: 0 },
      });
    },
  );

  it('shows the sender among the feeds, and the hub as one that held something real', async () => {
    expect(await neverHeldReal(app.get<EventLog>(EVENT_LOG, { strict: false }))).toBe(true);
    await call('POST', '/api/v1/feeds/jma-xml', quake());
    const { body } = await call('GET', '/api/v1/feeds');
    expect(body).toContainEqual(expect.objectContaining({ source: 'door:demo-operator', mode: 'pushed', received: 1 }));
    expect(await neverHeldReal(app.get<EventLog>(EVENT_LOG, { strict: false }))).toBe(false);
    expect(app.get(LastReport).at).not.toBeNull();
  });

  it('names the formats it knows when asked for another', async () => {
    const reply = await call('POST', '/api/v1/feeds/telex', quake());
    expect(reply).toMatchObject({ status: 404, body: { code: 'format.unknown' } });
    expect(JSON.stringify(reply.body)).toContain('usgs-geojson');
  });

  it('refuses an empty body, and who may not post', async () => {
    expect(await call('POST', '/api/v1/feeds/jma-xml', Buffer.alloc(0))).toMatchObject({
      status: 422,
      body: { code: 'report.empty' },
    });
    expect(await call('POST', '/api/v1/feeds/jma-xml', quake(), {}, 'demo-public')).toMatchObject({ status: 403 });
  });

  it('takes more than the ordinary limit of a body, and says so when it is too much', async () => {
    const large = Buffer.alloc(3 * 1024 * 1024, ' ');
    expect(await call('POST', '/api/v1/feeds/jma-xml', large)).toMatchObject({ status: 422 });
    const tooLarge = Buffer.alloc(16 * 1024 * 1024 + 1, ' ');
    expect(await call('POST', '/api/v1/feeds/jma-xml', tooLarge)).toMatchObject({
      status: 413,
      body: { code: 'report.too-large' },
    });
  });
});

describe('quarantine', () => {
  it('holds what could not be read: to list, to show, to try again', async () => {
    const broken = Buffer.from('<Report>');
    const refused = await call('POST', '/api/v1/feeds/jma-xml', broken);
    expect(refused).toMatchObject({ status: 422, type: 'application/problem+json; charset=utf-8' });
    expect(refused.body).toMatchObject({ code: expect.stringMatching(/^report\./), place: expect.anything() });
    const id = String(refused.body?.['quarantineId']);

    expect((await call('GET', '/api/v1/feeds/quarantine')).body).toEqual([
      expect.objectContaining({ id, state: 'waiting' }),
    ]);
    const shown = await call('GET', `/api/v1/feeds/quarantine/${id}`);
    expect(shown.body).toMatchObject({ id, bytes: broken.toString('base64') });
    expect(await call('POST', `/api/v1/feeds/quarantine/${id}/replay`)).toMatchObject({
      status: 422,
      body: { quarantineId: id },
    });
    expect((await call('GET', '/api/v1/feeds/quarantine')).body).toHaveLength(1);
    expect(await call('GET', '/api/v1/feeds/quarantine/none')).toMatchObject({
      status: 404,
      body: { code: 'quarantine.not-found' },
    });
    expect(await call('GET', '/api/v1/feeds/quarantine', undefined, {}, 'demo-public')).toMatchObject({ status: 403 });
  });
});

describe('drills', () => {
  it('are listed, started and stopped', async () => {
    const listed = await call('GET', '/api/v1/drills', undefined, {}, 'demo-public');
    expect(listed.body).toContainEqual(expect.objectContaining({ name: 'noto-2024', running: null }));
    const started = await call('POST', '/api/v1/drills/noto-2024/start', { speed: 60 });
    expect(started).toMatchObject({ status: 202, body: { drill: 'noto-2024', speed: 60 } });
    expect(await call('POST', '/api/v1/drills/noto-2024/start')).toMatchObject({
      status: 409,
      body: { code: 'drill.already-running' },
    });
    expect(await call('POST', '/api/v1/drills/noto-2024/stop')).toMatchObject({ status: 204 });
    expect(await call('POST', '/api/v1/drills/noto-2024/stop')).toMatchObject({
      status: 409,
      body: { code: 'drill.not-running' },
    });
    expect(await call('POST', '/api/v1/drills/none/start')).toMatchObject({
      status: 404,
      body: { code: 'drill.not-found' },
    });
    expect(await call('POST', '/api/v1/drills/noto-2024/start', { speed: 0 })).toMatchObject({ status: 400 });
    expect(await call('POST', '/api/v1/drills/noto-2024/start', {}, {}, 'demo-public')).toMatchObject({ status: 403 });
  });

  it('replays files as a drill, and says which it could not', async () => {
    const files = [
      { name: 'a.xml', base64: quake().toString('base64') },
      { name: 'b.xml', base64: Buffer.from('no').toString('base64') },
    ];
    const reply = await call('POST', '/api/v1/drills/replay', { files });
    expect(reply).toMatchObject({
      status: 202,
      body: { drill: 'replay', telegrams: 1, problems: [{ name: 'b.xml' }] },
    });
    const listed = (await call('GET', '/api/v1/drills')).body;
    expect(listed).toContainEqual(expect.objectContaining({ name: 'replay', running: expect.anything() }));
    expect(await call('POST', '/api/v1/drills/replay/stop')).toMatchObject({ status: 204 });
    expect(await neverHeldReal(app.get<EventLog>(EVENT_LOG, { strict: false }))).toBe(true);
    expect(await call('POST', '/api/v1/drills/replay', { files: files.slice(1) })).toMatchObject({ status: 422 });
    expect(await call('POST', '/api/v1/drills/replay', Buffer.from('{'))).toMatchObject({ status: 400 });
  });
});
