import { agencyTopicOf, HubError, TOPICS, WEB_CLIENT } from '@hinomi/contracts';
import kafkajs, { type AclEntry, type Admin } from 'kafkajs';
import { allowedTo, takeBack } from './grant-access.js';
import { unavailable } from './kafka-errors.js';
import type { KafkaLogOptions } from './kafka-event-log.js';
import { DAY_MS, topicDefaults, type TopicDefaults } from './kafka-topics.js';
import { KafkaClient } from './kafkajs-internals.js';

const {
  AclOperationTypes: Operation,
  AclPermissionTypes: Permission,
  AclResourceTypes: Resource,
  ResourcePatternTypes: Pattern,
} = kafkajs;

type AdminOptions = Pick<KafkaLogOptions, 'brokers' | 'tls' | 'credentials'>;

/** As long as the journal of deliveries, which goes as far back as the picture's versions. */
const RETENTION_DAYS = TOPICS.picture.retentionDays ?? 7;
/** An event is below 900 KB; as GeoJSON or CAP it may be longer than on the log. */
const MAX_RECORD_BYTES = 2 * 1024 * 1024;

/** All that an agency's principal may do: read its topic, in groups that begin with its name. */
export function entriesOfAgency(clientId: string): AclEntry[] {
  const read = (resourceType: number, resourceName: string, resourcePatternType = Pattern.LITERAL): AclEntry => ({
    ...{ resourceType, resourceName, resourcePatternType, operation: Operation.READ },
    ...{ principal: `User:${clientId}`, host: '*', permissionType: Permission.ALLOW },
  });
  return [
    read(Resource.TOPIC, topicOf(clientId)),
    read(Resource.GROUP, clientId),
    // No client id has a slash: a name that begins with another's is not meant.
    read(Resource.GROUP, `${clientId}/`, Pattern.PREFIXED),
  ];
}

/** Makes an agency's topic and allows its principal to read it; what it was allowed besides is taken back. As an administrator of Kafka. */
export async function grantAgency(
  options: AdminOptions,
  clientId: string,
  services: readonly string[],
): Promise<{ topic: string; made: boolean }> {
  refuseOthers(options, clientId, services);
  const topic = topicOf(clientId);
  const wanted = entriesOfAgency(clientId);
  return asAdmin(options, async (admin) => {
    // Where rights are not asked for, there is to be no topic either.
    await admin.createAcls({ acl: wanted });
    await takeBack(admin, [clientId], wanted);
    if ((await admin.listTopics()).includes(topic)) return { topic, made: false };
    await admin.createTopics({ topics: [topicConfig(topic, await topicDefaults(admin))], waitForLeaders: true });
    return { topic, made: true };
  });
}

/** Takes the rights back, and removes the topic with what is in it. Subscriptions that go there wait from then on. */
export async function withdrawAgency(
  options: AdminOptions,
  clientId: string,
  services: readonly string[],
): Promise<{ topic: string; taken: number }> {
  refuseOthers(options, clientId, services);
  const topic = topicOf(clientId);
  return asAdmin(options, async (admin) => {
    const rights = await allowedTo(admin, clientId);
    if (rights.length > 0) await admin.deleteAcls({ filters: rights });
    if ((await admin.listTopics()).includes(topic)) await admin.deleteTopics({ topics: [topic] });
    return { topic, taken: rights.length };
  });
}

/** A principal of the hub keeps what `access.yaml` says; neither people nor whom Kafka knows nothing of are a client. */
function refuseOthers({ credentials }: AdminOptions, clientId: string, services: readonly string[]): void {
  if ([...services, credentials?.username, 'admin', 'ANONYMOUS', WEB_CLIENT].includes(clientId)) {
    throw new HubError('request.invalid', `${clientId} is no agency’s client: the hub itself is known by this name.`);
  }
}

function topicOf(clientId: string): string {
  const topic = agencyTopicOf(clientId);
  if (topic !== null) return topic;
  throw new HubError('request.invalid', `No topic can be named after the client "${clientId}".`);
}

async function asAdmin<T>(options: AdminOptions, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = new KafkaClient(options.brokers, 'hinomi-agencies', options).kafka.admin();
  try {
    await admin.connect();
    return await work(admin);
  } catch (error) {
    throw unavailable(error);
  } finally {
    await admin.disconnect();
  }
}

/** One partition: what a subscription says stays in order however many consumers share the work. */
function topicConfig(topic: string, { replication, minInsyncReplicas }: TopicDefaults) {
  const entries = {
    'message.timestamp.type': 'LogAppendTime',
    'max.message.bytes': MAX_RECORD_BYTES,
    'min.insync.replicas': minInsyncReplicas,
    'cleanup.policy': 'delete',
    'retention.ms': RETENTION_DAYS * DAY_MS,
    'retention.bytes': -1,
  };
  return {
    ...{ topic, numPartitions: 1, replicationFactor: replication },
    configEntries: Object.entries(entries).map(([name, value]) => ({ name, value: String(value) })),
  };
}
