import { ALL_TOPIC_NAMES } from '@hinomi/contracts';
import kafkajs from 'kafkajs';
import { unavailable } from './kafka-errors.js';
import type { KafkaLogOptions } from './kafka-event-log.js';
import { securityConfig } from './kafka-credentials.js';

/** How a topic of the hub is kept; of several partitions the weakest counts. */
export interface TopicStanding {
  topic: string;
  partitions: number;
  replicas: number;
  inSync: number;
  /** Null where this principal may not see the settings. */
  settings: TopicKept | null;
}

export interface TopicKept {
  minInsync: number;
  /** Whether every record stays, of whatever age, size or key. */
  keepsAll: boolean;
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
    const settings = await settingsOf(admin, present);
    const { topics } = await admin.fetchTopicMetadata({ topics: present });
    return {
      brokers: brokers.length,
      topics: topics.map(({ name, partitions }) => ({
        topic: name,
        partitions: partitions.length,
        replicas: Math.min(...partitions.map(({ replicas }) => replicas.length)),
        inSync: Math.min(...partitions.map(({ isr }) => isr.length)),
        settings: settings.get(name) ?? null,
      })),
    };
  } catch (error) {
    throw unavailable(error);
  } finally {
    await admin.disconnect();
  }
}

async function settingsOf(admin: kafkajs.Admin, topics: readonly string[]): Promise<Map<string, TopicKept>> {
  try {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: topics.map((name) => ({
        ...{ type: ConfigResourceTypes.TOPIC, name },
        configNames: ['min.insync.replicas', 'cleanup.policy', 'retention.ms', 'retention.bytes'],
      })),
    });
    return new Map(
      resources.map(({ resourceName, configEntries }) => {
        const said = new Map(configEntries.map(({ configName, configValue }) => [configName, configValue]));
        const isUnlimited = said.get('retention.ms') === '-1' && said.get('retention.bytes') === '-1';
        const keepsAll = said.get('cleanup.policy') === 'delete' && isUnlimited;
        return [resourceName, { minInsync: Number(said.get('min.insync.replicas')), keepsAll }];
      }),
    );
  } catch {
    // A principal of a service may not see settings: what it may see is told all the same.
    return new Map();
  }
}
