import { mkdtemp, rename, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { FeedStatus, Instant } from '@hinomi/contracts';
import { openEmbeddedLog, type EventLog } from '@hinomi/event-log';
import { secretsIn } from '@hinomi/service-kit';
import { sampleTelegram } from '../drill/sample-telegrams.js';
import { openIngest, type Ingest } from '../open-ingest.js';
import { LyingServer, text } from '../poll/lying-server.suite.js';

const AT = '2026-11-23T07:11:00.000Z' as Instant;
const QUAKE = new TextDecoder().decode(sampleTelegram('earthquake', { at: AT, status: '通常', cancel: false }));

let root: string;
let log: EventLog;
let ingest: Ingest;
let server: LyingServer;
/** Asked so far, by `path authorization`. */
let asked: string[];

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'hinomi-follow-'));
  log = await openEmbeddedLog({ dir: path.join(root, 'log') });
  server = new LyingServer();
  await server.open();
  asked = [];
  for (const name of ['/one', '/two']) {
    server.on(name, (request, response) => {
      asked.push(`${name} ${request.headers.authorization ?? '-'}`);
      text(QUAKE)(request, response);
    });
  }
  await write('one', entry('one'));
  ingest = await openIngest(log, {
    sourcesDir: root,
    secrets: secretsIn({ HINOMI_SECRET_TWO: 'hunter2' }),
    drillsDir: root,
    polling: 'on',
    automaticDrill: false,
    loopback: true,
    demonstration: true,
    version: 'test',
    now: () => Date.parse(AT),
    say: { info: () => undefined, warn: () => undefined },
  });
  ingest.start();
});
afterEach(async () => {
  await ingest.stop();
  await log.close();
  await server.close();
  await rm(root, { recursive: true, force: true });
});

const entry = (id: string, lines = ''): string => `id: ${id}
title: ${id}
kind: single
format: jma-xml
url: ${server.url(`/${id}`)}
intervalSeconds: 3600
privateAddresses: true
attribution: A
licence: L
enabled: true
${lines}`;

/** As an editor does: whole, in the place of what was there. */
async function write(id: string, content: string): Promise<void> {
  await writeFile(path.join(root, `${id}.new`), content);
  await rename(path.join(root, `${id}.new`), path.join(root, `${id}.yaml`));
}

const feed = (id: string): FeedStatus | undefined => ingest.health.list().find(({ source }) => source === id);
const hasAnswered = (id: string): boolean => typeof feed(id)?.lastSuccessAt === 'string';
async function lookUntil(seen: () => boolean): Promise<void> {
  while (!seen()) {
    await ingest.lookAtSources();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a hub whose entries of sources change', () => {
  it('asks a new one with its credentials, and leaves the others in peace', async () => {
    await lookUntil(() => hasAnswered('one'));
    await write('two', entry('two', 'credentials: { bearer: { env: HINOMI_SECRET_TWO } }\n'));
    await lookUntil(() => hasAnswered('two'));
    expect(asked).toEqual(['/one -', '/two Bearer hunter2']);
    expect(JSON.stringify(ingest.health.list())).not.toContain('hunter2');
    expect(ingest.reachability()).toMatchObject({ polled: 2 });
  });

  it('says what is wrong with an edit and goes on as before; a right one is taken', async () => {
    await lookUntil(() => hasAnswered('one'));
    await write('one', entry('one').replace('intervalSeconds: 3600', 'intervalSeconds: 1'));
    await lookUntil(() => feed('one')?.problems.length === 1);
    expect(feed('one')).toMatchObject({
      mode: 'polled',
      state: 'ok',
      problems: [{ file: 'one.yaml', path: '/intervalSeconds' }],
    });
    expect(asked).toEqual(['/one -']);
    await write('one', entry('one').replace('title: one', 'title: Renamed'));
    await lookUntil(() => feed('one')?.title === 'Renamed' && asked.length === 2);
    expect(feed('one')).toMatchObject({ problems: [], received: 1 });
  });

  it('lists an entry that never was right, and asks nobody who is switched off or gone', async () => {
    await lookUntil(() => hasAnswered('one'));
    await write('two', 'id: two\nkind: gopher\n');
    await lookUntil(() => feed('two') !== undefined);
    expect(feed('two')).toMatchObject({ mode: 'off', state: 'unusable', format: null, problems: [{ path: '/kind' }] });
    await write('one', entry('one').replace('enabled: true', 'enabled: false'));
    await lookUntil(() => feed('one')?.mode === 'off');
    expect(feed('one')).toMatchObject({ state: 'off', nextPollAt: null, received: 1 });
    await unlink(path.join(root, 'one.yaml'));
    await unlink(path.join(root, 'two.yaml'));
    await lookUntil(() => ingest.health.list().length === 0);
    expect(ingest.reachability().polled).toBe(0);
    expect(asked).toEqual(['/one -']);
  });

  it('shows who posts by what the entry of the door says now', async () => {
    ingest.sources.ofClient('town', 'cap');
    expect(feed('door:town')).toMatchObject({ title: 'door (town)', attribution: '' });
    const door = { id: 'door', title: 'Posted', kind: 'pushed', format: 'any', licence: 'L', enabled: true };
    await write('door', JSON.stringify({ ...door, attribution: 'By the town' }));
    await lookUntil(() => feed('door:town')?.attribution === 'By the town');
    expect(feed('door:town')).toMatchObject({ title: 'Posted (town)', mode: 'pushed' });
  });
});
