import { setTimeout as delay } from 'node:timers/promises';
import { REALMS, topicIn, topicSettings, type TopicName } from '@hinomi/contracts';
import kafkajs, { type AclEntry, type Admin } from 'kafkajs';
import { KafkaClient } from './kafkajs-internals.js';
import { createTopics, topicDefaults } from './kafka-topics.js';
import { unavailable } from './kafka-errors.js';
import type { KafkaLogOptions } from './kafka-event-log.js';

const {
  AclOperationTypes: Operation,
  AclPermissionTypes: Permission,
  AclResourceTypes: Resource,
  ResourcePatternTypes: Pattern,
} = kafkajs;

/** What the principals of the services may do, by bare names of topics. */
export type KafkaAccess = Readonly<
  Record<
    string,
    {
      reads: readonly string[];
      writes: readonly string[];
      groups?: readonly string[];
      /** It writes to every topic whose name begins so. */
      writesUnder?: readonly string[];
    }
  >
>;

/** Everything that is allowed: what a principal reads and writes in both realms, its groups, and that it sees which topics there are. */
export function entriesOf(access: KafkaAccess): AclEntry[] {
  return Object.entries(access).flatMap(([name, { reads, writes, groups = [], writesUnder = [] }]) => {
    const allow = (resourceType: number, resourceName: string, operation: number): AclEntry => ({
      ...{ resourceType, resourceName, operation, principal: `User:${name}`, host: '*' },
      ...{ permissionType: Permission.ALLOW, resourcePatternType: Pattern.LITERAL },
    });
    const onTopics = (topics: readonly string[], operation: number): AclEntry[] =>
      topics.flatMap((topic) => REALMS.map((realm) => allow(Resource.TOPIC, named(name, realm, topic), operation)));
    return [
      allow(Resource.TOPIC, '*', Operation.DESCRIBE),
      ...onTopics(reads, Operation.READ),
      ...onTopics(writes, Operation.WRITE),
      ...writesUnder.map((start) => ({
        ...allow(Resource.TOPIC, start, Operation.WRITE),
        resourcePatternType: Pattern.PREFIXED,
      })),
      ...groups.map((group) => allow(Resource.GROUP, group, Operation.READ)),
    ];
  });
}

function named(principal: string, realm: (typeof REALMS)[number], topic: string): string {
  const name = topicIn(realm, topic as TopicName);
  if (topicSettings(name) === undefined) throw new Error(`${principal}: there is no topic ${topic}`);
  return name;
}

/**
 * Creates what is missing of the topics and allows what is declared, as an administrator of Kafka; what the same principals were
 * allowed besides is taken back.
 */
export async function grantAccess(
  options: Pick<KafkaLogOptions, 'brokers' | 'tls' | 'credentials'>,
  access: KafkaAccess,
): Promise<{ allowed: number; taken: number }> {
  const wanted = entriesOf(access);
  const client = new KafkaClient(options.brokers, 'hinomi-access', options);
  const admin = client.kafka.admin();
  try {
    await admin.connect();
    await createTopics(admin, await topicDefaults(admin));
    await admin.createAcls({ acl: wanted });
    const taken = await takeBack(admin, Object.keys(access), wanted);
    return { allowed: wanted.length, taken };
  } catch (error) {
    throw unavailable(error);
  } finally {
    await admin.disconnect();
  }
}

/** A broker hears of a change of permissions a little after it was made: looked at until all of it is in force. */
const LOOK_AGAIN_MS = 100;
const LOOKS = 600;

/** What the principals are allowed, once all that is wanted is among it. */
async function settled(admin: Admin, names: readonly string[], wanted: readonly AclEntry[]): Promise<AclEntry[]> {
  for (let look = 0; look < LOOKS; look += 1) {
    const all = (await Promise.all(names.map((name) => allowedTo(admin, name)))).flat();
    const keys = new Set(all.map(keyOf));
    if (wanted.every((entry) => keys.has(keyOf(entry)))) return all;
    await delay(LOOK_AGAIN_MS);
  }
  throw new Error('the permissions that were given never came into force');
}

/** What else the principals were allowed; how much it was. */
export async function takeBack(admin: Admin, names: readonly string[], wanted: readonly AclEntry[]): Promise<number> {
  const keys = new Set(wanted.map(keyOf));
  const extra = (await settled(admin, names, wanted)).filter((entry) => !keys.has(keyOf(entry)));
  if (extra.length > 0) await admin.deleteAcls({ filters: extra });
  return extra.length;
}

export async function allowedTo(admin: Admin, name: string): Promise<AclEntry[]> {
  const { resources } = await admin.describeAcls({
    ...{ principal: `User:${name}`, resourceType: Resource.ANY, operation: Operation.ANY },
    ...{ permissionType: Permission.ALLOW, resourcePatternType: Pattern.ANY },
  });
  return resources.flatMap(({ acls, resourceType, resourceName, resourcePatternType }) =>
    acls.map(({ principal, host, operation, permissionType }) => ({
      ...{ resourceType, resourceName, resourcePatternType },
      ...{ principal, host, operation, permissionType },
    })),
  );
}

function keyOf({ principal, host, resourceType, resourceName, resourcePatternType, operation }: AclEntry): string {
  return JSON.stringify([principal, host, resourceType, resourceName, resourcePatternType, operation]);
}
