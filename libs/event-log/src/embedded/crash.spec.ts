import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { compileForNode, startNode } from './child-process.suite.js';
import { openEmbeddedLog, type EmbeddedEventLog } from './embedded-event-log.js';

const rounds = Number(process.env['HINOMI_ROUNDS'] ?? 10);
const root = mkdtempSync(join(tmpdir(), 'hinomi-crash-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Appends from three sides at once, numbering what each appends, and prints every acknowledged place. */
const WRITER = `
import { writeSync } from 'node:fs';
import { openEmbeddedLog } from '@hinomi/event-log';
const [dir, round] = process.argv.slice(2);
const log = await openEmbeddedLog({ dir });
const encode = (text) => new TextEncoder().encode(text.padEnd(1000, '.'));
const consumed = await log.consume(['hazards'], 'reader', async () => {});
const side = async (name, batch) => {
  for (let next = 0; ; next += batch) {
    const records = Array.from({ length: batch }, (_, index) => ({
      key: name,
      value: encode(round + ' ' + name + ' ' + (next + index) + ' '),
      headers: { round },
    }));
    const places = await log.append('hazards', records);
    writeSync(1, places.map(({ offset }, index) => offset + ' ' + round + ' ' + name + ' ' + (next + index) + '\\n').join(''));
  }
};
await Promise.all([side('single', 1), side('ten', 10), side('hundred', 100)]);
`;

describe('the embedded log under kill -9', () => {
  it(
    `keeps every acknowledged record, in order, once (${rounds} rounds; HINOMI_ROUNDS)`,
    async () => {
      const dir = join(root, 'log');
      const script = compileForNode(join(root, 'writer'), 'writer', WRITER);
      const acknowledged = new Map<number, string>();
      for (let round = 0; round < rounds; round += 1) {
        await writeAndKill(script, dir, round, acknowledged);
        const log = await openEmbeddedLog({ dir });
        const found = await contentByOffset(log);
        const lost = [...acknowledged].filter(([offset, content]) => found[offset] !== content);
        expect(lost).toEqual([]);
        expect((await log.progress('reader', 'hazards'))[0] ?? 0).toBeLessThanOrEqual(found.length);
        await log.close();
      }
      expect(acknowledged.size).toBeGreaterThan(rounds);
    },
    30_000 + rounds * 5_000,
  );
});

/** What is there. Every side counted from 0: a number that is missing, twice or out of order is an error. */
async function contentByOffset(log: EmbeddedEventLog): Promise<string[]> {
  const found: string[] = [];
  const next = new Map<string, number>();
  for await (const { offset, key, value } of log.read('hazards', [])) {
    const [round, side, number] = Buffer.from(value!.subarray(0, 40)).toString().split(' ');
    const line = `${round} ${key}`;
    const expected = next.get(line) ?? 0;
    if (offset !== found.length || side !== key || Number(number) !== expected) {
      throw new Error(`Offset ${offset} holds "${round} ${side} ${number}" where "${line} ${expected}" belongs.`);
    }
    next.set(line, expected + 1);
    found.push(`${line} ${number}`);
  }
  return found;
}

async function writeAndKill(
  script: string,
  dir: string,
  round: number,
  acknowledged: Map<number, string>,
): Promise<void> {
  let output = '';
  const writer = await startNode(script, [dir, String(round)], (text) => (output += text));
  const closed = once(writer, 'close');
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
  writer.kill('SIGKILL');
  await closed;
  // The last line may be cut; a number that is cut would name another record.
  for (const line of output.split('\n').slice(0, -1)) {
    const space = line.indexOf(' ');
    acknowledged.set(Number(line.slice(0, space)), line.slice(space + 1));
  }
}
