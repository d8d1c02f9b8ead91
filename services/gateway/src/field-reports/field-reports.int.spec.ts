import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  decodeEvent,
  thingReported,
  type FieldReportEntry,
  type Geometry,
  type LngLat,
  type Problem,
} from '@hinomi/contracts';
import { ACCESS_TABLES } from '@hinomi/access';
import type { Boundaries, Bounds } from '@hinomi/geo';
import { openTestStore, type TestStore } from '@hinomi/store';
import { ulid } from 'ulid';
import { HISTORY_TABLES } from '../history/history-tables.js';
import { boundaries, TestHub } from '../test-hub.suite.js';

type Reply = FieldReportEntry & Problem;

/** Two municipalities beside each other, and the sea around them. */
const BOXES: Readonly<Record<string, Bounds>> = { '1720400': [136, 37, 137, 38], '1720200': [137, 37, 138, 38] };
const world: Boundaries = {
  ...boundaries,
  has: (_name, code) => Object.hasOwn(BOXES, code),
  shape: (_name, code): Geometry | null => {
    const [west, south, east, north] = BOXES[code] ?? [];
    if (west === undefined) return null;
    const corners = [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ] as LngLat[];
    return { type: 'Polygon', coordinates: [corners] };
  },
  bounds: (_name, code) => BOXES[code] ?? null,
};

let store: TestStore;
let hub: TestHub;
let wajima: string;
let nanao: string;
let prefecture: string;
let everywhere: string;
beforeAll(async () => {
  store = await openTestStore([ACCESS_TABLES, HISTORY_TABLES]);
  hub = new TestHub(store, world);
  await hub.start();
  const operator = { role: 'operator' };
  wajima = (await hub.machine({ ...operator, jurisdiction: '17204' })).token;
  nanao = (await hub.machine({ ...operator, jurisdiction: '17202' })).token;
  prefecture = (await hub.machine({ ...operator, jurisdiction: '17' })).token;
  everywhere = await hub.tokenOf('demo-operator');
});
afterAll(async () => {
  await hub.stop();
  await store.remove();
});

async function post(path: string, body: unknown, token = wajima): Promise<{ status: number; json: Reply }> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const reply = await fetch(`${hub.base}/api/v1/field-reports${path}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return { status: reply.status, json: (await reply.json()) as Reply };
}
const point = (lng: number, lat = 37.5) => ({ type: 'Point', coordinates: [lng, lat] });
const road = (over: object = {}) => ({
  ...{ theme: 'road', name: '国道249号', geometry: point(136.9), since: null },
  details: { passstts: 'road_close', category: '土砂崩れ', emergencypass: null },
  ...{ note: '', audience: 'public' },
  ...over,
});
const report = (content: object = road(), over: object = {}) => ({
  ...{ reportId: ulid(), stepId: ulid(), issuedAt: new Date().toISOString(), content, exercise: null },
  ...over,
});
const next = (entry: FieldReportEntry, step: string, content?: object) => ({
  ...{ step, stepId: ulid(), after: entry.steps.at(-1)?.stepId, issuedAt: new Date().toISOString() },
  ...(step === 'change' ? { content } : { reason: '' }),
});
const step = (entry: FieldReportEntry, body: unknown, token = wajima) =>
  post(`/${encodeURIComponent(entry.id)}/steps`, body, token);

async function logged(id: string) {
  const found = [];
  for await (const record of hub.log.read('field-reports', [])) {
    const { data } = decodeEvent(thingReported, record);
    if ((data.subject as string) === id) found.push(data);
  }
  return found;
}

describe('field reports', () => {
  it('are entered, changed, resolved and taken up again, and every step is on the log with who did it', async () => {
    const { status, json: entered } = await post('', report());
    expect(status).toBe(201);
    expect(entered).toMatchObject({
      state: 'stands',
      municipality: { code: '17204', name: '輪島市' },
      mayChange: true,
    });
    const passable = road({ details: { passstts: 'one_sided_alternating_traffic' } });
    const changed = (await step(entered, next(entered, 'change', passable))).json;
    const resolved = (await step(changed, next(changed, 'resolve'))).json;
    expect(resolved.state).toBe('resolved');
    const again = (await step(resolved, next(resolved, 'change', road()))).json;
    expect(again.steps.map((each) => each.step)).toEqual(['report', 'change', 'resolve', 'change']);
    expect(again.state).toBe('stands');
    expect(again.steps[2]?.content).toEqual(again.steps[1]?.content);
    const told = await logged(entered.id);
    expect(told.map(({ effect, order, attributes }) => [effect, order.version, 'endtime' in attributes])).toEqual([
      ['states', 1, false],
      ['states', 2, false],
      ['states', 3, true],
      ['states', 4, false],
    ]);
    expect(told.every(({ entered: by }) => (by?.by.name ?? '') !== '')).toBe(true);
  });

  it('that were a slip are withdrawn', async () => {
    const { json: entered } = await post('', report());
    expect((await step(entered, next(entered, 'withdraw'))).json.state).toBe('withdrawn');
    expect((await logged(entered.id)).map(({ effect }) => effect)).toEqual(['states', 'voids-subject']);
  });

  it('sent again are the same step, and of two who change one the second is told', async () => {
    const wish = report();
    const { json: entered } = await post('', wish);
    const { json: again } = await post('', wish);
    expect([again.id, again.steps.map(({ stepId }) => stepId)]).toEqual([entered.id, [wish.stepId]]);
    expect(await logged(entered.id)).toHaveLength(1);
    const [one, other] = await Promise.all([
      step(entered, next(entered, 'resolve')),
      step(entered, next(entered, 'change', road())),
    ]);
    expect([one.status, other.status].sort()).toEqual([201, 409]);
    expect([one, other].find(({ status }) => status === 409)?.json.code).toBe('field-report.overtaken');
    expect(await logged(entered.id)).toHaveLength(2);
  });

  it.each([
    ['landslide', '', { type: 'debris_flow', detail: '幅 30 m', houseno: 3 }],
    ['isolated-community', '大沢町', { houseno: null, personno: 41, reachedby: 'helicopter' }],
    ['fire', '', { burning: 'building', spread: 'spreading' }],
    ['power-outage', '', { houseno: 1200, estendtime: null }],
    ['water-outage', '', { houseno: null }],
    ['gas-outage', '', { houseno: 0 }],
    ['telephone-outage', '', {}],
  ])('of %s are told by the attributes of its theme', async (theme, name, details) => {
    const { status, json } = await post('', report({ ...road(), theme, name, details }));
    expect(status).toBe(201);
    const [told] = await logged(json.id);
    expect(told?.theme).toBe(theme);
    const said = Object.entries(details).map(([each]) => [each, told?.attributes[each]?.value]);
    expect(Object.fromEntries(said)).toEqual(details);
  });

  it('are for whose place it is: the municipality, its prefecture, and headquarters of the whole hub', async () => {
    expect((await post('', report(), nanao)).json).toMatchObject({
      code: 'access.denied',
      place: { path: '/content/geometry' },
    });
    expect((await post('', report(), prefecture)).status).toBe(201);
    expect((await post('', report(road({ geometry: point(140, 30) })))).status).toBe(403);
    const atSea = await post('', report(road({ geometry: point(140, 30) })), everywhere);
    expect(atSea.json).toMatchObject({ municipality: null, state: 'stands' });
    for (const client of ['demo-agency', 'demo-shelter', 'demo-medic', 'demo-public'] as const) {
      expect((await post('', report(), await hub.tokenOf(client))).status).toBe(403);
    }
  });

  it('across a border are of whoever enters them', async () => {
    const line = { type: 'LineString', coordinates: [point(136.8).coordinates, point(137.4).coordinates] };
    const codes = [wajima, nanao].map(async (token) => (await post('', report(road({ geometry: line })), token)).json);
    expect((await Promise.all(codes)).map(({ municipality }) => municipality?.code)).toEqual(['17204', '17202']);
  });

  it('show who entered them to headquarters concerned only', async () => {
    const { json: entered } = await post('', report());
    const path = `/api/v1/field-reports/${encodeURIComponent(entered.id)}`;
    expect((await hub.get(path, prefecture)).json<FieldReportEntry>().steps).toHaveLength(1);
    expect((await hub.get(path, nanao)).status).toBe(404);
    expect((await hub.get(path, await hub.tokenOf('demo-agency'))).status).toBe(403);
    expect((await step(entered, next(entered, 'resolve'), nanao)).status).toBe(404);
    const seen = (await hub.get('/api/v1/field-reports', nanao)).json<FieldReportEntry[]>();
    expect(seen.map(({ id }) => id)).not.toContain(entered.id);
  });

  it.each([
    ['no kind there is', { theme: 'flood' }, '/content/theme'],
    ['a road without a name', { name: ' ' }, '/content/name'],
    ['a code of another', { details: { passstts: 'debris_flow' } }, '/content/details/passstts'],
    ['a question of another kind', { details: { houseno: 3 } }, '/content/details/houseno'],
    ['less than none', { theme: 'power-outage', details: { houseno: -1 } }, '/content/details/houseno'],
    [
      'a line of one place',
      {
        geometry: {
          type: 'LineString',
          coordinates: [
            [136.9, 37.5],
            [136.9, 37.5],
          ],
        },
      },
      '/content/geometry/coordinates',
    ],
    [
      'an open ring',
      {
        geometry: {
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
      '/content/geometry/coordinates/0/3',
    ],
    ['a place nowhere', { geometry: point(236.9) }, '/content/geometry/coordinates/0'],
    ['the future', { since: '2999-01-01T00:00:00.000Z' }, '/content/since'],
    ['a field of no meaning', { colour: 'red' }, '/content/colour'],
  ])('with %s are refused, with the place', async (_what, over, path) => {
    const { status, json } = await post('', report(road(over)));
    expect([status, json.code]).toEqual([400, 'request.invalid']);
    expect(json.place?.path).toBe(path);
  });

  it('never become reports of another kind', async () => {
    const { json: entered } = await post('', report());
    const other = next(entered, 'change', road({ theme: 'fire', details: {} }));
    expect((await step(entered, other)).json).toMatchObject({ place: { path: '/content/theme' } });
  });

  it('of an exercise stay in the exercise', async () => {
    const { json } = await post('', report(road(), { exercise: 'r1' }));
    expect(json).toMatchObject({ id: expect.stringMatching(/^drill:r1:field-report\//), exercise: 'r1' });
    const ids = async (query: string) =>
      (await hub.get(`/api/v1/field-reports${query}`, wajima)).json<FieldReportEntry[]>().map(({ id }) => id);
    expect(await ids('?exercise=true')).toEqual([json.id]);
    expect(await ids('')).not.toContain(json.id);
  });
});
