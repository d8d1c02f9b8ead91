import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import jsQR from 'jsqr';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import type { ShelterDetail, ShelterEntry } from '@hinomi/contracts';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser, violationsOf } from './browser.js';
import { listedShelters, nationalList } from './shelter-rows.js';
import { getIn } from './tablet-device.js';
import { wrongLanguage } from './wrong-language.js';

jest.setTimeout(300_000);

const LANGUAGES = ['ja', 'en', 'easy'] as const;
const ARTIFACTS = path.resolve('e2e/artifacts');
const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';
const HUB = 'https://hub.example.jp';

const SHELTERS = listedShelters(3, (number) => `見本第${number}小学校`);

const folder = temporaryFolder('shelter-paper');
let browser: Browser;
let hub: HubProcess;
let page: Page;
let entries: ShelterEntry[];

const idOf = (name: string): string => entries.find((entry) => entry.name === name)?.id ?? '';
const sheets = () => page.locator('.paper-page');

/** A sheet's code at the 204 × 98 dots an inch of a fax in standard quality, each dot black or white. */
async function asFaxed(number: number): Promise<{ png: PNG; bytes: Buffer }> {
  const shot = PNG.sync.read(await sheets().nth(number).locator('figure').screenshot());
  const png = new PNG({ width: shot.width, height: shot.height });
  for (let y = 0; y < shot.height; y += 1) {
    for (let x = 0; x < shot.width; x += 1) {
      // Two lines of the screen are one of the fax.
      const from = ((y - (y % 2)) * shot.width + x) * 4;
      png.data.fill((shot.data[from] ?? 0) > 127 ? 255 : 0, (y * shot.width + x) * 4, (y * shot.width + x) * 4 + 3);
      png.data[(y * shot.width + x) * 4 + 3] = 255;
    }
  }
  return { png, bytes: PNG.sync.write(png) };
}

function readCode({ data, width, height }: PNG): string | undefined {
  return jsQR.default(new Uint8ClampedArray(data), width, height)?.data;
}

async function printed(name: string): Promise<number> {
  mkdirSync(ARTIFACTS, { recursive: true });
  const pdf = await page.pdf({ preferCSSPageSize: true, path: path.join(ARTIFACTS, `paper-${name}.pdf`) });
  const text = pdf.toString('latin1');
  // A4 in points.
  expect(text).toMatch(/\/MediaBox \[0 0 59[45]\.\d+ 84[12]\.\d+\]/);
  return text.match(/\/Type \/Page\b/g)?.length ?? 0;
}

/** What does not fit on its sheet. */
const cutOff = () =>
  sheets().evaluateAll((pages) =>
    pages.flatMap((sheet) => [
      ...(sheet.scrollHeight > sheet.clientHeight ? [`${sheet.scrollHeight} of ${sheet.clientHeight} high`] : []),
      ...[...sheet.querySelectorAll('td, th, h1, dd')]
        .filter((box) => box.scrollWidth > box.clientWidth + 1)
        .map((box) => box.textContent ?? ''),
    ]),
  );

withChromium(`forms on paper in a real browser${suffix}`, () => {
  beforeAll(async () => {
    [browser, hub] = await Promise.all([
      launchBrowser({ withoutMap: true }),
      HubProcess.start({ dataDir: path.join(folder.path, 'data') }),
    ]);
    const reply = await hub.fetch('api/v1/feeds/csv?source=gsi-shelters', 'demo-operator', {
      method: 'POST',
      body: nationalList(SHELTERS),
    });
    expect(reply.status).toBe(202);
    entries = await eventually(
      async () => {
        const found = await hub.fetch('api/v1/shelters?municipality=17202&limit=300', 'demo-operator');
        return (await found.json()) as ShelterEntry[];
      },
      ({ length }) => length === SHELTERS.length,
    );
    // 204 dots an inch: what a fax has across.
    const context = await browser.newContext({
      viewport: { width: 1024, height: 700 },
      deviceScaleFactor: 204 / 96,
      locale: 'ja-JP',
      reducedMotion: 'reduce',
    });
    page = await context.newPage();
    await page.goto(hub.url);
    await page.locator('[data-testid="live-state"][data-state="live"]').waitFor({ timeout: 60_000 });
    await page.getByTestId('open-desk').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('says that a loopback address opens nowhere else, and takes the one that shelters see', async () => {
    await page.keyboard.press('p');
    await page.getByTestId('desk-print').press('Enter');
    await sheets().nth(2).waitFor();
    expect(await page.getByTestId('paper').innerText()).toContain('ほかの機械からは開けません');
    await page.getByTestId('paper-hub').fill('hub.example.jp');
    await page.getByTestId('paper').getByText('http:// か https://').waitFor();
    expect(await page.getByTestId('paper-print').isDisabled()).toBe(true);
    await page.getByTestId('paper-hub').fill(`${HUB}/`);
    await page.getByTestId('paper-fax').fill('0767-00-0002');
    await page.getByTestId('paper').getByText('3枚', { exact: true }).waitFor();
    expect(await sheets().first().innerText()).toContain('0767-00-0002');
  });

  it('prints one sheet for each shelter of a municipality, with a code that outlives a fax', async () => {
    await page.emulateMedia({ media: 'print' });
    expect(await printed('municipality')).toBe(3);
    expect(await cutOff()).toEqual([]);
    await page.emulateMedia({ media: 'screen' });
    for (const [at, { name, nationalId }] of SHELTERS.entries()) {
      const sheet = sheets().nth(at);
      expect(await sheet.locator('.paper-name').innerText()).toContain(name);
      expect(await sheet.innerText()).toContain(nationalId);
      expect(await sheet.locator('.paper-scan code').innerText()).toBe(`${HUB}/shelter/?place=${nationalId}`);
      const { png, bytes } = await asFaxed(at);
      writeFileSync(path.join(ARTIFACTS, `paper-fax-${at}.png`), bytes);
      expect(readCode(png)).toBe(`${HUB}/shelter/?place=${idOf(name)}`);
    }
  });

  it('prints one for a place that is on no list', async () => {
    await page.getByTestId('paper-of-blank').check({ force: true });
    await page.emulateMedia({ media: 'print' });
    expect(await printed('blank')).toBe(1);
    expect(await cutOff()).toEqual([]);
    await page.emulateMedia({ media: 'screen' });
    expect(readCode((await asFaxed(0)).png)).toBe(`${HUB}/shelter/`);
    await page.keyboard.press('Escape');
    await page.getByTestId('paper').waitFor({ state: 'detached' });
    // The numbers are remembered.
    await page.getByTestId('desk-search').fill('見本第2');
    await page.locator('[role=option]').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByTestId('desk-print-one').press('Enter');
    await sheets().first().waitFor();
    expect(await page.getByTestId('paper-fax').inputValue()).toBe('0767-00-0002');
    expect(await sheets().count()).toBe(1);
  });

  it.each(LANGUAGES)('is whole in %s', async (language) => {
    await page.getByTestId('paper-language').selectOption(language);
    await page.locator(`.paper-page[data-language="${language}"]`).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await printed(language)).toBe(1);
    expect(await cutOff()).toEqual([]);
    await page.emulateMedia({ media: 'screen' });
    await page.screenshot({ path: path.join(ARTIFACTS, `paper-sheet-${language}.png`), scale: 'css' });
    if (language === 'ja') expect(await violationsOf(page)).toEqual([]);
  });

  it('prints from the details of a shelter, with words in the language of the console', async () => {
    await page.keyboard.press('Escape');
    await page.getByTestId('language').selectOption('en');
    await page.locator('.desk-chosen button').first().press('Enter');
    await page.getByTestId('print-form').press('Enter');
    await sheets().first().waitFor();
    expect(await sheets().first().locator('h1').innerText()).toBe('Shelter report');
    expect(await violationsOf(page)).toEqual([]);
    const wrong = await wrongLanguage(page, 'paper', 'en');
    // What the list calls the place is its own.
    expect(wrong.filter((text) => !/見本|石川県|七尾市/.test(text))).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByTestId('language').selectOption('ja');
  });

  it('opens at the desk what a scanner types', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('p');
    await page.locator('.desk-chosen button').last().press('Enter');
    await page.getByTestId('desk-search').waitFor();
    await page.keyboard.type(`${HUB}/shelter/?place=${idOf('見本第3小学校')}`);
    await page.keyboard.press('Enter');
    await page.getByTestId('desk-chosen').getByText('見本第3小学校').waitFor();
    await page.keyboard.press('Escape');
    await page.getByTestId('desk-view-grid').check({ force: true });
    await page.getByTestId('desk-search').focus();
    await page.keyboard.type(`${HUB}/shelter/?place=${SHELTERS[0]?.nationalId}`);
    await page.keyboard.press('Enter');
    await page.locator('.grid-table tbody tr', { hasText: '見本第1小学校' }).waitFor();
    await page.getByTestId('desk-search').fill(`${HUB}/shelter/?place=nothing`);
    await page.keyboard.press('Enter');
    await page.getByText('合う避難所はありません').waitFor();
  });

  it('opens the tablet room at its shelter, and asks before it leaves another', async () => {
    const tablet = await (
      await browser.newContext({ viewport: { width: 820, height: 1180 }, locale: 'ja-JP' })
    ).newPage();
    const open = async (place: string): Promise<void> => {
      await tablet.goto(`${hub.url}shelter/?place=${place}`);
      await getIn(tablet);
    };
    const first = idOf('見本第1小学校');
    await open(first);
    await tablet.getByTestId('first-page').waitFor({ timeout: 60_000 });
    await tablet.getByText('見本第1小学校').first().waitFor();
    expect(new URL(tablet.url()).search).toBe('');

    await open(SHELTERS[1]?.nationalId ?? '');
    await tablet.locator('[data-testid="place-asked"][data-state="found"]').waitFor({ timeout: 60_000 });
    expect(await violationsOf(tablet)).toEqual([]);
    await tablet.screenshot({ path: path.join(ARTIFACTS, 'paper-tablet-change.png') });
    await tablet.getByTestId('place-leave').click();
    await tablet.getByText('見本第1小学校').first().waitFor();
    await open(SHELTERS[1]?.nationalId ?? '');
    await tablet.getByTestId('place-change').click({ timeout: 60_000 });
    await tablet.getByText('見本第2小学校').first().waitFor();

    await open('nothing');
    await tablet.locator('[data-testid="place-asked"][data-state="gone"]').waitFor({ timeout: 60_000 });
    await tablet.route('**/api/v1/shelters/*', async (route) => {
      const reply = await route.fetch();
      const detail = (await reply.json()) as ShelterDetail;
      await route.fulfill({ response: reply, json: { ...detail, mayReport: false } });
    });
    await open(first);
    await tablet.locator('[data-testid="place-asked"][data-state="forbidden"]').waitFor({ timeout: 60_000 });
    expect(await tablet.getByTestId('place-asked').innerText()).toContain('この避難所の報告はできません');
    await tablet.screenshot({ path: path.join(ARTIFACTS, 'paper-tablet-forbidden.png') });
    await tablet.close();
  });

  it('knows who may report', async () => {
    const mayReport = async (client: 'demo-shelter' | 'demo-medic'): Promise<boolean> => {
      const reply = await hub.fetch(`api/v1/shelters/${encodeURIComponent(idOf('見本第1小学校'))}`, client);
      return ((await reply.json()) as ShelterDetail).mayReport;
    };
    expect([await mayReport('demo-shelter'), await mayReport('demo-medic')]).toEqual([true, false]);
  });
});
