import { setTimeout as delay } from 'node:timers/promises';
import type { LogRecord } from '@hinomi/contracts';
import { logOf } from '@hinomi/service-kit';
import type { Consumer, EachMessagePayload } from 'kafkajs';
import type { Subscription } from '../event-log.js';
import { handleUntilDone, type OnHandlerError } from '../failing-handler.js';
import { toLogRecord } from './fetch-records.js';

const log = logOf('event-log');

/** After so long without a sign of life a member's work goes to the others. */
const SESSION_MS = 10_000;
const HEARTBEAT_MS = 1_000;
/** @NOTE disconnect() waits for the fetch in progress: this long at most. */
const POLL_WAIT_MS = 500;
const RESTART_PAUSE_MS = 1_000;

/** How kafkajs is told to consume for a group. */
export const CONSUMER_SETTINGS = {
  sessionTimeout: SESSION_MS,
  heartbeatInterval: HEARTBEAT_MS,
  maxWaitTimeInMs: POLL_WAIT_MS,
  allowAutoTopicCreation: false,
};

/** One member of a group. When kafkajs gives up (it does, on errors it takes for final) a new one takes its place. */
export class KafkaMember implements Subscription {
  private readonly stopping = new AbortController();
  private consumer: Consumer | undefined;
  private restarting: Promise<void> = Promise.resolve();
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly create: () => Consumer,
    private readonly topics: readonly string[],
    private readonly handler: (record: LogRecord) => Promise<void>,
    private readonly onError: OnHandlerError,
  ) {}

  async start(): Promise<void> {
    const consumer = this.create();
    this.consumer = consumer;
    consumer.on(consumer.events.CRASH, ({ payload }) => {
      if (!payload.restart) this.restarting = this.restarting.then(() => this.restart());
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [...this.topics], fromBeginning: true });
    await consumer.run({ eachMessage: (payload) => this.handle(payload) });
  }

  stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  private async end(): Promise<void> {
    this.stopping.abort();
    await this.restarting;
    await this.consumer?.disconnect();
  }

  private async restart(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await delay(RESTART_PAUSE_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await this.start();
        return;
      } catch (error) {
        log.error('a consumer could not be started again', { topics: this.topics, error });
      }
    }
  }

  /** The member shows signs of life while the handler works, or waits to try again. */
  private async handle({ topic, partition, message, heartbeat }: EachMessagePayload): Promise<void> {
    const leaving = new AbortController();
    const stop = (): void => leaving.abort();
    this.stopping.signal.addEventListener('abort', stop, { once: true });
    if (this.stopping.signal.aborted) stop();
    let lost: unknown;
    const beat = setInterval(() => {
      heartbeat().catch((error: unknown) => {
        lost = error;
        leaving.abort();
      });
    }, HEARTBEAT_MS);
    try {
      const record = toLogRecord(topic, partition, message);
      const done = await handleUntilDone(record, this.handler, this.onError, leaving.signal);
      // kafkajs commits what eachMessage returned from; only an error leaves the record to whoever comes next.
      if (!done) throw lost ?? new Error('The member leaves before its record is handled.');
    } finally {
      clearInterval(beat);
      this.stopping.signal.removeEventListener('abort', stop);
    }
  }
}
