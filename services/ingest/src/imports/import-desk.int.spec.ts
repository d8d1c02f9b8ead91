import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { principalOf, type Principal } from '@hinomi/access';
import {
  datasetListed,
  decodeEvent,
  instantFromMillis,
  thingReported,
  typeOf,
  type DatasetListedV1,
  type Instant,
  type ShelterImport,
  type ThingReportedV1,
} from '@hinomi/contracts';
import { openEmbeddedLog, type EventLog } from '@hinomi/event-log';
import { openListImports, type ListImports } from './open-list-imports.js';
import { standingOn } from './standing-on-log.suite.js';

jest.setTimeout(120_000);

const FIXTURE = path.resolve('libs/formats/fixtures/shelter-list/sites_cp932-everything-wrong.csv');
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const list = (...rows: string[]): Uint8Array => utf8(['市区町村コード,ID,名称,緯度,経度,収容人数', ...rows].join('\n'));
const EXPIRES = '2027-01-01T00:00:00.000Z' as Instant;
const operator = principalOf({ role: 'operator', expiresAt: EXPIRES });
const city = principalOf({ role: 'operator', subject: 'city', jurisdiction: '09201', expiresAt: EXPIRES });

let dir: string;
let log: EventLog;
let imports: ListImports;
let millis = Date.parse('2026-11-26T00:00:00.000Z');
const forgotten: string[] = [];

async function open(): Promise<ListImports> {
  const opened = openListImports({
    ingest: {
      sources: { lists: () => [] } as never,
      door: { forgetRows: (subjects: Iterable<string>) => forgotten.push(...subjects) } as never,
      now: () => instantFromMillis((millis += 1_000)),
    },
    log,
    policies: { mayReport: ({ jurisdiction }, place) => jurisdiction === null || jurisdiction === place.jurisdiction },
    boundaries: null,
    dir: path.join(dir, 'imports'),
  });
  await opened.desk.open();
  return opened;
}

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'hinomi-imports-'));
  log = await openEmbeddedLog({ dir: path.join(dir, 'log') });
  imports = await open();
});
afterEach(async () => {
  await imports.stop();
  await log.close();
  await rm(dir, { recursive: true, force: true });
});

/** Asked until nothing moves. */
async function settled(id: string, who: Principal = operator): Promise<ShelterImport> {
  for (;;) {
    const one = imports.desk.one(id, who);
    if (!['reading', 'running', 'undoing'].includes(one.state)) return one;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function receive(bytes: Uint8Array, who: Principal = operator, dryRun = false): Promise<ShelterImport> {
  const { id } = await imports.desk.receive(bytes, { fileName: '見本.csv', options: {}, dryRun }, who);
  return dryRun ? imports.desk.list(who)[0]! : settled(id, who);
}

async function bringIn(bytes: Uint8Array, who: Principal = operator): Promise<ShelterImport> {
  const { id } = await receive(bytes, who);
  await imports.desk.start(id, who);
  return settled(id, who);
}

async function undo(id: string): Promise<ShelterImport> {
  await imports.desk.undo(id, operator);
  return settled(id);
}

async function told(): Promise<{ reports: ThingReportedV1[]; listings: DatasetListedV1[] }> {
  const [reports, listings]: [ThingReportedV1[], DatasetListedV1[]] = [[], []];
  for await (const record of log.read('shelters', [])) {
    if (typeOf(record) === thingReported.type) reports.push(decodeEvent(thingReported, record).data);
    else listings.push(decodeEvent(datasetListed, record).data);
  }
  return { reports, listings };
}

const A = '09201,1,見本小学校,36.5,139.8,100';
const B = '09201,2,手本小学校,36.6,139.9,200';
const B2 = '09201,2,手本小学校,36.6,139.9,250';
const C = '09202,3,例題小学校,36.3,139.4,300';

describe('an import', () => {
  it('shows what it would change, and changes nothing until it is started', async () => {
    const one = await receive(await readFile(FIXTURE));
    expect(one).toMatchObject({ state: 'ready', changes: { added: 4, changed: 0, unchanged: 0, gone: 0 } });
    expect(await told()).toEqual({ reports: [], listings: [] });
  });

  it('puts rows and what they make up on the log, and says who did it', async () => {
    const one = await bringIn(list(A, B, C));
    expect(one).toMatchObject({ state: 'done', by: { subject: 'operator' }, progress: { done: 3, total: 3 } });
    const { reports, listings } = await told();
    expect(reports.map(({ name }) => name)).toEqual(['見本小学校', '手本小学校', '例題小学校']);
    expect(reports.every(({ rawId }) => rawId === `import:${one.id}`)).toBe(true);
    expect(listings.map(({ dataset }) => dataset)).toEqual(['table:list:見本:09201', 'table:list:見本:09202']);
  });

  it('tells only what differs the second time', async () => {
    await bringIn(list(A, B));
    const again = await receive(list(A, B2, '09201,4,新小学校,36.7,139.7,50'));
    expect(again.changes).toEqual({ added: 1, changed: 1, unchanged: 1, gone: 0 });
    await imports.desk.start(again.id, operator);
    await settled(again.id);
    expect((await told()).reports).toHaveLength(4);
    expect(forgotten).toContain('table:list:見本:09201/2');
  });

  it('leaves nothing of a dry run', async () => {
    expect(await receive(list(A), operator, true)).toBeUndefined();
  });

  it('refuses to start twice', async () => {
    const { id } = await bringIn(list(A));
    await expect(imports.desk.start(id, operator)).rejects.toMatchObject({ code: 'import.not-ready' });
  });

  it('fails with the reason for a file that is no list, and can be put away', async () => {
    const one = await receive(utf8('x,y\n1,2\n'));
    expect(one).toMatchObject({ state: 'failed', problem: { code: 'report.invalid' } });
    expect(await imports.desk.cancel(one.id, operator)).toMatchObject({ state: 'cancelled' });
  });
});

describe('undo', () => {
  it('takes away what was not there before', async () => {
    const { id } = await bringIn(list(A, B));
    expect(await undo(id)).toMatchObject({ state: 'undone', undoneBy: { subject: 'operator' } });
    const { listings } = await told();
    expect(listings.at(-1)).toMatchObject({ dataset: 'table:list:見本:09201', rows: {}, parts: 1 });
  });

  it('lists again what was listed before, as seen when it was seen', async () => {
    await bringIn(list(A, B));
    const before = (await told()).listings.at(-1);
    const { id } = await bringIn(list(A, B2));
    await undo(id);
    const { listings, reports } = await told();
    const after = listings.at(-1);
    expect(after).toMatchObject({ rows: before?.rows, asOf: before?.listedAt });
    expect(after && before && after.listedAt > before.listedAt).toBe(true);
    // The report that the listing vouches for is still among those that are remembered.
    expect(reports).toHaveLength(3);
  });

  it('tells a row again that was told anew too often since', async () => {
    const versions = ['1', '2', '3', '4', '5', '6'].map((people) => `09201,2,手本小学校,36.6,139.9,${people}`);
    const first = await bringIn(list(versions[0] ?? ''));
    const ids: string[] = [];
    for (const version of versions.slice(1)) ids.push((await bringIn(list(version))).id);
    const digest = (await told()).listings[0]?.rows['2'];
    for (const id of ids.reverse()) await undo(id);
    const { listings, reports } = await told();
    expect(listings.at(-1)?.rows).toEqual({ '2': digest });
    expect(reports.at(-1)?.order.digest).toBe(digest);
    expect(imports.desk.one(first.id, operator)).toMatchObject({ state: 'done', overtakenBy: null });
  });

  it('is refused while a later import of the same list stands, and possible once that is undone', async () => {
    const first = await bringIn(list(A));
    const second = await bringIn(list(A, B));
    expect(imports.desk.one(first.id, operator).overtakenBy).toBe(second.id);
    await expect(imports.desk.undo(first.id, operator)).rejects.toMatchObject({ code: 'import.overtaken' });
    await undo(second.id);
    expect(await undo(first.id)).toMatchObject({ state: 'undone' });
    expect((await told()).listings.at(-1)?.rows).toEqual({});
  });

  it('is refused where somebody else listed the same since', async () => {
    const { id } = await bringIn(list(A));
    for await (const record of log.read('shelters', [])) {
      if (typeOf(record) !== datasetListed.type || record.value === null) continue;
      const listed = JSON.parse(new TextDecoder().decode(record.value)) as DatasetListedV1;
      const later = { ...listed, listedAt: '2026-12-01T00:00:00.000Z', digest: 'later' };
      await log.append('shelters', [{ ...record, value: utf8(JSON.stringify(later)) }]);
      break;
    }
    await expect(imports.desk.undo(id, operator)).rejects.toMatchObject({ code: 'import.overtaken' });
    expect(imports.desk.one(id, operator).state).toBe('done');
  });

  it('works after a restart', async () => {
    const { id } = await bringIn(list(A, B));
    await imports.stop();
    imports = await open();
    expect(await undo(id)).toMatchObject({ state: 'undone' });
    expect((await told()).listings.at(-1)?.rows).toEqual({});
  });
});

describe('an import that a stop interrupted', () => {
  it('goes on when the hub starts again, and tells nothing twice', async () => {
    const { id } = await receive(list(A, B, C));
    // It begins and is stopped before its first append, or after all of it: both end the same.
    await imports.desk.start(id, operator);
    await imports.stop();
    imports = await open();
    expect(await settled(id)).toMatchObject({ state: 'done', progress: { done: 3, total: 3 } });
    const { reports, listings } = await told();
    expect([reports.length, listings.length]).toEqual([3, 2]);
    await undo(id);
    expect((await told()).listings.slice(-2).map(({ rows }) => rows)).toEqual([{}, {}]);
  });
});

describe('an import that is cancelled while it runs', () => {
  const nation = (towns: number, each: number, people: number): Uint8Array =>
    list(
      ...Array.from({ length: towns * each }, (_, index) => {
        const code = `092${String(1 + Math.floor(index / each)).padStart(2, '0')}`;
        return `${code},${index},見本小学校${index},${36 + index / 1e4},139.8,${people + (index % 3)}`;
      }),
    );

  it('leaves what was so before, at whatever moment that is', async () => {
    await bringIn(nation(3, 200, 100));
    const before = await standingOn(log);
    expect(before).toHaveLength(600);
    let afterSome = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 3_600 }), async (records) => {
        const [begun = 0] = await log.end('shelters');
        const { id } = await receive(nation(6, 600, 200));
        await imports.desk.start(id, operator);
        const isRunning = (): boolean => imports.desk.one(id, operator).state === 'running';
        while (isRunning() && ((await log.end('shelters'))[0] ?? 0) < begun + records) await setImmediate();
        if (isRunning()) await imports.desk.cancel(id, operator);
        else await imports.desk.undo(id, operator);
        expect(['cancelled', 'undone']).toContain((await settled(id)).state);
        expect(await standingOn(log)).toEqual(before);
        if (((await log.end('shelters'))[0] ?? 0) > begun) afterSome += 1;
      }),
      { numRuns: 4, examples: [[0], [900], [2_000]] },
    );
    expect(afterSome).toBeGreaterThan(0);
  });
});

describe('a jurisdiction', () => {
  it('brings in its own municipality alone, and shows what it leaves out', async () => {
    const { id, preview } = await receive(list(A, C), city);
    expect(preview?.refusedBy).toEqual({ 'outside-jurisdiction': 1 });
    expect(preview?.municipalities).toEqual([
      { code: '09201', rows: 1, outside: false },
      { code: '09202', rows: 1, outside: true },
    ]);
    await imports.desk.start(id, city);
    await settled(id, city);
    expect((await told()).reports.map(({ name }) => name)).toEqual(['見本小学校']);
  });

  it('sees no import of others', async () => {
    const { id } = await bringIn(list(A));
    expect(imports.desk.list(city)).toEqual([]);
    expect(() => imports.desk.one(id, city)).toThrow('there is no import');
  });
});
