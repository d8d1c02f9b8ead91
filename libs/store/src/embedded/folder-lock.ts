import { closeSync, constants, mkdirSync, openSync, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { HubError } from '@hinomi/contracts';

/** Held until released, or until the process is gone in whatever way: the operating system is the one who holds it. */
export interface FolderLock {
  release(): Promise<void>;
}

/** One opener at a time has the folder, in this process or another; else `store.in-use`. Two would lose each other's rows. */
export async function lockFolder(dir: string): Promise<FolderLock> {
  mkdirSync(dir, { recursive: true });
  const realDir = realpathSync(dir);
  if (process.platform === 'linux' || process.platform === 'android' || process.platform === 'win32') {
    return bindName(lockName(realDir), dir);
  }
  return openExclusively(join(realDir, 'folder.lock'), dir);
}

/** The same for every path that leads to the folder. */
function lockName(realDir: string): string {
  const { dev, ino } = statSync(realDir, { bigint: true });
  const name = `hinomi-store-${dev}-${ino}`;
  // A leading NUL is Linux's abstract name space: no file, so nothing stale is left behind.
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : `\0${name}`;
}

/** A name that is bound is free again the moment its process ends, `kill -9` included. */
function bindName(name: string, dir: string): Promise<FolderLock> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.on('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? inUse(dir, error) : unlockable(dir, error));
    });
    server.listen({ path: name, exclusive: true }, () => {
      server.unref();
      resolve({ release: () => new Promise((released) => server.close(() => released())) });
    });
  });
}

/** `O_EXLOCK` of macOS and the BSDs: flock taken together with the open. Node names no constant for it. */
const O_EXLOCK = 0x20;

function openExclusively(file: string, dir: string): FolderLock {
  try {
    const handle = openSync(file, constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | O_EXLOCK);
    return { release: async () => closeSync(handle) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'EAGAIN' || code === 'EWOULDBLOCK' ? inUse(dir, error) : unlockable(dir, error);
  }
}

function inUse(dir: string, cause: unknown): HubError {
  return new HubError(
    'store.in-use',
    `The store in ${dir} is open in another process: stop that one first, or give this one a folder of its own.`,
    { cause },
  );
}

function unlockable(dir: string, cause: unknown): HubError {
  return new HubError('store.unavailable', `The store in ${dir} cannot be locked for one opener.`, { cause });
}
