import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { zipBytes } from '@hinomi/testing';
import { unpackMeta, unpackPackage } from './unpack-package.js';

const META = { name: 'sip4d_zip_meta.json', bytes: '{"testflg":"訓練"}' };

describe('unpackPackage', () => {
  it('gives the files of a package', async () => {
    const files = await unpackPackage(zipBytes([META, { name: '避難所.geojson', bytes: '{}' }]));
    expect([...files.keys()]).toEqual(['sip4d_zip_meta.json', '避難所.geojson']);
    expect(new TextDecoder().decode((await unpackMeta(zipBytes([META]))) ?? new Uint8Array())).toBe(META.bytes);
  });

  it.each(['../a', '/etc/a', 'a/b', 'a\\b', 'C:a', '.a', 'a\u0000b', 'a\nb', '', 'x'.repeat(300)])(
    'refuses a file named %j, naming it',
    async (name) => {
      await expect(unpackPackage(zipBytes([META, { name, bytes: '' }]))).rejects.toMatchObject({
        code: expect.stringMatching(/^report\.(invalid|unreadable)$/),
        place: expect.anything(),
      });
    },
  );

  it('refuses two files of one name', async () => {
    await expect(unpackPackage(zipBytes([META, META]))).rejects.toMatchObject({ code: 'report.invalid' });
  });

  it('refuses what unpacks to more than a package can, without unpacking it', async () => {
    const zeros = new Uint8Array(100 * 1024 * 1024);
    const bomb = zipBytes([META, { name: 'a', bytes: zeros }, { name: 'b', bytes: zeros }]);
    expect(bomb.length).toBeLessThan(1024 * 1024);
    const before = process.memoryUsage().arrayBuffers;
    await expect(unpackPackage(bomb)).rejects.toMatchObject({ code: 'report.unreadable', place: expect.anything() });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50 * 1024 * 1024);
  });

  it('refuses too many files, and what is no archive', async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ name: `f${index}`, bytes: '' }));
    await expect(unpackPackage(zipBytes(many))).rejects.toMatchObject({ code: 'report.unreadable' });
    await expect(unpackPackage(randomBytes(500))).rejects.toMatchObject({
      code: 'report.unreadable',
      place: expect.anything(),
    });
    expect(await unpackMeta(randomBytes(500))).toBeNull();
  });
});
