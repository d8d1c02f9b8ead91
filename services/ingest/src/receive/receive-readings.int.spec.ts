import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeEvent, decodeObservations, sensorDescribed, type Instant, type LogRecord } from '@hinomi/contracts';
import { openEmbeddedLog, type EventLog } from '@hinomi/event-log';
import { QuarantineShelf } from '../quarantine/quarantine-shelf.js';
import { replayRaw } from '../recover/replay-raw.js';
import { FeedHealth } from '../sources/feed-health.js';
import { feedIdentities } from '../sources/feed-identities.js';
import { reportSourceOf, Source, type PushedSource } from '../sources/source.js';
import { KnownSources } from './known-sources.js';
import { LastReport } from './last-report.js';
import { readReport } from './read-report.js';
import { ReportDoor } from './receive-report.js';
import { SeenEvents } from './seen-events.js';

let dir: string;
let log: EventLog;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'hinomi-readings-'));
  log = await openEmbeddedLog({ dir });
});
afterEach(async () => {
  await log.close();
  await rm(dir, { recursive: true, force: true });
});

const ENTRY = Source.parse({
  id: 'rivers',
  title: 'Rivers',
  kind: 'pushed',
  format: 'sensor-json',
  clients: ['gauge-house'],
  attribution: '出典：例示県',
  licence: 'as stated',
  enabled: true,
  sensors: { mapping: { readings: '/*', id: 'id', time: { at: 't' }, value: 'v', name: 'name' } },
}) as PushedSource;

const FROM = reportSourceOf(ENTRY);

async function open() {
  let now = '2026-06-01T03:30:00.000Z';
  const health = new FeedHealth(feedIdentities([ENTRY], 'on'));
  const sources = new KnownSources([ENTRY], health);
  const [seen, shelf, lastReport] = [new SeenEvents(), new QuarantineShelf(log), new LastReport()];
  await seen.preload(log);
  await shelf.open();
  const clock = (): Instant => now as Instant;
  const door = new ReportDoor({ log, normalise: readReport, seen, shelf, health, lastReport, now: clock });
  const post = (body: unknown) =>
    door.receive(sources.ofPost('gauge-house', 'sensor-json', null), 'sensor-json', encode(body));
  return { door, health, shelf, sources, post, setNow: (at: string) => (now = at) };
}

const encode = (body: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(body));

async function records(topic: string): Promise<LogRecord[]> {
  const all: LogRecord[] = [];
  for await (const record of log.read(topic, [])) all.push(record);
  return all;
}

const reading = (minute: number, v: unknown, more = {}): unknown => ({
  id: 'a',
  t: `2026-06-01T03:${minute}:00Z`,
  v,
  ...more,
});

describe('a post of many readings', () => {
  it('is many events, in order, and the same again are duplicates', async () => {
    const { post } = await open();
    const body = [reading(10, 1), reading(20, 1.5)];
    const first = await post(body);
    expect(first.accepted.map(({ effect }) => effect)).toEqual(['current', 'current']);
    expect(await post(body)).toMatchObject({ accepted: [], duplicates: 2 });
    const stored = (await records('observations')).map(decodeObservations);
    expect(stored.map((together) => together.map(({ value }) => value))).toEqual([[1, 1.5]]);
  });

  it('keeps the good ones when some are bad, names each bad one, and puts the bytes away once', async () => {
    const { post, shelf, health } = await open();
    const receipt = await post([reading(10, 1), reading(11, 'high'), { id: 'a', v: 2 }]);
    expect(receipt.accepted).toHaveLength(1);
    expect(receipt.problems?.map(({ place }) => place.path)).toEqual(['/1/v', '/2/t']);
    await post([reading(12, 1), reading(11, 'high'), { id: 'a', v: 2 }]);
    expect(shelf.list()).toMatchObject([{ code: 'report.invalid', place: { path: '/1/v' }, state: 'waiting' }]);
    expect(health.list()[0]).toMatchObject({ received: 2, refused: 1 });
  });

  it('is in quarantine whole when nothing of it can be read', async () => {
    const { post, shelf } = await open();
    await expect(post([{ id: 'a' }])).rejects.toMatchObject({ code: 'report.invalid', place: { path: '/0/t' } });
    expect(shelf.list()).toHaveLength(1);
  });

  it('that is still partly bad when it is read again stays in quarantine', async () => {
    const { door, shelf, sources, post } = await open();
    await post([reading(10, 1), reading(11, 'high')]);
    const replay = { source: ENTRY.id, since: '2020-01-01T00:00:00.000Z' as Instant };
    expect(await replayRaw({ log, door, sources, shelf }, replay)).toMatchObject({ read: 1, known: 1, refused: 1 });
    expect(shelf.list()).toMatchObject([{ state: 'waiting' }]);
  });
});

describe('a description', () => {
  it('is written when it changes, also back to what it was; not with every reading, not after a restart', async () => {
    const { post, setNow } = await open();
    await post([reading(10, 1, { name: 'A' })]);
    setNow('2026-06-01T03:40:00.000Z');
    await post([reading(20, 1, { name: 'A' })]);
    setNow('2026-06-01T03:50:00.000Z');
    await post([reading(30, 1, { name: 'B' })]);
    setNow('2026-06-01T04:00:00.000Z');
    await post([reading(40, 1, { name: 'A' })]);
    const again = await open();
    again.setNow('2026-06-01T04:10:00.000Z');
    await again.post([reading(50, 1, { name: 'A' })]);
    const places = (await records('places')).map((record) => decodeEvent(sensorDescribed, record).data);
    expect(places.map(({ description }) => description.name)).toEqual(['A', 'B', 'A']);
  });
});

describe('a batch of messages', () => {
  const message = (body: unknown) => ({ bytes: encode(body), entry: 'gauges/a' });

  it('is taken in together; garbage among them costs nothing, and keeps its topic', async () => {
    const { door, shelf } = await open();
    const messages = [message([reading(10, 1)]), { bytes: encode('nonsense').subarray(3), entry: 'gauges/b' }];
    expect(await door.receiveAll(FROM, 'sensor-json', [...messages, message([reading(20, 2)])])).toEqual({
      accepted: 2,
      duplicates: 0,
      refused: 1,
    });
    const [waiting] = shelf.list();
    expect(waiting).toMatchObject({ code: 'report.unreadable', place: { line: 1 } });
    expect((await shelf.raw(waiting?.id ?? '')).entry).toBe('gauges/b');
    expect((await records('raw')).map(({ headers }) => headers['entry'])).toEqual(['gauges/a', 'gauges/b', 'gauges/a']);
  });

  it('again is the same events', async () => {
    const { door } = await open();
    const messages = [message([reading(10, 1)]), message([reading(10, 1)])];
    expect(await door.receiveAll(FROM, 'sensor-json', messages)).toMatchObject({ accepted: 1, duplicates: 1 });
    expect(await door.receiveAll(FROM, 'sensor-json', messages)).toMatchObject({ accepted: 0, duplicates: 2 });
    expect(await records('observations')).toHaveLength(1);
  });
});

describe('whose a post is', () => {
  it('the entry says that lists its client, or that it names', async () => {
    const { sources } = await open();
    expect(sources.ofPost('gauge-house', 'sensor-json', null).id).toBe('rivers');
    expect(sources.ofPost('gauge-house', 'sensor-json', 'rivers').id).toBe('rivers');
    expect(sources.ofPost('gauge-house', 'sensorthings', null).id).toBe('door:gauge-house');
  });

  it.each([
    ['another client', 'somebody', 'rivers', 'access.denied'],
    ['an entry that is none', 'gauge-house', 'lakes', 'request.invalid'],
    ['nobody that has a mapping', 'somebody', null, 'request.invalid'],
  ])('is refused for %s', async (_whom, client, named, code) => {
    const { sources } = await open();
    expect(() => sources.ofPost(client, 'sensor-json', named)).toThrow(expect.objectContaining({ code }));
  });
});
