import { createRequire } from 'node:module';
import type * as KafkaJs from 'kafkajs';
import type { ISocketFactory, Kafka as KafkaType, KafkaConfig, Logger } from 'kafkajs';
import { securityConfig, type KafkaSecurity } from './kafka-credentials.js';
import { repairFetch, type FetchedMessage } from './kafkajs-fetch.js';
import { quietRequests } from './kafkajs-requests.js';

const require = createRequire(import.meta.url);

interface PartitionOffset {
  partition: number;
  offset: string;
}

interface TopicOffsets {
  topic: string;
  partitions: PartitionOffset[];
}

/** One broker's connections, as far as they are used here. */
export interface InnerBroker {
  fetch(request: {
    maxWaitTime: number;
    minBytes: number;
    maxBytes: number;
    isolationLevel: number;
    topics: { topic: string; partitions: { partition: number; fetchOffset: string; maxBytes: number }[] }[];
  }): Promise<{
    responses: { topicName: string; partitions: { partition: number; messages: FetchedMessage[] }[] }[];
  }>;
  offsetCommit(request: {
    groupId: string;
    groupGenerationId: number;
    memberId: string;
    topics: TopicOffsets[];
  }): Promise<unknown>;
  offsetFetch(request: {
    groupId: string;
    topics: { topic: string; partitions: { partition: number }[] }[];
  }): Promise<{ responses: TopicOffsets[] }>;
}

/**
 * kafkajs has no consumer without a group, and its admin joins a group in order to commit for it. Its inner cluster
 * does both with one request each; the version is pinned and no longer changes.
 */
export interface InnerCluster {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
  refreshMetadata(): Promise<void>;
  addTargetTopic(topic: string): Promise<void>;
  findTopicPartitionMetadata(topic: string): { partitionId: number; leader: number }[];
  findBroker(node: { nodeId: string }): Promise<InnerBroker>;
  findGroupCoordinator(group: { groupId: string }): Promise<InnerBroker>;
  fetchTopicsOffset(
    topics: { topic: string; partitions: { partition: number }[]; fromBeginning?: boolean; fromTimestamp?: number }[],
  ): Promise<TopicOffsets[]>;
}

type InnerClusterOptions = KafkaConfig & {
  logger: Logger;
  allowAutoTopicCreation: boolean;
  metadataMaxAge: number;
};

const { Kafka, logLevel, Partitioners } = require('kafkajs') as typeof KafkaJs;
const Cluster = require('kafkajs/src/cluster') as new (options: InnerClusterOptions) => InnerCluster;
const createSocketFactory = require('kafkajs/src/network/socketFactory') as () => ISocketFactory;

repairFetch();
quietRequests();

const connectSocket = createSocketFactory();
/** Everybody who waits for one connection listens to its socket; more than ten is no leak. */
const createSocket: ISocketFactory = (args) => connectSocket(args).setMaxListeners(0);

/** Pauses of 100 ms to 1 s, about seven seconds together: longer than the election of a new leader takes. */
const RETRY = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 9 };

/** Makes everything that talks to one Kafka cluster. */
export class KafkaClient {
  readonly kafka: KafkaType;
  private readonly config: KafkaConfig;

  constructor(brokers: readonly string[], clientId: string, security: KafkaSecurity = {}, requestMs = 30_000) {
    this.config = {
      brokers: [...brokers],
      clientId,
      ...securityConfig(security),
      retry: RETRY,
      connectionTimeout: 3_000,
      requestTimeout: requestMs,
      socketFactory: createSocket,
      logLevel: logLevel.NOTHING,
    };
    this.kafka = new Kafka(this.config);
  }

  /** With connections of its own: on a shared one a waiting fetch holds up every other fetch. */
  cluster(): InnerCluster {
    return new Cluster({
      ...this.config,
      logger: this.kafka.logger(),
      socketFactory: createSocket,
      allowAutoTopicCreation: false,
      metadataMaxAge: 300_000,
    });
  }
}

/** The partition that Kafka's own clients choose for a key (murmur2). */
export const partitionOf: (topic: string, key: string, partitions: number) => number = (() => {
  const choose = Partitioners.DefaultPartitioner();
  return (topic, key, partitions) => {
    const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({
      partitionId,
      partitionErrorCode: 0,
      leader: 0,
      replicas: [],
      isr: [],
    }));
    return choose({ topic, partitionMetadata, message: { key, value: null } });
  };
})();
