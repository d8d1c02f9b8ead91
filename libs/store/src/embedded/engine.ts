import { Worker } from 'node:worker_threads';

/** What the worker opens: a data folder, and the PostGIS it loads. */
export interface EngineFiles {
  dataDir: string;
  bundle: string;
}
export type EngineRequest = { kind: 'exchange'; bytes: Uint8Array } | { kind: 'close' };
export type EngineReply =
  | { kind: 'open'; heapBytes: number }
  | { kind: 'reply'; bytes: Uint8Array<ArrayBuffer>; heapBytes: number }
  | { kind: 'closed' }
  | { kind: 'failed'; reason: string };

/** The database behind the session: one request at a time, each a piece of the PostgreSQL protocol. */
export interface Engine {
  /** Memory it has taken, and never gives back while it runs. */
  readonly heapBytes: number;
  /** Rejects when the engine is gone. */
  exchange(request: Uint8Array): Promise<Buffer>;
  /** Writes everything out and ends. */
  close(): Promise<void>;
  /** Ends at once; what was synced is on disk. */
  kill(): Promise<void>;
}

const WORKER_FILE = new URL('./pglite-worker.js', import.meta.url);

interface Waiting {
  resolve: (reply: EngineReply) => void;
  reject: (error: Error) => void;
}

/** PGlite in a worker thread of its own, so that a long query does not hold up the sockets. */
export class PgliteEngine implements Engine {
  private waiting: Waiting | null = null;
  private gone: Error | null = null;
  private heap = 0;

  private constructor(private readonly worker: Worker) {
    worker.on('message', (reply: EngineReply) => this.settle(reply));
    worker.on('error', (error) => this.end(error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => this.end(new Error(`The embedded database ended with ${code}.`)));
  }

  static async open(files: EngineFiles, workerFile: URL = WORKER_FILE): Promise<PgliteEngine> {
    const engine = new PgliteEngine(new Worker(workerFile, { workerData: files, execArgv: [] }));
    try {
      await engine.next();
      return engine;
    } catch (error) {
      await engine.kill();
      throw error;
    }
  }

  get heapBytes(): number {
    return this.heap;
  }

  async exchange(bytes: Uint8Array): Promise<Buffer> {
    const reply = await this.next({ kind: 'exchange', bytes });
    if (reply.kind !== 'reply') throw new Error(`The embedded database answered a request with "${reply.kind}".`);
    return Buffer.from(reply.bytes.buffer);
  }

  async close(): Promise<void> {
    try {
      await this.next({ kind: 'close' });
    } finally {
      await this.kill();
    }
  }

  async kill(): Promise<void> {
    await this.worker.terminate();
  }

  private next(request?: EngineRequest): Promise<EngineReply> {
    if (this.gone) return Promise.reject(this.gone);
    if (this.waiting) return Promise.reject(new Error('The embedded database takes one request at a time.'));
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      if (request) this.worker.postMessage(request);
    });
  }

  private settle(reply: EngineReply): void {
    const { waiting } = this;
    this.waiting = null;
    if ('heapBytes' in reply) this.heap = reply.heapBytes;
    if (reply.kind === 'failed') waiting?.reject(new Error(reply.reason));
    else waiting?.resolve(reply);
  }

  private end(error: Error): void {
    this.gone ??= error;
    this.waiting?.reject(error);
    this.waiting = null;
  }
}
