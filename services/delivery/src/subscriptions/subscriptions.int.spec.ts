import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  FeatureV1,
  Instant,
  Subscription,
  SubscriptionChanges,
  SubscriptionReply,
  SubscriptionState,
} from '@hinomi/contracts';
import { canonicalJson, fromGeoJson, sha256Hex } from '@hinomi/contracts';
import { pictureFeature } from '@hinomi/testing';
import { TestDelivery, TestWorld } from '../test-delivery.suite.js';

const world = new TestWorld();
const delivery = new TestDelivery(world);
/** Another process on the same log and store. */
const other = new TestDelivery(world);
beforeAll(async () => {
  await world.open();
  await world.write(feature('old', 3));
  await delivery.start();
  await other.start();
});
afterAll(async () => {
  await delivery.stop();
  await other.stop();
  await world.close();
});

const OWNER = { organisation: '石川県', purpose: '県の災害対策本部の地図', contact: 'bousai@example.jp' };
const EXPECTED_SOON = 10;

function feature(
  id: string,
  severity: FeatureV1['severity'] = 3,
  over: Partial<Omit<FeatureV1, 'id'>> = {},
): FeatureV1 {
  return pictureFeature({ id, severity, ...over });
}

async function subscribe(interest: object = {}, as?: string, more: object = {}, at = delivery): Promise<Subscription> {
  const body = { interest: { exercise: false, ...interest }, owner: OWNER, ...more };
  const made = await at.ask('POST', '/api/v1/subscriptions', { ...(as && { as }), body });
  expect([made.status, made.text]).toEqual([201, expect.anything()]);
  return made.json<SubscriptionReply>().subscription;
}

async function changes(id: string, since = 0, { as, at = delivery }: { as?: string; at?: TestDelivery } = {}) {
  const path = `/api/v1/subscriptions/${id}/changes?since=${since}&wait=${EXPECTED_SOON}`;
  const reply = await at.ask('GET', path, as === undefined ? {} : { as });
  expect([reply.status, reply.text]).toEqual([200, expect.anything()]);
  return reply.json<SubscriptionChanges>();
}

/** As an agency does it: from the first number on, until so many are there. */
async function all(id: string, count: number, options: Parameters<typeof changes>[2] = {}) {
  const heard: SubscriptionChanges['changes'] = [];
  while (heard.length < count) {
    const page = await changes(id, heard.at(-1)?.sequence ?? 0, options);
    if (page.changes.length === 0) break;
    heard.push(...page.changes);
  }
  return heard;
}

const state = async (id: string, as?: string): Promise<SubscriptionState> =>
  (await delivery.ask('GET', `/api/v1/subscriptions/${id}/state`, as === undefined ? {} : { as })).json();

describe('a subscription', () => {
  it('begins with everything that matches, and goes on with numbered changes, each with its digest', async () => {
    const { id } = await subscribe({ minSeverity: 3 }, undefined, { format: 'geojson' });
    const first = await state(id);
    expect(first).toMatchObject({ sequence: 0, features: [{ id: 'old' }] });
    const grown = feature('new', 4);
    await world.write(feature('small', 2), grown);
    await world.write(feature('new', 1));
    await world.remove('small');
    const heard = await all(id, 2);
    expect(heard.map(({ sequence, operation, featureId }) => [sequence, operation, featureId])).toEqual([
      [1, 'upsert', 'new'],
      [2, 'remove', 'new'],
    ]);
    expect(heard[0]).toMatchObject({ id: `${id}.1`, feature: { id: 'new' }, digest: sha256Hex(canonicalJson(grown)) });
    expect(heard[1]).toMatchObject({ feature: null, digest: null });
  });

  it('waits for a change with whoever asks, and answers with nothing when there is none', async () => {
    const { id } = await subscribe({ minSeverity: 5 });
    const waiting = changes(id);
    await world.write(feature('great', 5));
    expect((await waiting).changes).toHaveLength(1);
    const none = await delivery.ask('GET', `/api/v1/subscriptions/${id}/changes?since=1&wait=1`);
    expect(none.json()).toEqual({ subscription: id, lastSequence: 1, changes: [] });
  });

  it('tells changes as CloudEvents where nothing else was asked for', async () => {
    const { id } = await subscribe({ minSeverity: 5 });
    await world.write(feature('event', 5));
    await world.remove('event');
    const [upsert, remove] = await all(id, 2);
    expect(upsert!.event).toMatchObject({
      specversion: '1.0',
      id: `${id}.1`,
      source: `${delivery.base}/api/v1/subscriptions/${id}`,
      type: 'jp.hinomi.feature.upsert.v1',
      subject: 'event',
      sequence: '0000000000000001',
      exercise: false,
      datacontenttype: 'application/geo+json',
      data: { type: 'Feature', id: 'event' },
    });
    expect(remove!.event).toMatchObject({ type: 'jp.hinomi.feature.remove.v1', subject: 'event', data: null });
  });

  it('is the same at every process, whichever of them wrote the journal', async () => {
    const { id } = await subscribe({ minSeverity: 4 });
    for (let count = 0; count < 40; count++) await world.write(feature(`twice-${count}`, 4));
    const [here, there] = [await all(id, 40), await all(id, 40, { at: other })];
    expect(here.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(there.map(({ event: _, ...rest }) => rest)).toEqual(here.map(({ event: _, ...rest }) => rest));
  });

  it('misses nothing that happened while no process ran', async () => {
    const alone = new TestWorld();
    await alone.open();
    const first = new TestDelivery(alone);
    await first.start();
    const { id } = await subscribe({}, undefined, { format: 'geojson' }, first);
    await alone.write(feature('a'));
    await changes(id, 0, { at: first });
    await first.stop();
    await alone.write(feature('a', 5), feature('b'));
    await alone.remove('a');
    const second = new TestDelivery(alone);
    await second.start();
    const heard = await all(id, 4, { at: second });
    expect(heard.map(({ sequence, operation, featureId }) => `${sequence} ${operation} ${featureId}`)).toEqual([
      '1 upsert a',
      '2 upsert a',
      '3 upsert b',
      '4 remove a',
    ]);
    expect(heard[0]).toMatchObject({ feature: { properties: { severity: 3 } } });
    await second.stop();
    await alone.close();
  });

  it('tells that the state is to be fetched when the journal no longer goes back so far', async () => {
    const { id } = await subscribe({ minSeverity: 5 });
    await world.write(feature('kept', 5), feature('kept-2', 5));
    await all(id, 2);
    await delivery.forget(id, 1);
    expect((await changes(id)).changes).toMatchObject([{ sequence: 1, operation: 'state', featureId: null }]);
    expect((await changes(id, 1)).changes).toMatchObject([{ sequence: 2, operation: 'upsert' }]);
    await delivery.forget(id);
    expect((await changes(id)).changes).toMatchObject([{ sequence: 2, operation: 'state' }]);
  });
});

describe('what a subscription shows', () => {
  it('is what its holder may see, and a feature that leaves this is removed', async () => {
    const machine = await delivery.machine({ jurisdiction: '17204' });
    const as = await machine.token();
    const { id } = await subscribe({}, as);
    const label = (jurisdiction: string) => ({ classification: 'responders', jurisdiction }) as FeatureV1['label'];
    await world.write(feature('theirs', 3, { label: label('17204') }), feature('others', 3, { label: label('43100') }));
    await world.write(feature('theirs', 3, { label: label('43100') }));
    const heard = await all(id, 2, { as });
    expect(heard.map(({ operation, featureId }) => `${operation} ${featureId}`)).toEqual([
      'upsert theirs',
      'remove theirs',
    ]);
    expect((await state(id, as)).features.map((each) => each.id)).not.toContain('others');
  });

  it('begins anew when the holder has other rights, and tells nothing of before', async () => {
    const machine = await delivery.machine({ jurisdiction: '17204' });
    const { id } = await subscribe({}, await machine.token());
    const label = { classification: 'responders', jurisdiction: '17204' } as FeatureV1['label'];
    await world.write(feature('secret', 3, { label }));
    await all(id, 1, { as: await machine.token() });
    await delivery.ask('PATCH', `/api/v1/clients/${machine.id}`, { as: 'demo-admin', body: { jurisdiction: '43100' } });
    const as = await machine.token();
    const heard = (await changes(id, 0, { as })).changes;
    expect(heard.map(({ operation, sequence }) => [operation, sequence])).toEqual([['state', 2]]);
    expect((await state(id, as)).features.map((each) => each.id)).not.toContain('secret');
  });

  it('is fetched by others of the same agency, who see the same, and by nobody of another', async () => {
    const one = await (await delivery.machine({ agency: '県警', jurisdiction: '17' })).token();
    const two = await (await delivery.machine({ agency: '県警', jurisdiction: '17' })).token();
    const narrower = await (await delivery.machine({ agency: '県警', jurisdiction: '17204' })).token();
    const another = await (await delivery.machine({ agency: '消防', jurisdiction: '17' })).token();
    const { id } = await subscribe({}, one);
    const seen = async (as: string): Promise<unknown[]> => [
      (await delivery.ask('GET', `/api/v1/subscriptions/${id}/changes`, { as })).status,
      (await delivery.ask('GET', '/api/v1/subscriptions', { as })).text.includes(id),
    ];
    expect([await seen(one), await seen(two)]).toEqual([
      [200, true],
      [200, true],
    ]);
    expect([await seen(narrower), await seen(another)]).toEqual([
      [404, false],
      [404, false],
    ]);
  });

  it('is fetched by its holder alone; operators see that it is there, others do not', async () => {
    const { id } = await subscribe();
    const as = await (await delivery.machine({})).token();
    const statusOf = async (path: string, who: string): Promise<number> =>
      (await delivery.ask('GET', `/api/v1/subscriptions${path}`, { as: who })).status;
    expect([await statusOf(`/${id}`, as), await statusOf(`/${id}/state`, as)]).toEqual([404, 404]);
    expect([await statusOf(`/${id}`, 'demo-operator'), await statusOf(`/${id}/changes`, 'demo-operator')]).toEqual([
      200, 404,
    ]);
    expect([await statusOf('', 'demo-public'), await statusOf('', 'demo-operator')]).toEqual([403, 200]);
    expect((await delivery.ask('DELETE', `/api/v1/subscriptions/${id}`)).status).toBe(204);
    expect(await statusOf(`/${id}`, 'demo-agency')).toBe(404);
  });

  it('is of exercises only for those who asked', async () => {
    const [real, drill] = [await subscribe({ minSeverity: 5 }), await subscribe({ minSeverity: 5, exercise: true })];
    await world.write(feature('drill:x:a', 5, { exercise: 'x' as FeatureV1['exercise'] }));
    expect((await all(drill.id, 1))[0]).toMatchObject({ featureId: 'drill:x:a', event: { exercise: true } });
    const none = await delivery.ask('GET', `/api/v1/subscriptions/${real.id}/changes?wait=1`);
    expect(none.json<SubscriptionChanges>().changes).toEqual([]);
  });
});

describe('the sandbox', () => {
  it('tells a sample of every layer asked for, as an exercise, and takes them away again', async () => {
    const { id } = await subscribe({ exercise: true, layers: ['tsunami', 'shelter'] }, undefined, {
      format: 'geojson',
    });
    const reply = await delivery.ask('POST', `/api/v1/subscriptions/${id}/sandbox`);
    expect([reply.status, reply.json()]).toEqual([202, { samples: 2, lastSequence: 4 }]);
    const heard = await all(id, 4);
    expect(heard.map(({ sequence, operation }) => `${sequence} ${operation}`)).toEqual([
      '1 upsert',
      '2 upsert',
      '3 remove',
      '4 remove',
    ]);
    for (const { featureId, feature: told, digest } of heard.slice(0, 2)) {
      expect(featureId).toMatch(/^drill:sandbox:/);
      expect(told!.properties.exercise).toBe('sandbox');
      expect(digest).toBe(sha256Hex(canonicalJson(fromGeoJson(told!))));
    }
    expect((await state(id)).features.filter((each) => each.id.startsWith('drill:sandbox:'))).toEqual([]);
  });

  it('tells nobody of the real world', async () => {
    const { id } = await subscribe();
    const reply = await delivery.ask('POST', `/api/v1/subscriptions/${id}/sandbox`);
    expect([reply.status, reply.text]).toEqual([409, expect.stringContaining('exercise')]);
  });
});

describe('the account of a subscription', () => {
  it('says what waits, since when, and what the holder has', async () => {
    const { id } = await subscribe({ minSeverity: 5 });
    await world.write(feature('acc-1', 5), feature('acc-2', 5));
    await all(id, 2);
    const show = async (as: string): Promise<Subscription> =>
      (await delivery.ask('GET', `/api/v1/subscriptions/${id}`, { as })).json();
    expect((await show('demo-agency')).account).toMatchObject({
      lastSequence: 2,
      acknowledged: 0,
      waiting: 2,
      sent: 2,
    });
    await delivery.ask('GET', `/api/v1/subscriptions/${id}/changes?since=2`);
    const account = { lastSequence: 2, acknowledged: 2, waiting: 0, lagMs: 0 };
    expect((await show('demo-operator')).account).toMatchObject(account);
  });

  it('refuses what it cannot read, and says where', async () => {
    const { id } = await subscribe();
    const at = async (query: string): Promise<unknown> =>
      (await delivery.ask('GET', `/api/v1/subscriptions/${id}/changes?${query}`)).json();
    expect(await at('since=x')).toMatchObject({ code: 'request.invalid', detail: expect.stringContaining('since') });
    expect(await at('since=7')).toMatchObject({ code: 'request.invalid' });
    expect(await at('from=7')).toMatchObject({ detail: expect.stringContaining('since, limit, wait') });
    const wish = { interest: { exercise: false }, owner: OWNER };
    const make = async (more: object): Promise<{ status: number; text: string }> =>
      delivery.ask('POST', '/api/v1/subscriptions', { body: { ...wish, ...more } });
    expect((await make({ expiresAt: '2020-01-01T00:00:00.000Z' as Instant })).text).toContain('/expiresAt');
    expect((await make({ owner: { ...OWNER, contact: '' } })).text).toContain('/owner/contact');
    expect((await make({ secret: 'x' })).text).toContain('/secret');
  });

  it('is asked for so often at most, by one client, and others go on', async () => {
    const as = await (await delivery.machine({})).token();
    const other = await (await delivery.machine({})).token();
    const { id } = await subscribe({}, as);
    const path = `/api/v1/subscriptions/${id}`;
    const refused: Awaited<ReturnType<typeof delivery.ask>>[] = [];
    for (let round = 0; refused.length === 0 && round < 20; round++) {
      const asked = await Promise.all(Array.from({ length: 100 }, () => delivery.ask('GET', path, { as })));
      refused.push(...asked.filter(({ status }) => status === 429));
    }
    expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await delivery.ask('GET', '/api/v1/subscriptions', { as: other })).status).toBe(200);
  });

  it('ends when its time is over', async () => {
    const expiresAt = new Date(Date.now() + 60_000).toISOString();
    const { id } = await subscribe({}, undefined, { expiresAt });
    delivery.lateMs = 61_000;
    const reply = await delivery.ask('GET', `/api/v1/subscriptions/${id}/changes`);
    expect([reply.status, reply.json()]).toEqual([410, expect.objectContaining({ code: 'subscription.expired' })]);
    const shown = await delivery.ask('GET', `/api/v1/subscriptions/${id}`);
    delivery.lateMs = 0;
    expect(shown.json<Subscription>().status).toBe('expired');
  });
});
