import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { boundariesChanged, decodeEvent, type BoundariesChangedV1, type Instant } from '@hinomi/contracts';
import { MemoryEventLog } from '@hinomi/testing';
import type { EventLog } from '@hinomi/event-log';
import { openBoundaryStore, type BoundaryStore } from './boundary-store.js';
import { followBoundaries, type BoundaryFollower } from './follow-boundaries.js';

const WAJIMA = '1720400';
const n03 = (west: number): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { N03_001: '石川県', N03_007: '17204' },
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [west, 37.3],
              [137, 37.3],
              [137, 37.5],
              [west, 37.5],
              [west, 37.3],
            ],
          ],
        },
      },
    ],
  });

describe('processes that follow the boundaries in force', () => {
  let folder: string;
  let dir: string;
  let log: MemoryEventLog;
  const followers: BoundaryFollower[] = [];
  const said: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'hinomi-follow-'));
    dir = path.join(folder, 'boundaries');
    await openBoundaryStore({ dir });
  }, 120_000);
  afterAll(() => rm(folder, { recursive: true, force: true }));

  beforeEach(async () => {
    log = new MemoryEventLog('log-1', () => '2026-11-23T00:00:00.000Z' as Instant);
    said.length = 0;
    await rm(path.join(dir, 'in-force.json'), { force: true });
  });
  afterEach(() => Promise.all(followers.splice(0).map((follower) => follower.stop())));

  async function process(where = dir, sole = true): Promise<{ store: BoundaryStore; follower: BoundaryFollower }> {
    const store = await openBoundaryStore({ dir: where });
    const follower = await followBoundaries({
      log: log as unknown as EventLog,
      boundaries: store,
      sole,
      progress: (text) => said.push(text),
    });
    followers.push(follower);
    return { store, follower };
  }
  /** What a person does at another prompt, beside the running hub. */
  async function importBeside(west: number): Promise<BoundaryStore> {
    const file = path.join(folder, `n03-${west}.geojson`);
    await writeFile(file, n03(west));
    const store = await openBoundaryStore({ dir });
    await store.importFile(file);
    return store;
  }
  const changes = (): BoundariesChangedV1[] =>
    log.recordsOf('reference').map((record) => decodeEvent(boundariesChanged, record).data);

  it('announces the sets a new log knows nothing of, once', async () => {
    await process();
    const before = changes().length;
    expect(changes().every(({ approximate }) => approximate)).toBe(true);
    await process();
    expect(changes()).toHaveLength(before);
  });

  it('takes an import beside it over without a restart, and says which codes are still derived', async () => {
    const { store, follower } = await process();
    const before = { basemap: store.basemapFile().name, edition: store.inForce('jma-city').edition };
    await importBeside(136.8);
    await follower.look();
    const { edition } = store.inForce('jma-city');
    expect(edition).not.toBe(before.edition);
    expect(store.isApproximate(edition, WAJIMA)).toBe(false);
    expect(store.basemapFile().name).not.toBe(before.basemap);
    const change = changes().findLast(({ set }) => set === 'jma-city');
    expect(change).toMatchObject({ edition, approximate: false });
    expect(change?.derivedCodes).toContain('1720500');
    expect(change?.derivedCodes).not.toContain(WAJIMA);
    expect(store.shape(before.edition, WAJIMA)).not.toBeNull();
    const count = changes().length;
    await follower.look();
    expect(changes()).toHaveLength(count);
  }, 120_000);

  it('brings every process on the folder to the same editions, with one statement each', async () => {
    const first = await process(dir, false);
    const second = await process(dir, false);
    await importBeside(136.75);
    await first.follower.look();
    await second.follower.look();
    expect(second.store.editions()).toEqual(first.store.editions());
    const cities = changes().filter(({ set }) => set === 'jma-city');
    expect(new Set(cities.map(({ edition, at }) => `${edition} ${at}`)).size).toBe(2);
  }, 120_000);

  it('goes back when an import is taken back, and forward when it is used again', async () => {
    const { store, follower } = await process();
    const before = store.inForce('jma-city').edition;
    const beside = await importBeside(136.8);
    await follower.look();
    const imported = store.inForce('jma-city').edition;
    await beside.undo();
    await follower.look();
    expect(store.inForce('jma-city').edition).toBe(before);
    await expect(beside.undo()).rejects.toThrow(/no import to take back/);
    await beside.use(imported);
    await follower.look();
    expect(store.inForce('jma-city').edition).toBe(imported);
    await expect(beside.use('jma-city@imported-00000000')).rejects.toMatchObject({ code: 'edition.not-found' });
    const moments = changes()
      .filter(({ set }) => set === 'jma-city')
      .map(({ at }) => at);
    expect(moments).toEqual([...moments].sort());
  }, 120_000);

  it('says so, and overrules nobody, when the shapes are in another process only', async () => {
    const first = await process(dir, false);
    await importBeside(136.8);
    await first.follower.look();
    const elsewhere = await process(path.join(folder, 'elsewhere'), false);
    const stated = changes().length;
    await elsewhere.follower.look();
    expect(changes()).toHaveLength(stated);
    expect(said.join('\n')).toContain('HINOMI_BOUNDARIES_DIR');
    expect(elsewhere.store.inForce('jma-city').approximate).toBe(true);
  }, 120_000);

  it('says what it has instead when the only folder lost the shapes', async () => {
    const { store, follower } = await process();
    await importBeside(136.8);
    await follower.look();
    await follower.stop();
    await rm(path.join(dir, `${store.inForce('jma-city').edition}.json.gz`));
    const reopened = await process();
    expect(reopened.store.inForce('jma-city').approximate).toBe(true);
    expect(changes().findLast(({ set }) => set === 'jma-city')?.approximate).toBe(true);
  }, 120_000);

  it('reads the plain file of earlier hubs', async () => {
    const beside = await importBeside(136.8);
    const { edition } = beside.inForce('jma-city');
    await writeFile(path.join(dir, 'in-force.json'), JSON.stringify({ 'jma-city': edition }));
    const { store } = await process();
    expect(store.inForce('jma-city').edition).toBe(edition);
    await store.importFile(path.join(folder, 'n03-136.8.geojson'));
    expect(JSON.parse(await readFile(path.join(dir, 'in-force.json'), 'utf8'))).toMatchObject({ layout: 2 });
  }, 120_000);
});
