import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DeliveryRecord, FeatureV1, SubscriptionReply } from '@hinomi/contracts';
import { pictureFeature } from '@hinomi/testing';
import { TestDelivery, TestWorld, until } from '../test-delivery.suite.js';

const world = new TestWorld();
const delivery = new TestDelivery(world);
beforeAll(async () => {
  await world.open();
  await world.write(feature('old'));
  await delivery.start();
});
afterAll(async () => {
  await delivery.stop();
  await world.close();
});

function feature(id: string, severity: FeatureV1['severity'] = 5): FeatureV1 {
  return pictureFeature({ id, severity });
}

async function subscribe(as: string, format = 'cloudevents'): Promise<string> {
  const body = {
    interest: { exercise: false, minSeverity: 5 },
    owner: { organisation: '消防本部', purpose: '指令台', contact: 'bousai@example.jp' },
    format,
  };
  const made = await delivery.ask('POST', '/api/v1/subscriptions', { as, body });
  return made.json<SubscriptionReply>().subscription.id;
}

interface StreamEvent {
  event: string;
  id: string | null;
  data: unknown;
}

/** Reads a stream until it is told to leave. */
async function listen(id: string, token: string, headers: Record<string, string> = {}) {
  const leaving = new AbortController();
  const reply = await fetch(`${delivery.base}/api/v1/subscriptions/${id}/events`, {
    headers: { authorization: `Bearer ${token}`, ...headers },
    signal: leaving.signal,
  });
  const events: StreamEvent[] = [];
  let ended = false;
  const reading = (async () => {
    let text = '';
    for await (const chunk of reply.body!) {
      text += Buffer.from(chunk).toString();
      const blocks = text.split('\n\n');
      text = blocks.pop()!;
      for (const block of blocks) {
        const field = (name: string): string | null => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null;
        const event = field('event');
        if (event !== null) events.push({ event, id: field('id'), data: JSON.parse(field('data')!) });
      }
    }
  })()
    .catch(() => undefined)
    .finally(() => (ended = true));
  return {
    ...{ reply, events, ended: () => ended },
    leave: async () => {
      leaving.abort();
      await reading;
    },
  };
}

const knocked: IncomingMessage[] = [];

/** A stream that nobody reads, on a connection of its own. */
function knock(id: string, token: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const url = `${delivery.base}/api/v1/subscriptions/${id}/events`;
    get(url, { agent: false, headers: { authorization: `Bearer ${token}` } }, (reply) => {
      knocked.push(reply.on('error', () => undefined));
      resolve(reply);
    }).on('error', reject);
  });
}

describe('a stream of events', () => {
  it('begins with the state and goes on with changes; whoever comes back hears what was missed', async () => {
    const as = await (await delivery.machine({})).token();
    const id = await subscribe(as);
    const first = await listen(id, as);
    expect(first.reply.headers.get('content-type')).toContain('text/event-stream');
    await until(() => first.events.length === 2);
    await world.write(feature('a'));
    await until(() => first.events.length === 3);
    expect(first.events.map((each) => `${each.event} ${each.id}`)).toEqual(['state null', 'state-end 0', 'upsert 1']);
    expect(first.events[2]!.data).toMatchObject({ specversion: '1.0', id: `${id}.1`, subject: 'a' });
    await first.leave();
    await world.write(feature('b'));
    await world.remove('a');
    const second = await listen(id, as, { 'last-event-id': '1' });
    await until(() => second.events.length === 2);
    expect(second.events.map((each) => `${each.event} ${each.id}`)).toEqual(['upsert 2', 'remove 3']);
    await second.leave();
    const shown = (await delivery.ask('GET', `/api/v1/subscriptions/${id}`, { as })).json<{ account: object }>();
    expect(shown.account).toMatchObject({ lastSequence: 3, acknowledged: 1 });
  });

  it('ends when its holder has other rights, and when the subscription is ended', async () => {
    const machine = await delivery.machine({ jurisdiction: '17204' });
    const id = await subscribe(await machine.token(), 'geojson');
    const stream = await listen(id, await machine.token());
    await until(() => stream.events.length === 2);
    await delivery.ask('PATCH', `/api/v1/clients/${machine.id}`, { as: 'demo-admin', body: { jurisdiction: '43100' } });
    const as = await machine.token();
    // The next request says so with the new token.
    await delivery.ask('GET', `/api/v1/subscriptions/${id}/changes`, { as });
    await until(() => stream.ended());
    expect(stream.events.map(({ event }) => event)).toEqual(['state', 'state-end']);
    const anew = await listen(id, as);
    await until(() => anew.events.length === 2);
    await delivery.ask('DELETE', `/api/v1/subscriptions/${id}`, { as });
    await until(() => anew.ended());
  });

  it('is one of fifty of a client at most; another client is not held up, and one that leaves makes room', async () => {
    const [as, other] = [await (await delivery.machine({})).token(), await (await delivery.machine({})).token()];
    const [id, theirs] = [await subscribe(as), await subscribe(other)];
    const open = await Promise.all(Array.from({ length: 50 }, () => knock(id, as)));
    expect(new Set(open.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    expect((await knock(id, as)).statusCode).toBe(429);
    expect((await knock(theirs, other)).statusCode).toBe(200);
    open[0]!.destroy();
    await until(async () => (await knock(id, as)).statusCode === 200);
    expect((await knock(id, as)).statusCode).toBe(429);
    for (const reply of knocked) reply.destroy();
  });
});

describe('the record of deliveries', () => {
  it('has every fetch, as JSON and as a table, for the holder and for operators', async () => {
    const as = await (await delivery.machine({})).token();
    const id = await subscribe(as);
    await world.write(feature('r-1'), feature('r-2'));
    await delivery.ask('GET', `/api/v1/subscriptions/${id}/changes?wait=10`, { as });
    const path = `/api/v1/subscriptions/${id}/deliveries`;
    const record = (await delivery.ask('GET', path, { as })).json<DeliveryRecord>();
    expect(record.attempts.length).toBeGreaterThan(0);
    expect(record.attempts.at(-1)).toMatchObject({ firstSequence: 1, outcome: 'fetched', failure: null });
    const csv = await delivery.ask('GET', `${path}?format=csv`, { as: 'demo-operator' });
    expect(csv.text.split('\r\n')[0]).toBe('at,firstSequence,lastSequence,attempt,outcome,status,tookMs,failure');
    expect((await delivery.ask('GET', `${path}?format=xml`, { as })).status).toBe(400);
    expect((await delivery.ask('GET', path, { as: 'demo-agency' })).status).toBe(404);
  });
});
