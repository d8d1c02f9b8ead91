import { setTimeout as delay } from 'node:timers/promises';
import type { LogRecord } from '@hinomi/contracts';
import type { Subscription, TailOptions } from '../event-log.js';
import { handleUntilDone, type OnHandlerError } from '../failing-handler.js';
import { fetchRecords } from './fetch-records.js';
import type { TopicReader } from './topic-reader.js';

/** A fetch returns the moment there is a record; this only says how often an idle one is asked again. */
const POLL_WAIT_MS = 5_000;
const RECONNECT_PAUSE_MS = 300;

/** Follows one topic for one caller: a fetch loop per leading broker, and one handler at a time. */
export class KafkaTail implements Subscription {
  private readonly stopping = new AbortController();
  private handling: Promise<void> = Promise.resolve();
  private caughtUp = false;
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly reader: TopicReader,
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
    await this.reader.cluster.disconnect();
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    // The caller has its subscription in hand before the first record comes.
    await new Promise((resolve) => setImmediate(resolve));
    this.noteCaughtUp();
    while (!signal.aborted) {
      // One loop's trouble ends all of them: the leaders may have moved.
      const round = new AbortController();
      try {
        await this.reader.cluster.connect();
        await this.skipWhatIsGone();
        const leaders = await this.reader.leaders(this.topic);
        const loops = Array.from(leaders, ([nodeId, partitions]) => this.follow(nodeId, partitions, round.signal));
        await Promise.all(loops.map((loop) => loop.finally(() => round.abort())));
      } catch (error) {
        round.abort();
        if (signal.aborted) return;
        if (!isTransport(error)) throw error;
        // Fetches that still wait at other brokers would hold up the next ones on the same connections.
        await this.reader.cluster.disconnect();
        await delay(RECONNECT_PAUSE_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async follow(nodeId: string, partitions: readonly number[], round: AbortSignal): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted && !round.aborted) {
      const broker = await this.reader.cluster.findBroker({ nodeId });
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
  private async skipWhatIsGone(): Promise<void> {
    for (const [partition, start] of (await this.reader.starts(this.topic)).entries()) {
      this.positions[partition] = Math.max(this.positions[partition] ?? 0, start);
    }
    this.noteCaughtUp();
  }
}

function isTransport(error: unknown): boolean {
  return error instanceof Error && (error.name.startsWith('KafkaJS') || error.name === 'HubError');
}
