import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RAW_PART_BYTES, type Instant, type SourceId } from '@hinomi/contracts';
import { openEmbeddedLog, type EventLog } from '@hinomi/event-log';
import { sampleTelegram } from '../drill/sample-telegrams.js';
import { openIngest, type Ingest } from '../open-ingest.js';
import { encodeRaw, rawReport } from '../receive/raw-records.js';
import { QuarantinedError } from '../receive/quarantined-error.js';
import { finishRaw } from './finish-raw.js';
import { INGEST_GROUP, RawProgress } from './raw-progress.js';

const AT = '2026-11-23T07:11:00.000Z' as Instant;
const SOURCE = 'door:test' as SourceId;
const INPUTS: readonly Uint8Array[] = [
  sampleTelegram('earthquake', { at: AT, status: '通常', cancel: false }),
  sampleTelegram('tsunami', { at: AT, status: '訓練', cancel: false }),
  new TextEncoder().encode('<Report>'),
  sampleTelegram('rain', { at: AT, status: '通常', cancel: false }),
];

let dir: string;
let log: EventLog;
let sourcesDir: string;

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'hinomi-recover-'));
  sourcesDir = await mkdtemp(path.join(tmpdir(), 'hinomi-sources-'));
  log = await openEmbeddedLog({ dir });
});
afterEach(async () => {
  await log.close();
  await rm(dir, { recursive: true, force: true });
  await rm(sourcesDir, { recursive: true, force: true });
});

function open(on: EventLog): Promise<Ingest> {
  return openIngest(on, {
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
}

class Crash extends Error {}

/** A log that dies at its n-th write, before or after the write reached the disk; dead, it writes nothing more. */
function dying(target: EventLog, atWrite: number, when: 'before' | 'after'): { log: EventLog; died: () => boolean } {
  let writes = 0;
  let dead = false;
  const write = async <T>(work: () => Promise<T>): Promise<T> => {
    if (dead) throw new Crash('dead');
    writes += 1;
    if (writes !== atWrite) return work();
    dead = true;
    if (when === 'after') await work();
    throw new Crash(`died ${when} write ${atWrite}`);
  };
  const wrapped: EventLog = {
    queues: log.queues,
    logId: target.logId,
    hubId: target.hubId,
    append: (topic, records) => write(() => target.append(topic, records)),
    saveProgress: (group, topic, position) => write(() => target.saveProgress(group, topic, position)),
    consume: (...args) => target.consume(...args),
    tail: (...args) => target.tail(...args),
    read: (...args) => target.read(...args),
    end: (topic) => target.end(topic),
    progress: (...args) => target.progress(...args),
    caughtUp: (...args) => target.caughtUp(...args),
    close: () => target.close(),
  };
  return { log: wrapped, died: () => dead };
}

/** Sends every input until the hub dies; a sender that heard nothing sends nothing again. */
async function send(ingest: Ingest): Promise<void> {
  for (const bytes of INPUTS) {
    try {
      await ingest.door.receive(ingest.sources.ofClient('test', 'jma-xml'), 'jma-xml', bytes);
    } catch (error) {
      if (error instanceof Crash) return;
      if (!(error instanceof QuarantinedError)) throw error;
    }
  }
}

async function ids(topic: string): Promise<string[]> {
  const all: string[] = [];
  for await (const record of log.read(topic, [])) all.push(record.headers['ce_id'] ?? '');
  return all;
}

const FACTS = ['hazards', 'hazards-urgent', 'drill.hazards-urgent', 'quarantine'];
const RAWS = ['raw', 'drill.raw'];

describe('after a crash at any write', () => {
  it('the next start brings every stored report where it belongs, once', async () => {
    let crashes = 0;
    for (const when of ['before', 'after'] as const) {
      for (let atWrite = 1; ; atWrite++) {
        await log.close();
        await rm(dir, { recursive: true, force: true });
        log = await openEmbeddedLog({ dir });
        const { log: frail, died } = dying(log, atWrite, when);
        const first = await open(frail).catch((error: unknown) => {
          if (error instanceof Crash) return null;
          throw error;
        });
        if (first) await send(first);
        if (first && !died()) break;
        crashes += 1;

        const second = await open(log);
        // Every raw that is complete has its fact: an event, or a place in quarantine.
        const raws = (await Promise.all(RAWS.map(ids))).flat();
        const facts = (await Promise.all(FACTS.map(ids))).flat();
        expect({ when, atWrite, facts: new Set(facts).size }).toEqual({ when, atWrite, facts: raws.length });
        expect({ when, atWrite, twice: facts.length - new Set(facts).size }).toEqual({ when, atWrite, twice: 0 });

        // And the whole is the same as without the crash once the senders have repeated themselves.
        await send(second);
        for (const [topic, count] of [
          ['hazards', 1],
          ['hazards-urgent', 1],
          ['drill.hazards-urgent', 1],
        ] as const) {
          expect({ when, atWrite, topic, count: (await ids(topic)).length }).toEqual({ when, atWrite, topic, count });
        }
        await second.stop();
      }
    }
    // Two to open, and raw + fact of each input, before and after.
    expect(crashes).toBeGreaterThanOrEqual(2 * (2 + 2 * INPUTS.length));
  }, 120_000);

  it('ignores bytes whose last part never came', async () => {
    const large = rawReport({
      source: SOURCE,
      format: 'jma-xml',
      bytes: new Uint8Array(RAW_PART_BYTES + 1),
      receivedAt: AT,
      exercise: null,
      trace: 't',
      entry: null,
    });
    await log.append('raw', encodeRaw(large).slice(0, 1));
    let finished = 0;
    const { end } = await finishRaw(log, 'real', async () => {
      finished += 1;
    });
    expect([finished, end]).toEqual([0, [1]]);
    expect(await log.progress(INGEST_GROUP, 'raw')).toEqual([1]);
  });

  it('leaves records alone that are not raw bytes', async () => {
    await log.append('raw', [{ key: 'x', value: null, headers: {} }]);
    expect(await finishRaw(log, 'real', async () => undefined)).toMatchObject({ finished: 0, foreign: 1 });
  });

  it('does not look again at what was through before a clean stop', async () => {
    const ingest = await open(log);
    await send(ingest);
    await ingest.stop();
    let looked = 0;
    await finishRaw(log, 'real', async () => {
      looked += 1;
    });
    expect(looked).toBe(0);
  });
});

describe('the saved position', () => {
  const fail = (cause: unknown): void => {
    throw cause;
  };

  it('never passes a record that is still in work', async () => {
    const progress = new RawProgress(log, 'raw', [], fail);
    progress.finished([{ partition: 0, offset: 1 }]);
    expect(progress.position).toEqual([0]);
    progress.finished([{ partition: 0, offset: 0 }]);
    expect(progress.position).toEqual([2]);
    progress.finished([{ partition: 2, offset: 0 }]);
    expect(progress.position).toEqual([2, 0, 1]);
  });

  it('is only a hint: who posts hears nothing of one that could not be saved', async () => {
    const failures: unknown[] = [];
    const away = { saveProgress: () => Promise.reject(new Error('away')) } as unknown as EventLog;
    const progress = new RawProgress(away, 'raw', [], (cause) => failures.push(cause));
    progress.finished(Array.from({ length: 64 }, (_, offset) => ({ partition: 0, offset })));
    await new Promise(setImmediate);
    expect([failures.length, progress.position]).toEqual([1, [64]]);
  });
});
