import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeliveredEvent, FeatureV1, Instant, Subscription, SubscriptionReply } from '@hinomi/contracts';
import { parseCap } from '@hinomi/formats';
import { pictureFeature } from '@hinomi/testing';
import { Webhook } from 'standardwebhooks';
import { TestDelivery, TestWorld, until } from '../test-delivery.suite.js';
import { Endpoint } from './endpoint.suite.js';

const world = new TestWorld();
let delivery = new TestDelivery(world);
const endpoints: Endpoint[] = [];
beforeAll(async () => {
  await world.open();
  await world.write(feature('old', 5));
  await delivery.start();
});
afterEach(async () => {
  await Promise.all(endpoints.splice(0).map((endpoint) => endpoint.stop()));
});
afterAll(async () => {
  await delivery.stop();
  await world.close();
});

const feature = (id: string, severity: FeatureV1['severity'] = 5): FeatureV1 => pictureFeature({ id, severity });

async function endpoint(): Promise<Endpoint> {
  const made = new Endpoint();
  await made.start();
  endpoints.push(made);
  return made;
}

async function subscribe(url: string, channel: object = {}, wish: object = {}): Promise<SubscriptionReply> {
  const body = {
    interest: { exercise: false, minSeverity: 5 },
    owner: { organisation: '輪島市', purpose: '市の地図', contact: 'bousai@example.jp' },
    channel: { type: 'webhook', url, ...channel },
    ...wish,
  };
  const made = await delivery.ask('POST', '/api/v1/subscriptions', { body });
  if (made.status !== 201) throw new Error(made.text);
  return made.json<SubscriptionReply>();
}

const show = async ({ subscription: { id } }: SubscriptionReply): Promise<Subscription> =>
  (await delivery.ask('GET', `/api/v1/subscriptions/${id}`)).json();
const act = async ({ subscription: { id } }: SubscriptionReply, what: string, body: object = {}): Promise<string> =>
  (await delivery.ask('POST', `/api/v1/subscriptions/${id}/${what}`, { body })).text;
const settled = (made: SubscriptionReply, sequence: number): Promise<void> =>
  until(async () => (await show(made)).account.acknowledged === sequence);
/** Sent, and then changes, each a message. */
const stateIsThere = (at: Endpoint): Promise<void> => until(() => at.heard.length > 0);

describe('a webhook', () => {
  it('begins with the state, goes on with changes in order, and every message is signed', async () => {
    const at = await endpoint();
    const made = await subscribe(at.url);
    await stateIsThere(at);
    await world.write(feature('a'), feature('b'));
    await world.remove('a');
    await settled(made, 3);
    const { id } = made.subscription;
    const hook = new Webhook(made.secret!);
    const events = at.heard.map(({ body, headers }) => hook.verify(body, headers as never) as DeliveredEvent);
    expect(events.map((event) => event.id)).toEqual([`${id}.0.state.1`, `${id}.1`, `${id}.2`, `${id}.3`]);
    expect(events[0]).toMatchObject({
      type: 'jp.hinomi.state.v1',
      data: { hinomi: { sequence: 0, part: 1, parts: 1 } },
    });
    expect(events.slice(1).map(({ type, subject }) => `${type} ${subject}`)).toEqual([
      'jp.hinomi.feature.upsert.v1 a',
      'jp.hinomi.feature.upsert.v1 b',
      'jp.hinomi.feature.remove.v1 a',
    ]);
    expect(at.heard[1]!.headers['content-type']).toBe('application/cloudevents+json');
    const [first] = at.heard;
    expect(() => hook.verify(`${first!.body} `, first!.headers as never)).toThrow();
  });

  it('takes several changes in one message where that was asked for, as GeoJSON too', async () => {
    const at = await endpoint();
    const made = await subscribe(at.url, { batch: 50 }, { format: 'geojson' });
    await stateIsThere(at);
    at.manner = (_, count) => (count === 2 ? 503 : 204);
    await world.write(feature('one'));
    await world.write(...Array.from({ length: 30 }, (_, index) => feature(`many-${index}`)));
    await settled(made, 31);
    const bodies = at.heard
      .slice(1)
      .map(({ body }) => JSON.parse(body) as { features: { hinomi: { sequence: number } }[] });
    const told = bodies.slice(1).flatMap(({ features }) => features.map(({ hinomi }) => hinomi.sequence));
    expect(told).toEqual(Array.from({ length: 31 }, (_, index) => index + 1));
    expect(bodies.length).toBeLessThan(20);
  });

  it('is an alert each in CAP: the first, its update, and its end', async () => {
    const at = await endpoint();
    await world.write(pictureFeature({ id: 'earlier', layer: 'tsunami', severity: 4 }));
    const made = await subscribe(at.url, {}, { format: 'cap', interest: { exercise: false, layers: ['tsunami'] } });
    await stateIsThere(at);
    const recorded = (second: number): Instant => `2026-11-23T09:00:0${second}.000Z` as Instant;
    const tsunami = (version: number): FeatureV1 =>
      pictureFeature({ id: 'wave', layer: 'tsunami', severity: 4, version, recordedAt: recorded(version) });
    await world.write(tsunami(1));
    await world.write(tsunami(2));
    await world.remove('wave');
    await settled(made, 3);
    const [, ...alerts] = at.heard.map(({ body }) => parseCap(Buffer.from(body)));
    expect(alerts.map(({ msgType, status }) => `${status} ${msgType}`)).toEqual([
      'Actual Alert',
      'Actual Update',
      'Actual Cancel',
    ]);
    const named = alerts.slice(1).map(({ references }) => references[0]?.identifier);
    expect(named).toEqual(alerts.slice(0, 2).map(({ identifier }) => identifier));
    expect(at.heard[0]!.headers['content-type']).toContain('application/cap+xml');
  });

  it('is tried again until it is taken, with the same id, and nothing else goes before it', async () => {
    const at = await endpoint();
    const made = await subscribe(at.url);
    await stateIsThere(at);
    at.manner = (_, count) => [204, 500, 302, 429][count - 1] ?? 204;
    await world.write(feature('c'), feature('d'));
    await until(() => at.heard.length >= 2);
    // Whoever waits is told to look again; else it would take a minute.
    while ((await show(made)).account.acknowledged < 2) {
      await act(made, 'resume');
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    const { id } = made.subscription;
    expect(at.ids.filter((each) => each === `${id}.1`).length).toBeGreaterThan(3);
    expect(at.ids.at(-1)).toBe(`${id}.2`);
    expect(at.ids.indexOf(`${id}.2`)).toBe(at.ids.lastIndexOf(`${id}.1`) + 1);
    const { account } = await show(made);
    expect(account).toMatchObject({ lastSequence: 2, waiting: 0, lastFailure: null });
    expect(account.retried).toBeGreaterThanOrEqual(3);
  });

  it('that says it is gone is paused, with the reason, and goes on where it was when it is resumed', async () => {
    const at = await endpoint();
    const made = await subscribe(at.url);
    await stateIsThere(at);
    at.manner = () => 410;
    await world.write(feature('e'));
    await until(async () => (await show(made)).status === 'paused');
    expect((await show(made)).pausedBecause).toContain('410');
    await world.write(feature('f'));
    at.manner = () => 200;
    await act(made, 'resume');
    await settled(made, 2);
    expect(at.ids.slice(-2)).toEqual([`${made.subscription.id}.1`, `${made.subscription.id}.2`]);
    expect((await show(made)).status).toBe('active');
  });

  it('is sent again from a number on, and signed with two secrets while one is renewed', async () => {
    const at = await endpoint();
    const made = await subscribe(at.url);
    await stateIsThere(at);
    await world.write(feature('g'), feature('h'));
    await settled(made, 2);
    const { secret } = JSON.parse(await act(made, 'secret')) as { secret: string };
    at.heard.splice(0);
    await act(made, 'replay', { since: 0 });
    await until(() => at.ids.length === 2);
    expect(at.ids).toEqual([`${made.subscription.id}.1`, `${made.subscription.id}.2`]);
    for (const each of [made.secret!, secret]) {
      const { body, headers } = at.heard[1]!;
      expect(() => new Webhook(each).verify(body, headers as never)).not.toThrow();
    }
    delivery.lateMs = 25 * 3_600_000;
    at.heard.splice(0);
    await act(made, 'replay', { since: 1 });
    await until(() => at.ids.length === 1);
    delivery.lateMs = 0;
    expect(String(at.heard[0]!.headers['webhook-signature']).split(' ')).toHaveLength(1);
  });

  it('hears the state anew when it was cut off for longer than the journal goes back', async () => {
    const at = await endpoint();
    const made = await subscribe(at.url);
    await stateIsThere(at);
    await act(made, 'pause');
    await world.write(feature('lost'));
    await world.write(feature('kept'));
    const { id } = made.subscription;
    await until(async () => (await show(made)).account.lastSequence === 2);
    await delivery.forget(id);
    at.heard.splice(0);
    await act(made, 'resume');
    await settled(made, 2);
    expect(at.heard.map(({ headers }) => headers['webhook-id'])).toEqual([`${id}.2.state.1`]);
    expect(at.heard[0]!.body).toContain('"lost"');
  });
});

describe('an endpoint that was away for a day', () => {
  it('hears everything it missed, in order, each with the number it had', async () => {
    const at = await endpoint();
    const made = await subscribe(at.url);
    await stateIsThere(at);
    at.manner = () => 503;
    for (let hour = 0; hour < 24; hour++) {
      delivery.lateMs = hour * 3_600_000;
      await world.write(feature(`hour-${hour}`));
      await act(made, 'resume');
    }
    at.heard.splice(0);
    at.manner = () => 200;
    while ((await show(made)).account.acknowledged < 24) {
      await act(made, 'resume');
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    delivery.lateMs = 0;
    const taken = [...new Set(at.ids)];
    expect(taken).toEqual(Array.from({ length: 24 }, (_, index) => `${made.subscription.id}.${index + 1}`));
    expect((await show(made)).status).toBe('active');
  });
});

describe('the others', () => {
  it('hear at once what a dead and a slow endpoint do not take', async () => {
    const [slow, good] = [await endpoint(), await endpoint()];
    slow.manner = () => 'never';
    const dead = await subscribe('http://127.0.0.1:9/');
    await subscribe(slow.url);
    const made = await subscribe(good.url);
    await stateIsThere(good);
    await world.write(feature('quick'));
    await settled(made, 1);
    expect((await show(dead)).account).toMatchObject({
      acknowledged: 0,
      lastFailure: expect.stringContaining('reached'),
    });
  });

  it('miss nothing when the hub is killed between sending and hearing that it was taken', async () => {
    const at = await endpoint();
    const made = await subscribe(at.url);
    await stateIsThere(at);
    at.manner = () => 'never';
    await world.write(feature('twice'));
    await until(() => at.ids.length === 1);
    await delivery.stop();
    at.manner = () => 204;
    delivery = new TestDelivery(world);
    await delivery.start();
    await settled(made, 1);
    expect(at.ids).toEqual([`${made.subscription.id}.1`, `${made.subscription.id}.1`]);
  });
});

describe('an endpoint within the hub’s own networks', () => {
  it('is sent nothing, by address or by name', async () => {
    const strict = new TestDelivery(world, { webhookRanges: ['10.9.0.0/16'] });
    await delivery.stop();
    await strict.start();
    delivery = strict;
    const at = await endpoint();
    for (const url of [
      at.url,
      `http://localhost:${at.port}/`,
      'http://[::ffff:127.0.0.1]/',
      'http://169.254.169.254/',
    ]) {
      const made = await subscribe(url);
      await until(async () => (await show(made)).status === 'paused');
      expect((await show(made)).pausedBecause).toContain('does not send');
    }
    expect(at.heard).toEqual([]);
  });
});
