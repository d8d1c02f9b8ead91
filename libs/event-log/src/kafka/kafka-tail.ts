import { setTimeout as delay } from 'node:timers/promises';
import type { LogRecord } from '@hinomi/contracts';
import type { Subscription, TailOptions } from '../event-log.js';
import { handleUntilDone, type OnHandlerError } from '../failing-handler.js';
import { fetchRecords } from './fetch-records.js';
import type { TopicReader } from './topic-reader.js';

/** A fetch returns the moment there is a record; this only says how often an idle one is asked again. */
const POLL_WAIT_MS = 5_000;
const RECONNECT_PAUSE_MS = 300;

/**
 * Follows one topic for one caller: a fetch loop per leading broker, and one handler at a time. Trouble of one loop ends all of
 * them, since leaders may have moved; the next round has connections of its own, on which no fetch of the last one waits.
 */
export class KafkaTail implements Subscription {
  private readonly stopping = new AbortController();
  private reader: TopicReader | undefined;
  private handling: Promise<void> = Promise.resolve();
  private caughtUp = false;
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly connections: () => TopicReader,
    private readonly topic: string,
    private readonly positions: number[],
    private readonly goals: readonly number[],
    private readonly handler: (record: LogRecord) => Promise<void> | void,
    private readonly onError: OnHandlerError,
    private readonly options: TailOptions,
  ) {
    void this.run();
  }

  stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  private async end(): Promise<void> {
    this.stopping.abort();
    await this.handling;
    await this.reader?.cluster.disconnect();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    // The caller has its subscription in hand before the first record comes.
    await new Promise((resolve) => setImmediate(resolve));
    this.noteCaughtUp();
    while (!signal.aborted) {
      this.reader = this.connections();
      await this.round(this.reader);
      await delay(RECONNECT_PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Ends with the first loop that fails. */
  private async round(reader: TopicReader): Promise<void> {
    const over = new AbortController();
    const loops: Promise<void>[] = [];
    try {
      await reader.cluster.connect();
      await this.skipWhatIsGone(reader);
      const leaders = await reader.leaders(this.topic);
      for (const led of leaders) loops.push(this.follow(reader, led, over.signal));
      await Promise.all(loops);
    } catch (error) {
      if (!this.stopping.signal.aborted && !isTransport(error)) throw error;
    } finally {
      over.abort();
      // A broker that is silent may keep this waiting, and the next round does not wait for it.
      void leave(reader, loops);
    }
  }

  private async follow(
    { cluster }: TopicReader,
    [nodeId, partitions]: [string, readonly number[]],
    over: AbortSignal,
  ): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted && !over.aborted) {
      const broker = await cluster.findBroker({ nodeId });
      const positions = new Map(partitions.map((partition) => [partition, this.positions[partition] ?? 0]));
      const fetched = await fetchRecords(broker, this.topic, positions, POLL_WAIT_MS);
      for (const { partition, records, next } of fetched) {
        this.handling = this.handling.then(() => this.handleAll(partition, records, next));
      }
      await this.handling;
      if (fetched.some(({ records }) => records.length > 0)) await this.rest();
    }
  }

  private async handleAll(partition: number, records: readonly LogRecord[], next: number): Promise<void> {
    const { signal } = this.stopping;
    for (const record of records) {
      // A loop of an earlier round may have fetched this as well.
      if (record.offset < (this.positions[partition] ?? 0)) continue;
      if (signal.aborted || !(await handleUntilDone(record, this.handler, this.onError, signal))) return;
      this.positions[partition] = record.offset + 1;
      this.noteCaughtUp();
    }
    this.positions[partition] = Math.max(next, this.positions[partition] ?? 0);
    this.noteCaughtUp();
  }

  /** Not before it has caught up: what is there already is read as fast as it comes. */
  private async rest(): Promise<void> {
    const { restMs = 0 } = this.options;
    const { signal } = this.stopping;
    if (this.caughtUp && restMs > 0) await delay(restMs, undefined, { signal }).catch(() => undefined);
  }

  private noteCaughtUp(): void {
    if (this.caughtUp || this.stopping.signal.aborted) return;
    if (this.goals.some((goal, partition) => (this.positions[partition] ?? 0) < goal)) return;
    this.caughtUp = true;
    this.options.onCaughtUp?.();
  }

  /** Kafka refuses a position before the first record it still has, where the port skips. */
  private async skipWhatIsGone(reader: TopicReader): Promise<void> {
    for (const [partition, start] of (await reader.starts(this.topic)).entries()) {
      this.positions[partition] = Math.max(this.positions[partition] ?? 0, start);
    }
    this.noteCaughtUp();
  }
}

/** Twice: one of the loops may be connecting meanwhile. */
async function leave({ cluster }: TopicReader, loops: readonly Promise<void>[]): Promise<void> {
  await cluster.disconnect().catch(() => undefined);
  await Promise.allSettled(loops);
  await cluster.disconnect().catch(() => undefined);
}

function isTransport(error: unknown): boolean {
  return error instanceof Error && (error.name.startsWith('KafkaJS') || error.name === 'HubError');
}
