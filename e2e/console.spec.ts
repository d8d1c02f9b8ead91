import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { HubProcess, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser, violationsOf } from './browser.js';
import { TELEGRAM, command } from './command.js';
import { CuttableLink } from './cuttable-link.js';
import { differentLook } from './looks.js';

jest.setTimeout(300_000);

const LAPTOP = { width: 1366, height: 768 };
const SCREENS = [
  ['laptop', LAPTOP],
  ['wall', { width: 3840, height: 2160 }],
  ['tablet', { width: 1024, height: 768 }],
  ['tablet-upright', { width: 768, height: 1024 }],
  ['zoomed-400-percent', { width: 342, height: 192 }],
] as const;
const ARTIFACTS = path.resolve('e2e/artifacts');
const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';

const folder = temporaryFolder('console');
let browser: Browser;
let hub: HubProcess;
const contexts: BrowserContext[] = [];

async function openPage(url: string, more: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: LAPTOP, locale: 'ja-JP', timezoneId: 'Asia/Tokyo', ...more });
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(url);
  await page.getByTestId('console').waitFor();
  return page;
}

/** The map took a diff with at least this many hazards. */
async function drawn(page: Page, atLeast = 1): Promise<void> {
  await page.waitForFunction(
    (count) => Number(document.querySelector('[data-testid="map"]')?.getAttribute('data-drawn-count') ?? 0) >= count,
    atLeast,
    { timeout: 60_000 },
  );
}

async function live(page: Page): Promise<void> {
  await page.locator('[data-testid="live-state"][data-state="live"]').waitFor({ timeout: 60_000 });
}

/** Marks the page: a reload would lose it. */
async function markPage(page: Page): Promise<void> {
  await page.evaluate(() => document.body.setAttribute('data-same-page', 'yes'));
}
async function isSamePage(page: Page): Promise<boolean> {
  return (await page.locator('body').getAttribute('data-same-page')) === 'yes';
}

/** The hazard's row in the list of what is in force. */
const row = (page: Page, hazard: string) => page.locator(`[data-hazard="${hazard}"]`);

async function post(kind: string, args: readonly string[] = []): Promise<string> {
  const { status, body } = await hub.post('jma-xml', command(TELEGRAM, [kind, ...args]));
  expect(status).toBe(202);
  return body.accepted[0]?.hazardId ?? '';
}

async function expectAccessible(page: Page): Promise<void> {
  expect(await violationsOf(page)).toEqual([]);
}

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: path.join(ARTIFACTS, `${name}.png`) });
}

withChromium(`the console in a real browser${suffix}`, () => {
  beforeAll(async () => {
    browser = await launchBrowser();
    hub = await HubProcess.start({ dataDir: path.join(folder.path, 'data') });
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('opens on loopback without a form, says that nothing is in force, and shows a posted telegram in every open browser', async () => {
    const one = await openPage(hub.url);
    await live(one);
    await one.getByTestId('calm').waitFor();
    expect(await one.locator('html').getAttribute('lang')).toBe('ja');
    expect(await one.locator('input[type="password"]').count()).toBe(0);
    await expectAccessible(one);
    await shoot(one, 'calm');
    expect(await differentLook(one, 'calm')).toBeNull();
    const two = await openPage(hub.url);
    await live(two);
    const hazard = await post('earthquake');
    await Promise.all([row(one, hazard).waitFor(), row(two, hazard).waitFor()]);
    await Promise.all([drawn(one), drawn(two)]);
  });

  it('reads “not live” when the network is cut or the hub dies, and shows what it missed when it is back, without a reload', async () => {
    const link = await CuttableLink.to(hub.port);
    const page = await openPage(link.url);
    await live(page);
    await markPage(page);
    link.cut();
    await page.getByTestId('not-live').waitFor();
    await shoot(page, 'not-live');
    // A part that cannot be fetched now comes when it can; the page stands meanwhile.
    await page.keyboard.press('q');
    const missed = await post('rain');
    link.mend();
    await row(page, missed).waitFor();
    await page.getByTestId('silence-municipalities').or(page.locator('.detail-panel')).first().waitFor();
    await page.keyboard.press('Escape');
    await live(page);
    const { port } = hub;
    await hub.end('SIGKILL');
    await page.getByTestId('not-live').waitFor();
    hub = await HubProcess.start({ dataDir: path.join(folder.path, 'data'), env: { HINOMI_PORT: String(port) } });
    await live(page);
    await row(page, await post('landslide')).waitFor();
    expect(await isSamePage(page)).toBe(true);
    await link.close();
  });

  it('is reached by keyboard alone: list, detail and back; and speaks three languages without a reload', async () => {
    const page = await openPage(hub.url);
    await live(page);
    const first = page.locator('[data-hazard]').first();
    await first.focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('detail').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByTestId('detail').waitFor({ state: 'detached' });
    expect(await first.evaluate((element) => element === document.activeElement)).toBe(true);
    await markPage(page);
    // What each of them says is judged where every state of the page is opened.
    for (const [language, lang] of [
      ['en', 'en'],
      ['easy', 'ja'],
      ['ja', 'ja'],
    ] as const) {
      await page.getByTestId('language').selectOption(language);
      await page.waitForFunction((wanted) => document.documentElement.lang.startsWith(wanted), lang);
      await shoot(page, `language-${language}`);
      expect(await differentLook(page, `language-${language}`)).toBeNull();
    }
    expect(await isSamePage(page)).toBe(true);
  });

  it('shows a drill in a room of its own, and a real event over it with one key to the real room', async () => {
    await hub.fetch('api/v1/drills/noto-2024/start', 'demo-operator', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ speed: 20 }),
    });
    const page = await openPage(hub.url, { deviceScaleFactor: 1 });
    await live(page);
    expect(await page.getByTestId('console').getAttribute('data-room')).toBe('real');
    await page.keyboard.press('x');
    await page.locator('[data-testid="drill-banner"][data-drill-state="running"]').waitFor();
    await drawn(page, 2);
    await expectAccessible(page);
    await shoot(page, 'drill');
    await post('tsunami');
    const alert = page.getByTestId('real-alert');
    await alert.waitFor({ timeout: 60_000 });
    await expectAccessible(page);
    const moves = (): Promise<string> => alert.evaluate((element) => getComputedStyle(element).animationName);
    expect(await moves()).toBe('real-alert');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    expect([await moves(), await page.evaluate(() => document.getAnimations().length)]).toEqual(['none', 0]);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    await page.keyboard.press('r');
    await page.locator('[data-testid="console"][data-room="real"]').waitFor();
    await row(page, 'jma-tsunami').waitFor();
    await hub.fetch('api/v1/drills/noto-2024/stop', 'demo-operator', { method: 'POST' });
  });

  it('fits every screen without a sideways scroll', async () => {
    const page = await openPage(hub.url);
    await live(page);
    await page.locator('[data-hazard]').first().waitFor();
    for (const [name, viewport] of SCREENS) {
      await page.setViewportSize(viewport);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect([name, Math.max(0, overflow)]).toEqual([name, 0]);
      await shoot(page, name);
      expect(await differentLook(page, name)).toBeNull();
    }
  });
});

withChromium(`the first minute of a fresh hub${suffix}`, () => {
  it('shows the automatic drill by itself', async () => {
    const own = await launchBrowser();
    const fresh = await HubProcess.start({
      dataDir: path.join(folder.path, 'fresh'),
      env: { HINOMI_DRILL: 'auto' },
    });
    const page = await (await own.newContext({ viewport: LAPTOP, locale: 'ja-JP' })).newPage();
    await page.goto(fresh.url);
    await page.locator('[data-testid="console"][data-room="drill"]').waitFor({ timeout: 60_000 });
    await page.locator('[data-hazard]').first().waitFor({ timeout: 60_000 });
    await drawn(page);
    await own.close();
    await fresh.end('SIGINT');
  });
});
