import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { downloadFile, inWords, type DownloadProgress, type DownloadRequest } from './download-file.js';
import { StandIn } from './stand-in.suite.js';

const digest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

// Each file is synced to the disk, which a busy machine takes its time for.
jest.setTimeout(60_000);

describe('a download', () => {
  const body = randomBytes(300_000);
  let folder: string;
  let target: string;
  let server: StandIn;
  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'hinomi-download-'));
    target = path.join(folder, 'file.zip');
    server = await StandIn.open(body);
  });
  afterEach(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const fetchIt = (more: Partial<DownloadRequest> = {}): Promise<'kept' | 'fetched'> =>
    downloadFile({ url: server.url, target, sha256: digest(body), attempts: 3, pauseMs: 1, ...more });

  it('brings the file whole, tells how far it is, and keeps it without asking again', async () => {
    const heard: DownloadProgress[] = [];
    expect(await fetchIt({ onProgress: (progress) => heard.push(progress) })).toBe('fetched');
    expect(readFileSync(target)).toEqual(body);
    expect(heard.at(-1)).toMatchObject({ done: body.length, total: body.length });
    expect(heard.at(-1)?.bytesPerSecond).toBeGreaterThan(0);
    expect(await fetchIt()).toBe('kept');
    expect(server.asked).toHaveLength(1);
    expect(existsSync(`${target}.part`)).toBe(false);
  });

  it('goes on where the connection broke', async () => {
    server.behaviours = [{ cutAfter: 100_000 }, 'ranges'];
    await fetchIt();
    expect(readFileSync(target)).toEqual(body);
    const [first, second] = server.asked;
    expect(first?.range).toBeUndefined();
    expect(second).toMatchObject({ range: expect.stringMatching(/^bytes=[1-9]\d*-$/), ifRange: '"one"' });
  });

  it('goes on in a later run', async () => {
    server.behaviours = [{ cutAfter: 100_000 }];
    await expect(fetchIt({ attempts: 1 })).rejects.toThrow(/Run the same command again/);
    expect(existsSync(target)).toBe(false);
    server.behaviours = ['ranges'];
    await fetchIt();
    expect(server.asked.at(-1)?.range).toMatch(/^bytes=[1-9]/);
    expect(readFileSync(target)).toEqual(body);
  });

  it('begins anew when the file changed meanwhile, or the server knows no ranges', async () => {
    for (const behaviour of ['whole', 'ranges'] as const) {
      rmSync(target, { force: true });
      server.etag = '"old"';
      server.behaviours = [{ cutAfter: 100_000 }];
      await expect(fetchIt({ attempts: 1 })).rejects.toThrow();
      server.etag = behaviour === 'ranges' ? '"new"' : '"old"';
      server.behaviours = [behaviour];
      await fetchIt();
      expect(readFileSync(target)).toEqual(body);
    }
  });

  it('gives up a connection on which nothing comes, and takes it up again', async () => {
    server.behaviours = [{ stallAfter: 50_000 }, 'ranges'];
    await fetchIt({ stallMs: 500, attempts: 10 });
    expect(readFileSync(target)).toEqual(body);
    expect(server.asked.length).toBeGreaterThan(1);
  });

  it('knows that a part is the whole already', async () => {
    writeFileSync(`${target}.part`, body);
    writeFileSync(`${target}.part.json`, JSON.stringify({ url: server.url, validator: '"one"' }));
    await fetchIt();
    expect(readFileSync(target)).toEqual(body);
  });

  it('throws away what has the wrong checksum, and says so', async () => {
    await expect(fetchIt({ sha256: '0'.repeat(64) })).rejects.toMatchObject({
      code: 'report.invalid',
      message: expect.stringContaining(digest(body)),
    });
    expect(existsSync(target)).toBe(false);
    expect(existsSync(`${target}.part`)).toBe(false);
  });

  it('learns a checksum once and holds later files against it', async () => {
    await fetchIt({ sha256: 'learnt' });
    writeFileSync(target, 'harmed');
    await fetchIt({ sha256: 'learnt' });
    expect(readFileSync(target)).toEqual(body);
    rmSync(target);
    server.body = randomBytes(1_000);
    await expect(fetchIt({ sha256: 'learnt' })).rejects.toThrow(/as at the first download/);
    expect(existsSync(target)).toBe(false);
  });

  it('follows a redirect', async () => {
    server.behaviours = ['redirect', 'ranges'];
    await fetchIt();
    expect(server.asked.at(-1)?.path).toBe('/elsewhere/file.zip');
  });

  it('says at once that a file is gone, and tries again when the server is busy', async () => {
    server.behaviours = ['missing'];
    await expect(fetchIt()).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining('404') });
    expect(server.asked).toHaveLength(1);
    server.behaviours = ['busy', 'busy', 'ranges'];
    expect(await fetchIt()).toBe('fetched');
  });

  it('says what to do without internet and on a full disk', async () => {
    const { url } = server;
    await server.close();
    await expect(fetchIt({ url, attempts: 1 })).rejects.toThrow(/ECONNREFUSED.*boundaries -- import/s);
    server = await StandIn.open(body);
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
    expect(inWords('http://x/a.zip', full).message).toMatch(/disk is full.*goes on where it stopped/);
  });
});
