import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeEvent, hazardReported, type OrderEntry, type Problem } from '@hinomi/contracts';
import { ACCESS_TABLES } from '@hinomi/access';
import { openTestStore, type TestStore } from '@hinomi/store';
import { ulid } from 'ulid';
import { HISTORY_TABLES } from '../history/history-tables.js';
import { TestHub } from '../test-hub.suite.js';

type Reply = OrderEntry & Problem;

let store: TestStore;
let hub: TestHub;
let wajima: string;
let nanao: string;
let prefecture: string;
beforeAll(async () => {
  store = await openTestStore([ACCESS_TABLES, HISTORY_TABLES]);
  hub = new TestHub(store);
  await hub.start();
  const operator = { role: 'operator' };
  wajima = (await hub.machine({ ...operator, jurisdiction: '17204' })).token;
  nanao = (await hub.machine({ ...operator, jurisdiction: '17202' })).token;
  prefecture = (await hub.machine({ ...operator, jurisdiction: '17' })).token;
});
afterAll(async () => {
  await hub.stop();
  await store.remove();
});

async function post(path: string, body: unknown, token: string): Promise<{ status: number; json: Reply }> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const reply = await fetch(`${hub.base}/api/v1/orders${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return { status: reply.status, json: (await reply.json()) as Reply };
}
const content = { level: 3, districts: '河井町', area: null, reason: '大雨のため', households: 120, persons: null };
const issue = (over: object = {}) => ({
  ...{ orderId: ulid(), stepId: ulid(), issuedAt: new Date().toISOString(), municipality: '17204', exercise: null },
  ...content,
  ...over,
});
const next = (entry: OrderEntry, step: string, over: object = {}) => ({
  ...{ step, stepId: ulid(), after: entry.steps.at(-1)?.stepId, issuedAt: new Date().toISOString() },
  ...(step === 'lift' || step === 'withdraw' ? { reason: '危険がなくなったため' } : content),
  ...over,
});
const stepsOf = (entry: OrderEntry): Promise<{ status: number; json: Reply }> =>
  hub.get(`/api/v1/orders/${entry.id}`, wajima).then(({ status, json }) => ({ status, json: json<Reply>() }));
const change = (entry: OrderEntry, body: unknown, token = wajima) => post(`/${entry.id}/steps`, body, token);

describe('evacuation orders', () => {
  it('are issued, raised, and lifted by their municipality, and every step is on the log with who did it', async () => {
    const { status, json: issued } = await post('', issue(), wajima);
    expect(status).toBe(201);
    expect(issued).toMatchObject({ stands: true, municipality: { code: '17204', name: '輪島市' }, mayChange: true });
    const raised = (await change(issued, next(issued, 'change', { level: 4 }))).json;
    const lifted = (await change(raised, next(raised, 'lift'))).json;
    expect(lifted).toMatchObject({ stands: false });
    expect(lifted.steps.map(({ step, content: said }) => [step, said?.level ?? null])).toEqual([
      ['issue', 3],
      ['change', 4],
      ['lift', null],
    ]);
    expect(new Set(lifted.steps.map(({ by }) => by.subject)).size).toBe(1);
    const logged = [];
    for await (const record of hub.log.read('hazards-urgent', []))
      logged.push(decodeEvent(hazardReported, record).data);
    expect(
      logged.filter(({ hazardId }) => hazardId === issued.id).map(({ effect, entered }) => [effect, entered?.step]),
    ).toEqual([
      ['states', 'issue'],
      ['states', 'change'],
      ['voids-subject', 'lift'],
    ]);
  });

  it('sent again are the same step, and of two who change one the second is told', async () => {
    const wish = issue();
    const { json: issued } = await post('', wish, wajima);
    expect((await post('', wish, wajima)).json).toEqual(issued);
    const [one, other] = await Promise.all([
      change(issued, next(issued, 'change', { level: 4 })),
      change(issued, next(issued, 'change', { level: 5 })),
    ]);
    expect([one.status, other.status].sort()).toEqual([201, 409]);
    expect([one, other].find(({ status }) => status === 409)?.json.code).toBe('order.overtaken');
    expect((await stepsOf(issued)).json.steps).toHaveLength(2);
  });

  it('that were a slip are withdrawn or corrected, and the original stays', async () => {
    const { json: issued } = await post('', issue({ level: 5 }), wajima);
    const withdrawn = (await change(issued, next(issued, 'withdraw'))).json;
    expect(withdrawn.stands).toBe(false);
    expect((await change(withdrawn, next(withdrawn, 'lift'))).json).toMatchObject({ code: 'request.invalid' });
    const corrected = (await change(withdrawn, next(withdrawn, 'correct', { level: 3 }))).json;
    expect(corrected).toMatchObject({
      stands: true,
      steps: [{ step: 'issue' }, { step: 'withdraw' }, { step: 'correct' }],
    });
    expect(corrected.steps[0]?.content?.level).toBe(5);
  });

  it('are for the municipality itself: not for its neighbour, its prefecture, or another role', async () => {
    for (const token of [nanao, prefecture]) {
      expect(await post('', issue(), token)).toMatchObject({ status: 403, json: { code: 'access.denied' } });
    }
    for (const client of ['demo-admin', 'demo-agency', 'demo-shelter', 'demo-medic', 'demo-public'] as const) {
      expect((await post('', issue(), await hub.tokenOf(client))).status).toBe(403);
    }
    const { json: issued } = await post('', issue(), wajima);
    expect((await change(issued, next(issued, 'lift'), nanao)).status).toBe(404);
    expect((await change(issued, next(issued, 'lift'), prefecture)).status).toBe(403);
    expect((await stepsOf(issued)).json.steps).toHaveLength(1);
    const mine = await hub.get('/api/v1/orders/municipalities', wajima);
    expect(mine.json()).toEqual([{ code: '17204', name: '輪島市' }]);
  });

  it('show who entered them to headquarters concerned only', async () => {
    const { json: issued } = await post('', issue(), wajima);
    expect((await hub.get(`/api/v1/orders/${issued.id}`, prefecture)).json<OrderEntry>()).toMatchObject({
      mayChange: false,
    });
    expect((await hub.get(`/api/v1/orders/${issued.id}`, nanao)).status).toBe(404);
    expect((await hub.get('/api/v1/orders', await hub.tokenOf('demo-public'))).status).toBe(403);
    const all = (await hub.get('/api/v1/orders', nanao)).json<OrderEntry[]>();
    expect(all).toEqual([]);
  });

  it.each([
    ['no level of an order', { level: 2 }, '/level'],
    ['no municipality', { municipality: '99999' }, '/municipality'],
    ['no reason', { reason: '  ' }, '/reason'],
    ['the future', { issuedAt: '2999-01-01T00:00:00.000Z' }, '/issuedAt'],
    [
      'an open ring',
      {
        area: {
          type: 'Polygon',
          coordinates: [
            [
              [136, 37],
              [137, 37],
              [137, 38],
              [136, 38],
            ],
          ],
        },
      },
      '/coordinates/0/3',
    ],
    ['a field of no meaning', { colour: 'red' }, ''],
  ])('with %s are refused, with the place', async (_what, over, path) => {
    const { status, json } = await post('', issue(over), await hub.tokenOf('demo-operator'));
    expect([status, json.code]).toEqual([400, 'request.invalid']);
    expect(json.place?.path?.startsWith(path)).toBe(true);
  });

  it('of an exercise stay in the exercise', async () => {
    const { json } = await post('', issue({ exercise: 'r1' }), wajima);
    expect(json).toMatchObject({ id: expect.stringMatching(/^drill:r1:order:/), exercise: 'r1' });
    const ids = async (query: string) =>
      (await hub.get(`/api/v1/orders${query}`, wajima)).json<OrderEntry[]>().map(({ id }) => id);
    expect(await ids('?exercise=true')).toEqual([json.id]);
    expect(await ids('')).not.toContain(json.id);
  });
});
