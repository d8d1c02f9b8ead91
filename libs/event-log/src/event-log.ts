import type { LogRecord, NewRecord } from '@hinomi/contracts';
import type { QueueState } from '@hinomi/service-kit';

/** The next offset to read, per partition; a missing entry means 0. `[]` is the start of the topic. */
export type TopicPosition = readonly number[];

export interface Appended {
  partition: number;
  offset: number;
}

export interface Subscription {
  /** Ends after the record in hand; resolves when the handler will not be called again. */
  stop(): Promise<void>;
}

export interface TailOptions {
  /** Called once every record that was in the topic when the tail began has been handled (at once on an empty one). */
  onCaughtUp?: () => void;
  /**
   * For who need not know at once: after records came, the next are asked for so much later, in ms, so that they come together.
   * On Kafka, where every answer is a request for each reader; the embedded log asks nobody and pays it no heed.
   */
  restMs?: number;
}

/**
 * The log as a port (design section 3). Two adapters pass one contract suite (`event-log.suite.ts`): lmdb for one process,
 * Apache Kafka for many.
 *
 * Errors: `event.too-large` above `MAX_EVENT_BYTES`, `topic.unknown`, `log.closed`; `log.unavailable` is retryable.
 */
export interface EventLog {
  /** Identifies this log for ever: a cursor of another log is worthless here. */
  readonly logId: string;

  /** The name of this hub among hubs: the id of its log, and another one once that was put back from a copy. */
  readonly hubId: string;

  /** What this process holds of the log, against what it may hold. */
  readonly queues: readonly QueueState[];

  /**
   * Appends all records, in order; resolves when they survive power loss. Records of one key stay in order. A call is
   * not atomic across a crash: a prefix may be there. Waits while too much is being appended already; `hazards-urgent` goes before
   * all other topics.
   */
  append(topic: string, records: readonly NewRecord[]): Promise<Appended[]>;

  /**
   * Shared work: each record goes to one member of the group, at least once, in order per key. The handler's end commits
   * the record; when it throws, the same record comes again after a pause.
   */
  consume(
    topics: readonly string[],
    group: string,
    handler: (record: LogRecord) => Promise<void>,
  ): Promise<Subscription>;

  /** Every record to this caller, in order per partition, from `from` on and then as they come. No group, no commit. */
  tail(
    topic: string,
    from: TopicPosition | 'end',
    handler: (record: LogRecord) => Promise<void> | void,
    options?: TailOptions,
  ): Promise<Subscription>;

  /** What is there now, from a position, or from the first record appended at or after a time, to the present end. */
  read(topic: string, from: TopicPosition | { since: string }): AsyncIterable<LogRecord>;

  /** One past the last record, per partition. */
  end(topic: string): Promise<TopicPosition>;

  /** How far a group got on a topic; `[]` when it never committed. */
  progress(group: string, topic: string): Promise<TopicPosition>;

  /** Records how far a group got; for callers that track their own work instead of using {@link consume}. */
  saveProgress(group: string, topic: string, position: TopicPosition): Promise<void>;

  /** Resolves when the group has committed everything that was in the topics at the time of the call. */
  caughtUp(group: string, topics: readonly string[]): Promise<void>;

  close(): Promise<void>;
}

/** What reading alone takes; every log is one. */
export interface LogReader {
  readonly logId: string;
  /** See {@link EventLog.read}. */
  read(topic: string, from: TopicPosition): AsyncIterable<LogRecord>;
  /** See {@link EventLog.end}. */
  end(topic: string): Promise<TopicPosition>;
  close(): Promise<void>;
}
