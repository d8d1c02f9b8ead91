import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { InterestV1 } from '@hinomi/contracts';

/** How many browsers see what. */
export interface Viewers {
  token: string;
  interest: InterestV1;
  count: number;
}

export interface Standing {
  connected: number;
  /** Connected, and sure of the picture since the moment that was asked about. */
  live: number;
  cuts: number;
  transports: Record<string, number>;
  rss: number;
  tokens: number;
  snapshots: number;
  /** The first few features that were shown older than before, in words. */
  backwards: string[];
}

/** Beside the sockets themselves: modules, IPC, the log's files. */
const OTHER_FILES = 200;

/** A process full of browsers; see `crowd-process.mjs`. */
export class Crowd {
  private readonly waiting = new Map<number, { resolve: (answer: never) => void; reject: (cause: Error) => void }>();
  private asked = 0;

  private constructor(private readonly child: ChildProcess) {
    child.on('message', ({ number, answer }: { number: number; answer: never }) => {
      this.waiting.get(number)?.resolve(answer);
      this.waiting.delete(number);
    });
    child.on('exit', (code) => {
      for (const { reject } of this.waiting.values()) reject(new Error(`the crowd ended with ${code}`));
    });
  }

  /** So many processes of the same viewers; resolves when every browser was live once. */
  static async gather(url: string, viewers: readonly Viewers[], processes: number): Promise<Crowd[]> {
    const folder = path.resolve('node_modules/.cache/hinomi-crowd', String(process.pid));
    const env = { ...process.env, NODE_OPTIONS: '' };
    execFileSync(process.execPath, ['e2e/crowd/page-code.mjs', folder], { env });
    const code = pathToFileURL(path.join(folder, 'picture-connection.mjs')).href;
    const crowds = Array.from({ length: processes }, () => {
      const start = JSON.stringify({ url, code, viewers });
      return new Crowd(fork(path.resolve('e2e/crowd/crowd-process.mjs'), [start], { execArgv: [], env }));
    });
    try {
      await Promise.all(crowds.map((crowd) => crowd.answer(0)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return crowds;
  }

  standing(since: number): Promise<Standing> {
    return this.ask('standing', { since });
  }

  /** Per kind of viewer, how many browsers hold which picture. */
  digests(): Promise<Record<string, number>[]> {
    return this.ask('digests');
  }

  /** Cuts every WebSocket; resolves to how many there were. */
  async cut(): Promise<number> {
    return (await this.ask<{ lines: number }>('cut')).lines;
  }

  async disperse(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    await this.ask('close');
    await gone;
  }

  private ask<T>(ask: string, rest: object = {}): Promise<T> {
    const number = ++this.asked;
    this.child.send({ number, ask, ...rest });
    return this.answer(number);
  }

  private answer<T>(number: number): Promise<T> {
    return new Promise((resolve, reject) => this.waiting.set(number, { resolve, reject }));
  }
}

/** Null, or in words why this machine cannot hold so many sockets in one process. Node itself goes up to the hard limit. */
export function whyNotSoMany(sockets: number): string | null {
  if (process.platform === 'win32') return null;
  const allowed = execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' }).trim();
  const needed = sockets + OTHER_FILES;
  if (allowed === 'unlimited' || Number(allowed) >= needed) return null;
  return `a process may open ${allowed} files here and ${needed} are needed: raise it with "ulimit -Hn ${needed}"`;
}
