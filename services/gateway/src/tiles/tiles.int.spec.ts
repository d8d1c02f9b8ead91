import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DemoClient, Problem } from '@hinomi/contracts';
import { TestHub, until } from '../test-hub.suite.js';
import { readTile, shelter, tileOf } from './sites.suite.js';

const LONG_MS = 60_000;
const WAJIMA: [number, number] = [136.899, 37.39];
const NANAO: [number, number] = [136.967, 37.043];

let hub: TestHub;
beforeAll(async () => {
  hub = new TestHub();
  await hub.start();
  await hub.write(
    shelter('open', WAJIMA, { severity: 1, state: 'open' }),
    shelter('for-responders', NANAO, { label: { classification: 'responders', jurisdiction: null } }),
  );
  await hub.write(shelter('drill:open', WAJIMA, { exercise: 'drill-1' as never }));
}, LONG_MS);
afterAll(() => hub.stop(), LONG_MS);

const pathOf = (z: number, lngLat: [number, number], query = ''): string => {
  const { x, y } = tileOf(z, lngLat);
  return `/api/v1/tiles/shelter/${z}/${x}/${y}.mvt${query}`;
};

async function ask(path: string, client: DemoClient, headers: Record<string, string> = {}) {
  const authorization = `Bearer ${await hub.tokenOf(client)}`;
  const reply = await fetch(`${hub.base}${path}`, { headers: { authorization, ...headers } });
  return { status: reply.status, headers: reply.headers, bytes: new Uint8Array(await reply.arrayBuffer()) };
}

async function idsIn(z: number, lngLat: [number, number], client: DemoClient, query = ''): Promise<unknown[]> {
  const { status, bytes } = await ask(pathOf(z, lngLat, query), client);
  expect(status).toBe(200);
  return readTile(bytes, 'shelter', tileOf(z, lngLat)).map(({ properties }) => properties['id']);
}

describe('GET /api/v1/tiles', () => {
  it('shows each the sites they may see, in one realm', async () => {
    await until(async () => (await idsIn(12, NANAO, 'demo-operator')).length === 1);
    expect(await idsIn(12, NANAO, 'demo-public')).toEqual([]);
    expect(await idsIn(12, WAJIMA, 'demo-public')).toEqual(['open']);
    // In one square for the operator; for the public there is one site, not a count.
    expect(await idsIn(4, WAJIMA, 'demo-public')).toEqual(['open']);
    expect(await idsIn(4, WAJIMA, 'demo-operator')).toEqual([undefined]);
    await until(async () => (await idsIn(12, WAJIMA, 'demo-public', '?exercise=true')).includes('drill:open'));
  });

  it('is zipped, asked for each time, and not sent again while it is the same', async () => {
    const first = await ask(pathOf(12, WAJIMA), 'demo-public');
    expect(Object.fromEntries(first.headers)).toMatchObject({
      'content-type': 'application/vnd.mapbox-vector-tile',
      'content-encoding': 'gzip',
      'cache-control': 'private, no-cache',
      vary: 'authorization, accept-encoding',
    });
    const known = { 'if-none-match': first.headers.get('etag')! };
    expect((await ask(pathOf(12, WAJIMA), 'demo-public', known)).status).toBe(304);
    const plain = await ask(pathOf(12, WAJIMA), 'demo-public', { 'accept-encoding': 'identity' });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(plain.bytes).toEqual(first.bytes);

    await hub.write(shelter('another', WAJIMA));
    await until(async () => (await ask(pathOf(12, WAJIMA), 'demo-public', known)).status === 200);
    expect(await idsIn(12, WAJIMA, 'demo-public')).toEqual(['another', 'open']);
  });

  it.each([
    ['no-such-layer/1/0/0.mvt', 404, 'not-found'],
    ['shelter/15/0/0.mvt', 400, 'request.invalid'],
    ['shelter/1/2/0.mvt', 400, 'request.invalid'],
    ['shelter/1/0/2.mvt', 400, 'request.invalid'],
    ['shelter/1/-1/0.mvt', 400, 'request.invalid'],
    ['shelter/1/a/0.mvt', 400, 'request.invalid'],
    ['shelter/1/0/0.mvt?exercise=yes', 400, 'request.invalid'],
    ['shelter/1/0/0.mvt?bbox=1', 400, 'request.invalid'],
    ['shelter/1/0/0.png', 404, 'not-found'],
  ])('refuses %s', async (path, status, code) => {
    const reply = await hub.get(`/api/v1/tiles/${path}`);
    expect([reply.status, reply.json<Problem>().code]).toEqual([status, code]);
  });
});
