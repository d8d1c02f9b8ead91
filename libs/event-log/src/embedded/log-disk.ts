import { closeSync, fsyncSync, openSync, statfsSync } from 'node:fs';
import { HubError } from '@hinomi/contracts';

/**
 * More than a commit takes. @NOTE lmdb reads beyond its own buffers once a page finds no room, which ends the process: so it is not let
 * get there.
 */
const LEAST_FREE_BYTES = 64 * 1024 * 1024;

/** How much of a folder's disk is free. Asked before every commit: microseconds, where a thread of its own costs a turn of the loop. */
export function freeBytesOf(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
}

/** Throws before a commit that the disk has no room for. */
export function checkRoom(freeBytes: number): void {
  if (freeBytes < LEAST_FREE_BYTES) throw new Error('The disk has no room for another commit.');
}

/** Why nothing was written, for whoever waits for it. */
export function writeFailed(cause: unknown): HubError {
  const error = new HubError('log.unavailable', 'The log could not be written; is the disk full?', {
    retryable: true,
    cause,
  });
  // @NOTE lmdb tells the reason by a second promise, which ends the process when nobody listens to it.
  const { commitError } = cause as { commitError?: Promise<never> };
  commitError?.catch((reason: unknown) => (error.cause = reason));
  return error;
}

/** The name of a new file survives power loss only when its folder is synced too; Windows has no such call. */
export function syncFolder(dir: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(dir, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
