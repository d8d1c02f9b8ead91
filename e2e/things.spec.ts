import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { HubProcess, eventually, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser, violationsOf } from './browser.js';
import { shelterPackage } from './sip4d-package.js';
import { wrongLanguage } from './wrong-language.js';

jest.setTimeout(300_000);

const LANGUAGES = ['ja', 'en', 'easy'] as const;
const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';

const PREFECTURE = 'sip4d:1b6f0a52-3c1d-4a7e-9f51-0d2c8e4a7b10';
const FULL = `${PREFECTURE}/f1`;
/** How often the map is pressed while its tiles are on their way. */
const PRESSES = 60;

const nanao = { citycode: '17202', cityname: '七尾市' };
const full = { name: '見本小学校', namekana: 'みほんしょうがっこう', ...nanao, lng: 136.9675, lat: 37.0431 };

const folder = temporaryFolder('things');
let browser: Browser;
let hub: HubProcess;
let page: Page;

const row = (id: string) => page.locator(`[data-thing="${id}"]`);
const detail = () => page.getByTestId('detail');

async function closeDetail(): Promise<void> {
  await page.keyboard.press('Escape');
  await detail().waitFor({ state: 'detached' });
}

/** Where the full shelter stands once it was chosen: in the middle of what the panel left free. */
async function broughtIntoSight(): Promise<{ x: number; y: number }> {
  await row(FULL).click();
  await detail().waitFor();
  const map = await page.getByTestId('map').boundingBox();
  const panel = await detail().boundingBox();
  if (map === null || panel === null) throw new Error('the map is not there');
  await closeDetail();
  return { x: (map.x + panel.x) / 2, y: map.y + map.height / 2 };
}

withChromium(`shelters of a package in a real browser${suffix}`, () => {
  beforeAll(async () => {
    [browser, hub] = await Promise.all([
      launchBrowser(),
      HubProcess.start({ dataDir: path.join(folder.path, 'data') }),
    ]);
    const viewport = { width: 1366, height: 768 };
    page = await (await browser.newContext({ viewport, locale: 'ja-JP', reducedMotion: 'reduce' })).newPage();
    await page.goto(hub.url);
    await page.locator('[data-testid="live-state"][data-state="live"]').waitFor({ timeout: 60_000 });
    const rows = [
      { id: 'f1', ...full, eststts: '開設', crowdstts: '定員一杯', evacueeno: 320, capacity: 300, mizu: 'あと2日' },
      {
        id: 'o1',
        ...full,
        name: '見本公民館',
        namekana: 'みほんこうみんかん',
        lat: 37.2,
        eststts: '開設',
        evacueeno: null,
      },
      { id: 'n1', ...full, name: '見本中学校', namekana: 'みほんちゅうがっこう', lng: 136.9775, eststts: '未開設' },
      ...Array.from({ length: 300 }, (_, index) => ({
        ...full,
        id: `c${index}`,
        name: `見本集会所${index}`,
        namekana: `みほんしゅうかいじょ${index}`,
        lat: 37.3 + (index % 20) * 0.004,
        lng: 136.7 + Math.floor(index / 20) * 0.004,
        eststts: '未開設',
      })),
    ];
    const sent = await hub.post(
      'sip4d-zip',
      shelterPackage(rows, { ttid: PREFECTURE.slice(6), author: '石川県', minutesAgo: 500 }),
    );
    expect(sent.status).toBe(202);
    const town = [{ id: 't1', ...full, eststts: '開設', crowdstts: '定員一杯', evacueeno: 335, capacity: 300 }];
    const ttid = '7d0c8a11-55aa-4c1b-8f60-2f9f0f6f4f01';
    await hub.post('sip4d-zip', shelterPackage(town, { ttid, author: '七尾市', minutesAgo: 490 }));
    await row(FULL).waitFor({ timeout: 60_000 });
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('lists those that call for somebody, worst first, and no closed one', async () => {
    await page.getByTestId('things-count').getByText('2', { exact: false }).waitFor();
    const ids = await page
      .locator('[data-thing]')
      .evaluateAll((rows) => rows.map((each) => each.getAttribute('data-thing')));
    expect(ids).toEqual([FULL, `${PREFECTURE}/o1`]);
  });

  it('lists the closed ones in the view of the map when somebody asks, as a count that opens, never all at once', async () => {
    await page.getByTestId('ask-calm').click();
    await page.locator('.things-calm [role=status]:not(:empty)').waitFor();
    expect(await page.getByTestId('things-quiet').count()).toBe(0);
    await row(`${PREFECTURE}/o1`).click();
    await closeDetail();
    for (let step = 0; step < 3; step += 1) await page.locator('.map-zoom button').nth(1).click();
    await eventually(
      async () => {
        await page.getByTestId('ask-calm').click();
        await page.locator('.things-calm:not([data-calm=asking])').waitFor();
        return page.getByTestId('things-count').innerText();
      },
      (count) => Number.parseInt(count, 10) > 300,
      PRESSES,
    );
    await page.getByTestId('things-quiet').click();
    await row(`${PREFECTURE}/c0`).waitFor();
    expect(await page.locator('[data-thing]').count()).toBeLessThan(20);
    await page.getByTestId('things-quiet').click();
  });

  it('finds them by reading, and hides a layer at a press', async () => {
    await page.getByTestId('things-search').fill('シュウカイ');
    await row(`${PREFECTURE}/c0`).waitFor();
    expect(await row(FULL).count()).toBe(0);
    await page.getByTestId('things-search').fill('');
    const chip = page.locator('.things .filter-chip[data-layer=shelter] input');
    await chip.uncheck();
    await row(FULL).waitFor({ state: 'detached' });
    await chip.check();
    await row(FULL).waitFor();
  });

  it('is reached by keyboard, and gives the focus back', async () => {
    await page.getByTestId('things-search').focus();
    await page.keyboard.press('ArrowDown');
    expect(await row(FULL).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await detail().waitFor();
    await closeDetail();
    expect(await row(FULL).evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('shows each value with who says it, what is old, unknown and disputed, and to whom it may be shown', async () => {
    await row(FULL).click();
    const attribute = (name: string) => detail().locator(`[data-attribute="${name}"]`);
    expect(await attribute('evacueeno').innerText()).toMatch(/335[\s\S]*七尾市[\s\S]*石川県[\s\S]*320/);
    expect(await attribute('crowdstts').innerText()).toContain('定員一杯');
    expect(await attribute('mizu').innerText()).toContain('飲料水の残り');
    expect(await attribute('evacueeno').getAttribute('data-old')).toBe('true');
    await detail().getByTestId('responders').waitFor();
    expect(await detail().innerText()).toContain('見本小学校');
    await page.getByTestId('show-history').click();
    await page.getByTestId('history').locator('.history-version').first().waitFor();
    await closeDetail();
    await row(`${PREFECTURE}/o1`).click();
    await detail().getByRole('heading', { name: '見本公民館' }).waitFor();
    await closeDetail();
  });

  it('is found again by a press on the map', async () => {
    const middle = await broughtIntoSight();
    // The legend would lie over it.
    await page.keyboard.press('l');
    const found = page.locator(`.place-list [data-thing="${FULL}"]`);
    await eventually(
      async () => {
        await page.mouse.click(middle.x, middle.y);
        return found.count();
      },
      (count) => count === 1,
      PRESSES,
    );
    await found.click();
    await detail().getByRole('heading', { name: '見本小学校' }).waitFor();
    await closeDetail();
  });

  it('draws a closed one out of tiles, and opens it by a press', async () => {
    const middle = await broughtIntoSight();
    // East of the one in the middle, at zoom 12.
    const [x, y] = [middle.x + (0.01 / 360) * 512 * 2 ** 12, middle.y];
    const found = page.locator(`.place-list [data-thing="${PREFECTURE}/n1"]`);
    await eventually(
      async () => {
        await page.mouse.click(x, y);
        await page
          .waitForResponse((reply) => reply.url().includes('/api/v1/features/'), { timeout: 1000 })
          .catch(() => null);
        return found.count();
      },
      (count) => count === 1,
      PRESSES,
    );
    await found.click();
    await detail().getByRole('heading', { name: '見本中学校' }).waitFor();
    await closeDetail();
  });

  it.each(LANGUAGES)('is whole and accessible in %s: list, detail and table', async (language) => {
    await page.getByTestId('language').selectOption(language);
    await eventually(
      () => wrongLanguage(page, 'list', language),
      (wrong) => wrong.length === 0,
      PRESSES,
    );
    const found: string[] = [];
    const judge = async (state: string): Promise<void> => {
      found.push(...(await wrongLanguage(page, state, language)));
      found.push(...(await violationsOf(page)).map((each) => `${state}: ${each}`));
    };
    await judge('list');
    await row(FULL).click();
    await detail().waitFor();
    await page.getByTestId('show-history').click();
    await page.getByTestId('history').locator('.history-version').first().waitFor();
    await judge('detail');
    await closeDetail();
    await page.getByTestId('view-table').click();
    const cell = page.getByTestId('table').locator(`tr[data-feature="${FULL}"]`);
    await cell.waitFor();
    await judge('table');
    await cell.getByRole('button').click();
    await detail().waitFor();
    await closeDetail();
    await page.getByTestId('table-shelter').click();
    await judge('table of shelters');
    await page.getByTestId('table-all').click();
    await page.getByTestId('view-map').click();
    expect(found).toEqual([]);
  });

  it('leave as files that hold exactly what their table shows', async () => {
    await page.getByTestId('view-table').click();
    await page.getByTestId('table-shelter').click();
    await page.getByTestId('table-search').fill('ミホンショウガッコウ 320');
    await page.locator('[data-testid="table-count"][data-shown="0"]').waitFor();
    await page.getByTestId('table-search').fill('見本小学校 335');
    await page.locator('[data-testid="table-count"][data-shown="1"]').waitFor();
    const saved = async (button: string): Promise<[name: string, text: string]> => {
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId(button).click()]);
      return [file.suggestedFilename(), readFileSync(await file.path(), 'utf8')];
    };
    const [csvName, csv] = await saved('table-csv');
    expect(csvName).toMatch(/^hinomi-shelter-\d{8}-\d{4}\.csv$/);
    expect(csv.trim().split('\r\n')).toHaveLength(2);
    expect(csv).toContain(`${FULL},3,37.0431,136.9675,`);
    const [geoName, geo] = await saved('table-geojson');
    expect(geoName).toMatch(/\.geojson$/);
    expect(JSON.parse(geo)).toMatchObject({
      hinomi: { table: 'shelter', drill: false },
      features: [{ id: FULL, geometry: { type: 'Point', coordinates: [136.9675, 37.0431] } }],
    });
  });
});
