import { setTimeout as delay } from 'node:timers/promises';
import { HubError, topicIn, type LogRecord, type Realm } from '@hinomi/contracts';
import type { EventLog, Subscription } from '@hinomi/event-log';
import type { HistoryStep } from './derive-versions.js';
import type { HistoryRepository } from './history.repository.js';

/** A batch is one transaction; larger ones gain little and hold the embedded session for longer. */
const MAX_BATCH = 500;
const RETRY_MS = 1_000;

/** Follows one realm's `picture` from where the rows end, as published. A store that is away is waited for. */
export class HistoryProjector {
  private tail: Subscription | null = null;
  private waiting: LogRecord[] = [];
  private writing: Promise<void> | null = null;
  private readonly stopping = new AbortController();
  private caughtUp = false;
  private failures = 0;
  private oddities = 0;

  constructor(
    readonly realm: Realm,
    private readonly log: EventLog,
    private readonly rows: HistoryRepository,
    private readonly warn: (text: string) => void,
  ) {}

  /** Everything this process has read of the topic is in the rows, and it has read everything there was. */
  get isCurrent(): boolean {
    return this.caughtUp && this.waiting.length === 0 && this.writing === null;
  }

  /** Times the store did not take a batch; it was tried again. */
  get failureCount(): number {
    return this.failures;
  }

  /** Records that were not the picture's; each is passed over. */
  get unreadableCount(): number {
    return this.oddities;
  }

  async start(): Promise<void> {
    const { nextOffset } = await this.patiently(() => this.rows.position(this.realm));
    if (this.stopping.signal.aborted) return;
    this.tail = await this.log.tail(
      topicIn(this.realm, 'picture'),
      nextOffset === 0 ? [] : [nextOffset],
      (record) => this.take(record),
      { onCaughtUp: () => (this.caughtUp = true) },
    );
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.tail?.stop();
    await this.writing;
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
    while (this.waiting.length > 0 && !this.stopping.signal.aborted) {
      const batch = this.waiting.splice(0, MAX_BATCH);
      try {
        const { unreadable } = await this.patiently(() => this.project(batch));
        this.oddities += unreadable;
      } catch (error) {
        if (!this.stopping.signal.aborted) throw error;
      }
    }
    this.writing = null;
  }

  /** A shape that PostGIS cannot read must not hold up the history: it is kept in the feature, and not for questions by place. */
  private async project(batch: readonly LogRecord[]): Promise<HistoryStep> {
    try {
      return await this.rows.project(this.realm, batch, 'with-shapes');
    } catch (error) {
      if (error instanceof HubError) throw error;
      this.warn(`Shapes of the history of ${this.realm} are left out: ${String(error)}`);
      return this.rows.project(this.realm, batch, 'without-shapes');
    }
  }

  private async patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work();
      } catch (error) {
        this.failures += 1;
        if (attempt === 1) this.warn(`The history of ${this.realm} waits for the store: ${String(error)}`);
        await delay(RETRY_MS, undefined, { signal: this.stopping.signal });
      }
    }
  }
}
