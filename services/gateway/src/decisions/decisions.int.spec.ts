import { ACCESS_TABLES } from '@hinomi/access';
import { openTestStore, type TestStore } from '@hinomi/store';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DecisionEntry, DemoClient, FeatureId, FeatureV1, Problem, RunId } from '@hinomi/contracts';
import { pictureFeature as feature } from '@hinomi/testing';
import { HISTORY_TABLES } from '../history/history-tables.js';
import { TestHub, until } from '../test-hub.suite.js';

const thing = (id: string, over: Partial<Omit<FeatureV1, 'id'>> = {}): FeatureV1 =>
  feature({
    id,
    layer: 'shelter',
    kind: 'shelter',
    properties: {
      type: 'thing',
      theme: 'shelter',
      name: '見本小学校',
      nameKana: null,
      identifiers: [],
      attributes: {},
      aliases: [] as FeatureId[],
      oldestObservedAt: '2026-11-23T09:00:00.000Z' as never,
    },
    ...over,
  });

let store: TestStore;
let hub: TestHub;
beforeAll(async () => {
  store = await openTestStore([ACCESS_TABLES, HISTORY_TABLES]);
  hub = new TestHub(store);
  await hub.start();
  await hub.write(thing('town/1'), thing('pref/1'), feature({ id: 'noto' }));
  await hub.write(thing('wajima/1', { areaCodes: ['17', '17204'] }), thing('nanao/1', { areaCodes: ['17', '17202'] }));
  await hub.write(
    thing('secret/1', { areaCodes: ['17', '17204'], label: { classification: 'headquarters', jurisdiction: '17204' } }),
  );
  await hub.write(thing('drill:r1:town/1', { exercise: 'r1' as RunId }));
});
afterAll(async () => {
  await hub.stop();
  await store.remove();
});

async function ask<T>(
  method: string,
  path: string,
  body?: unknown,
  client: DemoClient | { token: string } = 'demo-operator',
) {
  const authorization = `Bearer ${typeof client === 'string' ? await hub.tokenOf(client) : client.token}`;
  const reply = await fetch(`${hub.base}/api/v1/decisions${path}`, {
    method,
    headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: reply.status, json: (await reply.json()) as T };
}
const decide = (decision: unknown, client?: DemoClient | { token: string }) =>
  ask<DecisionEntry & Problem>('POST', '', { decision, note: '電話で確認' }, client);
const SAME = { is: 'same', things: ['town/1', 'pref/1'] };

describe('decisions about things', () => {
  it('are put on the log with who and when, listed, and withdrawn', async () => {
    const { status, json } = await decide(SAME);
    expect(status).toBe(201);
    expect(json).toMatchObject({
      decision: SAME,
      note: '電話で確認',
      by: { subject: 'demo-operator' },
      withdrawn: null,
    });
    expect((await ask<DecisionEntry[]>('GET', '')).json).toMatchObject([{ decisionId: json.decisionId }]);
    const undone = await ask<DecisionEntry>('DELETE', `/${json.decisionId}`);
    expect(undone).toMatchObject({ status: 200, json: { withdrawn: { by: { subject: 'demo-operator' } } } });
    expect((await ask<DecisionEntry>('DELETE', `/${json.decisionId}`)).json).toEqual(undone.json);
    const types = [];
    for await (const { headers } of hub.log.read('decisions', [])) types.push(headers['ce_type']);
    expect(types).toEqual(['thing.decided.v1', 'thing.decided.v1']);
  });

  it('say who has taken note of an alarm, to whoever asks for these alone', async () => {
    const note = { is: 'acknowledged', thing: 'town/1', alarm: 'water', since: '2026-11-23T08:00:00.000Z' };
    const { status, json } = await decide(note);
    expect([status, json.decision]).toEqual([201, note]);
    const listed = (is: string) => ask<DecisionEntry[]>('GET', `?is=${is}`);
    expect((await listed('acknowledged')).json).toMatchObject([{ decisionId: json.decisionId, withdrawn: null }]);
    expect((await listed('pin')).json).toEqual([]);
    expect((await decide({ ...note, alarm: 'noise' })).status).toBe(400);
    expect((await decide(note, 'demo-public')).status).toBe(403);
    await ask('DELETE', `/${json.decisionId}`);
    expect((await listed('acknowledged')).json).toMatchObject([{ withdrawn: { by: { subject: 'demo-operator' } } }]);
  });

  it('of an exercise stay in the exercise', async () => {
    const { json } = await decide({ is: 'pin', thing: 'drill:r1:town/1', attribute: 'evacueeno', value: 5 });
    expect(json).toMatchObject({ exercise: 'r1' });
    expect((await ask<DecisionEntry[]>('GET', '?exercise=true')).json).toHaveLength(1);
    expect((await decide({ is: 'same', things: ['town/1', 'drill:r1:town/1'] })).json).toMatchObject({
      code: 'request.invalid',
    });
  });

  it.each([
    ['an unknown thing', { is: 'same', things: ['town/1', 'town/2'] }, 'feature.not-found'],
    ['a hazard', { is: 'same', things: ['town/1', 'noto'] }, 'feature.not-found'],
    ['one thing alone', { is: 'same', things: ['town/1'] }, 'request.invalid'],
    ['a withdrawal by this way', { is: 'withdraw', decisionId: '0'.repeat(26) }, 'request.invalid'],
    ['nothing', null, 'request.invalid'],
  ])('about %s are refused, with a code', async (_what, decision, code) => {
    expect((await decide(decision)).json).toMatchObject({ code, place: expect.anything() });
  });

  it('are of whoever has the place: not of a neighbour, whom some are not even told', async () => {
    const [wajima, nanao, ishikawa] = await Promise.all(
      ['17204', '17202', '17'].map((jurisdiction) => hub.machine({ role: 'operator', jurisdiction })),
    );
    const pin = (thing: string) => ({ is: 'pin', thing, attribute: 'evacueeno', value: 5 });
    expect((await decide(pin('wajima/1'), nanao)).json).toMatchObject({ status: 403, code: 'access.denied' });
    expect((await decide({ is: 'same', things: ['wajima/1', 'nanao/1'] }, nanao)).status).toBe(403);
    expect((await decide(pin('wajima/1'), ishikawa)).status).toBe(201);
    const { json: pinned } = await decide(pin('wajima/1'), wajima);
    expect((await ask('DELETE', `/${pinned.decisionId}`, undefined, nanao)).status).toBe(403);
    expect((await ask('DELETE', `/${pinned.decisionId}`, undefined, ishikawa)).status).toBe(200);
    const { json: secret } = await decide(pin('secret/1'), wajima);
    const told = async (to: { token: string }) =>
      (await ask<DecisionEntry[]>('GET', '', undefined, to!)).json.map(({ decisionId }) => decisionId);
    expect(await told(wajima!)).toContain(secret.decisionId);
    expect(await told(nanao!)).not.toContain(secret.decisionId);
    // Anybody at headquarters takes note of an alarm that they see.
    const note = { is: 'acknowledged', thing: 'wajima/1', alarm: 'water', since: '2026-11-23T08:00:00.000Z' };
    expect((await decide(note, nanao)).status).toBe(201);
  });

  it('are for headquarters', async () => {
    expect((await decide(SAME, 'demo-agency')).status).toBe(403);
    expect((await ask('GET', '', undefined, 'demo-public')).status).toBe(403);
    expect((await ask('DELETE', `/${'0'.repeat(26)}`)).json).toMatchObject({ code: 'decision.not-found' });
  });
});

describe('a note taken of a hazard', () => {
  const responders = { classification: 'responders', jurisdiction: null } as const;
  const river = (severity: 3 | 4 | 5, id = 'river', over: Parameters<typeof feature>[0] = {}) =>
    feature({ ...over, id, severity, properties: { ...feature().properties, hazardId: 'river' } as never });
  const note = (severity: number, hazard = 'river') => ({
    ...{ is: 'acknowledged', thing: hazard, alarm: 'hazard', since: '2026-11-23T09:00:00.000Z', severity },
  });
  const seen = (severity: number) =>
    until(async () =>
      (await hub.snapshot('?exercise=false', 'demo-operator')).features.some(
        ({ id, properties }) => id === 'river' && properties.severity === severity,
      ),
    );
  const standing = async (): Promise<DecisionEntry[]> =>
    (await ask<DecisionEntry[]>('GET', '?is=acknowledged')).json.filter(
      ({ decision, withdrawn }) => decision.is === 'acknowledged' && decision.alarm === 'hazard' && withdrawn === null,
    );

  it('is of the severity that it has, never of a worse one', async () => {
    await hub.write(river(4));
    await seen(4);
    const { status, json } = await decide(note(5));
    expect([status, json.decision]).toEqual([201, note(4)]);
    expect(await standing()).toMatchObject([{ decisionId: json.decisionId, by: { subject: 'demo-operator' } }]);
  });

  it('stays while the hazard changes and becomes worse, and eases with it, for nothing worse', async () => {
    await hub.write(river(5));
    await seen(5);
    await hub.write(river(4), river(3, 'river/part'));
    await seen(4);
    expect(await standing()).toMatchObject([{ decision: note(4) }]);
    await hub.write(river(3));
    await until(async () => JSON.stringify((await standing())[0]?.decision) === JSON.stringify(note(3)));
    await hub.write(river(5));
    await seen(5);
    expect(await standing()).toMatchObject([{ decision: note(3), by: { subject: 'demo-operator' } }]);
  });

  it('ends with the hazard', async () => {
    await hub.write(river(5));
    await seen(5);
    await decide(note(5));
    expect(await standing()).toHaveLength(2);
    await hub.remove('river', 'river/part');
    await until(async () => (await standing()).length === 0);
    const [ended] = (await ask<DecisionEntry[]>('GET', '?is=acknowledged')).json;
    expect(ended).toMatchObject({ decision: note(5), withdrawn: { by: { subject: 'hub:gateway', name: 'Hinomi' } } });
  });

  it.each([
    ['a hazard that nobody has', note(4, 'lake'), 'feature.not-found'],
    ['a hazard without its severity', { ...note(4), severity: undefined }, 'request.invalid'],
    ['a shelter with one', { ...note(4, 'town/1'), alarm: 'water' }, 'request.invalid'],
  ])('is not taken of %s', async (_what, decision, code) => {
    expect((await decide(decision)).json).toMatchObject({ code, place: expect.anything() });
  });

  it('is not taken of what one may not see', async () => {
    await hub.write(river(5, 'river', { label: responders }));
    await seen(5);
    expect((await decide(note(5))).status).toBe(201);
    expect((await decide(note(5), 'demo-agency')).status).toBe(403);
  });
});
