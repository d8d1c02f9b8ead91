import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lockFolder } from '@hinomi/service-kit';
import { readHubConfig } from '../config.js';
import { lookAtData } from './look-at-data.js';

const NOW = Date.parse('2026-11-27T12:00:00Z');
let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'hinomi-doctor-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

async function told(): Promise<string[]> {
  const found = await lookAtData(readHubConfig({ HINOMI_DATA_DIR: dir }), NOW);
  return found.map(({ verdict, words }) => `${verdict}: ${words.replaceAll(dir, 'DIR')}`);
}

const noted = (hoursAgo: number, file: string): void =>
  writeFileSync(
    path.join(dir, 'last-backup.json'),
    JSON.stringify({ madeAt: new Date(NOW - hoursAgo * 3_600_000).toISOString(), file }),
  );

describe('lookAtData', () => {
  it('tells of a folder that is not there, and of one that was never backed up', async () => {
    expect(await told()).toEqual([
      'well: DIR may be read and written',
      'well: no hub ever ran on it',
      'warning: this data was never backed up',
    ]);
    rmSync(dir, { recursive: true });
    expect(await told()).toEqual(['warning: there is no data in DIR yet']);
  });

  it('tells whether a hub runs on it', async () => {
    mkdirSync(path.join(dir, 'log'));
    expect(await told()).toContain('well: no hub runs on it now');
    const lock = await lockFolder(path.join(dir, 'log'), 'log');
    expect(await told()).toContain('well: a hub runs on it');
    await lock.release();
  });

  it('tells of an old backup, and of one that is gone', async () => {
    const file = path.join(dir, 'one.backup');
    writeFileSync(file, '');
    noted(5, file);
    expect(await told()).toContain('well: the last backup was made 5 h ago: DIR/one.backup');
    noted(60, file);
    expect(await told()).toContain('wrong: the last backup was made 60 h ago: DIR/one.backup');
    rmSync(file);
    noted(5, file);
    expect(await told()).toContain(
      'warning: the last backup was made 5 h ago: DIR/one.backup, which is not there any more',
    );
  });

  it('tells of a key that others may read', async () => {
    if (process.platform === 'win32') return;
    mkdirSync(path.join(dir, 'vault'));
    const file = path.join(dir, 'vault', 'master.key');
    writeFileSync(file, '{}', { mode: 0o600 });
    expect((await told()).join()).not.toContain('others of this machine');
    chmodSync(file, 0o644);
    expect(await told()).toContain("wrong: others of this machine may read the vault's key DIR/vault/master.key");
  });

  it('tells of a folder that this user may not write to', async () => {
    // An administrator may write anywhere.
    if (process.platform === 'win32' || process.getuid?.() === 0) return;
    mkdirSync(path.join(dir, 'log'), { mode: 0o500 });
    expect(await told()).toContain('wrong: this user may not write to DIR/log');
  });
});
