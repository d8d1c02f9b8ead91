import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from '@jest/globals';
import type { LogRecord } from '@hinomi/contracts';
import { describeEventLog } from '../event-log.suite.js';
import { compileForNode, startNode } from './child-process.suite.js';
import { openEmbeddedLog, type EmbeddedEventLog } from './embedded-event-log.js';

const DAY_MS = 24 * 60 * 60_000;
const root = mkdtempSync(join(tmpdir(), 'hinomi-log-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folders = 0;
const folder = (): string => join(root, `log-${(folders += 1)}`);
const silent = { onHandlerError: () => {} };
const value = (text: string): Uint8Array => new TextEncoder().encode(text);

const suiteDir = folder();
describeEventLog('lmdb', {
  severalAtOnce: false,
  open: () => openEmbeddedLog({ dir: suiteDir, ...silent }),
  compact: async (log) => {
    await log.close();
    const forced = await openEmbeddedLog({ dir: suiteDir, retentionMsOverride: -1, ...silent });
    await forced.compact();
    return forced;
  },
});

describe('a disk that is nearly full', () => {
  it('takes nothing, says so, and goes on without a gap when there is room again', async () => {
    let free = Infinity;
    const log = await openEmbeddedLog({ dir: folder(), freeBytes: () => free, ...silent });
    const append = (text: string) => log.append('hazards', [{ key: 'a', value: value(text), headers: {} }]);
    await append('before');
    free = 1024 * 1024;
    await expect(append('full')).rejects.toMatchObject({ code: 'log.unavailable', retryable: true });
    free = Infinity;
    expect(await append('after')).toEqual([{ partition: 0, offset: 1 }]);
    await log.close();
  });
});

describe('the folder of an embedded log', () => {
  it('belongs to one opener, whatever path leads there', async () => {
    const dir = folder();
    const log = await openEmbeddedLog({ dir });
    symlinkSync(dir, `${dir}-link`);
    for (const path of [dir, `${dir}/.`, `${dir}-link`]) {
      await expect(openEmbeddedLog({ dir: path })).rejects.toMatchObject({ code: 'log.in-use', retryable: false });
    }
    await log.close();
    await (await openEmbeddedLog({ dir })).close();
  });

  it('is refused while another process has it, and free once that one was killed', async () => {
    const dir = folder();
    const script = compileForNode(
      join(root, 'holder'),
      'holder',
      `import { openEmbeddedLog } from '@hinomi/event-log';
       await openEmbeddedLog({ dir: process.argv[2] });
       process.stdout.write('open');
       setInterval(() => {}, 1000);`,
    );
    const holder = await startNode(script, [dir], () => {});

    await expect(openEmbeddedLog({ dir })).rejects.toMatchObject({ code: 'log.in-use' });

    const gone = once(holder, 'exit');
    holder.kill('SIGKILL');
    await gone;
    await (await openEmbeddedLog({ dir })).close();
  });

  it('gives every new log an id of its own', async () => {
    const [one, two] = [await openEmbeddedLog({ dir: folder() }), await openEmbeddedLog({ dir: folder() })];
    expect(one.logId).not.toBe(two.logId);
    await Promise.all([one.close(), two.close()]);
  });
});

describe('a disk that is full', () => {
  const onPosix = process.platform === 'win32' ? it.skip : it;
  onPosix('is told to the appender as something that may pass; the process and what was written stay', async () => {
    const script = compileForNode(
      join(root, 'filler'),
      'filler',
      `import { openEmbeddedLog } from '@hinomi/event-log';
       const log = await openEmbeddedLog({ dir: process.argv[2] });
       const record = { key: 'a', value: new Uint8Array(100_000), headers: {} };
       const outcomes = [];
       let appended = 0;
       while (outcomes.length < 2) {
         await log.append('hazards', [record]).then(() => (appended += 1), ({ code, retryable }) => outcomes.push({ code, retryable }));
       }
       await new Promise((resolve) => setTimeout(resolve, 100));
       let read = 0;
       for await (const one of log.read('hazards', [])) read += one.value.length === 100_000 ? 1 : 0;
       console.log(JSON.stringify({ outcomes, lost: appended - read }));
       process.exit(0);`,
    );
    // A limit on the size of files stands for the full disk.
    const { stdout } = await promisify(execFile)('sh', [
      '-c',
      'ulimit -f 8192 && exec "$0" "$@"',
      process.execPath,
      script,
      folder(),
    ]);
    const refused = { code: 'log.unavailable', retryable: true };
    expect(JSON.parse(stdout)).toEqual({ outcomes: [refused, refused], lost: 0 });
  });
});

describe('the times of an embedded log', () => {
  it('never go back when the clock does, not even over a restart', async () => {
    const dir = folder();
    let clock = Date.parse('2024-01-01T07:10:09Z');
    const open = (): Promise<EmbeddedEventLog> => openEmbeddedLog({ dir, now: () => clock });
    let log = await open();
    await log.append('decisions', [{ key: 'a', value: null, headers: {} }]);
    clock -= 60_000;
    await log.append('decisions', [{ key: 'b', value: null, headers: {} }]);
    await log.close();
    log = await open();
    await log.append('decisions', [{ key: 'c', value: null, headers: {} }]);
    const times = (await all(log, 'decisions')).map((one) => one.appendedAt);
    expect(times).toEqual(Array(3).fill('2024-01-01T07:10:09.000Z'));
    await log.close();
  });
});

describe('the retention of an embedded log', () => {
  const start = Date.parse('2024-01-01T00:00:00Z');

  it('drops superseded records and tombstones of a compacted topic after its days, not before', async () => {
    let clock = start;
    const log = await openEmbeddedLog({ dir: folder(), now: () => clock });
    await log.append('picture', [
      { key: 'kept', value: value('old'), headers: {} },
      { key: 'removed', value: value('old'), headers: {} },
      { key: 'kept', value: value('new'), headers: {} },
      { key: 'removed', value: null, headers: {} },
    ]);
    clock = start + 6 * DAY_MS;
    await log.compact();
    expect(await all(log, 'picture')).toHaveLength(4);
    clock = start + 8 * DAY_MS;
    await log.compact();
    expect((await all(log, 'picture')).map((one) => [one.offset, one.key])).toEqual([[2, 'kept']]);
    expect(await log.end('picture')).toEqual([4]);
    await log.close();
  });

  it('keeps a superseded record as long as the retention of its own age says', async () => {
    let clock = start;
    const log = await openEmbeddedLog({ dir: folder(), now: () => clock });
    await log.append('picture', [{ key: 'a', value: value('1'), headers: {} }]);
    clock = start + 8 * DAY_MS;
    await log.append('picture', [
      { key: 'b', value: value('1'), headers: {} },
      { key: 'b', value: value('2'), headers: {} },
    ]);
    await log.compact();
    expect((await all(log, 'picture')).map((one) => one.offset)).toEqual([0, 1, 2]);
    await log.close();
  });

  it('drops by age where the topic says so, and keeps the end when nothing is left', async () => {
    const dir = folder();
    let clock = start;
    let log = await openEmbeddedLog({ dir, now: () => clock });
    await log.append('raw', [{ key: 'a', value: value('1'), headers: {} }]);
    await log.append('hazards', [{ key: 'a', value: value('1'), headers: {} }]);
    clock = start + 91 * DAY_MS;
    await log.compact();
    await log.close();
    log = await openEmbeddedLog({ dir, now: () => clock });
    expect(await all(log, 'raw')).toEqual([]);
    expect(await log.end('raw')).toEqual([1]);
    expect(await all(log, 'hazards')).toHaveLength(1);
    expect(await log.append('raw', [{ key: 'a', value: null, headers: {} }])).toEqual([{ partition: 0, offset: 1 }]);
    await log.close();
  });
});

describe('a handler of an embedded log that throws', () => {
  it('is reported with record and attempt', async () => {
    const reports: [string, number, number][] = [];
    const log = await openEmbeddedLog({
      dir: folder(),
      onHandlerError: (error, one, attempt) => reports.push([String(error), one.offset, attempt]),
    });
    await log.append('decisions', [{ key: 'a', value: null, headers: {} }]);
    let left = 2;
    await log.consume(['decisions'], 'group', async () => {
      left -= 1;
      if (left >= 0) throw new Error('not now');
    });
    await log.caughtUp('group', ['decisions']);
    expect(reports).toEqual([
      ['Error: not now', 0, 1],
      ['Error: not now', 0, 2],
    ]);
    await log.close();
  });
});

async function all(log: EmbeddedEventLog, topic: string): Promise<LogRecord[]> {
  const records: LogRecord[] = [];
  for await (const one of log.read(topic, [])) records.push(one);
  return records;
}
