import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  fromGeoJson,
  PictureChangesV1,
  toGeoJson,
  versionIn,
  type GeoJsonFeature,
  type Instant,
  type PastPicture,
  type PictureSnapshot,
} from '@hinomi/contracts';
import type { Browser, Page } from 'playwright-core';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';
import { chromiumPath, launchBrowser, NEEDS_CHROMIUM, violationsOf } from './browser.js';
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

const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';

/** The room stands at this moment, and shows it. */
async function goTo(page: Page, millis: number): Promise<void> {
  const inTokyo = new Date(millis + 9 * 3_600_000).toISOString().slice(0, 19);
  await page.getByTestId('past-jump').fill(inTokyo);
  await page.locator(`[data-testid="past-banner"][data-shown="${millis}"]`).waitFor({ timeout: 60_000 });
  await page.locator('[data-testid="past-bar"][data-state="shown"]').waitFor();
}

const listed = (page: Page): Promise<string[]> =>
  page
    .locator('[data-hazard]')
    .evaluateAll((rows) => [...new Set(rows.map((row) => row.getAttribute('data-hazard') ?? ''))].sort());

async function hazardsAt(millis: number): Promise<string[]> {
  const { features } = await ask<PastPicture>(`picture?knownAt=${new Date(millis).toISOString()}&exercise=false`);
  const ids = features
    .map((feature) => fromGeoJson(feature).properties)
    .flatMap((properties) => ('hazardId' in properties ? [properties.hazardId as string] : []));
  return [...new Set(ids)].sort();
}

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync('e2e/artifacts', { recursive: true });
  await page.screenshot({ path: `e2e/artifacts/${name}.png` });
}

withChromium(`the past on the console${suffix}`, () => {
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
    await page.goto(hub.url);
    await page.locator('[data-testid="live-state"][data-state="live"]').waitFor({ timeout: 60_000 });
    await page.locator('[data-room="real"]').waitFor();
  }, LONG_MS);
  afterAll(() => browser?.close());

  it(
    'shows at each moment what was known then, and now with one key',
    async () => {
      await page.keyboard.press('b');
      await page.getByTestId('past-bar').waitFor();
      for (const { at } of [...recordings.real].reverse()) {
        const millis = Math.ceil(Date.parse(at) / 1000) * 1000;
        await goTo(page, millis);
        expect([at, await listed(page)]).toEqual([at, await hazardsAt(millis)]);
      }
      expect(await violationsOf(page)).toEqual([]);
      await shoot(page, 'past');
      // Nothing of now is changed by who looks at the past.
      expect(await page.getByTestId('open-rollups').count()).toBe(0);
      // The slider takes its arrows; the letters stay the room's.
      await page.getByTestId('past-slider').press('b');
      await page.getByTestId('past-banner').waitFor({ state: 'detached' });
      await page.locator('[data-testid="console"][data-past="false"]').waitFor();
    },
    LONG_MS,
  );

  it(
    'plays from a moment to the end, and puts two moments side by side with what differs',
    async () => {
      await page.getByTestId('open-past').click();
      const [first, last] = [recordings.real[0]!, recordings.real.at(-1)!].map(
        ({ at }) => Math.ceil(Date.parse(at) / 1000) * 1000,
      ) as [number, number];
      await goTo(page, first);
      const before = await listed(page);
      await page.getByTestId('past-pin').click();
      await page.getByTestId('other-map-caption').waitFor();
      await page.getByTestId('past-speed').selectOption('1800');
      await page.getByTestId('past-play').click();
      await page.locator('[data-testid="past-play"][data-playing="false"]').waitFor({ timeout: 60_000 });
      expect(await listed(page)).toEqual(await hazardsAt(last));
      expect(await listed(page)).not.toEqual(before);
      await page.locator('[data-difference="began"]').waitFor();
      await page.locator('[data-testid="other-map"][data-map-ready="true"]').waitFor({ timeout: 60_000 });
      expect(await violationsOf(page)).toEqual([]);
      await shoot(page, 'past-compared');
      await page.getByTestId('past-alone').click();
      await page.getByTestId('other-map').waitFor({ state: 'detached' });
    },
    LONG_MS,
  );

  it(
    'tells news of now while the past is shown, and opens them in the picture of now',
    async () => {
      await goTo(page, Math.ceil(Date.parse(recordings.real[0]!.at) / 1000) * 1000);
      const { body } = await hub.post('jma-xml', command(TELEGRAM, ['earthquake']));
      const hazard = body.accepted[0]?.hazardId ?? '';
      const bar = page.getByTestId('alarm-bar');
      await bar.waitFor({ timeout: 60_000 });
      const more = bar.getByTestId('alarm-more');
      if ((await more.getAttribute('aria-expanded')) === 'false') await more.click();
      await bar.locator(`[data-alarm="${hazard}"] .alarm-open`).click();
      await page.getByTestId('past-banner').waitFor({ state: 'detached' });
      await page.locator(`[data-hazard="${hazard}"]`).waitFor();
    },
    LONG_MS,
  );
});
