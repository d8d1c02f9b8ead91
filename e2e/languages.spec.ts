import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { HubProcess, eventually, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser, violationsOf } from './browser.js';
import { TELEGRAM, command } from './command.js';
import { wrongLanguage } from './wrong-language.js';

jest.setTimeout(600_000);

const LANGUAGES = ['ja', 'en', 'easy'] as const;
const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';
const TELEGRAMS = ['earthquake', 'rain', 'landslide', 'tsunami'];
/** Families that no printed telegram has. */
const FIXTURES = [
  ['jma-xml', 'libs/formats/fixtures/jma-xml/VXKO_levels-per-river.xml'],
  ['cap', 'libs/formats/fixtures/cap/alert_two-languages.xml'],
  ['jma-xml', 'libs/formats/fixtures/jma-xml/VPTW60_typhoon.xml'],
  ['jma-xml', 'libs/formats/fixtures/jma-xml/VFVO50_level-3.xml'],
  ['jma-xml', 'libs/formats/fixtures/jma-xml/VFVO56_flash.xml'],
  ['jma-xml', 'libs/formats/fixtures/jma-xml/VFVO55_ash.xml'],
  ['jma-xml', 'libs/formats/fixtures/jma-xml/VPBS50_linear-rainband.xml'],
  ['jma-xml', 'libs/formats/fixtures/jma-xml/VPFJ51_commentary.xml'],
] as const;

/** What opens beside the map, for whoever works at the headquarters. */
const PANELS = ['since', 'rollups', 'silence', 'needs', 'orders', 'desk', 'chronology'];

/** How often the page is looked at while its names of places are on their way. */
const LOOKS = 100;

const folder = temporaryFolder('languages');
const browsers: Browser[] = [];
let hub: HubProcess;
let context: BrowserContext;
/** Without a map, which every hazard that is opened would move; what is read and pressed stands beside it. */
let page: Page;
/** With one. */
let mapped: Page;

/** The same report, its earliest time moved to a minute ago. */
function asOfNow(text: string): string {
  const times = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)/g;
  const earliest = Math.min(...(text.match(times) ?? []).map((time) => Date.parse(time)));
  const shift = Date.now() - 60_000 - earliest;
  const inJapan = (millis: number): string => `${new Date(millis + 9 * 3_600_000).toISOString().slice(0, 19)}+09:00`;
  return text.replace(times, (time) => inJapan(Date.parse(time) + shift));
}

async function axe(state: string, within?: string, on = page): Promise<string[]> {
  return (await violationsOf(on, within)).map((found) => `${state}: ${found}`);
}

async function openConsole(browser: Browser): Promise<Page> {
  const own = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'ja-JP',
    reducedMotion: 'reduce',
  });
  const opened = await own.newPage();
  await opened.goto(hub.url);
  await opened.locator('[data-testid="live-state"][data-state="live"]').waitFor({ timeout: 60_000 });
  return opened;
}

/** Nothing of it lies beside a page of 320 CSS pixels. */
async function within320(part: Locator): Promise<boolean> {
  const box = await part.boundingBox();
  return box !== null && box.x >= 0 && box.x + box.width <= 320;
}

/** Its name, and the part of the page that is new in it; none = all of it. */
type State = [name: string, part?: string];
const DIALOG = 'dialog[open]';

/** Opens every state of the console in turn, and says what it is when it stands. */
async function* states(): AsyncGenerator<State> {
  const press = (key: string): Promise<void> => page.keyboard.press(key);
  yield ['list without a map'];
  await page.getByTestId('view-table').click();
  await page.getByTestId('table').waitFor();
  yield ['table'];
  await page.getByTestId('view-map').click();
  for (const fold of await page.locator('.panel-fold:not([open]) > summary').all()) await fold.click();
  const hazards = await page
    .locator('[data-hazard]')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-hazard') ?? ''));
  for (const [index, hazard] of hazards.entries()) {
    await page.locator(`[data-hazard="${hazard}"]`).click();
    await page.getByTestId('detail').waitFor();
    await page.getByTestId('show-history').click();
    await page.getByTestId('history').locator('.history-version, [role=alert]').first().waitFor();
    yield [`detail of ${hazard}`, index === 0 ? undefined : '[data-testid=detail]'];
    await press('Escape');
    await page.getByTestId('detail').waitFor({ state: 'detached' });
  }
  await press('?');
  await page.locator(DIALOG).waitFor();
  await page.getByTestId('open-accessibility').click();
  await page.getByTestId('accessibility').waitFor();
  yield ['help', DIALOG];
  await press('Escape');
  await page.getByTestId('feeds-button').click();
  await page.locator('dialog[open] table').waitFor();
  for (const entry of await page.locator('.quarantine-list summary').all()) {
    await entry.click();
    await page.locator('details[open] .excerpt').waitFor();
    yield ['an entry of the quarantine', DIALOG];
    await entry.click();
  }
  yield ['sources', DIALOG];
  await press('Escape');
  await page.getByTestId('drill-menu').click();
  yield ['drill menu'];
  await page.getByTestId('drill-menu').click();
  await page.getByTestId('role').click();
  await page.getByTestId('person-menu').waitFor();
  yield ['person menu'];
  await page.getByTestId('become-demo-admin').click();
  await page.locator('[data-testid=role][data-role=admin]').waitFor();
  await page.getByTestId('role').click();
  await page.getByTestId('open-accounts').click();
  await page.getByTestId('accounts').waitFor();
  yield ['accounts'];
  await page.getByTestId('add-account').click();
  await page.locator('select[name=prefecture]').selectOption('17');
  yield ['account form'];
  await press('Escape');
  await page.getByTestId('close-accounts').click();
}

withChromium(`the page in three languages${suffix}`, () => {
  beforeAll(async () => {
    const [plain, withMap, started] = await Promise.all([
      launchBrowser({ withoutMap: true }),
      launchBrowser(),
      HubProcess.start({ dataDir: path.join(folder.path, 'data') }),
    ]);
    browsers.push(plain, withMap);
    hub = started;
    page = await openConsole(plain);
    context = page.context();
  });
  afterAll(async () => {
    for (const browser of browsers) await browser.close();
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('says that nothing was heard, in each', async () => {
    for (const language of LANGUAGES) {
      await page.getByTestId('language').selectOption(language);
      await page.getByTestId('calm').waitFor();
      expect([...(await wrongLanguage(page, 'calm', language)), ...(await axe('calm'))]).toEqual([]);
    }
    for (const kind of TELEGRAMS) await hub.post('jma-xml', command(TELEGRAM, [kind]));
    for (const [format, file] of FIXTURES) {
      expect((await hub.post(format, asOfNow(readFileSync(file, 'utf8')))).status).toBe(202);
    }
    const refused = readFileSync('libs/formats/fixtures/jma-xml/VXSE53_no-status.xml');
    expect((await hub.post('jma-xml', refused)).status).toBe(422);
    await page.locator('[data-hazard]').nth(9).waitFor({ timeout: 60_000 });
  });

  it('leaves nothing untranslated and nothing inaccessible about the map', async () => {
    mapped = await openConsole(browsers[1]!);
    await mapped.locator('[data-map-ready=true]').waitFor({ timeout: 60_000 });
    await mapped.locator('[data-hazard]').nth(9).waitFor({ timeout: 60_000 });
    for (const language of LANGUAGES) {
      await mapped.getByTestId('language').selectOption(language);
      await eventually(
        () => wrongLanguage(mapped, 'map and list', language),
        (wrong) => wrong.length === 0,
        LOOKS,
      );
      expect(await axe(`map and list ${language}`, undefined, mapped)).toEqual([]);
    }
  });

  it.each(LANGUAGES)('leaves nothing untranslated and nothing inaccessible in %s', async (language) => {
    await page.getByTestId('language').selectOption(language);
    // Names of places come with the language's table; after that every state is judged as it stands.
    await eventually(
      () => wrongLanguage(page, 'list without a map', language),
      (wrong) => wrong.length === 0,
      LOOKS,
    );
    const found: string[] = [];
    for await (const [state, part] of states()) {
      found.push(...(await wrongLanguage(page, state, language)), ...(await axe(state, part)));
    }
    expect(found).toEqual([]);
  });

  it('remembers the language, and asks for it before anything is drawn', async () => {
    await page.getByTestId('language').selectOption('en');
    await page.reload();
    await page.getByTestId('console').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
  });

  it('reflows at 400 %: one column, no sideways scroll, nothing lost, every tool within reach', async () => {
    await mapped.getByTestId('role').click();
    await mapped.getByTestId('become-demo-operator').click();
    await mapped.getByTestId('open-chronology').waitFor();
    await mapped.setViewportSize({ width: 320, height: 256 });
    const overflow = (): Promise<number> =>
      mapped.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    for (const language of LANGUAGES) {
      await mapped.getByTestId('language').selectOption(language);
      expect(await overflow()).toBeLessThanOrEqual(0);
      for (const id of ['language', 'role', 'live-state', 'in-force-count', 'view-table', 'legend']) {
        await mapped.getByTestId(id).scrollIntoViewIfNeeded();
        expect(await mapped.getByTestId(id).isVisible()).toBe(true);
      }
      await mapped.getByTestId('role').click();
      expect(await within320(mapped.getByTestId('person-menu'))).toBe(true);
      await mapped.keyboard.press('Escape');
      for (const button of await mapped.locator(':is(.top-bar, .view-tools) button').all()) {
        await button.scrollIntoViewIfNeeded();
        expect([await button.innerText(), await within320(button)]).toEqual([expect.anything(), true]);
      }
      for (const tool of PANELS) {
        await mapped.getByTestId(`open-${tool}`).click();
        const panel = mapped.locator('.stage .detail-panel').first();
        await panel.waitFor();
        await panel.scrollIntoViewIfNeeded();
        expect([tool, await overflow(), await within320(panel)]).toEqual([tool, 0, true]);
        // On so small a page it lies over the tools.
        await mapped.keyboard.press('Escape');
        await panel.waitFor({ state: 'detached' });
      }
      expect(await axe(`400 % ${language}`, undefined, mapped)).toEqual([]);
    }
    await mapped.context().close();
  });

  it('moves nothing for people who asked for no motion', async () => {
    const moving = await page.evaluate(() => document.getAnimations().length);
    expect(moving).toBe(0);
  });

  it('signs a person in at the issuer’s page, accessible in each language, and comes back to where one was', async () => {
    await page.getByTestId('language').selectOption('ja');
    await page.getByTestId('role').click();
    await page.getByTestId('sign-in').click();
    await page.waitForURL(/\/sign-in\//);
    for (const lang of ['ja', 'en', 'ja-Hira']) {
      await page.goto(`${page.url().split('?')[0] ?? ''}?lang=${lang === 'ja-Hira' ? 'easy' : lang}`);
      expect(await axe(`sign-in ${lang}`)).toEqual([]);
    }
    await page.locator('button[name=demonstration][value=demo-admin]').click();
    await page.getByTestId('console').waitFor();
    await page.locator('[data-testid=role][data-role=admin]').waitFor();
    expect(new URL(page.url()).search).toBe('');
    await page.reload();
    await page.locator('[data-testid=role][data-role=admin]').waitFor();
    expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toMatch(/eyJ/);
  });

  it('keeps the picture and says so when the session has ended, in every tab', async () => {
    const other = await context.newPage();
    await other.goto(hub.url);
    await other.locator('[data-testid=role][data-role=admin]').waitFor();
    await other.evaluate(() => new BroadcastChannel('hinomi.session').postMessage('ended'));
    await page.getByTestId('session-ended').waitFor();
    expect(await page.locator('[data-hazard]').count()).toBeGreaterThan(0);
    expect(await axe('session ended')).toEqual([]);
    await other.close();
  });
});
