import { setTimeout as delay } from 'node:timers/promises';
import { ALL_TOPIC_NAMES, HubError, millisOf, readInstant, type LogRecord, type NewRecord } from '@hinomi/contracts';
import type { QueueState } from '@hinomi/service-kit';
import type { Admin } from 'kafkajs';
import { OpenSubscriptions } from '../open-subscriptions.js';
import { checkRecords, knownTopic } from '../check-records.js';
import type { Appended, EventLog, Subscription, TailOptions, TopicPosition } from '../event-log.js';
import { logHandlerError, type OnHandlerError } from '../failing-handler.js';
import { AppendQueue } from './append-queue.js';
import { GroupOffsets } from './group-offsets.js';
import { CONSUMER_SETTINGS, KafkaMember } from './kafka-consumer.js';
import type { KafkaSecurity } from './kafka-credentials.js';
import { unavailable } from './kafka-errors.js';
import { KafkaTail } from './kafka-tail.js';
import { createTopics, topicDefaults } from './kafka-topics.js';
import { KafkaClient, partitionOf } from './kafkajs-internals.js';
import { TopicReader } from './topic-reader.js';

export interface KafkaLogOptions extends KafkaSecurity {
  /** `host:port` of some brokers; the others are found through them. */
  brokers: readonly string[];
  clientId: string;
  /** Copies of each topic created here; 3, or as many as there are brokers. */
  replication?: number;
  /** Copies that must have a record before it is acknowledged; 2 of 3, else 1. */
  minInsyncReplicas?: number;
  /** Told when a handler threw; writes to the log by default. */
  onHandlerError?: OnHandlerError;
}

/** How often the committed positions are looked at while somebody waits for them. */
const PROGRESS_LOOK_MS = 50;

/** The log on Apache Kafka, for many processes. Topics that are missing are created. */
export async function openKafkaLog(options: KafkaLogOptions): Promise<EventLog> {
  const client = new KafkaClient(options.brokers, options.clientId, options);
  const admin = client.kafka.admin();
  try {
    await admin.connect();
    const { clusterId } = await admin.describeCluster();
    await createTopics(admin, await topicDefaults(admin, options));
    const log = new KafkaEventLog(clusterId, client, await partitionCounts(admin), options);
    await log.ready();
    return log;
  } catch (error) {
    throw unavailable(error);
  } finally {
    await admin.disconnect();
  }
}

async function partitionCounts(admin: Admin): Promise<Map<string, number>> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [...ALL_TOPIC_NAMES] });
  return new Map(topics.map(({ name, partitions }) => [name, partitions.length]));
}

class KafkaEventLog implements EventLog {
  private readonly appends: AppendQueue;
  private readonly reader: TopicReader;
  private readonly groups: GroupOffsets;
  private readonly subscriptions = new OpenSubscriptions();
  private readonly closing = new AbortController();
  private closed: Promise<void> | undefined;

  constructor(
    readonly logId: string,
    private readonly client: KafkaClient,
    partitions: ReadonlyMap<string, number>,
    private readonly options: KafkaLogOptions,
  ) {
    this.reader = new TopicReader(client.cluster());
    this.groups = new GroupOffsets(this.reader);
    this.appends = new AppendQueue(
      async () => {
        const producer = client.kafka.producer({
          idempotent: true,
          maxInFlightRequests: 1,
          allowAutoTopicCreation: false,
          createPartitioner: () => (args) => args.message.partition ?? 0,
          retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 9 },
        });
        await producer.connect();
        return producer;
      },
      (topic, key) => partitionOf(topic, key, partitions.get(topic) ?? 1),
    );
  }

  get hubId(): string {
    return this.logId;
  }

  async ready(): Promise<void> {
    await Promise.all([this.appends.ready(), this.reader.cluster.connect()]);
  }

  get queues(): QueueState[] {
    return this.appends.queues;
  }

  async append(topic: string, records: readonly NewRecord[]): Promise<Appended[]> {
    this.check(topic);
    checkRecords(topic, records);
    return records.length === 0 ? [] : this.ask(() => this.appends.append(topic, records));
  }

  async consume(
    topics: readonly string[],
    group: string,
    handler: (record: LogRecord) => Promise<void>,
  ): Promise<Subscription> {
    this.check(...topics);
    const create = () => this.client.kafka.consumer({ groupId: group, ...CONSUMER_SETTINGS });
    const member = new KafkaMember(create, topics, handler, this.onHandlerError);
    await this.ask(() => member.start());
    return this.subscriptions.track(member);
  }

  async tail(
    topic: string,
    from: TopicPosition | 'end',
    handler: (record: LogRecord) => Promise<void> | void,
    options: TailOptions = {},
  ): Promise<Subscription> {
    this.check(topic);
    const ends = await this.end(topic);
    const positions = ends.map((end, partition) => (from === 'end' ? end : (from[partition] ?? 0)));
    const connections = (): TopicReader => new TopicReader(this.client.cluster());
    return this.subscriptions.track(
      new KafkaTail(connections, topic, positions, ends, handler, this.onHandlerError, options),
    );
  }

  async *read(topic: string, from: TopicPosition | { since: string }): AsyncGenerator<LogRecord> {
    const ends = await this.end(topic);
    const start = 'since' in from ? await this.ask(() => this.reader.since(topic, sinceMillis(from.since))) : from;
    const records = this.reader.read(topic, start, ends);
    for (;;) {
      const { done, value } = await this.ask(() => records.next());
      if (done) return;
      this.check();
      yield value;
    }
  }

  async end(topic: string): Promise<TopicPosition> {
    this.check(topic);
    return this.ask(() => this.reader.ends(topic));
  }

  async progress(group: string, topic: string): Promise<TopicPosition> {
    this.check(topic);
    return this.ask(() => this.groups.committed(group, topic));
  }

  async saveProgress(group: string, topic: string, position: TopicPosition): Promise<void> {
    this.check(topic);
    await this.ask(() => this.groups.commit(group, topic, position));
  }

  async caughtUp(group: string, topics: readonly string[]): Promise<void> {
    this.check(...topics);
    for (const topic of topics) {
      const goal = await this.end(topic);
      for (;;) {
        const committed = await this.progress(group, topic);
        if (goal.every((end, partition) => (committed[partition] ?? 0) >= end)) break;
        await delay(PROGRESS_LOOK_MS, undefined, { signal: this.closing.signal }).catch(() => undefined);
      }
    }
  }

  close(): Promise<void> {
    this.closed ??= this.shutDown();
    return this.closed;
  }

  private async shutDown(): Promise<void> {
    this.closing.abort();
    await this.subscriptions.stopAll();
    await this.appends.close();
    await this.reader.cluster.disconnect();
  }

  private get onHandlerError(): OnHandlerError {
    return this.options.onHandlerError ?? logHandlerError;
  }

  /** What fails because the log is being closed says so. */
  private async ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      this.check();
      throw unavailable(error);
    }
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
