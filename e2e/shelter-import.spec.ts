import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { PictureSnapshot, ThingProperties } from '@hinomi/contracts';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser, violationsOf } from './browser.js';
import { wrongLanguage } from './wrong-language.js';

jest.setTimeout(300_000);

const LANGUAGES = ['ja', 'en', 'easy'] as const;
const ARTIFACTS = path.resolve('e2e/artifacts');
const FIXTURE = path.resolve('libs/formats/fixtures/shelter-list/sites_cp932-everything-wrong.csv');
const NAMES = ['見本公園', '見本第一小学校', '見本第二中学校', '見本集会所'];
const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';

const folder = temporaryFolder('shelter-import');
let browser: Browser;
let hub: HubProcess;
let page: Page;

const state = () => page.getByTestId('import').getAttribute('data-state');
const problem = (code: string) => page.locator(`[data-problem="${code}"]`);
const count = (name: string) => page.locator(`[data-count="${name}"] dd, [data-change="${name}"] dd`).innerText();

async function inPicture(): Promise<string[]> {
  const reply = await hub.fetch('api/v1/picture?layers=shelter&exercise=false', 'demo-operator');
  const { features } = (await reply.json()) as PictureSnapshot;
  return features.map(({ properties }) => (properties.detail as ThingProperties).name).sort();
}

async function shoot(name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: path.join(ARTIFACTS, `import-${name}.png`), fullPage: true });
}

withChromium(`importing a list of shelters in a real browser${suffix}`, () => {
  beforeAll(async () => {
    [browser, hub] = await Promise.all([
      launchBrowser({ withoutMap: true }),
      HubProcess.start({ dataDir: path.join(folder.path, 'data') }),
    ]);
    const viewport = { width: 1366, height: 768 };
    page = await (await browser.newContext({ viewport, locale: 'ja-JP', reducedMotion: 'reduce' })).newPage();
    await page.goto(hub.url);
    await page.locator('[data-testid="live-state"][data-state="live"]').waitFor({ timeout: 60_000 });
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('is opened by who may send lists', async () => {
    await page.getByTestId('role').click();
    await page.getByTestId('become-demo-operator').click();
    await eventually(
      () => page.getByTestId('role').getAttribute('data-role'),
      (role) => role === 'operator',
    );
    await page.getByTestId('role').click();
    await page.getByTestId('open-imports').click();
    await page.getByTestId('import-file').waitFor({ state: 'attached' });
    await shoot('choose');
  });

  it('shows what a municipal file has wrong, and what becomes of it', async () => {
    await page.getByTestId('import-file').setInputFiles(FIXTURE);
    await eventually(state, (now) => now === 'ready');
    for (const code of ['zero-lost', 'full-width', 'unit-in-number', 'swapped', 'degrees-minutes', 'flag-word']) {
      expect(await problem(code).locator('input').isChecked()).toBe(true);
    }
    expect(await problem('zero-lost').innerText()).toContain('092011');
    expect(await page.getByTestId('imports').innerText()).toContain('Shift_JIS');
    expect(await Promise.all(['total', 'understood', 'refused', 'unplaced', 'added'].map(count))).toEqual([
      '5',
      '4',
      '1',
      '1',
      '4',
    ]);
    expect(await page.locator('[data-refusal="name-missing"]').innerText()).toContain('8行目');
    await page.locator('.import-sketch circle').nth(2).waitFor();
    await shoot('preview');
    expect(await inPicture()).toEqual([]);
  });

  it('reads it again without a mending that is switched off, by keyboard alone', async () => {
    await problem('swapped').locator('input').focus();
    await page.keyboard.press('Space');
    await eventually(
      () => problem('swapped').getAttribute('data-on'),
      (on) => on === 'false',
    );
    expect(await count('unplaced')).toBe('2');
    await problem('swapped').locator('input').focus();
    await page.keyboard.press('Space');
    await eventually(
      () => problem('swapped').getAttribute('data-on'),
      (on) => on === 'true',
    );
  });

  it.each(LANGUAGES)('is one language, and accessible (%s)', async (language) => {
    await page.getByTestId('language').selectOption(language);
    await page.locator(`html[data-language=${language}]`).waitFor();
    // Names of places come with the language's table.
    await eventually(
      () => wrongLanguage(page, 'preview', language),
      (wrong) => wrong.length === 0,
    );
    expect(await violationsOf(page)).toEqual([]);
    await shoot(`preview-${language}`);
  });

  it('brings it into the picture, and is there after a reload', async () => {
    await page.getByTestId('language').selectOption('ja');
    await page.getByTestId('import-start').click();
    await eventually(state, (now) => now === 'done');
    await eventually(inPicture, (names) => names.length === 4);
    expect(await inPicture()).toEqual(NAMES);
    await page.reload();
    await eventually(state, (now) => now === 'done');
    await shoot('done');
  });

  it('is undone after a question, and gone from the picture', async () => {
    await page.getByTestId('import-undo').click();
    await shoot('undo');
    await page.getByTestId('confirm').click();
    await eventually(state, (now) => now === 'undone');
    await eventually(inPicture, (names) => names.length === 0);
    await shoot('undone');
    await page.getByTestId('leave-imports').click();
    await page.locator('[data-import][data-state="undone"]').waitFor();
    await shoot('list');
  });

  it('says why a file is no list', async () => {
    const file = { name: '食品.csv', mimeType: 'text/csv', buffer: Buffer.from('りんご,みかん\n1,2\n') };
    await page.getByTestId('import-file').setInputFiles(file);
    await eventually(state, (now) => now === 'failed');
    expect(await page.getByRole('alert').innerText()).toContain('避難所の名簿に見えません');
    await shoot('failed');
  });
});
