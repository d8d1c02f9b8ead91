import type { TransferListItem } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { ListAnswer, ListTask } from './read-list-aside.js';

const WORKER = new URL('../../dist/imports/read-list-aside.js', import.meta.url);
/** A thread that has nothing to read for so long ends, and its memory is free. */
const IDLE_MS = 30_000;
/** A nation's list as rows, mended rows and digests. */
const HEAP_MB = 2_048;

/** Reads lists in a thread of its own, one after the other, so that nothing else waits for a nation's. */
export class ListRoom {
  private pool: Piscina<ListTask, ListAnswer> | null = null;

  read(task: ListTask, transferList: TransferListItem[] = [], signal?: AbortSignal): Promise<ListAnswer> {
    this.pool ??= new Piscina<ListTask, ListAnswer>({
      filename: WORKER.href,
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: IDLE_MS,
      atomics: 'disabled',
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    return this.pool.run(task, { transferList: transferList as never, ...(signal && { signal }) });
  }

  async close(): Promise<void> {
    await this.pool?.destroy();
  }
}
