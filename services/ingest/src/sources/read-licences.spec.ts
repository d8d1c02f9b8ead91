import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readLicences } from './read-licences.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hinomi-licences-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const entry = (id: string, licence: string): void =>
  writeFileSync(
    join(folder, `${id}.yaml`),
    `id: ${id}\ntitle: x\nkind: pushed\nformat: cap\nagency: x\nattribution: x\nlicence: ${licence}\nenabled: false\n`,
  );

describe('readLicences', () => {
  it('says what the entries state, of those that are off as well, and passes over what cannot be read', async () => {
    entry('good', 'CC BY 4.0');
    entry('other', 'Public domain');
    writeFileSync(join(folder, 'broken.yaml'), 'id: broken\n');
    expect([...(await readLicences(folder))]).toEqual([
      ['good', 'CC BY 4.0'],
      ['other', 'Public domain'],
    ]);
  });

  it('knows the licence of every source of the project', async () => {
    const known = await readLicences(new URL('../../../../infra/sources', import.meta.url).pathname);
    expect(known.get('jma-eqvol')).toContain('公共データ利用規約');
    expect([...known.keys()]).toContain('door');
  });
});
