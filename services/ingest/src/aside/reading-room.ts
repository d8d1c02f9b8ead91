import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads';
import { HubError, type FeedFormat } from '@hinomi/contracts';
import { Piscina } from 'piscina';
import type { Normalised } from '../normalise/normalised.js';
import type { SourceContext } from '../normalise/source-context.js';
import type { IngestEvent } from '../receive/ingest-events.js';
import { readReport } from '../receive/read-report.js';
import type { AsideAnswer, AsideTask } from './read-aside.js';

export interface RoomLimits {
  /** The module that a thread runs; the same in the sources and in what is built of them. */
  worker: URL;
  threads: number;
  /** Bodies that wait or are being read; with 16 MB each a quarter of a gigabyte at most. */
  bodies: number;
  /** Of what a thread's reading may hold. */
  heapMb: number;
  /** The largest body takes some seconds, on a machine that does much else some tens. */
  mostMs: number;
}

const LIMITS: RoomLimits = {
  worker: new URL('../../dist/aside/read-aside.js', import.meta.url),
  threads: Math.max(1, Math.min(2, availableParallelism() - 1)),
  bodies: 16,
  heapMb: 1_536,
  mostMs: 180_000,
};

/** A thread that has nothing to read for so long ends, and its memory is free. */
const IDLE_MS = 60_000;

/** Telegrams stay where they are, however long: a large one is urgent too. VPWS50 has 6 MB, the longest other a third of this. */
const LONG_TELEGRAM = 1024 * 1024;
/** About 30 ms of reading. */
const LONG_TABLE = 64 * 1024;
const LARGE_FROM: Readonly<Record<FeedFormat, number>> = {
  'jma-xml': LONG_TELEGRAM,
  cap: LONG_TELEGRAM,
  gdacs: LONG_TELEGRAM,
  p2pquake: LONG_TELEGRAM,
  'usgs-geojson': LONG_TELEGRAM,
  sensorthings: LONG_TELEGRAM,
  'sensor-json': LONG_TELEGRAM,
  csv: LONG_TABLE,
  geojson: LONG_TABLE,
  json: LONG_TABLE,
  'population-csv': LONG_TABLE,
  'hinomi-facts': LONG_TABLE,
  // A few bytes unpack to many.
  'sip4d-zip': 0,
};

export function isLarge(format: FeedFormat, bytes: Uint8Array): boolean {
  return bytes.length > LARGE_FROM[format];
}

/**
 * Reads bodies: small ones at once, large ones in a thread of their own, so that telegrams and sockets never wait for a table. A body
 * that its thread does not survive, or that takes too long, is refused for it.
 */
export class ReadingRoom {
  private readonly limits: RoomLimits;
  private pool: Piscina<AsideTask, AsideAnswer> | null = null;
  private inside = 0;
  private reading = 0;
  private closed = false;

  constructor(limits: Partial<RoomLimits> = {}) {
    this.limits = { ...LIMITS, ...limits };
  }

  /**
   * A place for a body; call what it answers when the body is dealt with. `ingest.unavailable`, retryable, when as many wait as may:
   * nothing was stored then.
   */
  enter(format: FeedFormat, bytes: Uint8Array): () => void {
    if (!isLarge(format, bytes)) return () => undefined;
    if (this.closed) throw stopping();
    if (this.inside >= this.limits.bodies) {
      throw new HubError('ingest.unavailable', `${this.inside} large bodies are being read; send it again later`, {
        retryable: true,
      });
    }
    this.inside += 1;
    return () => {
      this.inside -= 1;
    };
  }

  async read(format: FeedFormat, bytes: Uint8Array, context: SourceContext): Promise<Normalised> {
    if (!isLarge(format, bytes)) return readReport(format, bytes, context);
    const { port1: mine, port2: events } = new MessageChannel();
    try {
      const answer = await this.ask({ format, bytes, context, events });
      if (answer.read) return { events: await takeOver(mine), ...answer.rest };
      const { code, message, retryable, place } = answer;
      throw new HubError(code, message, { retryable, ...(place && { place }) });
    } finally {
      mine.close();
    }
  }

  /** What is being read is left: its bytes are on the log, and the next start reads them. */
  async close(): Promise<void> {
    this.closed = true;
    await this.pool?.destroy();
  }

  private async ask(task: AsideTask): Promise<AsideAnswer> {
    if (this.closed) throw stopping();
    const pool = this.open();
    // Whoever stands before it may take as long.
    const signal = AbortSignal.timeout(this.limits.mostMs * (1 + this.reading));
    this.reading += 1;
    try {
      return await pool.run(task, { transferList: [task.events], signal });
    } catch (cause) {
      if (this.closed) throw stopping();
      const why = signal.aborted
        ? `takes more than ${this.limits.mostMs / 1_000} seconds`
        : 'ended the thread it ran in';
      throw new HubError('report.unreadable', `Reading it ${why} (${String(cause)}).`, { place: { path: '' }, cause });
    } finally {
      this.reading -= 1;
    }
  }

  private open(): Piscina<AsideTask, AsideAnswer> {
    this.pool ??= new Piscina<AsideTask, AsideAnswer>({
      filename: this.limits.worker.href,
      minThreads: 0,
      maxThreads: this.limits.threads,
      idleTimeout: IDLE_MS,
      // A thread that sleeps on its queue would not see its memory shrink.
      atomics: 'disabled',
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: this.limits.heapMb },
    });
    return this.pool;
  }
}

function stopping(): HubError {
  return new HubError('ingest.unavailable', 'the hub is stopping', { retryable: true });
}

/** All events of a body; others have their turn between some and some. */
async function takeOver(port: MessagePort): Promise<IngestEvent[]> {
  const events: IngestEvent[] = [];
  for (let some = receiveMessageOnPort(port); some !== undefined; some = receiveMessageOnPort(port)) {
    events.push(...(some.message as IngestEvent[]));
    await nextTurn();
  }
  return events;
}
