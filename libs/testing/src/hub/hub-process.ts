import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DemoClient, FeedFormat, FeedReceipt, PictureSnapshot } from '@hinomi/contracts';

const ROOT = path.resolve(process.cwd());
const READY = /is running: (https?:\/\/[^/\s]+:(\d+)\/)/;

/** A hub as a user runs it: its own process on a free loopback port, with its data in a folder of its own. */
export class HubProcess {
  /** What each client's requests carry. */
  private readonly bearers = new Map<DemoClient, string>();

  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    readonly port: number,
    private readonly lines: string[],
  ) {}

  /** Starts the built hub; rejects with what it printed when it ends before it listens. */
  static start(options: { dataDir: string; env?: Record<string, string> }): Promise<HubProcess> {
    const main = pathToFileURL(path.join(ROOT, 'services/hub/dist/main.js')).href;
    const child = spawn(
      process.execPath,
      ['--input-type=module', '-e', `const { main } = await import('${main}'); await main();`],
      {
        cwd: ROOT,
        env: {
          ...process.env,
          NODE_OPTIONS: '',
          HINOMI_PORT: '0',
          HINOMI_POLLING: 'off',
          HINOMI_DRILL: 'off',
          HINOMI_DATA_DIR: options.dataDir,
          ...options.env,
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const lines: string[] = [];
    return new Promise((resolve, reject) => {
      const onText = (chunk: Buffer): void => {
        lines.push(chunk.toString());
        const ready = READY.exec(lines.join(''));
        if (ready) resolve(new HubProcess(child, ready[1] ?? '', Number(ready[2]), lines));
      };
      child.stdout?.on('data', onText);
      child.stderr?.on('data', onText);
      child.once('exit', (code) => reject(new HubEnded(code, lines.join(''))));
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Everything it printed. */
  get output(): string {
    return this.lines.join('');
  }

  /** Ends it with a signal and waits until it is gone; resolves to its exit code (null when killed). */
  end(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    return new Promise((resolve) => {
      if (this.child.exitCode !== null || this.child.signalCode !== null) return resolve(this.child.exitCode);
      this.child.once('exit', (code) => resolve(code));
      this.child.kill(signal);
    });
  }

  /** A fresh token. */
  async token(client: DemoClient): Promise<string> {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: client, client_secret: 'demo' });
    const reply = await fetch(`${this.url}oauth/token`, { method: 'POST', body });
    return ((await reply.json()) as { access_token: string }).access_token;
  }

  /** Posts bytes as the demonstration operator. */
  async post(format: FeedFormat, bytes: string | Uint8Array): Promise<{ status: number; body: FeedReceipt }> {
    const reply = await this.fetch(`api/v1/feeds/${format}`, 'demo-operator', {
      method: 'POST',
      body: bytes as RequestInit['body'],
    });
    return { status: reply.status, body: (await reply.json()) as FeedReceipt };
  }

  async picture(exercise = false): Promise<PictureSnapshot> {
    const reply = await this.fetch(`api/v1/picture?exercise=${exercise}`, 'demo-public');
    return (await reply.json()) as PictureSnapshot;
  }

  async fetch(pathname: string, client: DemoClient, init: RequestInit = {}): Promise<Response> {
    const bearer = this.bearers.get(client) ?? (await this.token(client));
    this.bearers.set(client, bearer);
    const headers = { authorization: `Bearer ${bearer}`, ...(init.headers as Record<string, string>) };
    return fetch(`${this.url}${pathname}`, { ...init, headers });
  }
}

/** The hub ended before it listened. */
export class HubEnded extends Error {
  constructor(
    readonly code: number | null,
    readonly output: string,
  ) {
    super(`the hub ended with ${code}: ${output}`);
  }
}

/** A folder that is gone after the test. */
export function temporaryFolder(name: string): { path: string; remove(): void } {
  const folder = mkdtempSync(path.join(os.tmpdir(), `hinomi-${name}-`));
  return { path: folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Asks until the answer holds; a bounded number of times, so that a test ends by itself. */
export async function eventually<T>(ask: () => Promise<T>, holds: (answer: T) => boolean, attempts = 600): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await ask();
    if (holds(answer)) return answer;
    if (attempt === attempts)
      throw new Error(`never held; the last answer was ${JSON.stringify(answer).slice(0, 2000)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
