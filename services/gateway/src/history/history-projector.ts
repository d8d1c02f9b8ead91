import { setTimeout as delay } from 'node:timers/promises';
import { HubError, topicIn, type LogRecord, type Realm } from '@hinomi/contracts';
import type { EventLog, Subscription } from '@hinomi/event-log';
import type { HistoryRepository } from './history.repository.js';

/** A batch is one transaction; larger ones gain little and hold the embedded session for longer. */
const MAX_BATCH = 500;
const RETRY_MS = 1_000;

/** Follows one realm's `picture` from where the rows end, as published. A store that is away is waited for. */
export class HistoryProjector {
  private tail: Subscription | null = null;
  private waiting: LogRecord[] = [];
  private writing: Promise<void> | null = null;
  private starting: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();
  private failures = 0;
  private oddities = 0;

  constructor(
    readonly realm: Realm,
    private readonly log: EventLog,
    private readonly rows: HistoryRepository,
    private readonly warn: (text: string) => void,
  ) {}

  /** Times the store did not take a batch; it was tried again. */
  get failureCount(): number {
    return this.failures;
  }

  /** Records that were not the picture's, or that the store cannot keep; each is passed over. */
  get unreadableCount(): number {
    return this.oddities;
  }

  start(): Promise<void> {
    this.starting = this.follow();
    return this.starting;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.starting.catch((error: unknown) => this.warn(`The history of ${this.realm} did not start: ${error}`));
    await this.tail?.stop();
    await this.writing;
  }

  private async follow(): Promise<void> {
    const position = await this.patiently(() => this.rows.position(this.realm));
    if (position === null) return;
    this.tail = await this.log.tail(topicIn(this.realm, 'picture'), [position.nextOffset], (record) =>
      this.take(record),
    );
  }

  /** The tail goes on while a batch is written, until the next one is full. */
  private async take(record: LogRecord): Promise<void> {
    this.waiting.push(record);
    this.writing ??= this.write();
    if (this.waiting.length >= MAX_BATCH) await this.writing;
  }

  private async write(): Promise<void> {
    // What arrives at the same moment goes into one batch.
    await delay(0);
    while (this.waiting.length > 0 && !this.stopping.signal.aborted)
      await this.project(this.waiting.splice(0, MAX_BATCH));
    this.writing = null;
  }

  /** One record that the database refuses must not hold up the others: it is found by halves, and left out alone. */
  private async project(batch: readonly LogRecord[]): Promise<void> {
    try {
      const step = await this.patiently(() => this.rows.project(this.realm, batch));
      this.oddities += step?.unreadable ?? 0;
    } catch (error) {
      const [first] = batch;
      if (first === undefined) return;
      if (batch.length > 1) {
        const middle = Math.ceil(batch.length / 2);
        await this.project(batch.slice(0, middle));
        await this.project(batch.slice(middle));
        return;
      }
      this.oddities += 1;
      this.warn(`The history of ${this.realm} lacks the version at ${first.offset}: ${String(error)}`);
      await this.patiently(() => this.rows.passOver(this.realm, first)).catch((again: unknown) => {
        this.failures += 1;
        this.warn(`The history of ${this.realm} cannot go on past ${first.offset}: ${String(again)}`);
      });
    }
  }

  /** Tries again what may pass; `null` once this projector is to stop. */
  private async patiently<T>(work: () => Promise<T>): Promise<T | null> {
    for (let attempt = 1; !this.stopping.signal.aborted; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        if (!(error instanceof HubError) || !error.retryable) throw error;
        this.failures += 1;
        if (attempt === 1) this.warn(`The history of ${this.realm} waits for the store: ${error.message}`);
        await delay(RETRY_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
      }
    }
    return null;
  }
}
