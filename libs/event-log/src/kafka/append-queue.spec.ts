import { describe, expect, it } from '@jest/globals';
import type { NewRecord } from '@hinomi/contracts';
import type { Producer, ProducerBatch, RecordMetadata } from 'kafkajs';
import { AppendQueue } from './append-queue.js';

const record = (key: string): NewRecord => ({ key, value: new TextEncoder().encode(key), headers: {} });

/** What kafkajs did with each batch in turn: the partitions that it names an offset for. */
class Broken {
  readonly sent: string[][] = [];
  connected = 0;

  constructor(private readonly named: readonly (readonly number[])[]) {}

  readonly connect = (): Promise<Producer> => {
    this.connected += 1;
    return Promise.resolve({
      sendBatch: ({ topicMessages = [] }: ProducerBatch) => {
        const messages = topicMessages.flatMap((each) => each.messages);
        const named = this.named[this.sent.push(messages.map(({ key }) => String(key))) - 1] ?? [];
        return Promise.resolve(
          named.map((partition): RecordMetadata => {
            return { topicName: 'raw', partition, errorCode: 0, baseOffset: String(100 * this.sent.length) };
          }),
        );
      },
      disconnect: () => Promise.resolve(),
    } as unknown as Producer);
  };
}

/** Key 'a…' is of partition 0, 'b…' of partition 1. */
const queueOf = (kafka: Broken): AppendQueue =>
  new AppendQueue(kafka.connect, (_topic, key) => (key.startsWith('a') ? 0 : 1));

describe('what is appended to Kafka', () => {
  it('is acknowledged with its offsets once every partition has one', async () => {
    const kafka = new Broken([[0, 1]]);
    expect(await queueOf(kafka).append('raw', ['a1', 'b1', 'a2'].map(record))).toEqual([
      { partition: 0, offset: 100 },
      { partition: 1, offset: 100 },
      { partition: 0, offset: 101 },
    ]);
    expect(kafka.sent).toEqual([['a1', 'b1', 'a2']]);
  });

  it('is sent again, and only that, where kafkajs left a partition out', async () => {
    const kafka = new Broken([[1], [0]]);
    const queue = queueOf(kafka);
    const [mine, other] = await Promise.all([
      queue.append('raw', ['a1', 'a2'].map(record)),
      queue.append('raw', [record('b1')]),
    ]);
    expect(kafka.sent).toEqual([
      ['a1', 'a2', 'b1'],
      ['a1', 'a2'],
    ]);
    expect(mine).toEqual([
      { partition: 0, offset: 200 },
      { partition: 0, offset: 201 },
    ]);
    expect(other).toEqual([{ partition: 1, offset: 100 }]);
  });

  it('is refused when no offset comes at all, and what follows has a producer of its own', async () => {
    const kafka = new Broken([[], [0]]);
    const queue = queueOf(kafka);
    await expect(queue.append('raw', [record('a1')])).rejects.toMatchObject({
      code: 'log.unavailable',
      retryable: true,
    });
    expect(await queue.append('raw', [record('a2')])).toEqual([{ partition: 0, offset: 200 }]);
    expect(kafka.connected).toBe(2);
  });
});
