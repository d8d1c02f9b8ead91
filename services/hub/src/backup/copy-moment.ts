import { constants } from 'node:fs';
import { cp, mkdir, rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import { HubError } from '@hinomi/contracts';
import { copyEmbeddedLog } from '@hinomi/event-log';
import { COPIES } from './backup-parts.js';
import { sizeWords } from './say-progress.js';
import { holdStill } from './still-door.js';

/** Left to the hub while the copies are there. */
const FREE_BYTES = 256 * 1024 * 1024;

/**
 * Copies checkpoints, store and log of one moment into a folder within the data. While the store stands still, the log has nothing that
 * the vault's rows do not have, and whatever reads the log is not ahead of it: what is put back from such copies is one history.
 */
export async function copyMoment(dataDir: string): Promise<{ wasRunning: boolean; stillMs: number }> {
  const copies = path.join(dataDir, COPIES);
  if (!(await isThere(path.join(dataDir, 'log'))) || !(await isThere(path.join(dataDir, 'store')))) {
    throw new HubError('request.invalid', `There is no hub's data in ${dataDir}: set HINOMI_DATA_DIR.`);
  }
  await rm(copies, { recursive: true, force: true });
  await mkdir(path.join(copies, 'log'), { recursive: true, mode: 0o700 });
  await makeSureOfRoom(dataDir);
  const held = await holdStill(dataDir);
  const begun = performance.now();
  let stillMs = 0;
  let letGo: Promise<void> | null = null;
  const free = (): Promise<void> => {
    stillMs ||= performance.now() - begun;
    return (letGo ??= held.letGo());
  };
  try {
    // A checkpoint says how far it read the log: it may be older than the log, never newer.
    if (await isThere(path.join(dataDir, 'checkpoints'))) await copyTree(dataDir, copies, 'checkpoints');
    await copyTree(dataDir, copies, path.join('store', 'data'));
    await copyEmbeddedLog(path.join(dataDir, 'log'), path.join(copies, 'log'), () => {
      // Told again below, where a failure is heard.
      free().catch(() => undefined);
    });
  } finally {
    await free();
  }
  return { wasRunning: held.isRunning, stillMs };
}

/** Where the file system can, blocks are shared until somebody writes to them. */
async function copyTree(from: string, to: string, what: string): Promise<void> {
  await cp(path.join(from, what), path.join(to, what), {
    recursive: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (file) => !/\.(tmp|unfinished)$/.test(file),
  });
}

async function makeSureOfRoom(dataDir: string): Promise<void> {
  const { bavail, bsize } = await statfs(dataDir);
  const needed = (await stat(path.join(dataDir, 'log', 'events.lmdb'))).size + FREE_BYTES;
  if (bavail * bsize >= needed) return;
  throw new HubError(
    'request.invalid',
    `There is no room for copies in ${dataDir}: ${sizeWords(needed)} are needed, ${sizeWords(bavail * bsize)} are free.`,
  );
}

export async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
