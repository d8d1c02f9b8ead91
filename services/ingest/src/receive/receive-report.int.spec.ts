import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  decodeEvent,
  hazardReported,
  HubError,
  RAW_PART_BYTES,
  topicIn,
  type HazardReportedV1,
  type Instant,
  type LogRecord,
  type RunId,
  type SourceId,
} from '@hinomi/contracts';
import type { TelegramStatus } from '@hinomi/formats';
import { openEmbeddedLog, type EventLog } from '@hinomi/event-log';
import { sampleTelegram, type Sample } from '../drill/sample-telegrams.js';
import { readReport } from './read-report.js';
import { QuarantineShelf } from '../quarantine/quarantine-shelf.js';
import { FeedHealth } from '../sources/feed-health.js';
import { LastReport, neverHeldReal } from './last-report.js';
import { RawAssembler } from './raw-records.js';
import { QuarantinedError } from './quarantined-error.js';
import { MAX_REPORT_BYTES, ReportDoor, type NormaliseReport } from './receive-report.js';
import { SeenEvents } from './seen-events.js';

const source = { id: 'jma-eqvol' as SourceId, attribution: '気象庁' };
const SENT = '2026-11-23T07:11:00.000Z' as Instant;
const NOW = '2026-11-23T07:12:00.000Z' as Instant;

function telegram(sample: Sample, { status = '通常' as TelegramStatus, cancel = false } = {}): Buffer {
  return Buffer.from(sampleTelegram(sample, { at: SENT, status, cancel }));
}

let dir: string;
let log: EventLog;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'hinomi-door-'));
  log = await openEmbeddedLog({ dir });
});
afterEach(async () => {
  await log.close();
  await rm(dir, { recursive: true, force: true });
});

async function openDoor(normalise: NormaliseReport = readReport, now = NOW) {
  const health = new FeedHealth([{ id: source.id, title: 'JMA', format: 'jma-xml', mode: 'polled' }]);
  const [seen, shelf, lastReport] = [new SeenEvents(), new QuarantineShelf(log), new LastReport()];
  await seen.preload(log);
  await shelf.open();
  const door = new ReportDoor({ log, normalise, seen, shelf, health, lastReport, now: () => now });
  return { door, health, shelf, lastReport };
}

async function records(topic: string): Promise<LogRecord[]> {
  const all: LogRecord[] = [];
  for await (const record of log.read(topic, [])) all.push(record);
  return all;
}

async function hazards(topic: string): Promise<HazardReportedV1[]> {
  return (await records(topic)).map((record) => decodeEvent(hazardReported, record).data);
}

describe('the door', () => {
  it('stores the bytes, then the event on the topic its contract names, then answers', async () => {
    const { door, lastReport } = await openDoor();
    const receipt = await door.receive(source, 'jma-xml', telegram('earthquake'));
    expect(receipt.duplicates).toBe(0);
    expect(receipt.accepted).toEqual([expect.objectContaining({ effect: 'current', exercise: null })]);
    const [raw] = await records('raw');
    expect(raw?.headers['ce_id']).toBe(receipt.rawId);
    expect(Buffer.from(raw?.value ?? []).equals(telegram('earthquake'))).toBe(true);
    const [event] = await hazards('hazards');
    expect(event).toMatchObject({ hazardId: receipt.accepted[0]?.hazardId, rawId: receipt.rawId, exercise: null });
    expect(lastReport.at).toBe(NOW);

    await door.receive(source, 'jma-xml', telegram('tsunami'));
    expect(await hazards('hazards-urgent')).toHaveLength(1);
  });

  it('knows a repeat, also after a restart', async () => {
    const { door, health } = await openDoor();
    await door.receive(source, 'jma-xml', telegram('earthquake'));
    expect(await door.receive(source, 'jma-xml', telegram('earthquake'))).toMatchObject({
      accepted: [],
      duplicates: 1,
    });
    expect(health.list()[0]).toMatchObject({ received: 1, duplicates: 1, refused: 0 });
    const again = await openDoor();
    expect(await again.door.receive(source, 'jma-xml', telegram('earthquake'))).toMatchObject({
      accepted: [],
      duplicates: 1,
    });
    expect(await records('hazards')).toHaveLength(1);
  });

  it('appends once what two senders bring at the same moment', async () => {
    const { door } = await openDoor();
    const receipts = await Promise.all([1, 2, 3, 4].map(() => door.receive(source, 'jma-xml', telegram('earthquake'))));
    expect(receipts.map((receipt) => receipt.accepted.length).sort()).toEqual([0, 0, 0, 1]);
    expect(await records('hazards')).toHaveLength(1);
  });

  it('sends a training telegram to the drill from its first byte, and real topics stay untouched', async () => {
    const { door, lastReport } = await openDoor();
    const receipt = await door.receive(source, 'jma-xml', telegram('earthquake', { status: '訓練' }));
    expect(receipt.accepted[0]?.exercise).toBe('jma-training');
    expect(await records('drill.raw')).toHaveLength(1);
    expect(await hazards('drill.hazards')).toEqual([expect.objectContaining({ exercise: 'jma-training' })]);
    expect(await neverHeldReal(log)).toBe(true);
    expect(lastReport.at).toBeNull();
  });

  it("takes a drill's own run over whatever the bytes say", async () => {
    const { door } = await openDoor();
    const exercise = 'noto-1' as RunId;
    const drill = { id: `drill:${exercise}` as SourceId, attribution: '訓練' };
    const receipt = await door.receive(drill, 'jma-xml', telegram('earthquake'), { exercise });
    expect(receipt.accepted[0]?.exercise).toBe(exercise);
    expect(await neverHeldReal(log)).toBe(true);
  });

  it('takes an unreadable status as real', async () => {
    const { door } = await openDoor();
    const odd = telegram('earthquake').toString('utf8').replace('<Status>通常</Status>', '<Status>何か</Status>');
    await expect(door.receive(source, 'jma-xml', Buffer.from(odd))).rejects.toThrow(QuarantinedError);
    expect(await records('raw')).toHaveLength(1);
    expect(await records('drill.raw')).toHaveLength(0);
  });

  it('says what became of a report: current, over on arrival, or a voiding one', async () => {
    const { door } = await openDoor(readReport, '2026-12-24T00:00:00.000Z' as Instant);
    expect((await door.receive(source, 'jma-xml', telegram('earthquake'))).accepted[0]?.effect).toBe('past');
    const voided = await door.receive(source, 'jma-xml', telegram('earthquake', { cancel: true }));
    expect(voided.accepted[0]?.effect).toBe('voids');
  });

  it('puts what it cannot read in quarantine, with the reason, the place and the bytes', async () => {
    const { door, shelf, health } = await openDoor();
    const broken = Buffer.from('<Report><Control></Report>');
    const refused = await door.receive(source, 'jma-xml', broken).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(QuarantinedError);
    const { quarantineId, code, place } = refused as QuarantinedError;
    expect(code).toMatch(/^report\./);
    expect(place).toBeDefined();
    expect(shelf.list()).toEqual([
      expect.objectContaining({ id: quarantineId, code, byteLength: broken.length, state: 'waiting' }),
    ]);
    expect(Buffer.from((await shelf.raw(quarantineId)).bytes).equals(broken)).toBe(true);
    expect(health.list()[0]?.refused).toBe(1);
    expect((await openDoor()).shelf.list()).toHaveLength(1);
  });

  it('takes what it can read of a list of P2P, and has the bytes wait for the rest', async () => {
    const { door, shelf } = await openDoor();
    const list = readFileSync(new URL('../../../../libs/formats/fixtures/p2pquake/list_one-bad.json', import.meta.url));
    const receipt = await door.receive(source, 'p2pquake', list);
    expect(receipt).toMatchObject({ accepted: [{}], problems: [{ place: { path: '/1/issue/time' } }] });
    expect(await hazards('hazards')).toEqual([expect.objectContaining({ subject: expect.stringMatching(/a3$/) })]);
    expect(shelf.entry(receipt.quarantineId ?? '').state).toBe('waiting');
  });

  it('keeps bytes that a parser broke on, and says it is a bug', async () => {
    const { door, shelf } = await openDoor(() => {
      throw new TypeError('undefined is not a function');
    });
    await expect(door.receive(source, 'jma-xml', telegram('earthquake'))).rejects.toMatchObject({ code: 'internal' });
    expect(shelf.list()).toHaveLength(1);
  });

  it('a better parser brings quarantined bytes onto the log', async () => {
    const failing = await openDoor(() => {
      throw new HubError('report.unsupported', 'not yet');
    });
    const refused = await failing.door
      .receive(source, 'jma-xml', telegram('earthquake'))
      .catch((error: unknown) => error);
    const { quarantineId } = refused as QuarantinedError;
    const better = await openDoor();
    const raw = await better.shelf.raw(quarantineId);
    expect((await better.door.finish(source, raw)).accepted).toHaveLength(1);
    await better.shelf.markReplayed(quarantineId);
    expect(better.shelf.entry(quarantineId).state).toBe('replayed');
    expect((await openDoor()).shelf.entry(quarantineId).state).toBe('replayed');
  });

  it('refuses nothing and too much without storing either', async () => {
    const { door } = await openDoor();
    await expect(door.receive(source, 'jma-xml', new Uint8Array())).rejects.toMatchObject({ code: 'report.empty' });
    const huge = new Uint8Array(MAX_REPORT_BYTES + 1);
    await expect(door.receive(source, 'jma-xml', huge)).rejects.toMatchObject({ code: 'report.too-large' });
    expect(await records('raw')).toHaveLength(0);
  });

  it('puts in quarantine what the log never takes, so that no start meets it again', async () => {
    const { door, shelf, health } = await openDoor();
    const alert = `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>1</identifier><sender>s</sender>
      <sent>2026-11-23T16:11:00+09:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>
      <info><event>e</event><description>${'long '.repeat(200_000)}</description></info></alert>`;
    const refused = await door.receive(source, 'cap', Buffer.from(alert)).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'event.too-large', quarantineId: expect.any(String) });
    expect(shelf.entry((refused as QuarantinedError).quarantineId).state).toBe('waiting');
    expect(health.list()[0]).toMatchObject({ refused: 1, received: 0 });
    expect(await hazards('hazards')).toHaveLength(0);
  });

  it('stores large bytes in parts and puts them together again', async () => {
    const { door, shelf } = await openDoor();
    const large = Buffer.alloc(RAW_PART_BYTES * 2 + 7, 'x');
    const refused = await door.receive(source, 'jma-xml', large).catch((error: unknown) => error);
    const parts = await records(topicIn('real', 'raw'));
    expect(parts.map((part) => part.headers['part'])).toEqual(['1', '2', '3']);
    const assembler = new RawAssembler();
    const whole = parts.map((part) => assembler.add(part));
    expect(whole.slice(0, 2)).toEqual([null, null]);
    expect(Buffer.from(whole[2]?.raw.bytes ?? []).equals(large)).toBe(true);
    const { quarantineId } = refused as QuarantinedError;
    expect(Buffer.from((await shelf.raw(quarantineId)).bytes).equals(large)).toBe(true);
  });

  it('a warning telegram goes to the urgent topic', async () => {
    const { door } = await openDoor();
    await door.receive(source, 'jma-xml', telegram('rain'));
    expect(await hazards('hazards-urgent')).toEqual([expect.objectContaining({ family: 'weather-warning' })]);
  });
});
