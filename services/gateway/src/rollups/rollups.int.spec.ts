import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Rollups, type DemoClient, type FeatureV1, type PictureSnapshot, type Problem } from '@hinomi/contracts';
import { pictureFeature as feature } from '@hinomi/testing';
import { TestHub, until } from '../test-hub.suite.js';
import { shelter } from '../tiles/sites.suite.js';
import { rectangle } from './rollup-world.suite.js';

const LONG_MS = 60_000;
const WAJIMA: [number, number] = [136.899, 37.39];
const SUZU: [number, number] = [137.26, 37.436];
const of = (areaCodes: string[], over: Partial<FeatureV1> = {}): Partial<FeatureV1> => ({ areaCodes, ...over });
const responders = { classification: 'responders', jurisdiction: null } as const;

let hub: TestHub;
beforeAll(async () => {
  hub = new TestHub();
  await hub.start();
  await hub.write(
    shelter('wajima', WAJIMA, { state: 'open', ...of(['17', '17204']) }),
    shelter('for-responders', WAJIMA, { state: 'open', ...of(['17', '17204'], { label: responders }) }),
    shelter('suzu', SUZU, { state: 'unknown', ...of(['17', '17205']) }),
    feature({
      id: 'warning',
      layer: 'weather-warning',
      severity: 3,
      geometry: rectangle([136, 37, 137, 38]),
      ...of(['17', '17204']),
    }),
    feature({
      id: 'secret',
      layer: 'weather-warning',
      severity: 5,
      geometry: rectangle([136, 37, 138, 38]),
      ...of(['17', '17205'], { label: responders }),
    }),
  );
  await hub.write(shelter('drill:suzu', SUZU, { exercise: 'drill-1' as never, ...of(['17', '17205']) }));
  await until(async () => (await rollups('by=prefecture', 'demo-operator')).units[0]?.places === 3);
  await until(async () => (await rollups('by=prefecture&exercise=true', 'demo-operator')).units.length === 1);
}, LONG_MS);
afterAll(() => hub.stop(), LONG_MS);

async function ask(path: string, client: DemoClient, init: RequestInit = {}) {
  const headers = { authorization: `Bearer ${await hub.tokenOf(client)}`, ...init.headers };
  return fetch(`${hub.base}${path}`, { ...init, headers });
}

/** An answer is as the contract says. */
async function rollups(query: string, client: DemoClient = 'demo-public'): Promise<Rollups> {
  return Rollups.parse(await (await ask(`/api/v1/rollups?${query}`, client)).json());
}

async function drawn(body: unknown, client: DemoClient, query = '') {
  const headers = { 'content-type': 'application/json' };
  return ask(`/api/v1/rollups${query}`, client, { method: 'POST', headers, body: JSON.stringify(body) });
}

describe('GET /api/v1/rollups', () => {
  it('counts what each may see, and neither a place nor a hazard more', async () => {
    const byMunicipality = async (client: DemoClient) =>
      (await rollups('by=municipality', client)).units.map(({ code, name, places, hazard }) => [
        code,
        name,
        places,
        hazard?.feature ?? null,
      ]);
    expect(await byMunicipality('demo-public')).toEqual([
      ['17204', '輪島市', 1, 'warning'],
      ['17205', '珠洲市', 1, null],
    ]);
    expect(await byMunicipality('demo-operator')).toEqual([
      ['17204', '輪島市', 2, 'warning'],
      ['17205', '珠洲市', 1, 'secret'],
    ]);
    const [ishikawa] = (await rollups('by=prefecture')).units;
    expect(ishikawa).toMatchObject({
      code: '17',
      name: '石川県',
      places: 2,
      themes: { shelter: 2 },
      shelters: 2,
      openShelters: 1,
      reportedShelters: 0,
      evacuees: null,
      hazard: { feature: 'warning', severity: 3 },
      silence: { neverHeard: 1, notSince: null, longestSince: '2026-11-23T09:00:00.000Z' },
    });
  });

  it('says how needs are counted, and that none were published yet', async () => {
    const { needs, units } = await rollups('by=prefecture');
    expect(needs).toMatchObject({ rule: 'whole-published-cells-only', period: null });
    expect(units.map((unit) => [unit.needs, unit.needsCoverage])).toEqual(units.map(() => [{}, null]));
  });

  it('names the silent shelters of one unit', async () => {
    const { units } = await rollups('area=17205&heardSince=2026-11-24T00:00:00Z');
    expect(units.map(({ code, silentShelters }) => [code, silentShelters])).toEqual([
      ['17205', [{ id: 'suzu', name: '避難所 suzu', lastHeardAt: null, underHazard: false }]],
    ]);
    const inWajima = await rollups('area=17204&heardSince=2026-11-24T00:00:00Z', 'demo-operator');
    expect(inWajima.units[0]).toMatchObject({ silence: { neverHeard: 0, notSince: 2 } });
    expect(inWajima.units[0]!.silentShelters!.map(({ id }) => id)).toEqual(['for-responders', 'wajima']);
    expect((await rollups('area=17201')).units).toMatchObject([{ code: '17201', places: 0, silentShelters: [] }]);
    expect((await rollups('area=17')).units.map(({ code }) => code)).toEqual(['17204', '17205']);
  });

  it('counts by square', async () => {
    const codes = async (query: string) => (await rollups(`by=grid&${query}`)).units.map(({ code }) => code);
    expect(await codes('level=first')).toEqual(['5636', '5637']);
    expect(await codes('zoom=8&bbox=130,33,140,43')).toEqual(['563607', '563712']);
    const third = await rollups('by=grid&zoom=12&bbox=136.5,37.2,137,37.5');
    expect(third.units).toMatchObject([{ places: 1, hazard: { feature: 'warning' } }]);
    expect(third.units[0]!.code).toMatch(/^563607\d\d$/);
  });

  it('shows a drill its own', async () => {
    const real = await rollups('by=prefecture', 'demo-operator');
    const drill = await rollups('by=prefecture&exercise=true', 'demo-operator');
    expect([real.exercise, drill.exercise]).toEqual([false, true]);
    expect(drill.units.map(({ code, places }) => [code, places])).toEqual([['17', 1]]);
  });

  it('has the cursor and the tag of the picture, and is not sent again while it is the same', async () => {
    const picture = await ask('/api/v1/picture?exercise=false', 'demo-public');
    const first = await ask('/api/v1/rollups?by=prefecture', 'demo-public');
    expect(first.headers.get('etag')).toBe(picture.headers.get('etag'));
    expect(((await first.json()) as Rollups).cursor).toBe(((await picture.json()) as PictureSnapshot).cursor);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'cache-control': 'private, no-cache',
      vary: 'authorization',
    });
    const known = { headers: { 'if-none-match': first.headers.get('etag')! } };
    expect((await ask('/api/v1/rollups?by=prefecture', 'demo-public', known)).status).toBe(304);
    expect((await ask('/api/v1/rollups?by=prefecture', 'demo-operator', known)).status).toBe(200);

    await hub.write(shelter('another', SUZU, of(['17', '17205'])));
    await until(async () => (await ask('/api/v1/rollups?by=prefecture', 'demo-public', known)).status === 200);
    expect((await rollups('by=prefecture')).units[0]!.places).toBe(3);
    await hub.remove('another');
    await until(async () => (await rollups('by=prefecture')).units[0]!.places === 2);
  });

  it('refuses a wrong parameter with its name', async () => {
    const reply = await ask('/api/v1/rollups?by=town', 'demo-public');
    expect([reply.status, await reply.json()]).toMatchObject([
      400,
      { code: 'request.invalid' } satisfies Partial<Problem>,
    ]);
  });
});

describe('POST /api/v1/rollups', () => {
  it('counts what lies in the area, for whoever asks', async () => {
    const around = rectangle([136.8, 37.3, 137, 37.5]);
    const mine = Rollups.parse(await (await drawn(around, 'demo-public')).json());
    expect(mine).toMatchObject({
      by: 'drawn',
      units: [{ code: 'drawn', places: 1, hazard: { feature: 'warning' }, silentShelters: [] }],
      needs: { rule: 'whole-published-cells-only', period: null },
    });
    const headquarters = Rollups.parse(await (await drawn(around, 'demo-operator')).json());
    expect(headquarters.units).toMatchObject([{ places: 2, hazard: { feature: 'secret', severity: 5 } }]);
    const drill = Rollups.parse(
      await (await drawn(rectangle([137, 37, 138, 38]), 'demo-public', '?exercise=true')).json(),
    );
    expect(drill.units[0]).toMatchObject({ places: 1, hazard: null });
  });

  it('refuses a wrong area at its place', async () => {
    const open = { type: 'Polygon', coordinates: [rectangle([136, 36, 137, 37]).coordinates[0]!.slice(0, 4)] };
    const reply = await drawn(open, 'demo-public');
    expect([reply.status, await reply.json()]).toMatchObject([
      400,
      { code: 'request.invalid', place: { path: '/coordinates/0/3' } },
    ]);
  });
});
