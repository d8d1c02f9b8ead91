import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { HubError, type EventId, type Instant, type SourceId } from '@hinomi/contracts';
import { openEmbeddedLog, type EventLog } from '@hinomi/event-log';
import { Mapping } from '@hinomi/formats';
import { zipBytes } from '@hinomi/testing';
import { sampleTelegram } from '../drill/sample-telegrams.js';
import { QuarantineShelf } from '../quarantine/quarantine-shelf.js';
import { LastReport } from '../receive/last-report.js';
import { readReport } from '../receive/read-report.js';
import { QuarantinedError } from '../receive/quarantined-error.js';
import { ReportDoor } from '../receive/receive-report.js';
import { SeenEvents } from '../receive/seen-events.js';
import { FeedHealth } from '../sources/feed-health.js';
import { isLarge, ReadingRoom, type RoomLimits } from './reading-room.js';

const NOW = '2026-11-23T07:12:00.000Z' as Instant;
const mapping = Mapping.parse({
  theme: 'shelter',
  key: ['id'],
  name: 'name',
  position: { lng: 'lng', lat: 'lat' },
  attributes: { evacueeno: { column: 'people' } },
});
const town = { id: 'town' as SourceId, attribution: '出典：見本市', mapping };
const jma = { id: 'jma-eqvol' as SourceId, attribution: '気象庁' };
const context = {
  source: town,
  exercise: null,
  rawId: 'raw/town/1' as EventId,
  trace: '0'.repeat(32),
  receivedAt: NOW,
};
const DYING = { worker: new URL('./dying-reader.suite.js', import.meta.url) };

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const table = (rows: number): Uint8Array =>
  bytesOf(
    ['id,name,lng,lat,people', ...Array.from({ length: rows }, (_, id) => `${id},小学校${id},136.9,37.0,${id}`)].join(
      '\n',
    ),
  );
/** A body that is large by its length, and whose first line is an order to the thread that reads it. */
const order = (what: string): Uint8Array => bytesOf(`${what}\n${' '.repeat(100_000)}`);
const quake = (): Uint8Array => Buffer.from(sampleTelegram('earthquake', { at: NOW, status: '通常', cancel: false }));

let dir: string;
let log: EventLog;
const rooms: ReadingRoom[] = [];
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'hinomi-room-'));
  log = await openEmbeddedLog({ dir });
});
afterEach(async () => {
  await Promise.all(rooms.splice(0).map((room) => room.close()));
  await log.close();
  await rm(dir, { recursive: true, force: true });
});

function openRoom(limits: Partial<RoomLimits> = {}): ReadingRoom {
  const room = new ReadingRoom(limits);
  rooms.push(room);
  return room;
}

async function openDoor(room: ReadingRoom) {
  const shelf = new QuarantineShelf(log);
  await shelf.open();
  const known = [town, jma].map(({ id }) => ({ id, title: id, format: 'csv' as const, mode: 'polled' as const }));
  const door = new ReportDoor({
    log,
    normalise: room.read.bind(room),
    enter: room.enter.bind(room),
    seen: new SeenEvents(),
    shelf,
    health: new FeedHealth(known, () => NOW),
    lastReport: new LastReport(),
    now: () => NOW,
  });
  return { door, shelf };
}

/** Whose bytes are in `raw`. */
async function received(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of log.read('raw', [])) keys.push(key);
  return keys;
}

describe('the reading room', () => {
  it('reads a large table in a thread as it would be read here', async () => {
    const bytes = table(5_000);
    expect(isLarge('csv', bytes)).toBe(true);
    expect(await openRoom().read('csv', bytes, context)).toEqual(await readReport('csv', bytes, context));
  });

  it('tells of a body it refuses what reading it here would tell', async () => {
    const bytes = zipBytes([{ name: 'a.txt', bytes: 'no package' }]);
    const here = await readReport('sip4d-zip', bytes, context).catch((error: unknown) => error);
    const there = await openRoom()
      .read('sip4d-zip', bytes, context)
      .catch((error: unknown) => error);
    expect(there).toBeInstanceOf(HubError);
    const { code, message, place, retryable } = here as HubError;
    expect(there).toMatchObject({ code, message, place, retryable });
  });

  it('answers telegrams while a large body is being read', async () => {
    const { door } = await openDoor(openRoom());
    const answered: string[] = [];
    const large = door.receive(town, 'csv', table(60_000)).then((receipt) => {
      answered.push('table');
      return receipt;
    });
    await door.receive(jma, 'jma-xml', quake());
    answered.push('telegram');
    expect((await large).acceptedMore).toBe(60_000 + 12 - 1_000);
    expect(answered).toEqual(['telegram', 'table']);
  });

  it.each([
    ['exit', 'ended the thread'],
    ['memory', 'ended the thread'],
    ['hang', 'takes more than'],
  ])('refuses a body whose thread does not survive it (%s), and reads the next', async (what, why) => {
    const { door, shelf } = await openDoor(openRoom({ ...DYING, heapMb: 64, mostMs: 2_000 }));
    const refused = await door.receive(town, 'csv', order(what)).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(QuarantinedError);
    expect(refused).toMatchObject({ code: 'report.unreadable', message: expect.stringContaining(why) });
    expect(shelf.list()).toMatchObject([{ code: 'report.unreadable', source: 'town' }]);
    expect(await door.receive(jma, 'jma-xml', quake())).toMatchObject({ duplicates: 0 });
    expect(await door.receive(town, 'csv', order('read'))).toMatchObject({ accepted: [] });
  });

  it('leaves what is being read when it closes: the bytes are kept and nothing is refused', async () => {
    const room = openRoom({ ...DYING });
    const { door, shelf } = await openDoor(room);
    const large = door.receive(town, 'csv', order('hang')).catch((error: unknown) => error);
    while (!(await received()).includes('town')) await door.receive(jma, 'jma-xml', quake());
    await room.close();
    expect(await large).toMatchObject({ code: 'ingest.unavailable', retryable: true });
    expect(shelf.list()).toEqual([]);
    await expect(door.receive(town, 'csv', order('read'))).rejects.toMatchObject({ code: 'ingest.unavailable' });
  });

  it('takes no more large bodies in than may wait, and telegrams all the same', async () => {
    const { door } = await openDoor(openRoom({ ...DYING, bodies: 1 }));
    const first = door.receive(town, 'csv', order('hang')).catch((error: unknown) => error);
    await expect(door.receive(town, 'csv', order('read'))).rejects.toMatchObject({
      code: 'ingest.unavailable',
      retryable: true,
    });
    await door.receive(jma, 'jma-xml', quake());
    expect((await received()).sort()).toEqual(['jma-eqvol', 'town']);
    await rooms[0]?.close();
    expect(await first).toMatchObject({ code: 'ingest.unavailable' });
  });
});
