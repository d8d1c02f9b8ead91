import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  PictureChangesV1,
  toGeoJson,
  versionIn,
  type GeoJsonFeature,
  type Instant,
  type PastPicture,
  type PictureSnapshot,
} from '@hinomi/contracts';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';
import { command, TELEGRAM } from './command.js';

const LONG_MS = 180_000;
const data = temporaryFolder('past-picture');
let hub: HubProcess;

/** What was published, written down at that minute by somebody who watched. */
interface Recording {
  at: Instant;
  features: GeoJsonFeature[];
}
const recordings: Record<'real' | 'drill', Recording[]> = { real: [], drill: [] };
const REALMS = ['real', 'drill'] as const;

/** Waits until a picture says what it is to say, and writes it down a moment later. */
async function record(realm: keyof typeof recordings, shows: (picture: PictureSnapshot) => boolean): Promise<void> {
  const seen = await eventually(() => hub.picture(realm === 'drill'), shows);
  // Past the millisecond of its last change.
  const { at, features } = await eventually(
    () => hub.picture(realm === 'drill'),
    (picture) => picture.at > seen.at,
  );
  recordings[realm].push({ at, features: byId(features) });
}

const byId = (features: GeoJsonFeature[]): GeoJsonFeature[] => [...features].sort((a, b) => (a.id < b.id ? -1 : 1));
const has =
  (layer: string) =>
  ({ features }: PictureSnapshot): boolean =>
    features.some(({ properties }) => properties.layer === layer);

async function ask<T>(question: string): Promise<T> {
  const reply = await hub.fetch(`api/v1/${question}`, 'demo-public');
  expect([reply.status, question]).toEqual([200, question]);
  return (await reply.json()) as T;
}

const start = async (): Promise<void> => {
  hub = await HubProcess.start({ dataDir: data.path });
};

beforeAll(async () => {
  await start();
  const posts: [string[], (picture: PictureSnapshot) => boolean][] = [
    [['earthquake'], has('earthquake')],
    [['tsunami'], has('tsunami')],
    [['rain'], has('weather-warning')],
    [['earthquake', '--cancel'], (picture) => !has('earthquake')(picture)],
    [['landslide'], ({ features }) => features.some(({ id }) => id.includes('VPWW56'))],
  ];
  for (const [sample, shows] of posts) {
    await hub.post('jma-xml', command(TELEGRAM, sample));
    await record('real', shows);
    await hub.post('jma-xml', command(TELEGRAM, [...sample, '--status', '訓練']));
    await record('drill', shows);
  }
}, LONG_MS);
afterAll(async () => {
  await hub?.end('SIGKILL');
  data.remove();
});

async function holdsAllRecordings(): Promise<void> {
  for (const realm of REALMS) {
    for (const { at, features } of recordings[realm]) {
      const asked = `picture?knownAt=${at}&exercise=${realm === 'drill'}`;
      const past = await eventually(
        () => ask<PastPicture>(asked),
        ({ historyCompleteTo }) => historyCompleteTo !== null && historyCompleteTo >= at,
      );
      expect([at, byId(past.features)]).toEqual([at, features]);
    }
  }
}

describe('the picture of a past minute', () => {
  it(
    'equals a recording made at that minute, in the real world and in the drill',
    async () => {
      expect(REALMS.map((realm) => recordings[realm].length)).toEqual([5, 5]);
      expect(recordings.drill[0]!.features[0]!.id).toMatch(/^drill:/);
      await holdsAllRecordings();
    },
    LONG_MS,
  );

  it.each(REALMS)('comes out of one answer about the whole time, %s', async (realm) => {
    const recorded = recordings[realm];
    const [first, last] = [recorded[0]!, recorded.at(-1)!];
    const page = PictureChangesV1.parse(
      await ask(`picture/changes?from=${first.at}&to=${last.at}&exercise=${realm === 'drill'}`),
    );
    const now = new Map<string, GeoJsonFeature>();
    const put = (index: number): unknown => {
      const feature = versionIn(page, index)!;
      return now.set(feature.id, toGeoJson(feature));
    };
    page.start!.forEach(put);
    let told = 0;
    for (const { at, features } of recorded) {
      for (; told < page.changes.length && page.changes[told]!.at <= at; told += 1) {
        page.changes[told]!.upserts.forEach(put);
        page.changes[told]!.removes.forEach((id) => now.delete(id));
      }
      expect([at, byId([...now.values()])]).toEqual([at, features]);
    }
    expect([page.next, told]).toEqual([null, page.changes.length]);
  });

  it('is sent compressed', async () => {
    const { at } = recordings.real.at(-1)!;
    for (const question of [`picture?knownAt=${at}`, `picture/changes?from=${recordings.real[0]!.at}&to=${at}`]) {
      const reply = await hub.fetch(`api/v1/${question}`, 'demo-public', { headers: { 'accept-encoding': 'gzip' } });
      expect(reply.headers.get('content-encoding')).toBe('gzip');
    }
  });

  it(
    'is the same after the tables are lost and made again from the log',
    async () => {
      await hub.end('SIGTERM');
      rmSync(path.join(data.path, 'store'), { recursive: true });
      await start();
      await holdsAllRecordings();
    },
    LONG_MS,
  );
});
