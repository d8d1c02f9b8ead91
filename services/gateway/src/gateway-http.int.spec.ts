import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FeatureId, RunId } from '@hinomi/contracts';
import { pictureFeature as feature } from '@hinomi/testing';
import { EDITION, idsOf, STATUS, TestHub, until } from './test-hub.suite.js';

const STRANGE_ID = 'jma/観測 ?#%:1';

const hub = new TestHub();
beforeAll(async () => {
  await hub.start();
  await hub.write(
    feature({ id: 'noto', severity: 3, aliases: ['p2p:noto' as FeatureId] }),
    feature({ id: STRANGE_ID, severity: 1, geometry: null }),
    feature({ id: 'tokyo', geometry: { type: 'Point', coordinates: [139.7, 35.7] } }),
    feature({
      id: 'inside',
      aliases: ['merged-inside' as FeatureId],
      label: { classification: 'responders', jurisdiction: null },
    }),
  );
  await hub.write(feature({ id: 'drill:r1:noto', exercise: 'r1' as RunId }));
  await until(async () => (await hub.snapshot('?exercise=true')).features.length > 0);
});
afterAll(() => hub.stop());

describe('every closed endpoint', () => {
  it.each(['/api/v1/picture', '/api/v1/features/noto', `/api/v1/areas/${EDITION}/1720400`])(
    '%s asks for a good token',
    async (path) => {
      const missing = await hub.get(path, null);
      expect([missing.status, missing.json<{ code: string }>().code]).toEqual([401, 'access.token-missing']);
      const bad = await hub.get(path, 'abc');
      expect([bad.status, bad.json<{ code: string }>().code]).toEqual([401, 'access.token-invalid']);
      hub.lateMs = 2 * 3600_000;
      const issued = await hub.tokenOf();
      hub.lateMs = 4 * 3600_000;
      expect((await hub.get(path, issued)).status).toBe(401);
      hub.lateMs = 0;
      expect((await hub.get(path)).status).toBe(200);
    },
  );
});

describe('GET /api/v1/picture', () => {
  it('answers what this role may see', async () => {
    expect(idsOf(await hub.snapshot())).toEqual([STRANGE_ID, 'noto', 'tokyo'].sort());
    expect(idsOf(await hub.snapshot('', 'demo-agency'))).toContain('inside');
  });

  it('follows the interest, and keeps the drill apart', async () => {
    expect(idsOf(await hub.snapshot('?minSeverity=3'))).toEqual(['noto']);
    expect(idsOf(await hub.snapshot('?bbox=136,36,138,38'))).toEqual([STRANGE_ID, 'noto'].sort());
    expect(idsOf(await hub.snapshot('?layers=tsunami'))).toEqual([]);
    expect(idsOf(await hub.snapshot('?exercise=true'))).toEqual(['drill:r1:noto']);
  });

  it('is GeoJSON, and says when nothing changed', async () => {
    const first = await hub.get('/api/v1/picture');
    expect(first.headers.get('content-type')).toContain('application/geo+json');
    const again = await hub.get('/api/v1/picture', undefined, { 'if-none-match': first.headers.get('etag')! });
    expect([again.status, again.text]).toEqual([304, '']);
    const other = await hub.get('/api/v1/picture', await hub.tokenOf('demo-agency'), {
      'if-none-match': first.headers.get('etag')!,
    });
    expect(other.status).toBe(200);
  });

  it('names the parameter that is wrong', async () => {
    const { status: number, json } = await hub.get('/api/v1/picture?at=yesterday');
    expect([number, json()]).toEqual([
      400,
      expect.objectContaining({ code: 'request.invalid', place: { path: '/at' } }),
    ]);
  });
});

describe('one feature, one area', () => {
  it('finds a feature by any id, in both realms', async () => {
    const { status: number, headers, json } = await hub.get(`/api/v1/features/${encodeURIComponent(STRANGE_ID)}`);
    expect([number, json()]).toEqual([200, expect.objectContaining({ type: 'Feature', id: STRANGE_ID })]);
    expect(headers.get('content-type')).toContain('application/geo+json');
    expect((await hub.get('/api/v1/features/drill:r1:noto')).status).toBe(200);
    expect((await hub.get(`/api/v1/features/${'x'.repeat(600)}`)).json()).toMatchObject({ code: 'feature.not-found' });
  });

  it('does not say that a feature exists to whom it does not show', async () => {
    expect((await hub.get('/api/v1/features/inside')).status).toBe(404);
    expect((await hub.get('/api/v1/features/inside', await hub.tokenOf('demo-medic'))).status).toBe(200);
  });

  it('answers an id that was merged with the feature that survived, under the same rights', async () => {
    const merged = await hub.get('/api/v1/features/p2p:noto');
    expect([merged.status, merged.json()]).toEqual([
      200,
      expect.objectContaining({ id: 'noto', properties: expect.objectContaining({ aliases: ['p2p:noto'] }) }),
    ]);
    expect((await hub.get('/api/v1/features/merged-inside')).status).toBe(404);
    expect((await hub.get('/api/v1/features/drill:p2p:noto')).status).toBe(404);
  });

  it('answers a boundary for ever, and misses with a reason', async () => {
    const area = await hub.get(`/api/v1/areas/${EDITION}/1720400`);
    expect(area.headers.get('cache-control')).toContain('immutable');
    expect(area.json()).toMatchObject({ type: 'Feature', id: '1720400', properties: { approximate: true } });
    expect((await hub.get(`/api/v1/areas/${EDITION}/9`)).json()).toMatchObject({ status: 404, code: 'area.not-found' });
    const lost = await hub.get('/api/v1/areas/jma-city@none/1720400');
    expect(lost.json()).toMatchObject({ status: 404, code: 'edition.not-found' });
    expect(lost.headers.get('cache-control')).toBe('no-store');
  });
});

describe('the open endpoints', () => {
  it('tell about the hub without a token', async () => {
    expect((await hub.get('/api/v1/status', null)).json()).toEqual({
      ...STATUS,
      signIn: { issuer: 'http://localhost', clientId: 'hinomi-web', demonstration: true },
    });
    expect((await hub.get('/healthz', null)).json()).toEqual({ status: 'alive' });
    const metrics = (await hub.get('/metrics', null)).text;
    expect(metrics).toContain('picture_features{realm="real"} ');
    expect(metrics).toContain('sockets_refused_total 0');
  });

  it('name what is not ready', async () => {
    const { status: number, json } = await hub.whileOtherIsDown(() => hub.get('/readyz', null));
    expect([number, json()]).toEqual([
      503,
      {
        status: 'not-ready',
        dependencies: { log: true, 'picture.real': true, 'picture.drill': true, other: false },
      },
    ]);
  });
});
