import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser, violationsOf } from './browser.js';
import { command, TELEGRAM } from './command.js';
import { SCHOOL, STANDPOINT, tellOfShelters } from './find-world.js';

jest.setTimeout(300_000);

const ARTIFACTS = path.resolve('e2e/artifacts');
const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';
const LANGUAGES = ['ja', 'easy', 'en', 'zh', 'ko', 'vi', 'pt'] as const;
/** More than a page lists. */
const SITES = 40;
const LIMIT_BYTES = 100_000;
const SMALLEST = { width: 320, height: 568 };
/** Of a picture; longer ones nobody reads. */
const LONGEST = 1_800;
const PHONE = { width: 360, height: 740 };

const folder = temporaryFolder('find');
let browser: Browser;
let hub: HubProcess;
const contexts: BrowserContext[] = [];

async function open(address = '', options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    viewport: SMALLEST,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    ...options,
  });
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(`${hub.url}find/${address}`);
  return page;
}

const names = (page: Page): Promise<string[]> => page.locator('.place h3').allInnerTexts();
const note = (page: Page) => page.locator('#note');
const nearMe = async (page: Page): Promise<void> => {
  await page.locator('#near').click();
  await page.locator('.away').first().waitFor();
};
const located: BrowserContextOptions = { geolocation: STANDPOINT, permissions: ['geolocation'] };

/** What sticks out to the side, by its text. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document.documentElement.scrollWidth <= window.innerWidth
      ? []
      : [...document.querySelectorAll('body *')]
          .filter(
            (each) => each.getBoundingClientRect().right > window.innerWidth + 1 && !each.classList.contains('unseen'),
          )
          .map((each) => `${each.tagName}.${String(each.className)}: ${each.textContent?.slice(0, 40) ?? ''}`),
  );
}

/** What a finger would miss; labels stand for their boxes. */
function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll(
        'a, button, select, summary, input:not([type=hidden]):not([type=checkbox]), label.check',
      ),
    ]
      .map((each) => ({ each, box: each.getBoundingClientRect() }))
      .filter(
        ({ each, box }) =>
          box.width > 0 && !each.classList.contains('unseen') && (box.height < 43.9 || box.width < 43.9),
      )
      .map(({ each, box }) => `${each.outerHTML.slice(0, 80)} ${box.width}x${box.height}`),
  );
}

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  const [width = 0, height = 0] = await page.evaluate(() => [innerWidth, document.documentElement.scrollHeight]);
  const clip = { x: 0, y: 0, width, height: Math.min(height, LONGEST) };
  await page.screenshot({ path: path.join(ARTIFACTS, `find-${name}.png`), fullPage: true, clip });
}

withChromium(`the page on which everybody finds a shelter, in a real browser${suffix}`, () => {
  beforeAll(async () => {
    [browser, hub] = await Promise.all([
      launchBrowser(),
      HubProcess.start({ dataDir: path.join(folder.path, 'data'), env: { HINOMI_HOME_AREA: '43203' } }),
    ]);
  });
  afterAll(async () => {
    await Promise.all(contexts.map((each) => each.close()));
    await browser?.close();
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('says what to do while nothing is known to be open', async () => {
    const page = await open();
    expect(await page.locator('#list').innerText()).toContain('0か所');
    expect(await page.locator('.what').innerText()).toContain('頑丈な建物の2階より上');
    expect(await page.locator('.hazards').innerText()).toContain('届いていなくても、安全とは限りません');
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'quiet');
    const drill = await open('?exercise=true&lang=ja');
    expect(await drill.title()).toMatch(/^【訓練】/);
    expect(await drill.locator('.drill').innerText()).toContain('本当の災害の情報ではありません');
    expect(await violationsOf(drill)).toEqual([]);
    await shoot(drill, 'drill');
  });

  it('is told of shelters and of rain', async () => {
    await tellOfShelters(hub, SITES);
    const rain = command(TELEGRAM, ['rain']);
    expect((await hub.post('jma-xml', rain)).status).toBe(202);
    await eventually(
      async () =>
        (await (await fetch(`${hub.url}api/v1/public/shelters?q=見本小学校&open=1`)).json()) as {
          places: { suits: string }[];
        },
      ({ places }) => places[0]?.suits === 'avoid',
    );
  });

  it('works without any script, on the smallest old telephone', async () => {
    const page = await open('?lang=ja', { javaScriptEnabled: false });
    expect(await page.locator('#near').isVisible()).toBe(false);
    expect(await page.locator('noscript').innerText()).toContain('町の名前');
    await page.locator('#q').fill('高台　人吉市');
    await page.locator('#ask button').click();
    const found = await names(page);
    expect(found.join()).toContain('見本高台公園');
    expect(found.join()).not.toContain('内輪');
    await page.locator('#q').fill('見本');
    await page.getByLabel('開いている').check();
    await page.locator('#ask button').click();
    const open_ = await names(page);
    expect(open_.join()).toMatch(/見本中学校.*見本体育館.*見本小学校/);
    // Unfolded without a script as well.
    await page.locator('.place summary').first().click();
    expect(await page.locator('details[open] dl').first().innerText()).toContain('どの災害のとき使えるか');
    await page.getByRole('button', { name: '略図を見る' }).click();
    expect(await page.locator('#sketch text').count()).toBeGreaterThan(2);
    await page.getByRole('link', { name: 'Tiếng Việt' }).click();
    expect(await page.locator('html').getAttribute('lang')).toBe('vi');
    expect((await names(page)).length).toBe(open_.length);
    expect(await tooWide(page)).toEqual([]);
  });

  it('finds what is near, and the position stands in no address, no log and no page but rounded', async () => {
    const page = await open('?lang=ja', located);
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await nearMe(page);
    const found = await names(page);
    expect(found[0]).toContain('見本');
    // Rain is in force: what is no site for floods comes last, and why is said.
    const avoided = page.locator('.place.avoid', { hasText: '見本小学校' });
    expect(await avoided.innerText()).toContain('洪水、内水氾濫のときの避難先に指定されていません');
    const groups = await page
      .locator('.place')
      .evaluateAll((places) => places.map((each) => each.classList.contains('avoid')));
    expect(groups.indexOf(true)).toBeGreaterThan(groups.lastIndexOf(false));
    const park = page.locator('.place', { hasText: '見本高台公園' });
    expect(await park.locator('.away').innerText()).toMatch(/^北東へ約1\.\dkm$/);
    expect(await park.innerText()).toContain('大雨のときの避難先に指定されています');
    // The language changes with the position in a form.
    await page.getByRole('button', { name: 'English' }).click();
    await page.locator('html[lang=en]').waitFor();
    expect(await page.locator('.away').first().innerText()).toMatch(/^about .* to the /);
    await page.getByRole('button', { name: 'Show a sketch map' }).click();
    await page.locator('#sketch').waitFor();
    await shoot(page, 'sketch');
    const traces = [...addresses, await page.content(), hub.output].join('\n');
    expect(traces).not.toMatch(/32\.2073|130\.7582/);
    expect([...addresses, hub.output].join('\n')).not.toMatch(/lat=|lon=|32\.207|130\.758/);
  });

  it('says how to go on where the position is refused, or the page is not encrypted', async () => {
    const refused = await open('?lang=ja', { permissions: [] });
    await refused.locator('#near').click();
    await note(refused).getByText('許可されていません').waitFor();
    const plain = await open('?lang=ja', located);
    await plain.addInitScript(() => Object.defineProperty(window, 'isSecureContext', { value: false }));
    await plain.reload();
    await plain.locator('#near').click();
    await note(plain).getByText('暗号化（HTTPS）されていない').waitFor();
    expect(await violationsOf(plain)).toEqual([]);
  });

  it('keeps its list when the network is gone, says of when it is, and goes on when it is back', async () => {
    const page = await open('?lang=ja', located);
    await nearMe(page);
    const before = await names(page);
    await page.context().setOffline(true);
    await page.locator('.update button').click();
    await note(page)
      .getByText(/インターネットにつながりません。\d+:\d\d現在/)
      .waitFor();
    expect(await names(page)).toEqual(before);
    await page.locator('#q').fill('見本小学校');
    await page.locator('#ask button').click();
    expect(await names(page)).toEqual(before);
    await page.context().setOffline(false);
    await page.locator('#ask button').click();
    await page.locator('.place').nth(1).waitFor({ state: 'detached' });
    expect((await names(page)).join()).toContain('見本小学校');
  });

  it('is reached by keyboard alone', async () => {
    const page = await open('?lang=en&q=見本');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Go to the list');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('list');
    await page.locator('.place summary').first().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('.place details').first().getAttribute('open')).not.toBeNull();
  });

  it.each(LANGUAGES)(
    'in %s breaks no rule of access, fits at twice the text, and is large enough for a finger',
    async (language) => {
      const page = await open(`?lang=${language}`, { ...located, viewport: PHONE });
      await nearMe(page);
      await page.locator('.place summary').first().click();
      await page.locator('.filters summary').click();
      expect(await violationsOf(page)).toEqual([]);
      expect(await tooSmall(page)).toEqual([]);
      expect(await tooWide(page)).toEqual([]);
      await page.locator('.filters summary').click();
      await shoot(page, language);
      await page.setViewportSize(SMALLEST);
      expect(await tooWide(page)).toEqual([]);
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
      expect(await tooWide(page)).toEqual([]);
    },
  );

  it('arrives in less than 100 kB, with a full list', async () => {
    const context = await browser.newContext({ viewport: PHONE, locale: 'ja-JP', ...located });
    contexts.push(context);
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    let bytes = 0;
    session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.goto(`${hub.url}find/?lang=vi`);
    await nearMe(page);
    expect(await page.locator('.place').count()).toBeGreaterThan(20);
    await page.waitForLoadState('networkidle');
    process.stdout.write(`the public page with its list: ${bytes} bytes\n`);
    expect(bytes).toBeGreaterThan(5_000);
    expect(bytes).toBeLessThan(LIMIT_BYTES);
  });

  it('tells of the tablet’s report what everybody may know, and nothing else', async () => {
    const page = await open('?lang=ja&q=見本小学校', { viewport: { width: 820, height: 1180 } });
    const school = page.locator(`[data-place="${SCHOOL}"]`);
    await school.locator('summary').click();
    const said = await school.innerText();
    expect(said).toMatch(/混んでいます.*130人／定員150人/);
    expect(said).toMatch(/\d+:\d\d現在/);
    expect(await page.content()).not.toMatch(/内輪|7654/);
    await shoot(page, 'tablet');
    await page.setViewportSize({ width: 1366, height: 768 });
    await shoot(page, 'laptop');
  });
});
