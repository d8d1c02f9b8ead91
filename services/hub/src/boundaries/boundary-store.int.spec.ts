import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AREA_SETS } from '@hinomi/contracts';
import { openBoundaryStore } from './boundary-store.js';
import type { BoundaryStore } from './boundary-store.js';

const WAJIMA = '1720400';
const square = [
  [136.8, 37.3],
  [137, 37.3],
  [137, 37.5],
  [136.8, 37.5],
  [136.8, 37.3],
];
const n03 = (code: string, ring: number[][]): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { N03_001: '石川県', N03_007: code },
        geometry: { type: 'Polygon', coordinates: [ring] },
      },
    ],
  });

describe('the boundary store', () => {
  let folder: string;
  let dir: string;
  let store: BoundaryStore;
  const said: string[] = [];
  const file = async (name: string, text: string): Promise<string> => {
    const whole = path.join(folder, name);
    await writeFile(whole, text);
    return whole;
  };

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'hinomi-boundaries-'));
    dir = path.join(folder, 'boundaries');
    store = await openBoundaryStore({ dir, progress: (text) => said.push(text) });
  }, 120_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has the approximate sets in force after the first opening, and the map of them', async () => {
    expect(store.editions().map(({ set }) => set)).toEqual(AREA_SETS);
    expect(store.inForce('jma-city')).toMatchObject({ edition: 'jma-city@approx-1', approximate: true });
    expect(store.shape('jma-city@approx-1', WAJIMA)?.type).toMatch(/Polygon$/);
    const [west, south, east, north] = store.bounds('jma-city@approx-1', WAJIMA) ?? [0, 0, 0, 0];
    expect(west > 136 && south > 37 && east < 138 && north < 38).toBe(true);
    expect(store.isApproximate('jma-city@approx-1', WAJIMA)).toBe(true);
    const map = await readFile(store.basemapFile().path);
    expect(map.subarray(0, 7).toString()).toBe('PMTiles');
    expect(said.join('\n')).toMatch(/approximate boundaries[^]*offline map: 100 %/);
  });

  it('knows nothing of a code or an edition that is not there', () => {
    expect(store.has('jma-city@approx-1', '9999999')).toBe(false);
    expect(store.shape('jma-city@imported-00000000', WAJIMA)).toBeNull();
    expect(store.find('../secret@approx-1')).toBeNull();
    expect(store.bounds('jma-city@approx-1', '9999999')).toBeNull();
  });

  it('opens again without making anything', async () => {
    const before = await readdir(dir);
    const again: string[] = [];
    const reopened = await openBoundaryStore({ dir, progress: (text) => again.push(text) });
    expect(again).toEqual([]);
    expect(await readdir(dir)).toEqual(before);
    expect(reopened.editions()).toEqual(store.editions());
    expect(reopened.basemapFile()).toEqual(store.basemapFile());
  });

  it('refuses what is no boundary file in words, and changes nothing', async () => {
    const before = await readdir(dir);
    await expect(store.importFile(path.join(folder, 'absent.json'))).rejects.toThrow(/no readable file/);
    await expect(store.importFile(folder)).rejects.toThrow(/is a folder/);
    await expect(store.importFile(await file('a.zip', 'PK\u0003\u0004'))).rejects.toThrow(
      /ZIP archive that cannot be read/,
    );
    await expect(store.importFile(await file('a.txt', '# no'))).rejects.toThrow(/is not JSON/);
    await expect(store.importFile(await file('b.json', '{"type":"module"}'))).rejects.toMatchObject({
      code: 'report.invalid',
    });
    expect(await readdir(dir)).toEqual(before);
  });

  it('brings an import into force, keeps the rest approximate and makes the map anew', async () => {
    const before = store.basemapFile().name;
    const { summary, inForce } = await store.importFile(await file('n03.geojson', `\uFEFF${n03('17204', square)}`));
    expect(summary).toContainEqual({ set: 'jma-city', areas: 1, withoutShape: [], unmatchedCodes: [] });
    const { edition, approximate, attribution } = store.inForce('jma-city');
    expect(inForce.map((one) => one.edition)).toContain(edition);
    expect([approximate, attribution]).toEqual([false, expect.stringContaining('国土数値情報')]);
    expect(store.shape(edition, WAJIMA)).toEqual({ type: 'Polygon', coordinates: [square] });
    expect([store.isApproximate(edition, WAJIMA), store.isApproximate(edition, '1720500')]).toEqual([false, true]);
    expect(store.has(edition, '1720500')).toBe(true);
    expect(store.basemapFile().name).not.toBe(before);
    expect(store.shape('jma-city@approx-1', WAJIMA)).not.toBeNull();
  }, 120_000);

  it('finds the import after a restart, and an older edition by its name', async () => {
    const first = store.inForce('jma-city').edition;
    await store.importFile(await file('more.geojson', n03('17205', square)));
    const reopened = await openBoundaryStore({ dir });
    expect(reopened.editions()).toEqual(store.editions());
    expect(reopened.inForce('jma-city').edition).not.toBe(first);
    expect(reopened.shape(reopened.inForce('jma-city').edition, WAJIMA)).toEqual({
      type: 'Polygon',
      coordinates: [square],
    });
    expect(reopened.find(first)).toMatchObject({ set: 'jma-city', edition: first });
    expect(reopened.isApproximate(first, '1720500')).toBe(true);
  }, 120_000);

  it('says so when a stored file is damaged, and goes on with the approximate set', async () => {
    const { edition } = store.inForce('jma-city');
    await writeFile(path.join(dir, `${edition}.json.gz`), 'not gzip');
    const words: string[] = [];
    const reopened = await openBoundaryStore({ dir, progress: (text) => words.push(text) });
    expect(reopened.inForce('jma-city').edition).toBe('jma-city@approx-1');
    expect(words.join('\n')).toContain('import the file again');
  }, 120_000);
});
