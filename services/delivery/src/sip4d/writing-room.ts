import { setImmediate as nextTurn } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { HubError, type FeatureV1 } from '@hinomi/contracts';
import { Piscina } from 'piscina';
import { writePackage, type WriteAnswer, type WrittenPackage, type WriteTask } from './write-aside.js';

/** The module that a thread runs; the same in the sources and in what is built of them. */
const WORKER = new URL('../../dist/sip4d/write-aside.js', import.meta.url);
/** About 40 ms of writing. */
const FEW = 300;
/** Handed over in a few milliseconds. */
const FEATURES_A_MESSAGE = 250;
/** A thread that has nothing to write for so long ends, and its memory is free. */
const IDLE_MS = 30_000;
/** A nation's shelters as features, rows and bytes. */
const HEAP_MB = 2_048;

type Snapshot = WriteTask['snapshot'];

/** Writes packages: small ones at once, large ones in a thread of their own, so that nothing else waits for a nation's. */
export class WritingRoom {
  private pool: Piscina<WriteTask, WriteAnswer> | null = null;

  async write(
    features: readonly FeatureV1[],
    geometry: WriteTask['geometry'],
    snapshot: Snapshot,
  ): Promise<WrittenPackage> {
    if (features.length <= FEW) return writePackage(features, geometry, snapshot);
    const { port1: mine, port2: theirs } = new MessageChannel();
    try {
      const task = { geometry, snapshot, features: theirs };
      const answering = this.open().run(task, { transferList: [theirs] });
      const [answer] = await Promise.all([answering, handOver(features, mine)]);
      if (answer.written) return answer;
      throw new HubError(answer.code, answer.message);
    } finally {
      mine.close();
    }
  }

  async close(): Promise<void> {
    await this.pool?.destroy();
  }

  private open(): Piscina<WriteTask, WriteAnswer> {
    this.pool ??= new Piscina<WriteTask, WriteAnswer>({
      filename: WORKER.href,
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: IDLE_MS,
      atomics: 'disabled',
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    return this.pool;
  }
}

/** Others have their turn between some and some. */
async function handOver(features: readonly FeatureV1[], port: MessageChannel['port1']): Promise<void> {
  for (let from = 0; from < features.length; from += FEATURES_A_MESSAGE) {
    port.postMessage(features.slice(from, from + FEATURES_A_MESSAGE));
    await nextTurn();
  }
  port.postMessage(null);
}
