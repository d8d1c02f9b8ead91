import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { openStore } from '../open-store.js';
import { compileForNode } from './child-store.suite.js';

const rounds = Number(process.env['HINOMI_ROUNDS'] ?? 2);
const root = mkdtempSync(join(tmpdir(), 'hinomi-killed-'));
let child: ChildProcess | null = null;
afterEach(() => void child?.kill('SIGKILL'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Writes durably from two sides and prints each number once it is acknowledged. */
const WRITER = `
import { writeSync } from 'node:fs';
import { openStore } from '@hinomi/store';
const store = await openStore({ kind: 'embedded', dir: process.argv[2] }, []);
await store.durably((rows) => rows.query('create table if not exists number (round int, side text, id int)'));
writeSync(1, 'open\\n');
const side = async (name) => {
  for (let id = 0; ; id += 1) {
    await store.durably((rows) => rows.query('insert into number values ($1, $2, $3)', [process.argv[3], name, id]));
    writeSync(1, process.argv[3] + ' ' + name + ' ' + id + '\\n');
  }
};
await Promise.all([side('left'), side('right')]);
`;

async function startWriter(script: string, dir: string, round: number, lines: string[], enough: number): Promise<void> {
  const started = spawn(process.execPath, [script, dir, String(round)], { stdio: ['ignore', 'pipe', 'inherit'] });
  child = started;
  let text = '';
  await new Promise<void>((resolve, reject) => {
    started.once('exit', (code) => reject(new Error(`the writer ended with ${code}`)));
    started.stdout.setEncoding('utf8').on('data', (more: string) => {
      text += more;
      const whole = text.split('\n').slice(0, -1);
      if (whole.length > enough) resolve();
    });
  });
  const gone = once(started, 'close');
  started.kill('SIGKILL');
  await gone;
  lines.push(...text.split('\n').slice(1, -1));
}

describe('the embedded store of a process that is killed', () => {
  it(
    `has every durable row (${rounds} rounds; HINOMI_ROUNDS)`,
    async () => {
      const dir = join(root, 'store');
      const script = compileForNode(join(root, 'writer'), 'writer', WRITER);
      const acknowledged: string[] = [];
      for (let round = 0; round < rounds; round += 1) {
        await startWriter(script, dir, round, acknowledged, 5 + Math.floor(Math.random() * 60));
        const store = await openStore({ kind: 'embedded', dir }, []);
        const rows: unknown = await store.dataSource.query(
          `select concat_ws(' ', round, side, id) as line from number`,
        );
        const found = (rows as { line: string }[]).map(({ line }) => line);
        expect(acknowledged.filter((line) => !found.includes(line))).toEqual([]);
        expect(new Set(found).size).toBe(found.length);
        await store.close();
      }
      expect(acknowledged.length).toBeGreaterThan(rounds);
    },
    120_000 + rounds * 60_000,
  );
});

describe('the folder of the embedded store', () => {
  it('is one opener’s, and says what to do; it is free again after a close', async () => {
    const dir = join(root, 'locked');
    const store = await openStore({ kind: 'embedded', dir }, []);
    await expect(openStore({ kind: 'embedded', dir }, [])).rejects.toMatchObject({
      code: 'store.in-use',
      message: expect.stringMatching(/stop that one first, or give this one a folder of its own/) as unknown,
    });
    expect(await store.isUp()).toBe(true);
    await store.close();
    await (await openStore({ kind: 'embedded', dir }, [])).close();
  }, 120_000);

  it('opens the database anew when it took too much memory, and loses nothing', async () => {
    const dir = join(root, 'large');
    const store = await openStore({ kind: 'embedded', dir }, [], undefined, { heapLimitBytes: 200 * 2 ** 20 });
    await store.durably((rows) => rows.query('create table kept as select 1 as id'));
    await store.durably((rows) => rows.query(`select length(repeat('x', 120000000) || 'y')`));
    expect(await store.dataSource.query('select id from kept')).toEqual([{ id: 1 }]);
    expect(await store.isUp()).toBe(true);
    await store.close();
  }, 120_000);
});
