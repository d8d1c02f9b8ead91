import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NewRecord } from '@hinomi/contracts';
import { copyEmbeddedLog, skipAhead } from './copy-embedded-log.js';
import { openEmbeddedLog, type EmbeddedEventLog } from './embedded-event-log.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hinomi-copy-'));
});
afterEach(() => rm(folder, { recursive: true }));

const record = (key: string): NewRecord => ({ key, value: new TextEncoder().encode(key), headers: {} });

async function within<T>(dir: string, work: (log: EmbeddedEventLog) => Promise<T>): Promise<T> {
  const log = await openEmbeddedLog({ dir });
  try {
    return await work(log);
  } finally {
    await log.close();
  }
}

async function keys(log: EmbeddedEventLog, topic: string): Promise<[number, string][]> {
  const all: [number, string][] = [];
  for await (const { offset, key } of log.read(topic, [])) all.push([offset, key]);
  return all;
}

describe('a copy of a log', () => {
  it('is of one moment, beside whoever writes it', async () => {
    const [from, to] = [join(folder, 'from'), join(folder, 'to')];
    await mkdir(to);
    const ids = await within(from, async (log) => {
      await log.append('hazards', [record('a')]);
      let moment = false;
      await copyEmbeddedLog(from, to, () => (moment = true));
      await log.append('hazards', [record('b')]);
      expect(moment).toBe(true);
      return [log.logId, log.hubId];
    });
    await within(to, async (log) => {
      expect(await keys(log, 'hazards')).toEqual([[0, 'a']]);
      expect([log.logId, log.hubId]).toEqual(ids);
    });
  });

  it('that is put back gives no number twice, is the same log, and another hub among hubs', async () => {
    const dir = join(folder, 'log');
    const before = await within(dir, async (log) => {
      await log.append('picture', [record('a'), record('b')]);
      expect(log.hubId).toBe(log.logId);
      return log.logId;
    });
    await skipAhead(dir, ['picture'], 1_000);
    await within(dir, async (log) => {
      expect(log.logId).toBe(before);
      expect(log.hubId).not.toBe(before);
      await log.append('picture', [record('c')]);
      expect(await keys(log, 'picture')).toEqual([
        [0, 'a'],
        [1, 'b'],
        [1_002, 'c'],
      ]);
    });
  });
});
