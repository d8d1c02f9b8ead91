import type { NewRecord } from '@hinomi/contracts';
import { AppendQueue } from './append-queue.js';
import { unavailable } from './kafka-errors.js';
import type { KafkaLogOptions } from './kafka-event-log.js';
import { KafkaClient, partitionOf } from './kafkajs-internals.js';

/**
 * What became of a record: `taken` when every copy in step has it; there is no such topic (`missing`); this principal may not
 * write there; the topic takes no record of that size; or no broker answered.
 */
export type Sent = 'taken' | 'missing' | 'not-allowed' | 'too-large' | 'unreachable';

/** A broker that does not answer in this time is asked again, three times in all: an agency's turn ends within some twenty seconds. */
const REQUEST_MS = 5_000;
const RETRY = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 2 };

/** The topics of agencies, each with a producer of its own: what is wrong with one is no other's trouble. */
export class AgencyTopics {
  private readonly client: KafkaClient;
  private readonly queues = new Map<string, Promise<AppendQueue>>();

  constructor(options: Pick<KafkaLogOptions, 'brokers' | 'tls' | 'credentials' | 'clientId'>) {
    this.client = new KafkaClient(options.brokers, options.clientId, options, REQUEST_MS);
  }

  /** Whether there is such a topic; `log.unavailable` where no broker says. */
  async has(topic: string): Promise<boolean> {
    return (await this.partitionsOf(topic)) !== null;
  }

  /** Records of one key stay in order when each is sent after the one before it was taken. */
  async send(topic: string, record: NewRecord): Promise<Sent> {
    try {
      const queue = await this.queueOf(topic);
      if (queue === null) return 'missing';
      await queue.append(topic, [record]);
      return 'taken';
    } catch (error) {
      const sent = sentBy(error);
      // One that is made anew may have other partitions.
      if (sent === 'missing') await this.forget(topic);
      return sent;
    }
  }

  async close(): Promise<void> {
    const queues = [...this.queues.values()];
    this.queues.clear();
    await Promise.all(queues.map(async (queue) => (await queue).close()));
  }

  private async forget(topic: string): Promise<void> {
    const queue = await this.queues.get(topic);
    this.queues.delete(topic);
    await queue?.close();
  }

  private async queueOf(topic: string): Promise<AppendQueue | null> {
    const known = this.queues.get(topic);
    if (known !== undefined) return known;
    const partitions = await this.partitionsOf(topic);
    if (partitions === null) return null;
    // Another subscription of the agency may have been quicker.
    const queue = this.queues.get(topic) ?? Promise.resolve(this.makeQueue(partitions));
    this.queues.set(topic, queue);
    return queue;
  }

  private makeQueue(partitions: number): AppendQueue {
    return new AppendQueue(
      async () => {
        const producer = this.client.kafka.producer({
          ...{ idempotent: true, maxInFlightRequests: 1, allowAutoTopicCreation: false, retry: RETRY },
          createPartitioner: () => (args) => args.message.partition ?? 0,
        });
        await producer.connect();
        return producer;
      },
      (topic, key) => partitionOf(topic, key, partitions),
    );
  }

  /** Null = there is no such topic. */
  private async partitionsOf(topic: string): Promise<number | null> {
    const admin = this.client.kafka.admin({ retry: RETRY });
    try {
      await admin.connect();
      if (!(await admin.listTopics()).includes(topic)) return null;
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return topics[0]?.partitions.length ?? null;
    } catch (error) {
      throw unavailable(error);
    } finally {
      await admin.disconnect();
    }
  }
}

const OUTCOMES: Readonly<Record<string, Sent>> = {
  UNKNOWN_TOPIC_OR_PARTITION: 'missing',
  TOPIC_AUTHORIZATION_FAILED: 'not-allowed',
  CLUSTER_AUTHORIZATION_FAILED: 'not-allowed',
  MESSAGE_TOO_LARGE: 'too-large',
  RECORD_LIST_TOO_LARGE: 'too-large',
};

/** By what Kafka calls it, however often it was wrapped. */
function sentBy(error: unknown): Sent {
  for (let each = error; each instanceof Error; each = each.cause) {
    const outcome = OUTCOMES[(each as { type?: string }).type ?? ''];
    if (outcome !== undefined) return outcome;
  }
  return 'unreachable';
}
