import type { NewRecord } from '@hinomi/contracts';
import type { QueueState } from '@hinomi/service-kit';
import type { Producer, RecordMetadata, TopicMessages } from 'kafkajs';
import { AppendRoom, type AppendPlace } from '../append-room.js';
import { recordBytes } from '../check-records.js';
import type { Appended } from '../event-log.js';
import { UrgentFirst } from '../urgent-first.js';
import { unavailable } from './kafka-errors.js';

interface Call {
  left: number;
  appended: Appended[];
  place: AppendPlace;
  resolve(appended: Appended[]): void;
  reject(error: unknown): void;
}

interface Pending {
  topic: string;
  partition: number;
  record: NewRecord;
  bytes: number;
  call: Call;
  index: number;
}

/** kafkajs sends all messages of a partition as one batch; under `MAX_BATCH_BYTES`, with room for its overhead. */
const MAX_PARTITION_BYTES = 1_000_000;
const MAX_SEND_BYTES = 8 * 1024 * 1024;

/**
 * Sends everything waiting at once, one send at a time: calls that overlap stay in order, and share a round trip. After
 * a failure the producer is replaced, since kafkajs' idempotent one may never get its sequence right again.
 */
export class AppendQueue {
  private readonly pending = new UrgentFirst<Pending>();
  private readonly room = new AppendRoom();
  private sending: Promise<void> | undefined;
  private producer: Producer | undefined;

  constructor(
    private readonly connect: () => Promise<Producer>,
    private readonly partitionOf: (topic: string, key: string) => number,
  ) {}

  async ready(): Promise<void> {
    this.producer ??= await this.connect();
  }

  append(topic: string, records: readonly NewRecord[]): Promise<Appended[]> {
    const own = records.map((record) => ({ record, bytes: wireBytes(record) }));
    const total = own.reduce((sum, { bytes }) => sum + bytes, 0);
    return new Promise((resolve, reject) => {
      const push = (place: AppendPlace): void => {
        const call: Call = { left: own.length, appended: [], place, resolve, reject };
        own.forEach(({ record, bytes }, index) => {
          const partition = this.partitionOf(topic, record.key);
          this.pending.push({ topic, partition, record, bytes, call, index });
        });
        this.sending ??= Promise.resolve().then(() => this.sendAll());
      };
      this.room.enter(topic, total, push, reject);
    });
  }

  get queues(): QueueState[] {
    return this.room.states;
  }

  async close(): Promise<void> {
    while (this.sending) await this.sending;
    await this.producer?.disconnect();
  }

  private async sendAll(): Promise<void> {
    while (this.pending.size > 0) {
      const batch = this.takeBatch();
      try {
        await this.send(batch);
      } catch (error) {
        const failed = new Set(batch.map(({ call }) => call));
        this.pending.keep(({ call }) => !failed.has(call));
        for (const call of failed) call.reject(unavailable(error));
        for (const { place } of failed) place.leave();
        await this.dropProducer();
      }
    }
    // In the same step as the last look at the queue: an append right after it must start a new run.
    this.sending = undefined;
  }

  private takeBatch(): Pending[] {
    const perPartition = new Map<string, number>();
    let total = 0;
    let count = 0;
    return this.pending.take(({ topic, partition, bytes }) => {
      const place = placeName(topic, partition);
      const sum = (perPartition.get(place) ?? 0) + bytes;
      total += bytes;
      if (count > 0 && (sum > MAX_PARTITION_BYTES || total > MAX_SEND_BYTES)) return false;
      perPartition.set(place, sum);
      count += 1;
      return true;
    });
  }

  private async send(batch: readonly Pending[]): Promise<void> {
    const nextOffset = await this.placeAll(batch);
    for (const { topic, partition, call, index } of batch) {
      const place = placeName(topic, partition);
      const offset = nextOffset.get(place)!;
      nextOffset.set(place, offset + 1);
      call.appended[index] = { partition, offset };
      call.left -= 1;
      if (call.left > 0) continue;
      call.resolve(call.appended);
      call.place.leave();
    }
  }

  /**
   * The offset at which each partition's part begins. kafkajs asks no broker twice for one batch: a partition that moves to a broker
   * which has answered already is left out, and nothing is said. Whatever has no offset is sent again.
   */
  private async placeAll(batch: readonly Pending[]): Promise<Map<string, number>> {
    const offsets = new Map<string, number>();
    for (let left = batch; left.length > 0;) {
      const before = offsets.size;
      for (const { topicName, partition, baseOffset } of await this.sendOnce(left))
        offsets.set(placeName(topicName, partition), Number(baseOffset));
      if (offsets.size === before) throw new Error('Kafka named no offset for what it was sent');
      left = left.filter(({ topic, partition }) => !offsets.has(placeName(topic, partition)));
    }
    return offsets;
  }

  private async sendOnce(batch: readonly Pending[]): Promise<RecordMetadata[]> {
    const byTopic = new Map<string, TopicMessages>();
    for (const { topic, partition, record } of batch) {
      const { key, value, headers } = record;
      const messages = byTopic.get(topic) ?? { topic, messages: [] };
      messages.messages.push({
        key,
        value: value && Buffer.from(value.buffer, value.byteOffset, value.byteLength),
        headers: { ...headers },
        partition,
      });
      byTopic.set(topic, messages);
    }
    this.producer ??= await this.connect();
    return this.producer.sendBatch({ topicMessages: [...byTopic.values()], acks: -1 });
  }

  private async dropProducer(): Promise<void> {
    const old = this.producer;
    this.producer = undefined;
    // It failed already and the caller knows: how its end goes tells nothing more.
    await old?.disconnect().catch(() => undefined);
  }
}

const placeName = (topic: string, partition: number): string => `${topic}/${partition}`;

/** At most what the record takes in a batch: lengths, deltas and attributes on top of its bytes. */
function wireBytes(record: NewRecord): number {
  return recordBytes(record) + 40 + 10 * Object.keys(record.headers).length;
}
