import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { HubProcess, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser, violationsOf } from './browser.js';
import { publishNeeds } from './needs-cells.js';
import { shelterPackage } from './sip4d-package.js';
import { wrongLanguage } from './wrong-language.js';

jest.setTimeout(300_000);

const LANGUAGES = ['ja', 'en', 'easy'] as const;
const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';

const PREFECTURE = { ttid: '1b6f0a52-3c1d-4a7e-9f51-0d2c8e4a7b10', author: '石川県' };
/** Tells of the same shelters. */
const TOWN = { ttid: '7d0c8a11-55aa-4c1b-8f60-2f9f0f6f4f01', author: '七尾市' };
const nanao = { citycode: '17202', cityname: '七尾市', lng: 136.9675, lat: 37.0431 };
const wajima = { citycode: '17204', cityname: '輪島市', lng: 136.899, lat: 37.39 };

const folder = temporaryFolder('rollups');
let browser: Browser;
let hub: HubProcess;
let page: Page;

const unit = (code: string) => page.getByTestId('rollup-table').locator(`tr[data-unit="${code}"]`);
const card = () => page.getByTestId('rollup-card');
const by = (kind: string) => page.getByTestId(`rollup-${kind}`).check({ force: true });

/** As it was some minutes ago. */
async function report(
  rows: Parameters<typeof shelterPackage>[0],
  minutesAgo: number,
  { ttid, author }: { ttid: string; author: string },
): Promise<void> {
  const sent = await hub.post('sip4d-zip', shelterPackage(rows, { ttid, author, minutesAgo }));
  expect(sent.status).toBe(202);
}

withChromium(`the totals in a real browser${suffix}`, () => {
  beforeAll(async () => {
    await publishNeeds(path.join(folder.path, 'data'));
    [browser, hub] = await Promise.all([
      launchBrowser(),
      HubProcess.start({ dataDir: path.join(folder.path, 'data') }),
    ]);
    await report(
      [
        { id: 'n1', name: '見本小学校', ...nanao, eststts: '開設', evacueeno: 320 },
        { id: 'n2', name: '見本公民館', ...nanao, lat: 37.06, eststts: '開設', evacueeno: null },
        { id: 'w1', name: '見本中学校', ...wajima, eststts: '未開設', evacueeno: null },
      ],
      500,
      PREFECTURE,
    );
    const viewport = { width: 1366, height: 768 };
    page = await (await browser.newContext({ viewport, locale: 'ja-JP', reducedMotion: 'reduce' })).newPage();
    await page.goto(hub.url);
    await page.locator('[data-testid="live-state"][data-state="live"]').waitFor({ timeout: 60_000 });
    await page.locator('[data-map-ready=true]').waitFor({ timeout: 60_000 });
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('say of each municipality what is open, how many told, and who fell silent', async () => {
    await page.keyboard.press('c');
    await unit('17202').waitFor();
    const text = await unit('17202').innerText();
    for (const said of ['七尾市', '3／3か所', '320人', '3か所中1か所の報告', '電話が必要 2か所'])
      expect(text).toContain(said);
    const calm = await unit('17204').innerText();
    for (const said of ['輪島市', '0／1か所', '開設なし']) expect(calm).toContain(said);
  });

  it('count needs in whole published cells', async () => {
    await unit('17202').locator('th button').press('Enter');
    const tallies = card().getByTestId('need-tallies');
    await tallies.locator('[data-need="insulin"]', { hasText: '14人' }).waitFor();
    // A number that is held says from where to where it may be.
    await tallies.locator('[data-need="hypertension"]', { hasText: '36〜44人' }).waitFor();
    expect(await card().getByTestId('needs-covered').innerText()).toContain('開設8か所中2か所');
    await unit('17202').locator('th button').press('Enter');
  });

  it('stand beside the list of needs: urgent first, with what is not counted, by keyboard', async () => {
    await page.keyboard.press('n');
    const table = page.getByTestId('needs-table');
    await table.waitFor();
    const rows = (): Promise<(string | null)[]> =>
      table
        .locator('tbody tr')
        .evaluateAll((all) => all.map((row) => `${row.getAttribute('data-need')} ${row.getAttribute('data-area')}`));
    expect(await rows()).toEqual([
      'ventilator prefecture/17',
      'home_oxygen prefecture/17',
      'insulin municipality/17202',
      'insulin municipality/17204',
      'hypertension municipality/17202',
    ]);
    expect(await page.getByTestId('needs-coverage').innerText()).toContain('開設12か所中3か所');
    expect(await table.locator('[data-need="hypertension"]').innerText()).toContain('前からの数字');
    await page.locator('[data-testid=map][data-need-marks="4"]').waitFor();
    await page.getByTestId('needs-level').selectOption('shelter');
    await page.getByTestId('needs-need').selectOption('insulin');
    expect(await rows()).toEqual(['insulin shelter/alone/gym', 'insulin municipality/17204']);
    expect(await table.innerText()).toContain('見本体育館');
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByTestId('needs-csv').press('Enter')]);
    const csv = readFileSync(await saved.path(), 'utf8');
    expect(csv.split('\r\n')[1]).toContain('インスリン,insulin,半日以内');
    await page.getByTestId('needs-need').selectOption('');
    await page.getByTestId('needs-level').selectOption('municipality');
  });

  it('show exact numbers after a step that says so, and it is recorded', async () => {
    await page.getByTestId('needs-exact-step').click();
    await page.getByText('記録されます').waitFor();
    await page.getByTestId('needs-exact-go').click();
    await page.getByTestId('needs-exact').getByText('まだだれも数えていません').waitFor();
    const token = await hub.token('demo-admin');
    const audit = await fetch(new URL('/api/v1/phr/audit', hub.url), { headers: { authorization: `Bearer ${token}` } });
    expect(await audit.text()).toContain('"action":"read-needs"');
  });

  it.each(LANGUAGES)('list needs whole and accessible in %s', async (language) => {
    await page.getByTestId('language').selectOption(language);
    await page.getByTestId('needs-table').waitFor();
    expect([...(await violationsOf(page)), ...(await wrongLanguage(page, 'needs', language))]).toEqual([]);
  });

  it('open one by keyboard: the map comes near, its silent shelters are named and can be opened', async () => {
    await page.getByTestId('language').selectOption('ja');
    await page.keyboard.press('c');
    await unit('17202').locator('th button').press('Enter');
    await card().waitFor();
    expect(await card().getAttribute('data-unit')).toBe('17202');
    await card().locator('.rollup-silent button', { hasText: '見本公民館' }).press('Enter');
    await page.locator('#detail-title', { hasText: '見本公民館' }).waitFor();
    await page.locator('.detail-head button').first().press('Enter');
    await unit('17202').waitFor();
  });

  it('follow the picture', async () => {
    await report([{ id: 'n2', name: '見本公民館', ...nanao, lat: 37.06, eststts: '開設', evacueeno: 80 }], 5, TOWN);
    await unit('17202').getByText('400人').waitFor({ timeout: 60_000 });
    await unit('17202').getByText('電話が必要 1か所').waitFor({ timeout: 60_000 });
  });

  it('sort by each column', async () => {
    const first = () => page.locator('[data-testid=rollup-table] tbody tr').first().getAttribute('data-unit');
    await page.locator('[data-testid=rollup-table] thead button').nth(0).click();
    expect(await first()).toBe('17202');
    await page.locator('[data-testid=rollup-table] thead button').nth(0).click();
    expect(await first()).toBe('17204');
  });

  it('count the squares of the view', async () => {
    await by('prefecture');
    await unit('17').locator('th button').click();
    await by('grid');
    await page.locator('[data-testid=rollup-table] tr[data-unit^="5536"]').first().waitFor();
    const codes = await page
      .locator('[data-testid=rollup-table] tbody tr')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-unit')));
    expect(codes).toEqual(
      expect.arrayContaining([expect.stringMatching(/^5536\d\d$/), expect.stringMatching(/^5636\d\d$/)]),
    );
  });

  it('count the view of the map, and an area whose corners are pressed or set at its middle', async () => {
    await by('drawn');
    const buttons = page.locator('.rollup-draw button');
    await buttons.nth(1).press('Enter');
    await card().getByText('400人').waitFor();
    await buttons.nth(0).press('Enter');
    await page.locator('.rollup-draw[data-drawing]').waitFor();
    const map = (await page.getByTestId('map').boundingBox())!;
    for (const [x, y] of [
      [0.02, 0.9],
      [0.05, 0.9],
    ] as const) {
      await page.mouse.click(map.x + map.width * x, map.y + map.height * y);
    }
    await buttons.nth(1).press('Enter');
    await page.locator('.rollup-draw strong', { hasText: '3' }).waitFor();
    await buttons.nth(0).press('Enter');
    await card().waitFor();
    expect(await card().getAttribute('data-unit')).toBe('drawn');
  });

  it.each(LANGUAGES)('are whole and accessible in %s', async (language) => {
    await page.getByTestId('language').selectOption(language);
    const found: string[] = [];
    for (const kind of ['municipality', 'grid', 'drawn']) {
      await by(kind);
      const shown = kind === 'drawn' ? 'rollup-card' : 'rollup-table';
      await page.getByTestId(shown).waitFor();
      // All of the page once; after that what is new in it.
      const part = kind === 'municipality' ? undefined : `[data-testid=${shown}]`;
      found.push(...(await violationsOf(page, part)), ...(await wrongLanguage(page, kind, language)));
    }
    expect(found).toEqual([]);
  });
});
