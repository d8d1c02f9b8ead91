import { setTimeout as delay } from 'node:timers/promises';
import { HubError, topicIn, type Instant, type LogRecord, type Realm } from '@hinomi/contracts';
import type { EventLog, Subscription } from '@hinomi/event-log';
import { QueueLevel, Waiting, type QueueState } from '@hinomi/service-kit';
import type { HistoryPosition } from './derive-versions.js';
import type { HistoryRepository } from './history.repository.js';

/** A batch is one transaction; larger ones gain little and hold the embedded session for longer. */
const MAX_BATCH = 500;
/** A record may be 900 KB, and a batch is in memory several times while it is written. */
const MAX_BATCH_BYTES = 4 * 2 ** 20;
/** A transaction of one version costs nearly as much as one of a hundred; whoever asks does not wait for it (`caughtUp`). */
const GATHER_MS = 1_000;
const RETRY_MS = 1_000;
const UNDEFINED_TABLE = '42P01';

/** Follows one realm's `picture` from where the rows end, as published. A store that is away is waited for. */
export class HistoryProjector {
  private tail: Subscription | null = null;
  private waiting: LogRecord[] = [];
  private readonly waitingBytes = new QueueLevel('history.waiting-bytes', MAX_BATCH_BYTES);
  private readonly waitingRecords = new QueueLevel('history.waiting', MAX_BATCH);
  private writing: Promise<void> | null = null;
  private readonly gathering = new Waiting();
  private readonly written = new Waiting();
  /** Batches begun, and ended; somebody waits for those up to `hurried`. */
  private begun = 0;
  private ended = 0;
  private hurried = 0;
  private starting: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();
  /** Grows with every beginning; what an earlier tail still says is no longer listened to. */
  private round = 0;
  private at: HistoryPosition | null = null;
  private failures = 0;
  private oddities = 0;
  private versions = 0;

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

  /** Versions that this projector wrote; another gateway may have written others. */
  get versionCount(): number {
    return this.versions;
  }

  /** Where the rows stand, as far as this projector saw; null before it did. */
  get position(): { nextOffset: number; completeTo: Instant | null } | null {
    return this.at;
  }

  get queues(): QueueState[] {
    return [this.waitingRecords.state, this.waitingBytes.state];
  }

  /** Resolves once all that was heard until now is in the rows, or after the limit in ms: a store may be away. */
  async caughtUp(limitMs: number): Promise<void> {
    const batch = this.begun + (this.waiting.length > 0 ? 1 : 0);
    this.hurried = batch;
    this.gathering.wake();
    await this.written.until(() => this.ended >= batch, limitMs);
  }

  start(): Promise<void> {
    this.starting = this.follow();
    return this.starting;
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.gathering.wake();
    await this.starting.catch((error: unknown) => this.warn(`The history of ${this.realm} did not start: ${error}`));
    await this.tail?.stop();
    await this.writing;
  }

  private async follow(): Promise<void> {
    const position = await this.patiently(() => this.rows.open(this.realm));
    if (position === null) return;
    await this.endUnheardOf(position);
    this.at = position;
    const round = ++this.round;
    this.tail = await this.log.tail(topicIn(this.realm, 'picture'), [position.nextOffset], (record) =>
      round === this.round ? this.take(record) : undefined,
    );
  }

  /** What compaction took while nobody read it may have been the end of what stands here. */
  private async endUnheardOf(position: HistoryPosition): Promise<void> {
    const topic = topicIn(this.realm, 'picture');
    let next = position.nextOffset;
    if (next === 0) return;
    let since = position.completeTo;
    for await (const { offset, appendedAt } of this.log.read(topic, [next])) {
      if (next === position.nextOffset) since = appendedAt;
      if (offset !== next) break;
      next += 1;
    }
    const [end = 0] = await this.log.end(topic);
    if (next >= end || since === null) return;
    const named = new Set<string>();
    for await (const { key } of this.log.read(topic, [0])) named.add(key);
    const [from, at] = [position.nextOffset, since];
    await this.patiently(() => this.rows.endUnheardOf(this.realm, named, { from, at }));
  }

  /** The tail goes on while a batch is written, until the next one is full. */
  private take(record: LogRecord): Promise<void> | undefined {
    this.waiting.push(record);
    this.waitingRecords.add(1);
    this.waitingBytes.add(record.value?.byteLength ?? 0);
    this.writing ??= this.write();
    if (!this.isFull()) return undefined;
    this.waitingRecords.noteFull();
    this.gathering.wake();
    return this.writing;
  }

  private isFull(): boolean {
    return this.waitingRecords.size >= MAX_BATCH || this.waitingBytes.size >= MAX_BATCH_BYTES;
  }

  private holdNothing(): void {
    this.waiting = [];
    this.waitingRecords.set(0);
    this.waitingBytes.set(0);
  }

  private async write(): Promise<void> {
    const { round } = this;
    const isOver = (): boolean => this.stopping.signal.aborted || round !== this.round;
    while (this.waiting.length > 0 && !isOver()) {
      await this.gathering.until(() => this.isFull() || this.hurried > this.begun || isOver(), GATHER_MS);
      if (isOver()) break;
      const batch = this.waiting;
      this.holdNothing();
      this.begun += 1;
      await this.project(batch);
      this.ended = this.begun;
      this.written.wake();
    }
    this.writing = null;
  }

  /** One record that the database refuses must not hold up the others: it is found by halves, and left out alone. */
  private async project(batch: readonly LogRecord[]): Promise<void> {
    const { round } = this;
    try {
      const step = await this.patiently(() => this.rows.project(this.realm, batch));
      if (step === null) return;
      this.at = step.position;
      this.oddities += step.unreadable;
      this.versions += step.versions.length;
    } catch (error) {
      const [first] = batch;
      if (first === undefined || round !== this.round) return;
      if (isLoss(error)) return this.beginAnew();
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

  /** Somebody dropped the tables: they are made again, and filled from the log. Not waited for by what the old tail waits for. */
  private beginAnew(): void {
    this.warn(`The tables of the history are gone; that of ${this.realm} is made again from the log.`);
    this.round += 1;
    this.holdNothing();
    const { tail } = this;
    this.starting = this.starting.then(() => tail?.stop()).then(() => this.follow());
    this.starting.catch((error: unknown) => this.warn(`The history of ${this.realm} did not start again: ${error}`));
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

function isLoss(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as { code?: unknown }).code === UNDEFINED_TABLE;
}
