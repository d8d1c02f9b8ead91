import { setTimeout as delay } from 'node:timers/promises';
import type { LogRecord } from '@hinomi/contracts';
import type { TopicPosition } from '../event-log.js';
import { fetchRecords, type FetchedPartition } from './fetch-records.js';
import { unavailable } from './kafka-errors.js';
import type { InnerCluster } from './kafkajs-internals.js';

/** Short: it only passes when a partition's last records were compacted away. */
const READ_WAIT_MS = 100;
/** Together about nine seconds: a coordinator that loads, or an election. */
const ATTEMPTS = 10;
const FIRST_PAUSE_MS = 200;

/** Offsets and records of topics, without a group; one instance per connection. */
export class TopicReader {
  constructor(readonly cluster: InnerCluster) {}

  async partitions(topic: string): Promise<number[]> {
    await this.cluster.addTargetTopic(topic);
    return this.cluster
      .findTopicPartitionMetadata(topic)
      .map(({ partitionId }) => partitionId)
      .sort((a, b) => a - b);
  }

  /** One past the last record, per partition. */
  async ends(topic: string): Promise<number[]> {
    return this.offsets(topic, { fromBeginning: false });
  }

  /** The first record that is still there, per partition. */
  async starts(topic: string): Promise<number[]> {
    return this.offsets(topic, { fromBeginning: true });
  }

  /** The first record appended at or after a time, per partition; the end where there is none. */
  async since(topic: string, millis: number): Promise<number[]> {
    const ends = await this.ends(topic);
    const found = await this.offsets(topic, { fromTimestamp: millis });
    return found.map((offset, partition) => (offset < 0 ? (ends[partition] ?? 0) : offset));
  }

  /** Partitions by the broker that leads them now. */
  async leaders(topic: string): Promise<Map<string, number[]>> {
    await this.cluster.addTargetTopic(topic);
    await this.cluster.refreshMetadata();
    const leaders = new Map<string, number[]>();
    for (const { partitionId, leader } of this.cluster.findTopicPartitionMetadata(topic)) {
      const nodeId = String(leader);
      leaders.set(nodeId, [...(leaders.get(nodeId) ?? []), partitionId]);
    }
    return leaders;
  }

  /** One partition after the other, each up to an end. */
  async *read(topic: string, from: TopicPosition, ends: readonly number[]): AsyncGenerator<LogRecord> {
    const starts = await this.starts(topic);
    for (const [partition, end] of ends.entries()) {
      let position = Math.max(from[partition] ?? 0, starts[partition] ?? 0);
      while (position < end) {
        const { records, next } = await this.fetchOne(topic, partition, position);
        for (const record of records) if (record.offset < end) yield record;
        position = next;
      }
    }
  }

  /** Asks again while leaders and coordinators move, which takes a moment after a broker came or went. */
  async patiently<T>(question: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await question();
      } catch (error) {
        if (attempt >= ATTEMPTS) throw unavailable(error);
        await delay(FIRST_PAUSE_MS * attempt);
        // The next attempt meets the same trouble, if it is still there.
        await this.cluster.refreshMetadata().catch(() => undefined);
      }
    }
  }

  private fetchOne(topic: string, partition: number, position: number): Promise<FetchedPartition> {
    return this.patiently(async () => {
      const metadata = this.cluster.findTopicPartitionMetadata(topic);
      const leader = metadata.find(({ partitionId }) => partitionId === partition)?.leader;
      const broker = await this.cluster.findBroker({ nodeId: String(leader) });
      const [fetched] = await fetchRecords(broker, topic, new Map([[partition, position]]), READ_WAIT_MS);
      return fetched ?? { partition, records: [], next: position };
    });
  }

  private async offsets(
    topic: string,
    which: { fromBeginning: boolean } | { fromTimestamp: number },
  ): Promise<number[]> {
    return this.patiently(async () => {
      const partitions = (await this.partitions(topic)).map((partition) => ({ partition }));
      const [found] = await this.cluster.fetchTopicsOffset([{ topic, partitions, ...which }]);
      const offsets: number[] = [];
      for (const { partition, offset } of found?.partitions ?? []) offsets[partition] = Number(offset);
      return offsets;
    });
  }
}
