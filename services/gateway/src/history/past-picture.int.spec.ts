import { ACCESS_TABLES } from '@hinomi/access';
import {
  PictureChangesV1,
  versionIn,
  type DemoClient,
  type GeoJsonFeature,
  type Instant,
  type PastPicture,
  type RunId,
} from '@hinomi/contracts';
import { openTestStore, type TestStore } from '@hinomi/store';
import { pictureFeature as feature } from '@hinomi/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EDITION, TestHub, until } from '../test-hub.suite.js';
import { HISTORY_TABLES } from './history-tables.js';

const FROM = '2020-01-01T00:00:00.000Z';
const LATER = '2090-01-01T00:00:00.000Z';
const byArea = {
  geometry: null,
  area: { edition: EDITION, codes: ['1720400'], names: ['輪島市'], approximate: true },
};

let store: TestStore;
let hub: TestHub;
/** Before the last change. */
let midway: Instant;

beforeAll(async () => {
  store = await openTestStore([ACCESS_TABLES, HISTORY_TABLES]);
  hub = new TestHub(store);
  await hub.start();
  await hub.write(
    feature({ id: 'noto', severity: 3 }),
    feature({ id: 'nowhere', severity: 1, geometry: null }),
    feature({ id: 'wajima', layer: 'weather-warning', ...byArea }),
    feature({ id: 'tokyo', layer: 'tsunami', geometry: { type: 'Point', coordinates: [139.7, 35.7] } }),
    feature({ id: 'inside', label: { classification: 'responders', jurisdiction: null } }),
  );
  await hub.write(feature({ id: 'drill:r1:noto', exercise: 'r1' as RunId }));
  const picture = async (): Promise<{ at: Instant; features: { id: string }[] }> => hub.snapshot();
  await until(async () => (await picture()).features.length === 4);
  midway = (await picture()).at;
  await until(async () => (await picture()).at > midway);
  await hub.write(feature({ id: 'noto', severity: 1, version: 2 }));
  await hub.remove('tokyo');
  await until(async () => (await picture()).features.length === 3);
  await until(async () => (await changes('')).historyCompleteTo! > (await latest()));
}, 120_000);
afterAll(async () => {
  await hub.stop();
  await store.remove();
});

const latest = async (): Promise<Instant> => {
  const [row] = (await store.dataSource.query(
    `select to_char(max(complete_to) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at from history_positions`,
  )) as [{ at: Instant }];
  return row.at;
};
async function changes(query: string, client?: DemoClient, from = FROM, to = LATER): Promise<PictureChangesV1> {
  const token = await hub.tokenOf(client);
  const reply = await hub.get(`/api/v1/picture/changes?from=${from}&to=${to}${query}`, token);
  return PictureChangesV1.parse(reply.json());
}
const past = async (query: string, client?: DemoClient): Promise<PastPicture> =>
  (await hub.get(`/api/v1/picture?${query}`, await hub.tokenOf(client))).json();
const byId = (features: GeoJsonFeature[]): GeoJsonFeature[] => [...features].sort((a, b) => (a.id < b.id ? -1 : 1));

const NEAR_NOTO = {
  type: 'Polygon',
  coordinates: [
    [
      [136, 36],
      [139, 36],
      [136, 39],
      [136, 36],
    ],
  ],
};
const QUERIES = [
  '',
  '&layers=tsunami',
  '&layers=earthquake,weather-warning',
  '&minSeverity=2',
  '&minSeverity=3&minSeverityOf=earthquake:1,tsunami:5',
  '&minSeverityOf=weather-warning:2',
  '&bbox=136,36,138,38',
  '&bbox=0,0,1,1',
  '&areaCodes=13',
  `&where=${encodeURIComponent('{"op":"like","args":[{"property":"id"},"%o%"]}')}`,
  `&polygon=${encodeURIComponent(JSON.stringify(NEAR_NOTO))}`,
  '&exercise=true',
];
const CLIENTS = ['demo-public', 'demo-agency'] as const;
const cells = QUERIES.flatMap((query) => CLIENTS.map((client) => ({ query, client })));

describe('the past as the live picture would show it', () => {
  it.each(cells)('filters and hides alike: "$query" for $client', async ({ query, client }) => {
    const live = byId((await hub.snapshot(`?${query.slice(1)}`, client)).features);
    expect(byId((await past(`knownAt=${LATER}${query}`, client)).features)).toEqual(live);
    const told = await changes(query, client);
    const now = new Map<string, number>();
    for (const { upserts, removes } of told.changes) {
      upserts.forEach((index) => now.set(versionIn(told, index)!.id, versionIn(told, index)!.version));
      removes.forEach((id) => now.delete(id));
    }
    expect([...now].sort()).toEqual(live.map(({ id, properties }) => [id, properties.version]));
  });

  it('says when a feature left what somebody wants to see, though it is still there', async () => {
    const told = await changes('&minSeverity=2', undefined, midway);
    expect(told.start!.map((index) => versionIn(told, index)!.id).sort()).toEqual(['noto', 'tokyo', 'wajima']);
    expect(told.changes.flatMap(({ removes }) => removes).sort()).toEqual(['noto', 'tokyo']);
    expect(told.changes.flatMap(({ upserts }) => upserts)).toEqual([]);
  });

  it('shows nobody what happened to what they may not see', async () => {
    const text = JSON.stringify([await changes(''), await changes('&clock=valid'), await past(`at=${LATER}`)]);
    expect(text).not.toContain('inside');
    expect(JSON.stringify(await changes('', 'demo-agency'))).toContain('inside');
  });

  it('names the parameter that is wrong', async () => {
    const reply = await hub.get(`/api/v1/picture/changes?from=${FROM}&to=yesterday`);
    expect([reply.status, reply.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'request.invalid', place: { path: '/to' } }),
    ]);
    expect((await hub.get(`/api/v1/picture/changes?from=${FROM}&to=${LATER}`, null)).status).toBe(401);
  });

  it('is told of on /metrics: how far behind, and how much', async () => {
    const shown = (await hub.get('/metrics', null)).text;
    expect(shown).toContain('history_lag_records{realm="real"} 0');
    expect(shown).toContain('history_versions_total{realm="real"} 6');
    expect(shown).toContain('history_dropped_total 0');
  });
});

describe('a process without a store', () => {
  it('has no past to tell, and says so', async () => {
    const bare = new TestHub();
    await bare.start();
    const reply = await bare.get(`/api/v1/picture/changes?from=${FROM}&to=${LATER}`);
    expect([reply.status, reply.json<{ code: string }>().code]).toEqual([503, 'store.unavailable']);
    await bare.stop();
  });
});
