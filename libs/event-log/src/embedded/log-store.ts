import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ALL_TOPIC_NAMES, HubError, type NewRecord } from '@hinomi/contracts';
import type { QueueState } from '@hinomi/service-kit';
import { open, type Database, type RootDatabase } from 'lmdb';
import { AppendRoom, type AppendPlace } from '../append-room.js';
import { recordBytes } from '../check-records.js';
import { UrgentFirst } from '../urgent-first.js';
import { checkRoom, syncFolder, writeFailed } from './log-disk.js';
import { readSlice, type Slice } from './read-slice.js';
import { RecentRecords } from './recent-records.js';
import { encodeRecords, readRecordHead, stampRecord } from './record-codec.js';

/** As the file keeps it. */
export interface TopicEnd {
  /** One past the last record ever appended; stays when compaction removes that record. */
  end: number;
  lastMillis: number;
}

/** The file in a log's folder. */
export const LOG_FILE = 'events.lmdb';
export const MOST_TOPICS = 64;
/** There once the log was put back. */
export const HUB_ID = 'hub-id';

interface PendingAppend {
  topic: string;
  records: readonly NewRecord[];
  encoded: Buffer[];
  place: AppendPlace;
  resolve(firstOffset: number): void;
  reject(error: unknown): void;
}

interface PendingProgress {
  resolve(): void;
  reject(error: unknown): void;
}

/** Enough for one synced commit to be cheap per record, few enough not to hold up the event loop. */
const MAX_RECORDS_PER_COMMIT = 5_000;
/** Progress may be lost (records then come again), so it waits for a commit that is due anyway, or this long. */
const LAZY_PROGRESS_MS = 50;
const RETRY_PROGRESS_MS = 1_000;
/**
 * The lmdb file behind the embedded log. Everything waiting is written as one transaction (group commit), and the file
 * is opened without overlapping sync: a transaction is synced before anybody sees it, so readers never run ahead of
 * what would survive power loss.
 */
export class LogStore {
  private readonly appends = new UrgentFirst<PendingAppend>();
  private readonly room = new AppendRoom();
  private readonly progressWaiters: PendingProgress[] = [];
  private readonly dirtyProgress = new Map<string, number>();
  private readonly writtenProgress = new Map<string, number>();
  private readonly ends = new Map<string, TopicEnd>();
  private readonly listeners = new Set<(topics: ReadonlySet<string>) => void>();
  private readonly recent = new RecentRecords();
  private committing: Promise<void> | undefined;
  private lazyProgress: NodeJS.Timeout | undefined;

  private constructor(
    readonly logId: string,
    readonly hubId: string,
    private readonly root: RootDatabase<unknown, string>,
    private readonly meta: Database<unknown, string>,
    private readonly topics: ReadonlyMap<string, Database<Buffer, number>>,
    private readonly now: () => number,
    private readonly freeBytes: () => number,
  ) {
    for (const topic of topics.keys()) {
      this.ends.set(topic, (meta.get(`end/${topic}`) as TopicEnd | undefined) ?? { end: 0, lastMillis: 0 });
    }
    for (const { key, value } of meta.getRange({ start: 'progress/', end: 'progress0' })) {
      this.writtenProgress.set(key.slice('progress/'.length), value as number);
    }
  }

  static async open(dir: string, now: () => number, freeBytes: () => number): Promise<LogStore> {
    const root = open<unknown, string>({
      path: join(dir, LOG_FILE),
      noSubdir: true,
      maxDbs: MOST_TOPICS,
      overlappingSync: false,
      // @NOTE With it, a commit that fails also rejects a promise inside lmdb that nobody holds, which ends the process.
      eventTurnBatching: false,
    });
    const topics = new Map<string, Database<Buffer, number>>();
    const meta = root.transactionSync(() => {
      for (const topic of ALL_TOPIC_NAMES) topics.set(topic, root.openDB(`topic/${topic}`, { encoding: 'binary' }));
      return root.openDB<unknown, string>('meta', {});
    });
    if (meta.get('log-id') === undefined) {
      await meta.put('log-id', randomUUID());
      syncFolder(dir);
    }
    const logId = meta.get('log-id') as string;
    const hubId = (meta.get(HUB_ID) as string | undefined) ?? logId;
    return new LogStore(logId, hubId, root, meta, topics, now, freeBytes);
  }

  end(topic: string): number {
    return this.topicEnd(topic).end;
  }

  /** Called after each commit with the topics that have new records; progress may be new in any of them. */
  onCommit(listener: (topics: ReadonlySet<string>) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves with the first record's offset once all are synced; the others follow without a gap. */
  append(topic: string, records: readonly NewRecord[]): Promise<number> {
    const own = [...records];
    const bytes = own.reduce((sum, record) => sum + recordBytes(record), 0);
    return new Promise((resolve, reject) => {
      const push = (place: AppendPlace): void => {
        try {
          this.appends.push({ topic, records: own, encoded: encodeRecords(own), place, resolve, reject });
          this.startCommitting();
        } catch (error) {
          place.leave();
          reject(error as Error);
        }
      };
      this.room.enter(topic, bytes, push, reject);
    });
  }

  get queues(): QueueState[] {
    return [...this.room.states, this.recent.state];
  }

  progress(group: string, topic: string): number | undefined {
    return this.writtenProgress.get(`${topic}/${group}`);
  }

  /** Written with the next commit, soon; at once when there is nothing left to wait for. */
  noteProgress(group: string, topic: string, position: number, when: 'soon' | 'now'): void {
    this.dirtyProgress.set(`${topic}/${group}`, position);
    if (when === 'now') this.startCommitting();
    else this.lazyProgress ??= setTimeout(() => this.startCommitting(), LAZY_PROGRESS_MS);
  }

  /** Resolves when all progress noted so far is synced. */
  writeProgress(): Promise<void> {
    if (this.dirtyProgress.size === 0 && !this.committing) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.progressWaiters.push({ resolve, reject });
      this.startCommitting();
    });
  }

  slice(topic: string, from: number, end: number, maxRecords: number): Slice {
    const recent = this.recent.slice(topic, from, end, maxRecords);
    return recent ?? readSlice(this.topicDb(topic), topic, from, end, maxRecords);
  }

  /** The heads of a part of a topic, for compaction. */
  heads(topic: string, from: number, limit: number): { offset: number; head: ReturnType<typeof readRecordHead> }[] {
    const range = this.topicDb(topic).getRange({ start: from, end: this.end(topic), limit });
    return Array.from(range, ({ key: offset, value }) => ({ offset, head: readRecordHead(value) }));
  }

  /** The first offset appended at or after a time; append times never go back, so halving finds it. */
  firstSince(topic: string, millis: number): number {
    const records = this.topicDb(topic);
    let low = 0;
    let high = this.end(topic);
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const [entry] = records.getRange({ start: middle, end: high, limit: 1 });
      if (!entry || readRecordHead(entry.value).appendedAtMillis >= millis) high = middle;
      else low = entry.key + 1;
    }
    return low;
  }

  async remove(topic: string, offsets: readonly number[]): Promise<void> {
    const records = this.topicDb(topic);
    try {
      await this.root.batch(() => {
        for (const offset of offsets) void records.remove(offset);
      });
      this.recent.forget(topic);
    } catch (cause) {
      throw writeFailed(cause);
    }
  }

  async close(): Promise<void> {
    await this.writeProgress();
    while (this.committing) await this.committing;
    clearTimeout(this.lazyProgress);
    await this.root.close();
  }

  private startCommitting(): void {
    // The microtask lets everything appended in this turn share the commit.
    this.committing ??= Promise.resolve().then(() => this.commitAll());
  }

  private async commitAll(): Promise<void> {
    while (this.appends.size > 0 || this.dirtyProgress.size > 0 || this.progressWaiters.length > 0) {
      const appends = this.takeAppends();
      const waiters = this.progressWaiters.splice(0);
      const progress = [...this.dirtyProgress];
      this.dirtyProgress.clear();
      clearTimeout(this.lazyProgress);
      this.lazyProgress = undefined;
      try {
        await this.commit(appends, progress);
        for (const waiter of waiters) waiter.resolve();
      } catch (cause) {
        for (const [key, position] of progress) {
          if (!this.dirtyProgress.has(key)) this.dirtyProgress.set(key, position);
        }
        const error = writeFailed(cause);
        const failed = [...appends, ...this.appends.takeAll()];
        for (const waiting of [...failed, ...waiters]) waiting.reject(error);
        for (const { place } of failed) place.leave();
        this.lazyProgress = setTimeout(() => this.startCommitting(), RETRY_PROGRESS_MS);
        break;
      }
      const topics = new Set(appends.map(({ topic }) => topic));
      for (const listener of this.listeners) listener(topics);
    }
    // In the same step as the last look at the queue: an append right after it must start a new run.
    this.committing = undefined;
  }

  private takeAppends(): PendingAppend[] {
    let records = 0;
    return this.appends.take(({ encoded }) => {
      const fits = records < MAX_RECORDS_PER_COMMIT;
      if (fits) records += encoded.length;
      return fits;
    });
  }

  /** One transaction. The ends in memory move only after it, so a failed commit leaves no gap. */
  private async commit(appends: readonly PendingAppend[], progress: readonly [string, number][]): Promise<void> {
    checkRoom(this.freeBytes());
    const ends = new Map<string, TopicEnd>();
    const firstOffsets: number[] = [];
    const stamps: number[] = [];
    await this.root.batch(() => {
      for (const { topic, encoded } of appends) {
        const before = ends.get(topic) ?? this.topicEnd(topic);
        const millis = Math.max(before.lastMillis, this.now());
        const records = this.topicDb(topic);
        encoded.forEach((bytes, index) => {
          stampRecord(bytes, millis);
          void records.put(before.end + index, bytes);
        });
        firstOffsets.push(before.end);
        stamps.push(millis);
        ends.set(topic, { end: before.end + encoded.length, lastMillis: millis });
      }
      for (const [topic, end] of ends) void this.meta.put(`end/${topic}`, end);
      for (const [key, position] of progress) void this.meta.put(`progress/${key}`, position);
    });
    appends.forEach(({ topic, records }, index) =>
      this.recent.keep(topic, firstOffsets[index] ?? 0, records, stamps[index] ?? 0),
    );
    for (const [topic, end] of ends) this.ends.set(topic, end);
    for (const [key, position] of progress) this.writtenProgress.set(key, position);
    appends.forEach((append, index) => {
      append.resolve(firstOffsets[index] ?? 0);
      append.place.leave();
    });
  }

  private topicEnd(topic: string): TopicEnd {
    return this.ends.get(topic) ?? { end: 0, lastMillis: 0 };
  }

  private topicDb(topic: string): Database<Buffer, number> {
    const records = this.topics.get(topic);
    if (!records) throw new HubError('topic.unknown', `The log has no topic "${topic}".`);
    return records;
  }
}
