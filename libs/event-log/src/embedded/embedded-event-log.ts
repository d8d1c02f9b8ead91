import { ALL_TOPIC_NAMES, HubError, millisOf, readInstant, type LogRecord, type NewRecord } from '@hinomi/contracts';
import { lockFolder, logOf, type FolderLock, type QueueState } from '@hinomi/service-kit';
import { OpenSubscriptions } from '../open-subscriptions.js';
import { Bell } from '../bell.js';
import { checkRecords, knownTopic } from '../check-records.js';
import type { Appended, EventLog, Subscription, TailOptions, TopicPosition } from '../event-log.js';
import { logHandlerError, type OnHandlerError } from '../failing-handler.js';
import { compactTopic } from './compact-topic.js';
import { ConsumerGroup } from './consumer-group.js';
import { freeBytesOf } from './log-disk.js';
import { LogStore } from './log-store.js';
import { TailLoop } from './tail-loop.js';

const log = logOf('event-log');

export interface EmbeddedLogOptions {
  /** The log's folder, made when it is not there; one opener at a time. */
  dir: string;
  /** The clock behind `appendedAt`; for tests. */
  now?: () => number;
  /** What is free of its disk, in bytes; for tests. */
  freeBytes?: () => number;
  /** Instead of every topic's own retention; for tests. */
  retentionMsOverride?: number;
  /** Told when a handler threw; writes to the log by default. */
  onHandlerError?: OnHandlerError;
}

export interface EmbeddedEventLog extends EventLog {
  /** Drops what the topics' settings let go. Runs by itself at the start and every hour. */
  compact(): Promise<void>;
}

/** Retention is in days: an hour late is on time. */
const COMPACT_EVERY_MS = 60 * 60_000;
const READ_RECORDS = 256;

/** The log for one process, in one folder; an append resolves when it is synced to the disk. */
export async function openEmbeddedLog(options: EmbeddedLogOptions): Promise<EmbeddedEventLog> {
  const lock = await lockFolder(options.dir, 'log');
  try {
    const { dir, now = Date.now, freeBytes = () => freeBytesOf(dir) } = options;
    return new LmdbEventLog(await LogStore.open(dir, now, freeBytes), lock, options);
  } catch (cause) {
    await lock.release();
    throw new HubError('log.unavailable', `The log in ${options.dir} cannot be opened.`, { cause });
  }
}

class LmdbEventLog implements EmbeddedEventLog {
  readonly logId: string;
  readonly hubId: string;
  private readonly groups = new Map<string, ConsumerGroup>();
  private readonly subscriptions = new OpenSubscriptions();
  private readonly closing = new AbortController();
  private readonly compactTimer: NodeJS.Timeout;
  private compacting: Promise<void>;
  private closed: Promise<void> | undefined;

  constructor(
    private readonly store: LogStore,
    private readonly lock: FolderLock,
    private readonly options: EmbeddedLogOptions,
  ) {
    this.logId = store.logId;
    this.hubId = store.hubId;
    this.compacting = this.compactInBackground();
    this.compactTimer = setInterval(() => {
      this.compacting = this.compacting.then(() => this.compactInBackground());
    }, COMPACT_EVERY_MS).unref();
  }

  get queues(): QueueState[] {
    return this.store.queues;
  }

  async append(topic: string, records: readonly NewRecord[]): Promise<Appended[]> {
    this.check(topic);
    checkRecords(topic, records);
    if (records.length === 0) return [];
    const first = await this.store.append(topic, records);
    return records.map((_, index) => ({ partition: 0, offset: first + index }));
  }

  async consume(
    topics: readonly string[],
    group: string,
    handler: (record: LogRecord) => Promise<void>,
  ): Promise<Subscription> {
    this.check(...topics);
    const known = this.groups.get(group) ?? new ConsumerGroup(this.store, group, this.onHandlerError);
    this.groups.set(group, known);
    return this.subscriptions.track(
      known.join(topics, handler, () => {
        // A later member starts from what is committed, not from what the last one had in its window.
        if (known.isEmpty && this.groups.get(group) === known) this.groups.delete(group);
      }),
    );
  }

  async tail(
    topic: string,
    from: TopicPosition | 'end',
    handler: (record: LogRecord) => Promise<void> | void,
    options: TailOptions = {},
  ): Promise<Subscription> {
    this.check(topic);
    const position = from === 'end' ? this.store.end(topic) : (from[0] ?? 0);
    return this.subscriptions.track(new TailLoop(this.store, topic, position, handler, this.onHandlerError, options));
  }

  async *read(topic: string, from: TopicPosition | { since: string }): AsyncGenerator<LogRecord> {
    this.check(topic);
    const end = this.store.end(topic);
    let position = 'since' in from ? this.store.firstSince(topic, sinceMillis(from.since)) : (from[0] ?? 0);
    while (position < end) {
      this.check(topic);
      const { records, next } = this.store.slice(topic, position, end, READ_RECORDS);
      yield* records;
      position = next;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async end(topic: string): Promise<TopicPosition> {
    this.check(topic);
    return [this.store.end(topic)];
  }

  async progress(group: string, topic: string): Promise<TopicPosition> {
    this.check(topic);
    const position = this.store.progress(group, topic);
    return position === undefined ? [] : [position];
  }

  async saveProgress(group: string, topic: string, position: TopicPosition): Promise<void> {
    this.check(topic);
    this.store.noteProgress(group, topic, position[0] ?? 0, 'now');
    await this.store.writeProgress();
  }

  async caughtUp(group: string, topics: readonly string[]): Promise<void> {
    this.check(...topics);
    const goals = topics.map((topic) => ({ topic, end: this.store.end(topic) }));
    const bell = new Bell();
    const stopListening = this.store.onCommit(bell.ring);
    this.closing.signal.addEventListener('abort', bell.ring);
    try {
      while (goals.some(({ topic, end }) => (this.store.progress(group, topic) ?? 0) < end)) {
        await this.store.writeProgress();
        if (goals.every(({ topic, end }) => (this.store.progress(group, topic) ?? 0) >= end)) return;
        await bell.heard();
        this.check(...topics);
      }
    } finally {
      stopListening();
      this.closing.signal.removeEventListener('abort', bell.ring);
    }
  }

  async compact(): Promise<void> {
    this.check();
    await this.compacting;
    const run = this.compactAll();
    this.compacting = run.catch(() => undefined);
    await run;
  }

  close(): Promise<void> {
    this.closed ??= this.shutDown();
    return this.closed;
  }

  private async shutDown(): Promise<void> {
    this.closing.abort();
    clearInterval(this.compactTimer);
    await this.subscriptions.stopAll();
    await this.compacting;
    await this.store.close();
    await this.lock.release();
  }

  private async compactAll(): Promise<void> {
    const { now = Date.now, retentionMsOverride } = this.options;
    for (const topic of ALL_TOPIC_NAMES) {
      if (this.closing.signal.aborted) return;
      const stopping = this.closing.signal;
      await compactTopic(this.store, topic, { nowMillis: now(), retentionMs: retentionMsOverride, stopping });
    }
  }

  /** What could not be dropped now is dropped an hour later: no reason to stop the hub. */
  private compactInBackground(): Promise<void> {
    return this.compactAll().catch((error: unknown) => log.error('the log could not be compacted', { error }));
  }

  private get onHandlerError(): OnHandlerError {
    return this.options.onHandlerError ?? logHandlerError;
  }

  private check(...topics: string[]): void {
    if (this.closing.signal.aborted) throw new HubError('log.closed', 'The log is closed.');
    for (const topic of topics) knownTopic(topic);
  }
}

function sinceMillis(since: string): number {
  const instant = readInstant(since);
  if (!instant) throw new HubError('request.invalid', `"${since}" is not a time like 2024-01-01T07:10:09Z.`);
  return millisOf(instant);
}
