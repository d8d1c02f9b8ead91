import { ALL_TOPIC_NAMES, type TopicSettings } from '@hinomi/contracts';
import type { Admin, ITopicConfig } from 'kafkajs';
import { knownTopic } from '../check-records.js';

export interface TopicDefaults {
  replication: number;
  minInsyncReplicas: number;
}

/** As many copies as a loss of one machine needs, where there are so many brokers. */
export async function topicDefaults(admin: Admin, given: Partial<TopicDefaults> = {}): Promise<TopicDefaults> {
  const { brokers } = await admin.describeCluster();
  const replication = given.replication ?? Math.min(3, brokers.length);
  return { replication, minInsyncReplicas: given.minInsyncReplicas ?? (replication >= 3 ? 2 : 1) };
}

export const DAY_MS = 24 * 60 * 60_000;
/** Kafka's own default, written down: `MAX_EVENT_BYTES` and a batch's overhead fit. */
export const MAX_BATCH_BYTES = 1_048_588;

/** Creates what is missing. Topics that are there stay as they are, so an operator's settings are respected. */
export async function createTopics(admin: Admin, defaults: TopicDefaults): Promise<void> {
  const present = new Set(await admin.listTopics());
  const missing = ALL_TOPIC_NAMES.filter((topic) => !present.has(topic));
  if (missing.length === 0) return;
  try {
    await admin.createTopics({ topics: missing.map((topic) => topicConfig(topic, defaults)), waitForLeaders: true });
  } catch (error) {
    // Another instance may have been quicker.
    const now = new Set(await admin.listTopics());
    if (missing.some((topic) => !now.has(topic))) throw error;
  }
}

function topicConfig(topic: string, { replication, minInsyncReplicas }: TopicDefaults): ITopicConfig {
  const settings = knownTopic(topic);
  const entries = {
    'message.timestamp.type': 'LogAppendTime',
    'max.message.bytes': MAX_BATCH_BYTES,
    'min.insync.replicas': minInsyncReplicas,
    ...cleanup(settings),
  };
  return {
    topic,
    numPartitions: settings.partitions,
    replicationFactor: replication,
    configEntries: Object.entries(entries).map(([name, value]) => ({ name, value: String(value) })),
  };
}

function cleanup({ cleanup: policy, retentionDays = 0 }: TopicSettings): Record<string, string | number> {
  const retentionMs = retentionDays * DAY_MS;
  switch (policy) {
    case 'keep':
      return { 'cleanup.policy': 'delete', 'retention.ms': -1, 'retention.bytes': -1 };
    case 'delete':
      return { 'cleanup.policy': 'delete', 'retention.ms': retentionMs, 'retention.bytes': -1 };
    case 'compact':
      return { 'cleanup.policy': 'compact', 'min.compaction.lag.ms': retentionMs, 'delete.retention.ms': retentionMs };
  }
}
