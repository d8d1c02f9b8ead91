import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeliveredEvent, FeatureV1, Subscription, SubscriptionReply } from '@hinomi/contracts';
import { Secret } from '@hinomi/service-kit';
import { hasMosquitto, Mosquitto, pictureFeature, temporaryFolder } from '@hinomi/testing';
import { connectAsync, type MqttClient } from 'mqtt';
import { TestDelivery, TestWorld, until } from '../test-delivery.suite.js';

const withBroker = hasMosquitto ? describe : describe.skip;
const feature = (id: string): FeatureV1 => pictureFeature({ id, severity: 5 });
const WISH = {
  interest: { exercise: false, minSeverity: 5 },
  owner: { organisation: '気象台', purpose: '監視', contact: 'bousai@example.jp' },
  channel: { type: 'mqtt' },
};

withBroker(`a real MQTT broker${hasMosquitto ? '' : ' (absent: install mosquitto)'}`, () => {
  const folder = temporaryFolder('delivery-mqtt');
  const world = new TestWorld();
  let broker: Mosquitto;
  let delivery: TestDelivery;
  let agency: MqttClient;
  const heard: { topic: string; event: DeliveredEvent }[] = [];
  beforeAll(async () => {
    await world.open();
    broker = await Mosquitto.start(folder.path);
    delivery = new TestDelivery(world, { mqttUrl: new Secret(broker.url) });
    await delivery.start();
    agency = await connectAsync(broker.url, { clientId: 'agency', clean: false });
    agency.on(
      'message',
      (topic, payload) => void heard.push({ topic, event: JSON.parse(payload.toString()) as DeliveredEvent }),
    );
    await agency.subscribeAsync('hinomi/demo-agency/#', { qos: 1 });
  });
  afterAll(async () => {
    await agency?.endAsync(true);
    await delivery?.stop();
    await broker?.end();
    await world.close();
    folder.remove();
  });
  const show = async (id: string): Promise<Subscription> =>
    (await delivery.ask('GET', `/api/v1/subscriptions/${id}`)).json();

  it('is handed the state and every change in order, also over a crash of its own', async () => {
    const made = await delivery.ask('POST', '/api/v1/subscriptions', { body: WISH });
    const { subscription, secret } = made.json<SubscriptionReply>();
    const { id } = subscription;
    expect(secret).toBeNull();
    await until(() => heard.length === 1);
    await world.write(feature('a'), feature('b'));
    await until(async () => (await show(id)).account.acknowledged === 2);
    await broker.end('SIGKILL');
    await world.write(feature('c'));
    await world.remove('a');
    await until(async () => (await show(id)).account.lastFailure !== null);
    await broker.run();
    while ((await show(id)).account.acknowledged < 4) {
      // Whoever waits is told to try at once.
      await delivery.ask('POST', `/api/v1/subscriptions/${id}/resume`);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    await until(() => heard.some(({ event }) => event.id === `${id}.4`));
    expect(new Set(heard.map(({ topic }) => topic))).toEqual(new Set([`hinomi/demo-agency/${id}`]));
    const ids = [...new Set(heard.map(({ event }) => event.id))];
    expect(ids).toEqual([`${id}.0.state.1`, `${id}.1`, `${id}.2`, `${id}.3`, `${id}.4`]);
  });
});

describe('a hub without a broker', () => {
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

  it('says so, and what to set', async () => {
    const made = await delivery.ask('POST', '/api/v1/subscriptions', { body: WISH });
    expect([made.status, made.json()]).toEqual([
      409,
      expect.objectContaining({ code: 'channel.refused', detail: expect.stringContaining('HINOMI_MQTT_URL') }),
    ]);
  });
});
