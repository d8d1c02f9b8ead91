import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { agencyTopicOf } from '@hinomi/contracts';
import { readAccess } from '../../../../infra/kafka/grant-access.mjs';
import { startKafka, whyNoKafka, type RunningKafka } from '../../../../infra/kafka/kafka.mjs';
import { AgencyTopics } from './agency-topics.js';
import { grantAccess } from './grant-access.js';
import { entriesOfAgency, grantAgency, withdrawAgency } from './grant-agency.js';
import { KafkaClient } from './kafkajs-internals.js';

jest.setTimeout(300_000);

/** Longer than a coordinator that is only just asked for takes. */
const RETRY = { initialRetryTime: 100, maxRetryTime: 500, retries: 7 };

describe('the topic of an agency’s client', () => {
  it('is named after it, where Kafka has such a name', () => {
    expect(agencyTopicOf('noto-fire')).toBe('agency.noto-fire');
    expect([agencyTopicOf('能登'), agencyTopicOf('a/b'), agencyTopicOf('')]).toEqual([null, null, null]);
  });

  it('is all that its principal may read, in groups that are nobody else’s', () => {
    const names = entriesOfAgency('noto').map(({ principal, resourceName }) => [principal, resourceName]);
    // `noto/` is no beginning of `noto-fire`, nor of `noto.fire`.
    expect(names).toEqual(['agency.noto', 'noto', 'noto/'].map((name) => ['User:noto', name]));
  });
});

const access = await readAccess();
const services = Object.keys(access);
const missing = await whyNoKafka();
const onKafka = missing === null ? describe : describe.skip;

onKafka(`agencies on a real Kafka${missing === null ? '' : ` (${missing})`}`, () => {
  const dir = mkdtempSync(join(tmpdir(), 'hinomi-kafka-agencies-'));
  let kafka: RunningKafka;
  let topics: AgencyTopics;
  const as = (username: string) => ({
    brokers: kafka.brokers,
    credentials: { mechanism: 'plain' as const, username, password: kafka.passwords![username]! },
  });
  const record = (text: string) => ({ key: 'one', headers: { ce_id: text }, value: Buffer.from(text) });
  /** What a consumer hears first of a topic, or what Kafka says to it. */
  /** Again while a broker that has just started looks for the group. */
  const heard = async (name: string, topic: string, groupId: string, tries = 20): Promise<string> => {
    const consumer = new KafkaClient(kafka.brokers, name, as(name)).kafka.consumer({ groupId, retry: RETRY });
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [topic], fromBeginning: true });
      return await new Promise((resolve, reject) => {
        consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
        const eachMessage = async ({ message }: { message: { value: Buffer | null } }): Promise<void> =>
          resolve(String(message.value));
        consumer.run({ eachMessage }).catch(reject);
      });
    } catch (error) {
      if (tries > 0 && /coordinator is loading/.test(String(error))) return heard(name, topic, groupId, tries - 1);
      return /not authorized/i.test(String(error)) ? 'not authorized' : String(error);
    } finally {
      await consumer.disconnect();
    }
  };

  beforeAll(async () => {
    kafka = await startKafka({ brokers: 1, dir, principals: [...services, 'noto', 'wajima'] });
    await grantAccess(as('admin'), access);
    topics = new AgencyTopics({ ...as('delivery'), clientId: 'delivery' });
  });
  afterAll(async () => {
    await topics?.close();
    await kafka?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  it('are written to by delivery once there is a topic, and by nobody else', async () => {
    expect([await topics.has('agency.noto'), await topics.send('agency.noto', record('x'))]).toEqual([
      false,
      'missing',
    ]);
    expect(await grantAgency(as('admin'), 'noto', services)).toEqual({ topic: 'agency.noto', made: true });
    await grantAgency(as('admin'), 'wajima', services);
    expect(await topics.send('agency.noto', record('first'))).toBe('taken');
    expect(await topics.send('agency.wajima', record('other'))).toBe('taken');
    expect(await topics.send('picture', record('x'))).toBe('not-allowed');
    const gateway = new AgencyTopics({ ...as('gateway'), clientId: 'gateway' });
    expect(await gateway.send('agency.noto', record('x'))).toBe('not-allowed');
    const own = new AgencyTopics({ ...as('noto'), clientId: 'noto' });
    expect(await own.send('agency.noto', record('x'))).toBe('not-allowed');
    await Promise.all([gateway.close(), own.close()]);
  });

  it('read their own topic alone, each in groups of its own name', async () => {
    expect(await heard('noto', 'agency.noto', 'noto')).toBe('first');
    expect(await heard('noto', 'agency.noto', 'noto/map')).toBe('first');
    expect(await heard('wajima', 'agency.noto', 'wajima')).toBe('not authorized');
    expect(await heard('noto', 'picture', 'noto')).toBe('not authorized');
    // So kafkajs says that Kafka names no coordinator to whom the group is not allowed.
    expect(await heard('noto', 'agency.noto', 'noto-fire')).toContain('GroupCoordinatorNotFound');
    expect(await heard('wajima', 'agency.wajima', 'noto')).toContain('GroupCoordinatorNotFound');
  });

  it('are told what is too large, without harm to what follows', async () => {
    const large = { ...record('x'), value: Buffer.alloc(3_000_000) };
    expect(await topics.send('agency.noto', large)).toBe('too-large');
    expect(await topics.send('agency.noto', { ...large, value: Buffer.alloc(1_900_000) })).toBe('taken');
    expect(await topics.send('agency.noto', record('x'))).toBe('taken');
  });

  it('have what the services keep when these are granted again, and nothing once it is withdrawn', async () => {
    expect(await grantAccess(as('admin'), access)).toMatchObject({ taken: 0 });
    expect(await heard('noto', 'agency.noto', 'noto/again')).toBe('first');
    expect(await withdrawAgency(as('admin'), 'noto', services)).toEqual({ topic: 'agency.noto', taken: 3 });
    expect(await topics.send('agency.noto', record('x'))).toBe('missing');
    expect(await topics.send('agency.wajima', record('x'))).toBe('taken');
    expect(await topics.has('agency.noto')).toBe(false);
  });

  it('are never the hub’s own, nor people', async () => {
    for (const name of ['phr', 'admin', 'ANONYMOUS', 'hinomi-web', 'a b'])
      await expect(grantAgency(as('admin'), name, services)).rejects.toMatchObject({ code: 'request.invalid' });
  });
});
