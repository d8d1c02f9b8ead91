import { execFileSync, fork } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Beside the sockets themselves: modules, IPC, the log's files. */
const OTHER_FILES = 200;

export class Crowd {
  #child;
  #waiting = new Map();
  #asked = 0;

  constructor(child) {
    this.#child = child;
    child.on('message', ({ number, answer }) => {
      this.#waiting.get(number)?.resolve(answer);
      this.#waiting.delete(number);
    });
    child.on('exit', (code) => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`the crowd ended with ${code}`));
    });
  }

  static async gather(url, viewers, processes, { clockJumps = false } = {}) {
    const folder = path.join(ROOT, 'node_modules/.cache/hinomi-crowd', String(process.pid));
    const env = { ...process.env, NODE_OPTIONS: '' };
    execFileSync(process.execPath, ['e2e/crowd/page-code.mjs', folder], { env, cwd: ROOT });
    const code = pathToFileURL(path.join(folder, 'picture-connection.mjs')).href;
    const start = JSON.stringify({ url, code, viewers, clockJumps });
    const crowds = Array.from(
      { length: processes },
      () => new Crowd(fork(path.join(ROOT, 'e2e/crowd/crowd-process.mjs'), [start], { execArgv: [], env, cwd: ROOT })),
    );
    try {
      await Promise.all(crowds.map((crowd) => crowd.#answer(0)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return crowds;
  }

  standing(since) {
    return this.#ask('standing', { since });
  }

  digests() {
    return this.#ask('digests');
  }

  async cut() {
    return (await this.#ask('cut')).lines;
  }

  async disperse() {
    if (this.#child.exitCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    await this.#ask('close');
    await gone;
  }

  #ask(ask, rest = {}) {
    const number = ++this.#asked;
    this.#child.send({ number, ask, ...rest });
    return this.#answer(number);
  }

  #answer(number) {
    return new Promise((resolve, reject) => this.#waiting.set(number, { resolve, reject }));
  }
}

export function whyNotSoMany(sockets) {
  if (process.platform === 'win32') return null;
  const allowed = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  const needed = sockets + OTHER_FILES;
  if (allowed === 'unlimited' || Number(allowed) >= needed) return null;
  return `a process may open ${allowed} files here and ${needed} are needed: raise it with "ulimit -Hn ${needed}"`;
}
