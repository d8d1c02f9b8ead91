import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ChronologyPage, LogEntry } from '@hinomi/contracts';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';
import type { Browser, Page } from 'playwright-core';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser, violationsOf } from './browser.js';
import { command, TELEGRAM } from './command.js';
import { differentLook } from './looks.js';
import { wrongLanguage } from './wrong-language.js';

jest.setTimeout(300_000);

const LANGUAGES = ['ja', 'en', 'easy'] as const;
const ARTIFACTS = path.resolve('e2e/artifacts');
const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';

const folder = temporaryFolder('chronology');
const dataDir = path.join(folder.path, 'data');
let browser: Browser;
let hub: HubProcess;
let one: Page;
let other: Page;

const row = (page: Page, content: string) => page.locator('[data-testid=log-table] [data-entry]', { hasText: content });
const field = (page: Page, name: string) => page.locator(`.log-form [data-log-field="${name}"]`);
const focused = (page: Page) =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['logField'] ?? '');
const book = (page: Page) => page.getByTestId('log-book');

async function open(): Promise<Page> {
  const viewport = { width: 1366, height: 768 };
  const context = await browser.newContext({
    viewport,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(hub.url);
  await openBook(page);
  return page;
}

async function openBook(page: Page): Promise<void> {
  await page.locator('[data-testid="live-state"][data-state="live"]').waitFor({ timeout: 60_000 });
  await page.getByTestId('open-chronology').waitFor();
  await page.keyboard.press('j');
  await page.locator('[data-testid=log-book][data-link=live]').waitFor();
  await eventually(
    () => focused(page),
    (at) => at === 'from',
  );
}

/** As somebody types who hears it spoken. */
async function type(page: Page, from: string, to: string, content: string): Promise<void> {
  await page.keyboard.type(from);
  await page.keyboard.press('Tab');
  await page.keyboard.type(to);
  await page.keyboard.press('Tab');
  await page.keyboard.type(content);
}

async function entries(): Promise<LogEntry[]> {
  const reply = await hub.fetch('api/v1/chronology?exercise=false', 'demo-operator');
  return ((await reply.json()) as ChronologyPage).entries;
}
const contents = ({ versions }: LogEntry): string[] => versions.map(({ text }) => text.content);

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: path.join(ARTIFACTS, `chronology-${name}.png`) });
}

withChromium(`the log book in a real browser${suffix}`, () => {
  beforeAll(async () => {
    [browser, hub] = await Promise.all([launchBrowser({ withoutMap: true }), HubProcess.start({ dataDir })]);
    [one, other] = [await open(), await open()];
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('is written by keyboard alone, by two at once, and each sees what the other wrote', async () => {
    await Promise.all([
      type(one, '消防本部', '総括班', '鳳至町で土砂崩れ'),
      type(other, '輪島市', '県庁', '断水の範囲が広がる'),
    ]);
    await one.keyboard.press('Tab');
    await one.keyboard.press('3');
    await one.keyboard.press('Tab');
    await one.keyboard.type('道路班');
    await Promise.all([one.keyboard.press('Enter'), other.keyboard.press('Control+Enter')]);
    for (const page of [one, other]) {
      await row(page, '鳳至町で土砂崩れ').waitFor();
      await row(page, '断水の範囲が広がる').waitFor();
      // Ready for the next one.
      expect([await focused(page), await field(page, 'content').inputValue()]).toEqual(['from', '']);
    }
    expect(await row(other, '鳳至町で土砂崩れ').getAttribute('data-status')).toBe('doing');
    await row(other, '鳳至町で土砂崩れ').getByText('道路班').waitFor();
  });

  it('has an earthquake of 5- and more once, written by nobody', async () => {
    expect((await hub.post('jma-xml', command(TELEGRAM, ['earthquake']))).status).toBe(202);
    await row(one, '地震　最大震度').waitFor();
    await row(other, '地震　最大震度').waitFor();
    expect(await row(one, '地震　最大震度').getAttribute('data-auto')).toBe('true');
  });

  it('keeps what is half written, and what was sent into a dead hub, through a reload and a restart', async () => {
    await type(other, '住民', '', '書きかけの');
    await type(one, '警察', '本部', '国道を閉鎖');
    await one.keyboard.press('Enter');
    await row(other, '国道を閉鎖').waitFor();
    await other.keyboard.type('記録');
    expect([await focused(other), await field(other, 'content').inputValue()]).toEqual(['content', '書きかけの記録']);
    await other.reload();
    await openBook(other);
    expect(await Promise.all([field(other, 'from'), field(other, 'content')].map((each) => each.inputValue()))).toEqual(
      ['住民', '書きかけの記録'],
    );

    const before = (await entries()).length;
    const { port } = hub;
    await hub.end('SIGKILL');
    await field(other, 'content').press('Enter');
    await other.getByTestId('log-unsent').waitFor();
    await other.keyboard.type('自衛隊');
    hub = await HubProcess.start({ dataDir, env: { HINOMI_PORT: String(port) } });
    await row(one, '書きかけの記録').waitFor();
    await other.locator('[data-testid=log-book][data-unsent="0"][data-link=live]').waitFor();
    expect(await field(other, 'from').inputValue()).toBe('自衛隊');
    await field(other, 'from').fill('');
    // The picture was read from its start again: what the hub wrote by itself is there once.
    expect((await entries()).length).toBe(before + 1);
    expect((await entries()).filter(({ auto }) => auto?.kind === 'earthquake')).toHaveLength(1);
  });

  it('keeps both of two corrections, tells the second writer, and shows every version', async () => {
    for (const page of [one, other]) {
      await row(page, '断水の範囲が広がる').getByTestId('log-edit-open').click();
      await page.getByTestId('log-edit').getByTestId('log-versions').getByText('断水の範囲が広がる').waitFor();
    }
    const said = (page: Page) => page.locator('.log-edit [data-log-field="content"]');
    await said(one).fill('断水は市内全域');
    await said(other).fill('断水は3地区');
    await said(one).press('Enter');
    await row(one, '断水は市内全域').waitFor();
    // The form that is being filled in says so, and keeps what is in it.
    await other.getByTestId('log-changed').waitFor();
    expect(await said(other).inputValue()).toBe('断水は3地区');
    await shoot(other, 'changed');
    await said(other).press('Enter');
    await other.getByTestId('log-crossed-you').waitFor();
    await row(one, '断水は市内全域').getByTestId('log-crossed').waitFor();
    await other.getByTestId('log-compare').click();
    await shoot(other, 'crossed');
    await said(other).fill('断水は市内全域（3地区で給水）');
    await said(other).press('Enter');
    await row(one, '断水は市内全域（3地区で給水）').waitFor();
    expect(await row(one, '3地区で給水').getAttribute('data-crossed')).toBe('false');
    await row(one, '3地区で給水').getByTestId('log-show-versions').click();
    expect(await row(one, '3地区で給水').getByTestId('log-versions').locator('.log-said').allInnerTexts()).toEqual([
      '断水の範囲が広がる',
      '断水は市内全域',
      '断水は3地区',
      '断水は市内全域（3地区で給水）',
    ]);
  });

  it('is found by words, by what is to be done and by who wrote it', async () => {
    const rows = () => one.locator('[data-testid=log-table] [data-entry]').count();
    const choose = (nth: number, value: string) => one.locator('.log-tools select').nth(nth).selectOption(value);
    await one.getByTestId('log-search').fill('ﾀﾞﾝｽｲ 断水');
    await one.getByTestId('log-search').fill('断水 給水');
    await eventually(rows, (count) => count === 1);
    await one.getByTestId('log-search').fill('');
    await choose(0, 'todo');
    await eventually(rows, (count) => count === 1);
    await choose(0, 'all');
    await choose(1, 'auto');
    await eventually(rows, (count) => count === 1);
    await choose(1, 'all');
    await eventually(rows, (count) => count === 5);
  });

  it('goes out as a file that Excel opens in columns, and on paper', async () => {
    await field(one, 'content').fill('=SUM(1)');
    await field(one, 'content').press('Enter');
    await row(one, '=SUM(1)').waitFor();
    await one.getByTestId('log-export-all').check();
    const [download] = await Promise.all([one.waitForEvent('download'), one.getByTestId('log-export').click()]);
    expect(download.suggestedFilename()).toMatch(/^hinomi-chronology-\d{8}-\d{4}\.csv$/);
    const csv = readFileSync(await download.path(), 'utf8');
    expect(csv.startsWith('\uFEFF番号,日時,発信元,宛先,内容,')).toBe(true);
    const kept = (await entries()).flatMap(contents);
    expect(csv.trimEnd().split('\r\n')).toHaveLength(1 + kept.length);
    for (const content of kept) expect(csv).toContain(content.startsWith('=') ? `,'${content},` : `,${content},`);

    await one.evaluate(() => {
      window.print = () => {
        document.body.dataset['printed'] = document.querySelector('.log-paper')?.textContent ?? '';
      };
    });
    await one.getByTestId('log-print').click();
    await one.locator('body[data-printed*="鳳至町で土砂崩れ"]').waitFor({ state: 'attached' });
  });

  it('has photos and documents beside an entry: pasted, chosen, named, seen large by keyboard', async () => {
    await one.evaluate(async () => {
      const canvas = Object.assign(document.createElement('canvas'), { width: 320, height: 200 });
      const context = canvas.getContext('2d')!;
      context.fillStyle = '#c33';
      context.fillRect(40, 40, 200, 100);
      const blob = await new Promise<Blob>((done) => canvas.toBlob((made) => done(made!)));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([blob], 'image.png', { type: 'image/png' }));
      const at = document.querySelector('.log-form [data-log-field="content"]')!;
      at.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    });
    const files = one.locator('.log-form [data-testid=log-files]');
    await files.locator('[data-attached=png]').waitFor();
    await files.locator('[data-attached=png] input').fill('崩れた斜面');
    const plan = { name: '迂回路.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n%%EOF\n') };
    await files
      .getByTestId('log-file')
      .setInputFiles([plan, { name: 'x.html', mimeType: 'application/pdf', buffer: Buffer.from('<script>') }]);
    await files.locator('[data-attached=pdf]').waitFor();
    await files.locator('[data-pending=refused]').waitFor();
    await shoot(one, 'attaching');
    await files.locator('[data-pending=refused] button').click();
    await field(one, 'content').fill('斜面が崩れた');
    await field(one, 'place').fill('輪島市');
    await one.locator('.log-form').getByTestId('log-point').waitFor();
    await field(one, 'content').press('Enter');
    // It is on the map of everybody who reads the book.
    for (const page of [one, other])
      await page.locator('[data-testid=log-layer][data-marks="1"]').waitFor({ state: 'attached' });
    const attached = row(other, '斜面が崩れた').getByTestId('log-attached');
    const picture = attached.locator('button', { has: other.locator('img[alt="崩れた斜面"]') });
    await picture.focus();
    await other.keyboard.press('Enter');
    await other.getByTestId('photo-dialog').locator('img').waitFor();
    await shoot(other, 'attached-large');
    await other.keyboard.press('Escape');
    await other.getByTestId('photo-dialog').waitFor({ state: 'detached' });
    expect(await picture.evaluate((button) => button === document.activeElement)).toBe(true);
    await shoot(other, 'attached');
    const [saved] = await Promise.all([other.waitForEvent('download'), attached.locator('[data-pdf]').click()]);
    expect([saved.suggestedFilename(), readFileSync(await saved.path())]).toEqual(['迂回路.pdf', plan.buffer]);
  });

  it('is told apart from a drill, and is for headquarters', async () => {
    const reply = await hub.fetch('api/v1/chronology?exercise=noto-1', 'demo-operator');
    expect(((await reply.json()) as ChronologyPage).entries).toEqual([]);
    expect((await hub.fetch('api/v1/chronology', 'demo-public')).status).toBe(403);
  });

  it.each(LANGUAGES)('is whole and accessible in %s', async (language) => {
    await one.getByTestId('language').selectOption(language);
    await row(one, '鳳至町で土砂崩れ').getByTestId('log-edit-open').click();
    await one.getByTestId('log-edit').waitFor();
    await shoot(one, language);
    expect(await differentLook(one, `chronology-${language}`)).toBeNull();
    const found = [...(await violationsOf(one, '.detail-panel')), ...(await wrongLanguage(one, 'log book', language))];
    expect(found).toEqual([]);
    await one.keyboard.press('Escape');
    await one.getByTestId('log-edit').waitFor({ state: 'detached' });
    expect(await book(one).getAttribute('data-link')).toBe('live');
  });
});
