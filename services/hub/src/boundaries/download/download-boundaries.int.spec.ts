import { mkdtempSync, readFileSync, rmSync, mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { zipBytes } from '@hinomi/testing';
import { openBoundaryStore, type BoundaryStore } from '../boundary-store.js';
import { downloadBoundaries } from './download-boundaries.js';
import { loadBoundarySources } from './boundary-source.js';
import { StandIn } from './stand-in.suite.js';

const n03 = (code: string, lng: number): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { N03_001: '石川県', N03_007: code },
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [lng, 37.3],
              [lng + 0.2, 37.3],
              [lng + 0.2, 37.5],
              [lng, 37.5],
              [lng, 37.3],
            ],
          ],
        },
      },
    ],
  });

describe('npm run boundaries -- download', () => {
  let folder: string;
  let store: BoundaryStore;
  let server: StandIn;
  const said: string[] = [];
  const download = (which: string): Promise<void> =>
    downloadBoundaries({
      store,
      dir: path.join(folder, 'boundaries'),
      which,
      say: (text) => said.push(text),
      sourcesDir: path.join(folder, 'sources'),
      download: { attempts: 1, pauseMs: 1 },
    });

  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'hinomi-download-'));
    server = await StandIn.open(
      zipBytes([
        { name: '../../outside/N03-17.geojson', bytes: n03('17204', 136.8) },
        { name: 'N03-17b.geojson', bytes: n03('17205', 137.2) },
        { name: 'README.txt', bytes: 'x' },
      ]),
    );
    mkdirSync(path.join(folder, 'sources'));
    writeFileSync(
      path.join(folder, 'sources/test.yaml'),
      `id: test
title: Test
page: https://publisher.example/
licence: CC BY 4.0
terms: 出典を表示すること
termsUrl: https://publisher.example/terms
confirmed: false
files:
  - url: ${server.url}
    sha256: learnt
`,
    );
    store = await openBoundaryStore({ dir: path.join(folder, 'boundaries') });
  }, 120_000);
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows the licence, fetches, and brings everything of the archive into force in one step', async () => {
    await download('test');
    const text = said.join('\n');
    expect(text.indexOf('CC BY 4.0')).toBeLessThan(text.indexOf('100 %'));
    expect(text).toMatch(/100 % of .* MB, .* MB\/s/);
    const { edition, approximate } = store.inForce('jma-city');
    expect([approximate, store.isApproximate(edition, '1720400'), store.isApproximate(edition, '1720500')]).toEqual([
      false,
      false,
      false,
    ]);
    expect((await store.readStated()).steps.map(({ what }) => what)).toEqual(['download test']);
    expect(readFileSync(path.join(folder, 'boundaries/downloads/test/LICENCE.txt'), 'utf8')).toContain('出典');
  }, 120_000);

  it('changes nothing when the file is gone or is no boundary file', async () => {
    const before = store.editions();
    rmSync(path.join(folder, 'boundaries/downloads'), { recursive: true });
    server.behaviours = ['missing'];
    await expect(download('all')).rejects.toThrow(/404/);
    server.behaviours = ['ranges'];
    server.body = zipBytes([{ name: 'a.geojson', bytes: '{"type":"FeatureCollection","features":[]}' }]);
    await expect(download('all')).rejects.toMatchObject({ code: 'report.invalid' });
    expect(store.editions()).toEqual(before);
  }, 120_000);

  it('names the sources it knows', async () => {
    await expect(download('osm')).rejects.toThrow('known are test, all');
  });

  it('understands the sources of the project: every prefecture, and a licence for each', async () => {
    const project = fileURLToPath(new URL('../../../../../infra/boundaries', import.meta.url));
    const [jma, n03Source] = await loadBoundarySources(project);
    expect(jma?.files.length).toBeGreaterThan(5);
    expect(n03Source?.files).toHaveLength(47);
    expect(n03Source?.files[46]?.url).toMatch(/_47_GML\.zip$/);
  });
});
