import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { HubProcess, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser, violationsOf } from './browser.js';
import { TELEGRAM, command } from './command.js';
import { tellOfShelters } from './find-world.js';
import { onePicture, TileServer } from './tile-server.js';

jest.setTimeout(300_000);

const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';
const folder = temporaryFolder('map-search');
const dataDir = path.join(folder.path, 'data');
const tiles = new TileServer();
let tilesUrl: string;
let browser: Browser;
let hub: HubProcess;
let page: Page;

const results = () => page.getByTestId('search-results');
const map = () => page.getByTestId('map');
const attribute = async (name: string): Promise<string> => (await map().getAttribute(`data-${name}`)) ?? '';
/** Centre and zoom of the map. */
const view = async (): Promise<number[]> => (await attribute('view')).split(' ').map(Number);

/** By keyboard alone: from wherever the focus is, and waits until the hub has answered. */
async function type(text: string): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press('s');
  await page.keyboard.type(text);
  await page.locator('[data-testid="search-results"][data-waiting="false"]:not([hidden])').waitFor();
}

async function goesTo(key: string): Promise<void> {
  await page.locator(`[data-testid="map"][data-found="${key}"]`).waitFor();
}

/** Two that answer, a file of the hub, and one at a port where nobody listens. */
function writeLayers(): void {
  const layer = (id: string, more: string): string => `  - { id: ${id}, title: ${id}, credit: 出典${id}, ${more} }\n`;
  mkdirSync(path.join(dataDir, 'map-layers'), { recursive: true });
  writeFileSync(path.join(dataDir, 'map-layers/one.pmtiles'), onePicture());
  writeFileSync(
    path.join(dataDir, 'map-layers.yaml'),
    `layers:\n${layer('xyz', `role: background, kind: xyz, url: '${tilesUrl}/xyz/{z}/{x}/{y}.png'`)}${layer(
      'wms',
      `kind: wms, url: '${tilesUrl}/wms', layers: a`,
    )}${layer('file', 'kind: pmtiles, file: one.pmtiles')}${layer(
      'gone',
      `kind: xyz, url: 'http://127.0.0.1:9/{z}/{x}/{y}.png'`,
    )}`,
  );
}

withChromium(`the search on the map, in a real browser${suffix}`, () => {
  beforeAll(async () => {
    tilesUrl = await tiles.start();
    writeLayers();
    [browser, hub] = await Promise.all([launchBrowser(), HubProcess.start({ dataDir })]);
    await tellOfShelters(hub);
    await hub.post('jma-xml', command(TELEGRAM, ['rain']));
    const context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'ja-JP',
      timezoneId: 'Asia/Tokyo',
      // The map then jumps, and a test need not wait for it.
      reducedMotion: 'reduce',
    });
    page = await context.newPage();
    await page.goto(hub.url);
    await page.locator('[data-testid="map"][data-map-ready="true"]').waitFor();
    await page.locator('[data-hazard]').first().waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.end('SIGINT');
    await tiles.stop();
    folder.remove();
  });

  it('goes to a municipality by its reading and back, by keyboard alone', async () => {
    const before = await view();
    await type('ひとよし');
    expect(await violationsOf(page, '.map-search')).toEqual([]);
    await page.keyboard.press('ArrowDown');
    const field = page.locator('.map-search input');
    const active = await field.getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"]`).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Enter');
    await goesTo('area:43203');
    const [lng = 0, lat = 0, zoom = 0] = await view();
    expect(Math.hypot(lng - 130.76, lat - 32.21)).toBeLessThan(0.5);
    expect(zoom).toBeGreaterThan(before[2] ?? 99);
    await page.keyboard.press('Escape');
    await goesTo('');
    expect(await view()).toEqual(before);
    expect(await field.inputValue()).toBe('');
  });

  it('does not show again what was left before its outline came', async () => {
    let letThrough = (): void => undefined;
    const held = new Promise<void>((resolve) => (letThrough = resolve));
    await page.route('**/api/v1/areas/**', async (route) => {
      await held;
      await route.continue();
    });
    await type('八代市');
    await page.keyboard.press('Enter');
    await goesTo('area:43202');
    await page.keyboard.press('Escape');
    await goesTo('');
    const outline = page.waitForResponse((response) => response.url().includes('/api/v1/areas/'));
    letThrough();
    await (await outline).finished();
    await page.unroute('**/api/v1/areas/**');
    // Whatever the page does with it is done before the next frame but one.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await attribute('found')).toBe('');
  });

  it('finds shelters by name and opens what is known of them', async () => {
    await type('見本小学校');
    expect(await results().locator('[data-kind="places"] [role="option"]').count()).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    await page.getByTestId('detail').filter({ hasText: '見本小学校' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('detail').waitFor({ state: 'detached' });
  });

  it('reads coordinates and grid squares, and says which is which and what cannot be read', async () => {
    await type('東経130度45分30秒 北緯32度12分');
    await page.keyboard.press('Enter');
    await goesTo('position:lng-lat');
    const [lng = 0, lat = 0] = await view();
    // Beside the legend, not under it.
    expect(Math.hypot(lng - 130.758, lat - 32.2)).toBeLessThan(0.2);
    await type('37度61分 136度54分');
    expect(await page.getByTestId('unreadable').innerText()).toContain('分は0から59まで');
    await type('4930-15');
    await page.keyboard.press('Enter');
    await goesTo('square:493015');
  });

  it('finds what is in force by its title, without the hub', async () => {
    await page.route('**/api/v1/search', (route) => route.abort());
    await type('大雨');
    expect(await results().innerText()).toContain('返事がありません');
    expect(await results().locator('[data-kind="hazards"] [role="option"]').count()).toBeGreaterThan(0);
    await page.unroute('**/api/v1/search');
    await page.keyboard.press('Enter');
    await page.getByTestId('detail').waitFor();
    await page.keyboard.press('Escape');
  });

  it('limits the list and the map to an area until one press on its chip', async () => {
    const rows = page.locator('[data-hazard], [data-thing]');
    const all = await rows.count();
    await type('沖縄県');
    await page.keyboard.press('Enter');
    await goesTo('area:47');
    await page.getByTestId('limit-area').click();
    await page.locator('[data-testid="map"][data-limited="true"]').waitFor();
    expect(await rows.count()).toBeLessThan(all);
    expect(await violationsOf(page, '.filters')).toEqual([]);
    await page.getByTestId('area-chip').click();
    await page.locator('[data-testid="map"][data-limited="false"]').waitFor();
    expect(await rows.count()).toBe(all);
  });

  it('shows pictures of others only where they are switched on, with their credit, and stays whole without them', async () => {
    const { headers } = await hub.fetch('', 'demo-public');
    expect(headers.get('content-security-policy')).toContain(
      `connect-src 'self' ${[tilesUrl, 'http://127.0.0.1:9'].sort().join(' ')};`,
    );
    expect(tiles.asked).toEqual([]);
    const layers = page.getByTestId('map-layers');
    const turn = (id: string) => layers.getByRole('checkbox', { name: id, exact: true });
    const state = (id: string, is: string) => layers.locator(`[data-layer-state="${is}"]`, { hasText: id }).waitFor();
    for (const id of ['xyz', 'wms', 'file', 'gone']) await turn(id).check();
    await Promise.all([
      state('xyz', 'shown'),
      state('wms', 'shown'),
      state('file', 'shown'),
      state('gone', 'unreachable'),
    ]);
    expect(tiles.asked.some((url) => /^\/xyz\/\d+\/\d+\/\d+\.png$/.test(url))).toBe(true);
    expect(
      tiles.asked.some((url) => /^\/wms\?.*CRS=EPSG%3A3857.*&BBOX=-?[\d.]+,-?[\d.]+,-?[\d.]+,-?[\d.]+$/.test(url)),
    ).toBe(true);
    expect(await page.locator('.map-credits').innerText()).toMatch(/出典xyz\s*出典wms\s*出典file/);
    expect(await violationsOf(page, '.legend')).toEqual([]);
    // The hazards lie above them, and are still drawn.
    expect(Number(await attribute('drawn-count'))).toBeGreaterThan(0);
    // A sheet of the map has them as well.
    await page.keyboard.press('o');
    await page.locator('[data-testid="sheet"][data-state="ready"]').waitFor();
    const red = await page.locator('.sheet-preview canvas').evaluate((sheet) => {
      const { width, height } = sheet as HTMLCanvasElement;
      const { data } = (sheet as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4)
        if (data[at]! > 200 && data[at + 1]! < 90 && data[at + 2]! < 90) count += 1;
      return count / (width * height);
    });
    expect(red).toBeGreaterThan(0.2);
    await page.keyboard.press('Escape');
    await page.getByTestId('sheet').waitFor({ state: 'detached' });
    for (const id of ['xyz', 'wms', 'file', 'gone']) await turn(id).uncheck();
    expect(await page.locator('.map-credits').isHidden()).toBe(true);
  });

  it('tells the levels 2 to 5 apart without any colour', async () => {
    const swatches = page.locator('[data-testid="legend"] [data-level] canvas');
    const textures = await swatches.evaluateAll((all) =>
      all.map((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement;
        const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(4, 4, width - 8, height - 8);
        const grey = Array.from({ length: data.length / 4 }, (_, at) =>
          [0.2126, 0.7152, 0.0722].reduce((sum, share, band) => sum + share * (data[4 * at + band] ?? 0), 0),
        );
        const mean = grey.reduce((sum, each) => sum + each, 0) / grey.length;
        // What is left is the pattern alone: how light the colour is counts for nothing.
        return grey.map((each) => each - mean);
      }),
    );
    expect(textures).toHaveLength(4);
    const differ = (a: number[], b: number[]): number =>
      Math.sqrt(a.reduce((sum, each, at) => sum + (each - (b[at] ?? 0)) ** 2, 0) / a.length);
    for (const [at, one] of textures.entries())
      for (const other of textures.slice(at + 1)) expect(differ(one, other)).toBeGreaterThan(5);
  });
});
