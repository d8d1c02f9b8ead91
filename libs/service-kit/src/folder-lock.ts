import { closeSync, constants, mkdirSync, openSync, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { HubError } from '@hinomi/contracts';

/** Held until released, or until the process is gone in whatever way: the operating system is the one who holds it. */
export interface FolderLock {
  release(): Promise<void>;
}

/** What is kept in a locked folder; two kinds may share one folder. */
type Content = 'log' | 'store';

/** One opener at a time has the folder's log or store, in this process or another; else `log.in-use`, `store.in-use`. */
export async function lockFolder(dir: string, content: Content): Promise<FolderLock> {
  mkdirSync(dir, { recursive: true });
  const realDir = realpathSync(dir);
  if (process.platform === 'linux' || process.platform === 'android' || process.platform === 'win32') {
    return bindName(lockName(realDir, content), dir, content);
  }
  return openExclusively(join(realDir, `${content}.lock`), dir, content);
}

/** The same for every path that leads to the folder. */
function lockName(realDir: string, content: Content): string {
  const { dev, ino } = statSync(realDir, { bigint: true });
  const name = `hinomi-${content}-${dev}-${ino}`;
  // A leading NUL is Linux's abstract name space: no file, so nothing stale is left behind.
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : `\0${name}`;
}

/** A name that is bound is free again the moment its process ends, `kill -9` included. */
function bindName(name: string, dir: string, content: Content): Promise<FolderLock> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.on('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? inUse(dir, content, error) : unlockable(dir, content, error));
    });
    server.listen({ path: name, exclusive: true }, () => {
      server.unref();
      resolve({ release: () => new Promise((released) => server.close(() => released())) });
    });
  });
}

/** `O_EXLOCK` of macOS and the BSDs: flock taken together with the open. Node names no constant for it. */
const O_EXLOCK = 0x20;

function openExclusively(file: string, dir: string, content: Content): FolderLock {
  try {
    const handle = openSync(file, constants.O_RDWR | constants.O_CREAT | constants.O_NONBLOCK | O_EXLOCK);
    return {
      release: async () => closeSync(handle),
    };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code === 'EAGAIN' || code === 'EWOULDBLOCK' ? inUse(dir, content, error) : unlockable(dir, content, error);
  }
}

function inUse(dir: string, content: Content, cause: unknown): HubError {
  const remedy = 'stop that one first, or give this one a folder of its own';
  return new HubError(`${content}.in-use`, `The ${content} in ${dir} is open in another process: ${remedy}.`, {
    cause,
  });
}

function unlockable(dir: string, content: Content, cause: unknown): HubError {
  return new HubError(`${content}.unavailable`, `The ${content} in ${dir} cannot be locked for one opener.`, { cause });
}
