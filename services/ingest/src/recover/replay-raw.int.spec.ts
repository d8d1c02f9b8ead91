import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { compareReports, reportEventId, type HazardReportedV1, type Instant, type SourceId } from '@hinomi/contracts';
import { openEmbeddedLog, type EventLog } from '@hinomi/event-log';
import { sampleTelegram } from '../drill/sample-telegrams.js';
import { whole } from '../normalise/normalised.js';
import { readReport } from '../receive/read-report.js';
import { openIngest, type Ingest } from '../open-ingest.js';
import { QuarantinedError } from '../receive/quarantined-error.js';
import { ReportDoor, type NormaliseReport } from '../receive/receive-report.js';
import { SeenEvents } from '../receive/seen-events.js';
import { replayRaw } from './replay-raw.js';

const AT = '2026-11-23T07:11:00.000Z' as Instant;
const SOURCE = 'door:test' as SourceId;
const SINCE = '2026-01-01T00:00:00.000Z' as Instant;

let folder: string;
let log: EventLog;
let ingest: Ingest;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hinomi-replay-'));
  log = await openEmbeddedLog({ dir: path.join(folder, 'log') });
  const sourcesDir = await mkdtemp(path.join(folder, 'sources-'));
  ingest = await openIngest(log, {
    sourcesDir,
    drillsDir: sourcesDir,
    polling: 'off',
    automaticDrill: false,
    loopback: true,
    demonstration: true,
    version: 'test',
    now: () => Date.parse(AT),
    say: { info: () => undefined, warn: () => undefined },
  });
  const from = ingest.sources.ofClient('test', 'jma-xml');
  await ingest.door.receive(from, 'jma-xml', sampleTelegram('earthquake', { at: AT, status: '通常', cancel: false }));
  await ingest.door.receive(from, 'jma-xml', sampleTelegram('rain', { at: AT, status: '通常', cancel: false }));
  await expect(ingest.door.receive(from, 'jma-xml', new TextEncoder().encode('<Report>'))).rejects.toThrow(
    QuarantinedError,
  );
});
afterEach(async () => {
  await ingest.stop();
  await log.close();
  await rm(folder, { recursive: true, force: true });
});

/** The parsers of another day. */
async function doorWith(normalise: NormaliseReport): Promise<ReportDoor> {
  const { shelf, health, lastReport, now } = ingest;
  const seen = new SeenEvents();
  await seen.preload(log);
  return new ReportDoor({ log, normalise, seen, shelf, health, lastReport, now });
}

const replay = async (normalise: NormaliseReport) =>
  replayRaw(
    { log, door: await doorWith(normalise), sources: ingest.sources, shelf: ingest.shelf },
    { source: SOURCE, since: SINCE },
  );

/** Reads earthquakes better than before, and everything else as it was. */
const better: NormaliseReport = async (...args) => {
  const { events, problems } = await readReport(...args);
  const improved = events.map((event) => {
    const data = event.data as HazardReportedV1;
    if (data.family !== 'earthquake') return event;
    const order = { ...data.order, parserRevision: data.order.parserRevision + 1 };
    return { ...event, id: reportEventId(data.subject, order), data: { ...data, title: 'read better', order } };
  });
  return { events: improved as typeof events, problems };
};

async function reports(): Promise<HazardReportedV1[]> {
  const all: HazardReportedV1[] = [];
  for (const topic of ['hazards', 'hazards-urgent']) {
    for await (const record of log.read(topic, []))
      all.push(JSON.parse(new TextDecoder().decode(record.value ?? new Uint8Array())));
  }
  return all;
}

describe('replayRaw', () => {
  it('adds nothing where the parsers read as before', async () => {
    const before = await reports();
    expect(await replay(readReport)).toEqual({ read: 3, corrected: 0, known: 2, refused: 1, nextSince: null });
    expect(await reports()).toEqual(before);
  });

  it('corrects what a newer parser reads better, once, and the correction stands above', async () => {
    expect(await replay(better)).toMatchObject({ read: 3, corrected: 1, known: 1, refused: 1 });
    expect(await replay(better)).toMatchObject({ read: 3, corrected: 0, known: 2 });
    const quakes = (await reports()).filter(({ family }) => family === 'earthquake');
    expect(new Set(quakes.map(({ subject }) => subject)).size).toBe(1);
    expect(quakes.sort((a, b) => compareReports(b.order, a.order))[0]?.title).toBe('read better');
  });

  it('takes out of quarantine what is understood at last', async () => {
    const understands: NormaliseReport = (format, bytes, context) =>
      bytes.length < 20 ? whole([]) : readReport(format, bytes, context);
    expect(await replay(understands)).toMatchObject({ read: 3, refused: 0 });
    expect(ingest.shelf.list()).toMatchObject([{ state: 'replayed' }]);
  });

  it('reads the one source it is asked for, from the time it is asked for', async () => {
    const door = await doorWith(readReport);
    const parts = { log, door, sources: ingest.sources, shelf: ingest.shelf };
    expect(await replayRaw(parts, { source: 'door:other' as SourceId, since: SINCE })).toMatchObject({ read: 0 });
    const later = new Date(Date.now() + 60_000).toISOString() as Instant;
    expect(await replayRaw(parts, { source: SOURCE, since: later })).toMatchObject({ read: 0 });
  });
});
