import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FactsPage, Subscription, SubscriptionReply } from '@hinomi/contracts';
import { drillChange, drillRecord, reported, riverReport, type Addressed } from '@hinomi/testing';
import { TestDelivery, TestWorld } from '../test-delivery.suite.js';

jest.setTimeout(60_000);

const world = new TestWorld();
const delivery = new TestDelivery(world);
const owner = { organisation: '見本市', purpose: 'Hub to hub', contact: 'bosai@city.example' };
const LIST = '/api/v1/subscriptions';

beforeAll(async () => {
  await world.open();
  await delivery.start();
});
afterAll(async () => {
  await delivery.stop();
  await world.close();
});

const append = async (...all: Addressed[]): Promise<void> => {
  for (const { topic, record } of all) await world.log.append(topic, [record]);
};
const flood = (number: number): Addressed =>
  reported(riverReport('820209', {}, { subject: `flood-${number}`, at: number }));
const wishOf = (topics: readonly string[], interest: object = { exercise: false }) => ({
  ...{ interest, owner, channel: { type: 'facts', topics } },
});

async function subscribe(topics: readonly string[] = ['hazards-urgent'], interest?: object): Promise<string> {
  const made = await delivery.ask('POST', LIST, { as: 'demo-hub', body: wishOf(topics, interest) });
  expect([made.status, made.text]).toEqual([201, expect.any(String)]);
  return made.json<SubscriptionReply>().subscription.id;
}
const ask = (id: string, query: string, as = 'demo-hub') => delivery.ask('GET', `${LIST}/${id}/facts?${query}`, { as });
async function fetched(id: string, query = ''): Promise<FactsPage> {
  const reply = await ask(id, `hub=reader${query}`);
  expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
  return reply.json<FactsPage>();
}
const subjects = ({ facts }: FactsPage): string[] => facts.map(({ subject }) => subject);

describe('facts for another hub', () => {
  it('come whole and in order, page by page, from where the reader has them on', async () => {
    const id = await subscribe();
    await append(flood(1), flood(2), flood(3));
    const first = await fetched(id, '&limit=2');
    expect([subjects(first), first.more]).toEqual([['flood-1', 'flood-2'], true]);
    const second = await fetched(id, `&limit=2&since=${first.cursor}`);
    expect([subjects(second), second.more]).toEqual([['flood-3'], false]);

    // Whoever lost its own place goes on at what it said it has; another hub has nothing.
    expect(subjects(await fetched(id))).toEqual(['flood-3']);
    const other = await ask(id, 'hub=another-log');
    expect(subjects(other.json<FactsPage>())).toEqual(['flood-1', 'flood-2', 'flood-3']);
  });

  it('are waited for, and told as soon as they are there', async () => {
    const id = await subscribe();
    const { cursor } = await fetched(id);
    const waiting = fetched(id, `&since=${cursor}&wait=20`);
    await append(flood(10));
    expect(subjects(await waiting)).toEqual(['flood-10']);
  });

  it('are numbered by the log: the account says how far the reader is', async () => {
    const id = await subscribe();
    const account = async (): Promise<Subscription['account']> =>
      (await delivery.ask('GET', `${LIST}/${id}`, { as: 'demo-operator' })).json<Subscription>().account;
    const { waiting } = await account();
    expect(waiting).toBeGreaterThan(0);
    const { cursor } = await fetched(id);
    await fetched(id, `&since=${cursor}`);
    expect(await account()).toMatchObject({ waiting: 0, lagMs: 0, sent: waiting });
    const record = await delivery.ask('GET', `${LIST}/${id}/deliveries`, { as: 'demo-hub' });
    expect(record.text).toContain('"outcome":"fetched"');
  });

  it('are waited for over what the reader told itself', async () => {
    const id = await subscribe();
    const { cursor } = await fetched(id);
    const waiting = fetched(id, `&since=${cursor}&wait=20`);
    const own = flood(20);
    await append(
      { ...own, record: { ...own.record, headers: { ...own.record.headers, ce_hubs: 'reader' } } },
      flood(21),
    );
    expect(subjects(await waiting)).toEqual(['flood-21']);
  });

  it('are read anew when the log is another, or was set back', async () => {
    const id = await subscribe();
    const all = subjects(await fetched(id));
    const cursorOf = (log: string, offset: number): string =>
      Buffer.from(JSON.stringify({ log, at: { 'hazards-urgent': [offset] } })).toString('base64url');
    expect(subjects(await fetched(id, `&since=${cursorOf('gone', 3)}`))).toEqual(all);
    expect(subjects(await fetched(id, `&since=${cursorOf(world.log.hubId, 10_000)}`))).toEqual(all);
    expect((await ask(id, 'hub=reader&since=rubbish')).status).toBe(400);
    expect((await ask(id, 'since=')).status).toBe(400);
  });

  it('tell of exercises those who asked, and of nothing else', async () => {
    const id = await subscribe(['hazards-urgent'], { exercise: true });
    await append(
      drillRecord(drillChange('a-run', 1)),
      reported(riverReport('820209', {}, { subject: 'drilled', run: 'a-run' })),
    );
    expect((await fetched(id)).facts.map(({ type, exercise }) => [type, exercise])).toEqual([
      ['drill.changed.v1', 'a-run'],
      ['hazard.reported.v1', 'a-run'],
    ]);
  });

  it('are for hubs: not for agencies, not for whoever has a jurisdiction, and whole', async () => {
    const wish = wishOf(['hazards-urgent']);
    expect((await delivery.ask('POST', LIST, { as: 'demo-agency', body: wish })).status).toBe(403);
    expect((await delivery.ask('POST', LIST, { as: 'demo-admin', body: wish })).status).toBe(403);
    const bound = await delivery.machine({ role: 'hub', jurisdiction: '17' });
    expect((await delivery.ask('POST', LIST, { as: await bound.token(), body: wish })).status).toBe(403);
    const narrow = wishOf(['hazards-urgent'], { exercise: false, layers: ['tsunami'] });
    expect((await delivery.ask('POST', LIST, { as: 'demo-hub', body: narrow })).text).toContain('/interest');
    const secret = wishOf(['needs']);
    expect((await delivery.ask('POST', LIST, { as: 'demo-hub', body: secret })).status).toBe(400);

    const id = await subscribe();
    expect((await ask(id, 'hub=reader', 'demo-agency')).status).toBe(403);
    const mine = await delivery.machine({ role: 'hub' });
    expect((await ask(id, 'hub=reader', await mine.token())).status).toBe(404);
  });

  it('have no state and no changes, and stop while they are paused', async () => {
    const id = await subscribe();
    for (const what of ['state', 'changes', 'events']) {
      const reply = await delivery.ask('GET', `${LIST}/${id}/${what}`, { as: 'demo-hub' });
      expect([what, reply.status, reply.text]).toEqual([what, 409, expect.stringContaining('/facts')]);
    }
    await delivery.ask('POST', `${LIST}/${id}/pause`, { as: 'demo-operator' });
    expect((await ask(id, 'hub=reader')).status).toBe(409);
    await delivery.ask('POST', `${LIST}/${id}/resume`, { as: 'demo-hub' });
    expect((await ask(id, 'hub=reader')).status).toBe(200);
  });
});
