import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { principalOf } from '@hinomi/access';
import { instantFromMillis, type Instant, type NewRecord, type ShelterImport } from '@hinomi/contracts';
import { openEmbeddedLog, type Appended, type EventLog } from '@hinomi/event-log';
import { openListImports, type ListImports } from './open-list-imports.js';
import { standingOn } from './standing-on-log.suite.js';

jest.setTimeout(30_000);

const operator = principalOf({ role: 'operator', expiresAt: '2027-01-01T00:00:00.000Z' as Instant });

let dir: string;
let log: EventLog;
let living: ListImports[] = [];
let dying: ListImports[] = [];
let dead: ((why: Error) => void)[] = [];
let millis = Date.parse('2026-11-26T00:00:00.000Z');

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'hinomi-cut-off-'));
  log = await openEmbeddedLog({ dir: path.join(dir, 'log') });
  living = [];
  dying = [];
  dead = [];
});
afterEach(async () => {
  // One process is dead before the next one runs: they never write at once.
  for (const one of living) await one.stop();
  for (const bury of dead) bury(new Error('killed'));
  for (const one of dying) await one.stop();
  await log.close();
  await rm(dir, { recursive: true, force: true });
});

async function open(on: EventLog = log): Promise<ListImports> {
  const one = openListImports({
    ingest: {
      sources: { lists: () => [] } as never,
      door: { forgetRows: () => undefined } as never,
      now: () => instantFromMillis((millis += 1_000)),
    },
    log: on,
    policies: { mayReport: () => true },
    boundaries: null,
    dir: path.join(dir, 'imports'),
  });
  await one.desk.open();
  (on === log ? living : dying).push(one);
  return one;
}

/** So many municipalities of so many rows, the first of them told with so many people. */
function nation(towns: number, each: number, people: number): Uint8Array {
  const rows = Array.from({ length: towns * each }, (_, index) => {
    const code = `092${String(1 + Math.floor(index / each)).padStart(2, '0')}`;
    return `${code},${index},見本小学校${index},${36 + index / 1e4},139.8,${people + (index % 3)}`;
  });
  return new TextEncoder().encode(['市区町村コード,ID,名称,緯度,経度,収容人数', ...rows].join('\n'));
}

async function eventually(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 20));
}

async function settled({ desk }: ListImports, id: string): Promise<ShelterImport> {
  await eventually(() => !['reading', 'running', 'undoing'].includes(desk.one(id, operator).state));
  return desk.one(id, operator);
}

async function started({ desk }: ListImports, bytes: Uint8Array): Promise<string> {
  const { id } = await desk.receive(bytes, { fileName: '見本.csv', options: {}, dryRun: false }, operator);
  await eventually(() => desk.one(id, operator).state !== 'reading');
  await desk.start(id, operator);
  return id;
}

/** The log for a process that gets so many records onto it; what becomes of the rest then, `meet` says. */
function cutOff(records: number, meet: (goOn: () => Promise<Appended[]>) => Promise<Appended[]>) {
  let left = records;
  let reach: () => void;
  const reached = new Promise<void>((resolve) => (reach = resolve));
  const append = async (topic: string, all: readonly NewRecord[]): Promise<Appended[]> => {
    const some = all.slice(0, left);
    left -= some.length;
    const appended = await log.append(topic, some);
    if (some.length === all.length) return appended;
    reach();
    return meet(() => append(topic, all.slice(some.length)));
  };
  const cut = new Proxy(log, {
    get(of, name) {
      if (name === 'append') return append;
      const value: unknown = Reflect.get(of, name);
      return typeof value === 'function' ? (value.bind(of) as unknown) : value;
    },
  });
  return { log: cut, reached, allow: (more: number) => (left = more) };
}

/** Nothing more is heard of it while the test runs. */
const killed = (): Promise<never> => new Promise<never>((_, reject) => dead.push(reject));

// One municipality's rows and its listing in two appends, several in one, and the first listed and the second not.
const CUTS = [
  { records: 1_000, towns: 1, each: 2_500 },
  { records: 700, towns: 2, each: 600 },
  { records: 1_500, towns: 3, each: 600 },
];

describe('an import whose hub was killed in the middle of a municipality', () => {
  /** Killed after so many records of the second list; opened again on what is there. */
  async function killedAndOpened({ records, towns, each }: (typeof CUTS)[number]) {
    const first = await open();
    await settled(first, await started(first, nation(1, 200, 100)));
    const before = await standingOn(log);
    const cut = cutOff(records, killed);
    const dying = await open(cut.log);
    const id = await started(dying, nation(towns, each, 200));
    await cut.reached;
    return { id, before };
  }

  it.each(CUTS)('leaves nothing behind when it is cancelled then ($records of $towns × $each)', async (cut) => {
    const { id, before } = await killedAndOpened(cut);
    const again = await open();
    await again.desk.cancel(id, operator);
    expect((await settled(again, id)).state).toBe('cancelled');
    expect(await standingOn(log)).toEqual(before);
  });

  it('goes on where nobody cancels it, and is undone like any other', async () => {
    const { id, before } = await killedAndOpened({ records: 1_000, towns: 1, each: 2_500 });
    const again = await open();
    expect((await settled(again, id)).state).toBe('done');
    expect(await standingOn(log)).toHaveLength(2_500);
    await again.desk.undo(id, operator);
    expect((await settled(again, id)).state).toBe('undone');
    expect(await standingOn(log)).toEqual(before);
  });
});

describe('cancelling, where the hub is killed before it is through', () => {
  it('is still wanted when the hub starts again', async () => {
    const cut = cutOff(1_000, killed);
    const dying = await open(cut.log);
    const id = await started(dying, nation(1, 2_500, 200));
    await cut.reached;
    await dying.desk.cancel(id, operator);
    const again = await open();
    expect((await settled(again, id)).state).toBe('cancelled');
    expect(await standingOn(log)).toEqual([]);
  });

  it('goes on when it was taking things back', async () => {
    const first = await open();
    await settled(first, await started(first, nation(2, 200, 100)));
    const before = await standingOn(log);
    let cancel: (() => Promise<unknown>) | null = null;
    // It is cancelled within the first two municipalities, and killed when the first of them is back.
    const cut = cutOff(700, async (goOn) => {
      if (cancel === null) return killed();
      await cancel();
      cancel = null;
      cut.allow(503);
      return goOn();
    });
    const dying = await open(cut.log);
    const id = await started(dying, nation(3, 600, 200));
    cancel = () => dying.desk.cancel(id, operator);
    await eventually(() => dead.length === 1);
    const again = await open();
    expect((await settled(again, id)).state).toBe('cancelled');
    expect(await standingOn(log)).toEqual(before);
  });
});

describe('an import that failed in the middle', () => {
  it('is taken back when it is cancelled', async () => {
    const first = await open();
    await settled(first, await started(first, nation(1, 200, 100)));
    const before = await standingOn(log);
    const cut = cutOff(1_500, () => Promise.reject(new Error('no space left')));
    const failing = await open(cut.log);
    const id = await started(failing, nation(3, 600, 200));
    expect((await settled(failing, id)).state).toBe('failed');
    await expect(failing.desk.decide(id, {}, operator)).rejects.toMatchObject({ code: 'import.not-ready' });
    await failing.stop();
    const again = await open();
    await again.desk.cancel(id, operator);
    expect((await settled(again, id)).state).toBe('cancelled');
    expect(await standingOn(log)).toEqual(before);
  });
});
