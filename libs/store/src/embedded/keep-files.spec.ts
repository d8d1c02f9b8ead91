import { randomBytes } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { extract, pack } from 'tar-stream';
import { keepFiles } from './keep-files.js';

const files = {
  './lib/postgis.so': randomBytes(300_000),
  'share/raster.sql': randomBytes(9),
  'share/empty.sql': Buffer.of(),
};

function archive(): Promise<Buffer> {
  const packed = pack();
  for (const [name, bytes] of Object.entries(files)) packed.entry({ name, mode: 0o755 }, bytes);
  packed.finalize();
  return buffer(Readable.from(packed));
}

async function kept(bytes: Buffer, wanted: RegExp): Promise<Buffer> {
  const to = new PassThrough();
  const [all] = await Promise.all([buffer(to), keepFiles(Readable.from([bytes]), to, wanted)]);
  return all;
}

async function filesOf(bytes: Buffer): Promise<Record<string, Buffer>> {
  const found: Record<string, Buffer> = {};
  const entries = extract();
  Readable.from([bytes]).pipe(entries);
  for await (const entry of entries) found[entry.header.name] = await buffer(Readable.from(entry));
  return found;
}

describe('keepFiles', () => {
  it('keeps the wanted files with every byte, and no other', async () => {
    const { 'share/raster.sql': _dropped, ...wanted } = files;
    expect(await filesOf(await kept(await archive(), /^(lib\/postgis\.so|share\/empty\.sql)$/))).toEqual(wanted);
  });

  it.each([100_000, 513])('refuses an archive that ends after %d bytes', async (length) => {
    await expect(kept((await archive()).subarray(0, length), /./)).rejects.toThrow();
  });

  it('refuses what is no archive', async () => {
    await expect(kept(randomBytes(10_240), /./)).rejects.toThrow();
  });
});
