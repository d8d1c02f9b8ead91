import { chmodSync, closeSync, openSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { HubError } from '@hinomi/contracts';
import { lockFolder, logOf } from '@hinomi/service-kit';
import type { Store } from '@hinomi/store';

const log = logOf('hub');

/** In the data folder, for its owner alone: whoever may write there has the data anyway. */
const SOCKET = 'hub.sock';
const STILL = 'still\n';
/** Longer than copying takes; a command that hangs must not keep the store for ever. */
const LIMIT_MS = 10 * 60_000;
/** Where the name of a socket ends, on Linux and macOS. */
const LONGEST_NAME = 100;

/** A running hub lets `npm run backup` copy its store: nobody writes while the connection is open. */
export async function openStillDoor(dataDir: string, store: Store): Promise<{ stop(): Promise<void> } | null> {
  if (process.platform === 'win32') return null;
  const file = path.join(dataDir, SOCKET);
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    store
      .still(async () => {
        if (socket.destroyed) return;
        log.info('the store stands still for a backup');
        socket.setTimeout(LIMIT_MS, () => socket.destroy());
        socket.write(STILL);
        await new Promise<void>((resolve) => socket.once('close', () => resolve()));
      })
      .catch((error: unknown) => socket.end(error instanceof Error ? error.message : String(error)));
    socket.resume();
  });
  rmSync(file, { force: true });
  const named = nameOf(dataDir);
  try {
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(named.path, resolve));
    chmodSync(file, 0o600);
  } catch (error) {
    log.warn('a backup beside the running hub is not possible: its socket cannot be made', { error });
    return null;
  } finally {
    named.done();
  }
  server.unref();
  return {
    stop: async () => {
      await new Promise<void>((resolve) => server.close(() => resolve()));
      rmSync(file, { force: true });
    },
  };
}

/** Nobody writes to the store of a folder until it is let go. */
export interface Held {
  /** A hub runs on the folder, and goes on. */
  isRunning: boolean;
  /** Fails when the hub took it back before. */
  letGo(): Promise<void>;
}

/** The store of a folder, held still: the running hub is asked, or nobody else may open it meanwhile. */
export async function holdStill(dataDir: string): Promise<Held> {
  const storeDir = path.join(dataDir, 'store');
  try {
    const store = await lockFolder(storeDir, 'store');
    return { isRunning: false, letGo: () => store.release() };
  } catch (error) {
    if (!(error instanceof HubError) || error.code !== 'store.in-use') throw error;
    return askHub(dataDir);
  }
}

async function askHub(dataDir: string): Promise<Held> {
  const named = nameOf(dataDir);
  const socket = connect(named.path);
  try {
    const answer = await firstAnswer(socket);
    if (answer !== STILL) throw new HubError('store.unavailable', `The running hub said: ${answer.trim()}`);
  } catch (cause) {
    socket.destroy();
    if (cause instanceof HubError) throw cause;
    throw new HubError(
      'store.in-use',
      `A hub runs on the data in ${dataDir} and cannot be asked to stand still: stop it, make the backup, start it again.`,
      { cause },
    );
  } finally {
    named.done();
  }
  return {
    isRunning: true,
    letGo: async () => {
      if (socket.destroyed) throw new HubError('store.unavailable', 'The hub stopped waiting, or ended: try again.');
      socket.destroy();
    },
  };
}

function firstAnswer(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    socket.once('data', (bytes) => resolve(bytes.toString()));
    socket.once('error', reject);
    socket.once('close', () => reject(new Error('the hub closed the connection')));
  });
}

/** A name that is too long is said from within its folder, where the system has such names. */
function nameOf(dataDir: string): { path: string; done(): void } {
  const file = path.join(dataDir, SOCKET);
  if (Buffer.byteLength(file) <= LONGEST_NAME || process.platform !== 'linux') {
    return { path: file, done: () => undefined };
  }
  const folder = openSync(dataDir, 'r');
  return { path: `/proc/self/fd/${folder}/${SOCKET}`, done: () => closeSync(folder) };
}
