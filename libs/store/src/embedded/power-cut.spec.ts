import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { openStore } from '../open-store.js';
import type { Store } from '../store.js';

const rounds = Number(process.env['HINOMI_ROUNDS'] ?? 2);
const root = mkdtempSync(join(tmpdir(), 'hinomi-power-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

class Numbers1600000000001 implements MigrationInterface {
  readonly name = 'Numbers1600000000001';
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create table number (id int primary key, how text not null, text text not null)');
  }
  async down(): Promise<void> {
    throw new Error('not needed');
  }
}
const TABLES = [{ entities: [], migrations: [Numbers1600000000001] }];
const watching = new URL('./synced-state.suite.js', import.meta.url);
let folders = 0;
const folder = (): string => join(root, `store-${(folders += 1)}`);

/** Every other way, larger and smaller; resolves to the numbers that were acknowledged as durable. */
async function write(store: Store, from: number, count: number): Promise<number[]> {
  const durable: number[] = [];
  for (let id = from; id < from + count; id += 1) {
    const how = id % 3 === 0 ? 'projected' : 'durably';
    await store[how]((rows) =>
      rows.query(`insert into number values ($1::int, $2, repeat(md5($1::int::text), $3::int))`, [
        id,
        how,
        1 + (id % 7) * 60,
      ]),
    );
    if (how === 'durably') durable.push(id);
    if (id % 25 === 24) await store.dataSource.query('checkpoint');
    // Files come and go, as those of tables and of the log do.
    if (id % 10 === 9) await store.durably((rows) => rows.query(`create table t${id} as select * from number`));
  }
  return durable;
}

/** Resolves once the worker has written what a power cut now would leave. */
async function cutPower(target: string): Promise<number> {
  const channel = new BroadcastChannel('hinomi-power');
  const done = new Promise<number>((resolve) => {
    channel.onmessage = (event) => {
      const { kind, syncs } = (event as unknown as { data: { kind: string; syncs: number } }).data;
      if (kind === 'left') resolve(syncs);
    };
  });
  channel.postMessage({ kind: 'leave', target });
  const syncs = await done;
  channel.close();
  return syncs;
}

let watched: Store | null = null;
const openWatched = async (dir: string): Promise<Store> =>
  (watched = await openStore({ kind: 'embedded', dir }, TABLES, undefined, { workerFile: watching, tendEveryMs: 0 }));

describe('the embedded store in a power cut', () => {
  afterEach(() => watched?.close());

  it(
    `keeps every durable row, and of the others the first ones (${rounds} rounds; HINOMI_ROUNDS)`,
    async () => {
      let dir = folder();
      await (await openStore({ kind: 'embedded', dir }, TABLES)).close();
      let next = 0;
      for (let round = 0; round < rounds; round += 1) {
        const store = await openWatched(dir);
        const before: unknown = await store.dataSource.query('select id from number');
        const known = (before as { id: number }[]).map(({ id }) => id);
        const durable = await write(store, next, 30 + 7 * round);
        next += 30 + 7 * round;
        const left = folder();
        await cutPower(join(left, 'data'));
        const projectedLast = await store.projected((rows) => rows.query('select max(id) as id from number'));
        expect(projectedLast).toEqual([{ id: next - 1 }]);
        await store.close();
        dir = left;
        const after = await openStore({ kind: 'embedded', dir }, TABLES);
        const rows: unknown = await after.dataSource.query('select id, length(text) as length from number order by id');
        const found = new Set((rows as { id: number }[]).map(({ id }) => id));
        expect([...known, ...durable].filter((id) => !found.has(id))).toEqual([]);
        // In order: no row is there after one that is missing.
        const inOrder = [...found].filter((id) => id >= next - 30 - 7 * round);
        expect(inOrder).toEqual(Array.from({ length: inOrder.length }, (_, index) => next - 30 - 7 * round + index));
        await after.dataSource.query('reindex table number');
        await after.close();
      }
    },
    60_000 + rounds * 60_000,
  );

  it('has synced a durable row before it answers, and not waited for a projected one', async () => {
    const dir = folder();
    const store = await openWatched(dir);
    const syncsOf = async (how: 'durably' | 'projected', id: number): Promise<number> => {
      const before = await cutPower(join(folder(), 'data'));
      await store[how]((rows) => rows.query(`insert into number values ($1, $2, '')`, [id, how]));
      return (await cutPower(join(folder(), 'data'))) - before;
    };
    expect(await syncsOf('durably', 1)).toBeGreaterThan(0);
    expect(await syncsOf('durably', 2)).toBeGreaterThan(0);
    expect(await syncsOf('projected', 3)).toBe(0);
    await store.close();
  }, 60_000);

  it('copies a folder of a stopped store as it is', async () => {
    const dir = folder();
    const store = await openStore({ kind: 'embedded', dir }, TABLES);
    await store.durably((rows) => rows.query(`insert into number values (1, 'durably', '')`));
    await store.close();
    const copy = folder();
    cpSync(dir, copy, { recursive: true });
    const again = await openStore({ kind: 'embedded', dir: copy }, TABLES);
    expect(await again.dataSource.query('select id from number')).toEqual([{ id: 1 }]);
    await again.close();
  }, 60_000);
});
