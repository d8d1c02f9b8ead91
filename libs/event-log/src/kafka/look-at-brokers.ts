import { ALL_TOPIC_NAMES } from '@hinomi/contracts';
import kafkajs from 'kafkajs';
import { unavailable } from './kafka-errors.js';
import type { KafkaLogOptions } from './kafka-event-log.js';
import { securityConfig } from './kafka-credentials.js';

/** How a topic of the hub is kept; of several partitions the weakest counts. */
export interface TopicStanding {
  topic: string;
  replicas: number;
  inSync: number;
  /** Null where this principal may not see the settings. */
  minInsync: number | null;
}

const { Kafka, ConfigResourceTypes, logLevel } = kafkajs;
const LIMIT_MS = 5_000;

/** Asks the brokers how many they are and how they keep the hub's topics; `log.unavailable` when they do not answer soon. */
export async function lookAtBrokers(
  options: Pick<KafkaLogOptions, 'brokers' | 'tls' | 'credentials'>,
): Promise<{ brokers: number; topics: TopicStanding[] }> {
  const kafka = new Kafka({
    ...{ clientId: 'hinomi-doctor', brokers: [...options.brokers], logLevel: logLevel.NOTHING },
    ...{ connectionTimeout: LIMIT_MS, requestTimeout: LIMIT_MS, retry: { retries: 1 }, ...securityConfig(options) },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    const present = (await admin.listTopics()).filter((topic) => ALL_TOPIC_NAMES.includes(topic));
    if (present.length === 0) return { brokers: brokers.length, topics: [] };
    const minima = await minimaOf(admin, present);
    const { topics } = await admin.fetchTopicMetadata({ topics: present });
    return {
      brokers: brokers.length,
      topics: topics.map(({ name, partitions }) => ({
        topic: name,
        replicas: Math.min(...partitions.map(({ replicas }) => replicas.length)),
        inSync: Math.min(...partitions.map(({ isr }) => isr.length)),
        minInsync: minima.get(name) ?? null,
      })),
    };
  } catch (error) {
    throw unavailable(error);
  } finally {
    await admin.disconnect();
  }
}

async function minimaOf(admin: kafkajs.Admin, topics: readonly string[]): Promise<Map<string, number>> {
  try {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: topics.map((name) => ({
        ...{ type: ConfigResourceTypes.TOPIC, name, configNames: ['min.insync.replicas'] },
      })),
    });
    return new Map(
      resources.map(({ resourceName, configEntries }) => [
        resourceName,
        Number(configEntries[0]?.configValue ?? Number.NaN),
      ]),
    );
  } catch {
    // A principal of a service may not see settings: what it may see is told all the same.
    return new Map();
  }
}
