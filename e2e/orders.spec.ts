import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { DrawingEntry, OrderEntry } from '@hinomi/contracts';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser, violationsOf } from './browser.js';

jest.setTimeout(300_000);

const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';
const artifacts = new URL('artifacts/', import.meta.url).pathname;

const folder = temporaryFolder('orders');
let browser: Browser;
let hub: HubProcess;
let orders: Page;
let sees: Page;

async function open(width: number, height: number): Promise<Page> {
  const viewport = { width, height };
  const page = await (await browser.newContext({ viewport, locale: 'ja-JP', reducedMotion: 'reduce' })).newPage();
  await page.goto(hub.url);
  await page.locator('[data-testid="live-state"][data-state="live"]').waitFor({ timeout: 60_000 });
  await page.locator('[data-map-ready=true]').waitFor({ timeout: 60_000 });
  return page;
}
const row = (page: Page) => page.getByTestId('orders').locator('.order-row');
const field = (name: string) => orders.locator(`[data-order-field="${name}"]`);

/** Tab after tab until the focus is there: what cannot be reached so cannot be used. */
async function tabTo(selector: string): Promise<void> {
  for (let steps = 0; steps < 80; steps += 1) {
    if (await orders.locator(selector).evaluate((element) => element === document.activeElement)) return;
    await orders.keyboard.press('Tab');
  }
  throw new Error(`the keyboard never reaches ${selector}`);
}

/** By the arrow keys, from above. */
async function choose(name: string, value: string): Promise<void> {
  await field(name).locator(`option[value="${value}"]`).waitFor({ state: 'attached' });
  await tabTo(`[data-order-field="${name}"]`);
  for (let steps = 0; steps < 60 && (await field(name).inputValue()) !== value; steps += 1) {
    await orders.keyboard.press('ArrowDown');
  }
  expect(await field(name).inputValue()).toBe(value);
}

/** Looked at once more, and sent. */
async function send(): Promise<string> {
  await tabTo('[data-testid="order-review"]');
  await orders.keyboard.press('Enter');
  const asked = await orders.getByTestId('order-confirm').innerText();
  await tabTo('[data-testid="order-send"]');
  await orders.keyboard.press('Enter');
  await orders.getByTestId('order-done').waitFor();
  return asked;
}

async function openOrder(): Promise<void> {
  await row(orders).press('Enter');
  await orders.getByTestId('order-steps').waitFor();
}

const asked = (name: string) => orders.locator(`[data-field="${name}"]`);
const report = (page: Page) => page.locator('[data-thing^="field-report/"]');

withChromium(`evacuation orders and field reports in a real browser${suffix}`, () => {
  beforeAll(async () => {
    mkdirSync(artifacts, { recursive: true });
    [browser, hub] = await Promise.all([
      launchBrowser(),
      HubProcess.start({ dataDir: path.join(folder.path, 'data') }),
    ]);
    [orders, sees] = [await open(1366, 768), await open(1920, 1080)];
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('are issued by keyboard, after they were said back in words, and stand on the other console', async () => {
    await orders.keyboard.press('g');
    await field('prefecture').locator('option[value="17"]').waitFor({ state: 'attached' });
    await tabTo('[data-testid="order-level-3"]');
    await orders.keyboard.press('Space');
    await choose('prefecture', '17');
    await choose('municipality', '17204');
    await tabTo('[data-testid="order-review"]');
    await orders.keyboard.press('Enter');
    // Without a reason nothing is sent.
    await orders.locator('.order-problem', { hasText: '理由' }).waitFor();
    await field('reason').focus();
    await orders.keyboard.type('大雨で河原田川が氾濫するおそれがあるため');
    expect(await violationsOf(orders, '[data-testid="detail"]')).toEqual([]);
    await orders.screenshot({ path: path.join(artifacts, 'orders-form.png') });
    expect(await send()).toContain('輪島市に「警戒レベル３ 高齢者等避難（全域） 発令」');
    await row(sees).waitFor();
    expect(await row(sees).innerText()).toMatch(/警戒レベル３ 高齢者等避難[^]*輪島市[^]*全域/);
    expect(await sees.getByTestId('in-force-count').innerText()).toContain('0');
  });

  it('are raised; the other console sees it and the history says who did it', async () => {
    await openOrder();
    await tabTo('[data-testid="order-change"]');
    await orders.keyboard.press('Enter');
    await tabTo('[data-testid="order-level-3"]');
    await orders.keyboard.press('ArrowDown');
    expect(await send()).toContain('警戒レベル４ 避難指示');
    await row(sees).filter({ hasText: '警戒レベル４' }).waitFor();
    await row(sees).press('Enter');
    const steps = sees.getByTestId('order-steps').locator('li');
    await steps.nth(1).waitFor();
    expect(await steps.evaluateAll((all) => all.map((step) => step.dataset['step']))).toEqual(['change', 'issue']);
    expect(await steps.first().innerText()).toContain('入力');
    expect(await violationsOf(sees, '[data-testid="detail"]')).toEqual([]);
    expect(await violationsOf(sees, '[data-testid="orders"]')).toEqual([]);
    await sees.screenshot({ path: path.join(artifacts, 'orders.png') });
  });

  it('end when they are lifted, with all steps kept', async () => {
    const asked = async (): Promise<OrderEntry[]> =>
      (await (await hub.fetch('api/v1/orders', 'demo-operator')).json()) as OrderEntry[];
    const before = await asked();
    await openOrder();
    await tabTo('[data-testid="order-lift"]');
    await orders.keyboard.press('Enter');
    await field('reason').focus();
    await orders.keyboard.type('水位が下がったため');
    expect(await send()).toContain('解除');
    await sees.getByTestId('orders').waitFor({ state: 'detached' });
    await orders.getByTestId('order-ended').waitFor();
    const after = await eventually(asked, ([entry]) => entry?.stands === false);
    expect(after[0]?.steps.map(({ step }) => step)).toEqual(['issue', 'change', 'lift']);
    expect(after[0]?.steps.slice(0, 2)).toEqual(before[0]?.steps);
  });

  const list = (page: Page) => page.getByTestId('drawing-list').locator('.drawing-row');

  it('a closed road is entered by keyboard, stands on the other console, and is over when it is resolved', async () => {
    await orders.keyboard.press('Escape');
    await orders.keyboard.press('f');
    await orders.getByTestId('field-new-road').waitFor();
    await tabTo('[data-testid="field-new-road"]');
    await orders.keyboard.press('Enter');
    await tabTo('[data-testid="field-send"]');
    await orders.keyboard.press('Enter');
    // Neither a name nor a place: nothing is sent.
    await orders.locator('.order-problem').nth(1).waitFor();
    await asked('name').focus();
    await orders.keyboard.type('国道249号');
    await tabTo('[data-field="place"]');
    await orders.keyboard.type('輪島市');
    await orders.keyboard.press('Enter');
    await orders.getByTestId('field-where').filter({ hasText: '輪島市' }).waitFor();
    await tabTo('[data-field="category"]');
    await orders.keyboard.type('土砂崩れ');
    expect(await violationsOf(orders, '[data-testid="detail"]')).toEqual([]);
    await orders.screenshot({ path: path.join(artifacts, 'field-report-form.png') });
    await orders.keyboard.press('Enter');
    await orders.getByTestId('field-done').waitFor();

    await report(sees).waitFor();
    expect(await report(sees).innerText()).toMatch(/国道249号[^]*通行止め[^]*輪島市/);
    await tabTo('[data-testid="field-show"]');
    await orders.keyboard.press('Enter');
    await orders.getByTestId('field-steps').waitFor();
    expect(await violationsOf(orders, '[data-testid="detail"]')).toEqual([]);
    await orders.screenshot({ path: path.join(artifacts, 'field-report.png') });
    await tabTo('[data-testid="field-resolve"]');
    await orders.keyboard.press('Enter');
    // Over: no more among what goes on, and still told as that.
    await sees.getByTestId('things-quiet').waitFor();
    await orders.getByTestId('field-restore').waitFor();
    const steps = await orders
      .getByTestId('field-steps')
      .locator('li')
      .evaluateAll((all) => all.map((step) => step.dataset['step']));
    expect(steps).toEqual(['resolve', 'report']);
    await orders.keyboard.press('f');
    await orders.locator('[data-testid="field-ended"][data-state="resolved"]').waitFor();
  });

  it('leave room to draw together on the same map: by keys, at once, with undo, and who drew what', async () => {
    const drawn = (page: Page, count: number) => page.locator(`[data-drawings="${count}"]`).waitFor();
    for (const page of [orders, sees]) {
      await page.keyboard.press('Escape');
      await page.getByTestId('open-drawings').focus();
      await page.keyboard.press('d');
      await page.getByTestId('drawing-palette').waitFor();
    }
    const line = async (page: Page, tool: string): Promise<void> => {
      await page.locator(`[data-tool="${tool}"]`).focus();
      await page.keyboard.press('Enter');
      for (const way of ['ArrowRight', 'ArrowDown']) {
        await page.keyboard.press('Space');
        await page.keyboard.press(way);
        await page.locator('[data-testid="map"]:not([data-view=""])').waitFor();
      }
    };
    await line(orders, 'measure');
    // Half drawn here, a stroke of the other console arrives and disturbs nothing.
    await line(sees, 'arrow');
    await sees.keyboard.press('Space');
    await sees.keyboard.press('Enter');
    await drawn(orders, 1);
    const half = await orders.getByTestId('drawing-in-hand').innerText();
    await orders.keyboard.press('Space');
    expect(half).toContain('2点');
    expect(await orders.getByTestId('drawing-size').innerText()).toMatch(/^[\d.]+ k?m$/);
    await orders.keyboard.press('Enter');
    for (const page of [orders, sees]) await drawn(page, 2);
    expect(await violationsOf(orders, '[data-testid="detail"]')).toEqual([]);
    await orders.screenshot({ path: path.join(artifacts, 'drawings.png') });
    // The other console removes what was drawn here; it cannot be taken back here any more, but there.
    await list(sees).filter({ hasText: '距離' }).press('Enter');
    await sees.getByTestId('drawing-versions').waitFor();
    expect(await violationsOf(sees, '[data-testid="detail"]')).toEqual([]);
    await sees.screenshot({ path: path.join(artifacts, 'drawing-detail.png') });
    await sees.getByTestId('drawing-actions').getByRole('button', { name: '消す' }).press('Enter');
    await drawn(orders, 1);
    await orders.keyboard.press('Escape');
    await orders.keyboard.press('Control+z');
    await orders.getByTestId('drawing-notice').waitFor();
    await sees.keyboard.press('Control+z');
    for (const page of [orders, sees]) await drawn(page, 2);
    const told = (await (await hub.fetch('api/v1/drawings', 'demo-operator')).json()) as DrawingEntry[];
    expect(told.map(({ versions }) => versions.map(({ act }) => act)).sort()).toEqual([
      ['drawn'],
      ['drawn', 'removed', 'restored'],
    ]);
    const seen = await (await hub.fetch('api/v1/picture', 'demo-agency')).text();
    expect(seen).not.toContain('"drawing"');
  });

  it('keep what is drawn without the hub, and send it when that answers', async () => {
    await orders.context().setOffline(true);
    await orders.locator('[data-tool="point"]').focus();
    await orders.keyboard.press('Enter');
    await orders.keyboard.press('Space');
    await orders.getByTestId('drawing-unsent').waitFor();
    await orders.locator('[data-drawings="3"]').waitFor();
    await orders.context().setOffline(false);
    await sees.locator('[data-drawings="3"]').waitFor();
    await orders.getByTestId('drawing-unsent').waitFor({ state: 'detached' });
    // What is drawn becomes a report, at the place that it has.
    await list(sees).filter({ hasText: '点' }).press('Enter');
    await sees.getByTestId('drawing-report').press('Enter');
    await sees.getByTestId('field-new-landslide').press('Enter');
    await sees.getByTestId('field-where').waitFor();
  });

  it('see each other, and follow one another’s view for a briefing until somebody moves themselves, or leaves', async () => {
    const follow = () => sees.getByTestId('presence-list').getByTestId('follow');
    const banner = sees.getByTestId('follow-banner');
    const followers = (count: number) => orders.locator(`[data-testid="open-presence"][data-followers="${count}"]`);
    const why = (each: string) => sees.locator(`[data-testid="follow-ended"][data-why="${each}"]`);
    for (const page of [orders, sees]) await page.locator('[data-testid="open-presence"][data-others="1"]').waitFor();
    await orders.keyboard.press('Escape');
    await sees.getByTestId('open-presence').focus();
    await sees.keyboard.press('v');
    await sees.getByTestId('presence-frames').check();
    await sees.locator('[data-onlookers="1"]').waitFor();
    expect(await violationsOf(sees, '[data-testid="detail"]')).toEqual([]);
    await follow().press('Enter');
    await banner.waitFor();
    await followers(1).waitFor();
    expect(await violationsOf(sees, '[data-testid="follow-banner"]')).toEqual([]);
    // Where one goes the other goes, also into the past and back.
    await orders.locator('.maplibregl-canvas').press('+');
    const viewOf = (page: Page): Promise<string | null> =>
      page.locator('[data-map-ready=true]').getAttribute('data-view');
    await eventually(
      async () => [await viewOf(orders), await viewOf(sees)],
      ([led, following]) => led === following,
    );
    await orders.keyboard.press('v');
    await orders.getByTestId('presence-followers').waitFor();
    await orders.keyboard.press('b');
    await sees.getByTestId('past-banner').waitFor();
    await orders.keyboard.press('b');
    await sees.getByTestId('past-banner').waitFor({ state: 'detached' });
    // One's own hand ends it: the map, or Esc, which closes nothing else.
    await sees.locator('.maplibregl-canvas').press('ArrowLeft');
    await why('own-move').waitFor();
    await followers(0).waitFor();
    await follow().press('Enter');
    await banner.waitFor();
    await sees.keyboard.press('Escape');
    await why('stopped').waitFor();
    await sees.getByTestId('presence-list').waitFor();
    // Without a network the list says so.
    await sees.context().setOffline(true);
    await sees.getByTestId('presence-not-live').waitFor();
    await sees.context().setOffline(false);
    await sees.getByTestId('presence-not-live').waitFor({ state: 'detached' });
    await follow().press('Enter');
    await followers(1).waitFor();
    await orders.close();
    await why('left').waitFor();
    await sees.getByTestId('presence-list').waitFor({ state: 'detached' });
  });
});
