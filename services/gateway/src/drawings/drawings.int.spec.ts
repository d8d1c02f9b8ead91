import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MOST_POSITIONS, type DrawingEntry, type DrawingReceipt, type LngLat, type Problem } from '@hinomi/contracts';
import { ACCESS_TABLES } from '@hinomi/access';
import { openTestStore, type TestStore } from '@hinomi/store';
import { drawnLine } from '@hinomi/testing';
import { ulid } from 'ulid';
import { HISTORY_TABLES } from '../history/history-tables.js';
import { TestHub } from '../test-hub.suite.js';

type Reply = DrawingReceipt & Problem;

let store: TestStore;
let hub: TestHub;
let one: string;
let wajima: string;
let nanao: string;
beforeAll(async () => {
  store = await openTestStore([ACCESS_TABLES, HISTORY_TABLES]);
  hub = new TestHub(store);
  await hub.start();
  one = await hub.tokenOf('demo-operator');
  wajima = (await hub.machine({ role: 'operator', jurisdiction: '17204' })).token;
  nanao = (await hub.machine({ role: 'operator', jurisdiction: '17202' })).token;
});
afterAll(async () => {
  await hub.stop();
  await store.remove();
});

async function draw(body: unknown, token = one): Promise<{ status: number; json: Reply }> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const reply = await fetch(`${hub.base}/api/v1/drawings`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: reply.status, json: (await reply.json()) as Reply };
}
const wish = (over: object = {}) => ({
  ...{ drawingId: ulid(), writeId: ulid(), replaces: null, drawing: drawnLine(), exercise: null },
  ...over,
});
const next = ({ drawingId, versions }: DrawingEntry, over: object = {}) =>
  wish({ drawingId, replaces: versions.at(-1)!.writeId, ...over });
const list = async (query = '', token = one) =>
  (await hub.get(`/api/v1/drawings${query}`, token)).json<DrawingEntry[]>();
const versionsOnLog = async (drawingId: string) => {
  const types: unknown[] = [];
  for await (const { headers, key } of hub.log.read('incidents', []))
    if (key === drawingId) types.push(headers['ce_type']);
  return types;
};

describe('drawings', () => {
  it('are drawn, changed, removed and brought back, and every version tells who', async () => {
    const first = wish();
    const drawn = await draw(first);
    expect([drawn.status, drawn.json.outcome]).toEqual([201, 'written']);
    const changed = (await draw(next(drawn.json.entry, { drawing: drawnLine({ text: '迂回路' }) }))).json.entry;
    const removed = (await draw(next(changed, { drawing: null }))).json.entry;
    expect(removed).toMatchObject({ removed: true, count: 3, featureId: `drawing:${first.drawingId}` });
    const restored = (await draw(next(removed))).json.entry;
    expect(restored.versions.map(({ act }) => act)).toEqual(['drawn', 'changed', 'removed', 'restored']);
    expect(restored.versions[0]!.by.name).not.toBe('');
    expect(await list()).toContainEqual(restored);
    expect(await versionsOnLog(first.drawingId)).toHaveLength(4);
  });

  it('sent twice are the same', async () => {
    const first = wish();
    const [a, b] = [await draw(first), await draw(first)];
    expect([a.json.outcome, b.json.outcome]).toEqual(['written', 'known']);
    expect(b.json.entry).toEqual(a.json.entry);
    expect(await versionsOnLog(first.drawingId)).toEqual(['drawing.written.v1']);
  });

  it('of two who change what both saw tell the second, and lose neither of two new ones', async () => {
    const { entry } = (await draw(wish())).json;
    const both = await Promise.all([draw(next(entry)), draw(next(entry, { drawing: null }), wajima), draw(wish())]);
    expect(both.map(({ status }) => status)).toEqual([201, 409, 201]);
    expect(both[1]!.json.code).toBe('drawing.overtaken');
    expect((await draw(wish({ replaces: ulid() }))).json.code).toBe('drawing.not-found');
  });

  it('of an exercise are apart', async () => {
    const { entry } = (await draw(wish({ exercise: 'r1' }))).json;
    expect(await list('?exercise=r1')).toEqual([entry]);
    expect((await list()).map(({ drawingId }) => drawingId)).not.toContain(entry.drawingId);
    expect((await hub.get('/api/v1/drawings?exercise=true', one)).status).toBe(400);
  });

  it('of a municipality are not for its neighbour', async () => {
    const { entry } = (await draw(wish(), wajima)).json;
    const ids = async (token: string) => (await list('', token)).map(({ drawingId }) => drawingId);
    expect(await ids(one)).toContain(entry.drawingId);
    expect(await ids(nanao)).not.toContain(entry.drawingId);
    const refused = await draw(next(entry), nanao);
    expect([refused.status, refused.json.code]).toEqual([404, 'drawing.not-found']);
    expect((await draw(next(entry), one)).status).toBe(201);
    // Whose it is stays, whoever changed it.
    expect(await ids(nanao)).not.toContain(entry.drawingId);
  });

  const positions = (count: number): LngLat[] => Array.from({ length: count }, (_, index) => [136 + index / 1e6, 37]);
  const lineOf = (coordinates: LngLat[]) => drawnLine({ geometry: { type: 'LineString', coordinates } });
  it.each([
    ['too many positions', lineOf(positions(MOST_POSITIONS + 1)), '/drawing/geometry/coordinates'],
    ['one position', lineOf(positions(1)), '/drawing/geometry/coordinates'],
    ['a place off the globe', lineOf([[200, 0], [1, 1]]), '/drawing/geometry/coordinates/0/0'], // prettier-ignore
    ['an open ring', { ...drawnLine(), kind: 'area', geometry: { type: 'Polygon', coordinates: [positions(5)] } }, '/drawing/geometry/coordinates/0'], // prettier-ignore
    ['no words in a text', { ...drawnLine(), kind: 'text', geometry: { type: 'Point', coordinates: [1, 1] } }, '/drawing/text'], // prettier-ignore
    ['too long a text', { ...drawnLine(), text: 'x'.repeat(201) }, '/drawing/text'],
    ['a colour of its own', { ...drawnLine(), color: '#123456' }, '/drawing/color'],
    ['a shape that is none of its kind', { ...drawnLine(), kind: 'point' }, '/drawing/geometry/type'],
    ['more than it may', { ...drawnLine(), by: 'me' }, '/drawing/by'],
  ])('with %s are refused, and it is said where', async (_what, drawing, path) => {
    const { status, json } = await draw(wish({ drawing }));
    expect([status, json.code, json.place]).toEqual([400, 'request.invalid', { path }]);
  });

  it('are drawn by operators, and told of to headquarters alone', async () => {
    for (const client of ['demo-public', 'demo-agency', 'demo-shelter', 'demo-medic', 'demo-pharmacist'] as const) {
      const token = await hub.tokenOf(client);
      expect((await draw(wish(), token)).status).toBe(403);
      expect((await hub.get('/api/v1/drawings', token)).status).toBe(403);
    }
    const admin = await hub.tokenOf('demo-admin');
    expect([(await draw(wish(), admin)).status, (await hub.get('/api/v1/drawings', admin)).status]).toEqual([403, 200]);
  });
});
