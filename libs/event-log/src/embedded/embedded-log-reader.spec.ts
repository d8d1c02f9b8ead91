import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openEmbeddedLog } from './embedded-event-log.js';
import { readEmbeddedLog } from './embedded-log-reader.js';

const dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-log-reader-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('reading an embedded log without owning it', () => {
  it('gives its records, from an offset, and its ends', async () => {
    const log = await openEmbeddedLog({ dir });
    const { logId } = log;
    await log.append(
      'hazards',
      [1, 2, 3].map((n) => ({ key: `k${n}`, value: new Uint8Array([n]), headers: { n: `${n}` } })),
    );
    await log.close();

    const reader = await readEmbeddedLog(dir);
    const read: unknown[] = [];
    for await (const { key, offset, headers } of reader.read('hazards', [1])) read.push([key, offset, headers]);
    expect(read).toEqual([
      ['k2', 1, { n: '2' }],
      ['k3', 2, { n: '3' }],
    ]);
    expect([reader.logId, await reader.end('hazards'), await reader.end('places')]).toEqual([logId, [3], [0]]);
    await expect(reader.end('no-such-topic')).rejects.toMatchObject({ code: 'topic.unknown' });
    await reader.close();
  });

  it('says where there is none', async () => {
    await expect(readEmbeddedLog(path.join(dir, 'nowhere'))).rejects.toMatchObject({ code: 'log.unavailable' });
  });
});
