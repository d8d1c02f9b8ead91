import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FeatureV1, Problem, Subscription, SubscriptionReply, SubscriptionsReply } from '@hinomi/contracts';
import { grantAccess, grantAgency, withdrawAgency } from '@hinomi/event-log';
import { pictureFeature, temporaryFolder } from '@hinomi/testing';
import { makeUser } from '../../../../infra/kafka/add-agency.mjs';
import { readAccess } from '../../../../infra/kafka/grant-access.mjs';
import { startKafka, whyNoKafka, type RunningKafka } from '../../../../infra/kafka/kafka.mjs';
import { listen, type HeardRecord } from '../../../../infra/kafka/listen.mjs';
import { AccountRepository } from '../journal/account.repository.js';
import { TestDelivery, TestWorld, until } from '../test-delivery.suite.js';

jest.setTimeout(300_000);

const reason = await whyNoKafka();
const withKafka = reason === null ? describe : describe.skip;
const access = await readAccess();
const feature = (id: string): FeatureV1 => pictureFeature({ id, severity: 5 });
const WISH = {
  interest: { exercise: false, minSeverity: 5 },
  owner: { organisation: '能登消防本部', purpose: '指令台の地図', contact: 'bousai@example.jp' },
  channel: { type: 'kafka' },
};
const FORMATS = ['cloudevents', 'geojson', 'cap'] as const;

withKafka(`a real Kafka that asks everybody who they are${reason === null ? '' : ` (${reason})`}`, () => {
  const folder = temporaryFolder('delivery-kafka');
  const world = new TestWorld();
  const listeners: { stop(): Promise<void> }[] = [];
  let kafka: RunningKafka;
  let delivery: TestDelivery;
  const other = { clientId: 'machine-1', token: '' };
  const files: Record<string, string> = {};
  const heard: HeardRecord[] = [];
  const heardByOther: HeardRecord[] = [];
  const made: Partial<Record<(typeof FORMATS)[number] | 'other', string>> = {};

  const as = (username: string) => ({
    brokers: kafka.brokers,
    credentials: { mechanism: 'plain' as const, username, password: kafka.passwords![username]! },
  });
  const deliver = async (): Promise<TestDelivery> => {
    const settings = { kafka: { ...as('delivery'), publicBrokers: ['kafka.pref.example:9093'] } };
    const started = new TestDelivery(world, settings);
    await started.start();
    return started;
  };
  const grant = (clientId: string) => grantAgency(as('admin'), clientId, Object.keys(access));
  const subscribe = (token: string, format: string = 'cloudevents') =>
    delivery.ask('POST', '/api/v1/subscriptions', { as: token, body: { ...WISH, format } });
  const show = async (id: string, token = 'demo-agency'): Promise<Subscription> =>
    (await delivery.ask('GET', `/api/v1/subscriptions/${id}`, { as: token })).json();
  /** Whoever waits is told to try at once. */
  const resumed = async (id: string, upTo: number): Promise<void> => {
    while ((await show(id)).account.acknowledged < upTo) {
      await delivery.ask('POST', `/api/v1/subscriptions/${id}/resume`);
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  };
  const hear = (clientId: string, topic: string, into: HeardRecord[] = [], group = clientId) => {
    const listener = listen({
      ...{ brokers: kafka.brokers, file: files[clientId]!, topic, group },
      heard: (record) => void into.push(record),
    });
    listeners.push(listener);
    return listener;
  };
  const of = (id: string | undefined): HeardRecord[] => heard.filter(({ key }) => key === id);
  const idsOf = (id: string | undefined): string[] => of(id).map(({ headers }) => headers['ce_id']!);
  const numbered = (id: string | undefined, ...names: (string | number)[]): string[] =>
    names.map((name) => `${id}.${name}`);

  beforeAll(async () => {
    await world.open();
    kafka = await startKafka({ brokers: 1, dir: folder.path, principals: Object.keys(access) });
    await grantAccess(as('admin'), access);
    delivery = await deliver();
    other.token = await (await delivery.machine({ agency: '見本県' })).token();
    for (const clientId of ['demo-agency', other.clientId])
      files[clientId] = (await makeUser({ dir: kafka.dir, clientId })).file;
  });
  afterAll(async () => {
    for (const each of listeners) await each.stop();
    await delivery?.stop();
    await kafka?.stop();
    await world.close();
    folder.remove();
  });

  it('refuses, and says what the administrator runs, as long as there is no topic', async () => {
    const refused = await subscribe('demo-agency');
    expect([refused.status, refused.json<Problem>()]).toEqual([
      409,
      expect.objectContaining({
        code: 'channel.refused',
        detail: expect.stringContaining('grant-access.mjs --agency demo-agency'),
        place: expect.objectContaining({ path: '/channel/type' }),
      }),
    ]);
  });

  it('hands over the state and every change in order, in each format, also over a crash of the broker', async () => {
    for (const clientId of ['demo-agency', other.clientId]) expect(await grant(clientId)).toMatchObject({ made: true });
    expect(await grant('demo-agency')).toEqual({ topic: 'agency.demo-agency', made: false });
    await world.write(feature('before'));
    for (const format of FORMATS) {
      const reply = await subscribe('demo-agency', format);
      const { subscription, secret } = reply.json<SubscriptionReply>();
      expect([secret, subscription.kafka]).toEqual([
        null,
        { topic: 'agency.demo-agency', brokers: ['kafka.pref.example:9093'], group: 'demo-agency' },
      ]);
      made[format] = subscription.id;
    }
    hear('demo-agency', 'agency.demo-agency', heard);
    await until(() => FORMATS.every((format) => of(made[format]).length === 1));
    await world.write(feature('a'), feature('b'));
    await until(async () => (await show(made.cap!)).account.acknowledged === 2);
    kafka.kill(0);
    await world.write(feature('c'));
    await world.remove('a');
    await until(async () => (await show(made.cap!)).account.lastFailure !== null);
    expect((await show(made.cap!)).account).toMatchObject({ waiting: 2, lastFailure: 'Kafka cannot be reached.' });
    await kafka.restart(0);
    for (const format of FORMATS) await resumed(made[format]!, 4);
    for (const format of FORMATS) {
      const id = made[format]!;
      await until(() => idsOf(id).includes(`${id}.4`));
      expect([...new Set(idsOf(id))]).toEqual(numbered(id, '0.state.1', 1, 2, 3, 4));
    }
    const { account } = await show(made.cap!);
    expect([account.waiting, account.retried > 0, account.lastFailure]).toEqual([0, true, null]);
  });

  it('is read as what it says it is', () => {
    const [state, upsert, , , remove] = of(made.cloudevents);
    expect(upsert!.headers).toMatchObject({
      ...{ ce_specversion: '1.0', ce_type: 'jp.hinomi.feature.upsert.v1', ce_subject: 'a', ce_exercise: 'false' },
      ...{ ce_sequence: '0000000000000001', 'content-type': 'application/geo+json' },
      ce_source: expect.stringMatching(new RegExp(`/api/v1/subscriptions/${made.cloudevents}$`)),
    });
    expect(JSON.parse(upsert!.value)).toMatchObject({ type: 'Feature', id: 'a', properties: { severity: 5 } });
    expect(JSON.parse(state!.value)).toMatchObject({ features: [{ id: 'before' }], hinomi: { part: 1, parts: 1 } });
    expect([remove!.value, remove!.headers['ce_type']]).toEqual(['null', 'jp.hinomi.feature.remove.v1']);
    const geoJson = of(made.geojson).map(({ value }) => JSON.parse(value) as { hinomi: object });
    expect(geoJson[4]!.hinomi).toMatchObject({ operation: 'remove', sequence: 4, message: `${made.geojson}.4` });
    const alerts = of(made.cap).map(({ value, headers }) => [
      headers['content-type'],
      /<msgType>(\w+)</.exec(value)?.[1],
    ]);
    const kinds = ['Alert', 'Alert', 'Alert', 'Alert', 'Cancel'];
    expect(alerts).toEqual(kinds.map((kind) => ['application/cap+xml; charset=utf-8', kind]));
  });

  it('lets nobody else read an agency’s topic', async () => {
    expect(await hear(other.clientId, 'agency.demo-agency').ended).toContain('TopicAuthorizationException');
  });

  it('hands over again, under the same id, what was taken by the broker when delivery died before it was written down', async () => {
    const id = made.geojson!;
    const { taken } = AccountRepository.prototype;
    AccountRepository.prototype.taken = () => Promise.reject(new Error('the process is gone'));
    await world.write(feature('e'));
    await until(() => idsOf(id).includes(`${id}.5`));
    await delivery.stop();
    AccountRepository.prototype.taken = taken;
    expect(idsOf(id).filter((each) => each === `${id}.5`)).toHaveLength(1);
    delivery = await deliver();
    await until(() => idsOf(id).filter((each) => each === `${id}.5`).length === 2);
    await until(async () => (await show(id)).account.acknowledged === 5);
    const [first, second] = of(id).filter(({ headers }) => headers['ce_id'] === `${id}.5`);
    expect(second!.value).toBe(first!.value);
  });

  it('delays no other agency when the topic of one is gone, and loses nothing of it', async () => {
    const reply = await subscribe(other.token);
    made.other = reply.json<SubscriptionReply>().subscription.id;
    hear(other.clientId, 'agency.machine-1', heardByOther, `${other.clientId}/map`);
    await until(() => heardByOther.length === 1);
    await withdrawAgency(as('admin'), 'demo-agency', Object.keys(access));
    await world.write(feature('d'));
    await until(() => heardByOther.length === 2);
    expect(heardByOther[1]!.headers['ce_subject']).toBe('d');
    const id = made.cloudevents!;
    await until(async () => (await show(id)).account.lastFailure !== null);
    const { account, status } = await show(id);
    expect([status, account.waiting, account.lastFailure]).toEqual([
      ...['active', 1],
      expect.stringContaining('grant-access.mjs --agency demo-agency'),
    ]);
    await grant('demo-agency');
    await resumed(id, 6);
    const again: HeardRecord[] = [];
    hear('demo-agency', 'agency.demo-agency', again, 'demo-agency/again');
    await until(() => again.some(({ headers }) => headers['ce_id'] === `${id}.6`));
  });

  it('offers what it has, and makes no topic of people or of the hub’s own', async () => {
    const list = await delivery.ask('GET', '/api/v1/subscriptions');
    expect(list.json<SubscriptionsReply>().channels).toEqual(['pull', 'webhook', 'facts', 'kafka']);
    for (const name of ['phr', 'admin', 'hinomi-web'])
      await expect(grant(name)).rejects.toMatchObject({ code: 'request.invalid' });
    const described = await delivery.ask('GET', '/asyncapi.json', { as: null });
    expect(described.text).toContain('agency.{client}');
  });
});

describe('a hub without Kafka', () => {
  const world = new TestWorld();
  const delivery = new TestDelivery(world);
  beforeAll(async () => {
    await world.open();
    await delivery.start();
  });
  afterAll(async () => {
    await delivery.stop();
    await world.close();
  });

  it('says so, and why', async () => {
    const made = await delivery.ask('POST', '/api/v1/subscriptions', { body: WISH });
    expect([made.status, made.json()]).toEqual([
      409,
      expect.objectContaining({ code: 'channel.refused', detail: expect.stringContaining('its log is embedded') }),
    ]);
    const list = await delivery.ask('GET', '/api/v1/subscriptions');
    expect(list.json<SubscriptionsReply>()).toEqual({ subscriptions: [], channels: ['pull', 'webhook', 'facts'] });
  });
});
