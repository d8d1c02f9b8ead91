import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { HubError } from '@hinomi/contracts';
import { withZip } from './read-zip.js';

/** One deflated entry; `claimed` is what the directory says of its size. */
function archive(name: Uint8Array, bytes: Uint8Array, claimed = bytes.length, sum = crc32(bytes)): Buffer {
  const packed = deflateRawSync(bytes);
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(name.length, 26);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(8, 10);
  entry.writeUInt32LE(sum, 16);
  entry.writeUInt32LE(packed.length, 20);
  entry.writeUInt32LE(claimed, 24);
  entry.writeUInt16LE(name.length, 28);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, entry, name, end]);
}

describe('withZip', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'hinomi-zip-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const read = (bytes: Uint8Array): Promise<[string, string][]> => {
    const file = path.join(folder, 'a.zip');
    writeFileSync(file, bytes);
    return withZip(file, (entries) =>
      Promise.all(
        entries.map(async (entry): Promise<[string, string]> => [entry.name, (await entry.read()).toString()]),
      ),
    );
  };
  const text = Buffer.from('波');

  it('gives names and contents, names in Shift_JIS too, and never a path', async () => {
    expect(await read(archive(Buffer.from('../../津波.txt'), text))).toEqual([['../../津波.txt', '波']]);
    expect((await read(archive(Uint8Array.from([0x94, 0x67]), text)))[0]?.[0]).toBe('波');
  });

  it.each([
    ['is cut off', archive(Buffer.from('a'), text).subarray(0, -30)],
    ['unpacks to more than it says', archive(Buffer.from('a'), Buffer.alloc(1_000_000), 10)],
    ['unpacks to more than anybody needs', archive(Buffer.from('a'), text, 0xfffffff0)],
    ['has another checksum', archive(Buffer.from('a'), text, text.length, 1)],
    ['is none', Buffer.from('PK and nothing more')],
  ])('refuses an archive that %s', async (_what, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({ code: 'report.unreadable' });
  });

  it('never fails but in words, whatever bytes are changed', async () => {
    const whole = archive(Buffer.from('a.txt'), Buffer.from('some text that packs, some text that packs'));
    const damage = fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(damage, async (changes) => {
        const bytes = Uint8Array.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        await read(bytes).catch((error: unknown) => expect(error).toBeInstanceOf(HubError));
      }),
      { numRuns: 300 },
    );
  });
});
