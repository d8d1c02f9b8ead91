import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { GeoJsonFeature, PictureSnapshot, ShelterEntry, ThingProperties } from '@hinomi/contracts';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser, violationsOf } from './browser.js';
import { listedShelters, nationalList } from './shelter-rows.js';
import { wrongLanguage } from './wrong-language.js';

jest.setTimeout(300_000);

const LANGUAGES = ['ja', 'en', 'easy'] as const;
const ARTIFACTS = path.resolve('e2e/artifacts');
const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';

const SHELTERS = [
  ...listedShelters(20, (number) => `見本第${number}小学校`),
  { name: '中央体育館（南棟）', nationalId: 'E1720200090111' },
  { name: '中央体育館（北棟）', nationalId: 'E1720200091111' },
];

const folder = temporaryFolder('shelter-grid');
let browser: Browser;
let context: BrowserContext;
let hub: HubProcess;
let page: Page;
/** Keys that the clerk pressed since it was last set to 0. */
let keys = 0;

const cell = (row: number, column: number) => page.locator(`[data-grid-row="${row}"][data-grid-column="${column}"]`);
const rowOf = (name: string) => page.locator('.grid-table tbody tr', { hasText: name });
const rowCount = (count: number) =>
  eventually(
    () => page.locator('.grid-table tbody tr').count(),
    (now) => now === count,
  );
/** Twenty reports go to the disk one after the other. */
const PATIENT = { timeout: 150_000 };
const at = () =>
  page.evaluate(() => {
    const { gridRow, gridColumn } = (document.activeElement as HTMLElement).dataset;
    return gridRow === undefined ? document.activeElement?.getAttribute('data-testid') : `${gridRow} ${gridColumn}`;
  });

async function press(...pressed: string[]): Promise<void> {
  for (const key of pressed) {
    await page.keyboard.press(key);
    keys += 1;
  }
}
async function type(text: string): Promise<void> {
  await page.keyboard.type(text);
  keys += text.length;
}
/** Through an input method: the romaji, a key to convert and one to accept. */
async function typeJapanese(text: string, romaji: string): Promise<void> {
  await page.keyboard.insertText(text);
  keys += romaji.length + 2;
}
async function paste(text: string): Promise<void> {
  await page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await press('Control+V');
}

async function pictureOf(name: string): Promise<GeoJsonFeature> {
  const reply = await hub.fetch('api/v1/picture?layers=shelter&exercise=false', 'demo-operator');
  const { features } = (await reply.json()) as PictureSnapshot;
  const found = features.find(({ properties }) => (properties.detail as ThingProperties).name === name);
  if (found === undefined) throw new Error(`no ${name} in the picture`);
  return found;
}
const told = async (name: string): Promise<Record<string, unknown>> => {
  const { attributes } = (await pictureOf(name)).properties.detail as ThingProperties;
  const asked = 'eststts evacueeno water food toiletno power'.split(' ').filter((each) => each in attributes);
  return Object.fromEntries(asked.map((each) => [each, attributes[each]?.value]));
};

async function shoot(name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: path.join(ARTIFACTS, `grid-${name}.png`) });
}
/** As it is on the wall, the tablet and the laptop. */
async function shootScreens(): Promise<void> {
  for (const [width, height] of [
    [1920, 1080],
    [820, 1180],
    [1366, 768],
  ] as const) {
    await page.setViewportSize({ width, height });
    await shoot(`screen-${width}`);
  }
}
async function openDesk(): Promise<void> {
  await page.goto(hub.url);
  await page.locator('[data-testid="live-state"][data-state="live"]').waitFor({ timeout: 60_000 });
  await page.getByTestId('open-desk').waitFor();
  await page.keyboard.press('p');
}

withChromium(`the grid of the shelter desk in a real browser${suffix}`, () => {
  beforeAll(async () => {
    [browser, hub] = await Promise.all([
      launchBrowser({ withoutMap: true }),
      HubProcess.start({ dataDir: path.join(folder.path, 'data') }),
    ]);
    const reply = await hub.fetch('api/v1/feeds/csv?source=gsi-shelters', 'demo-operator', {
      method: 'POST',
      body: nationalList(SHELTERS),
    });
    expect([reply.status, await reply.text()]).toEqual([202, expect.anything()]);
    context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'ja-JP',
      reducedMotion: 'reduce',
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    page = await context.newPage();
    await openDesk();
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('takes a table from a spreadsheet: shows how it is understood, and guesses no shelter', async () => {
    await page.getByTestId('desk-view-grid').check({ force: true });
    await page.getByTestId('grid-paste').focus();
    const lines = [
      '避難所開設状況（11月26日現在）\t\t\t\t\t\t\t\t',
      '避難所\t\t状況\t避難者\t\t\tライフライン\t\t備考',
      'ID\t名称\t開設状況\t総数\tうち要配慮者\t世帯\t飲料水\t電気\t',
      ...SHELTERS.slice(0, 18).map(
        ({ name, nationalId }, index) =>
          `${index % 2 === 0 ? nationalId : ''}\t${name}\t開設\t${String(100 + index).replace(/\d/g, (digit) => '０１２３４５６７８９'[Number(digit)]!)}人\t-\t40\t足りている\t停電\t`,
      ),
      '\t見本第十九小学校\t開設\t50\t不明\t\t\t\t"毛布\n50枚"',
      '\t中央体育館\t閉鎖\t0\t\t\t\t\t',
      '\t見本第20小学校\t開設\t約30\t\t\t2〜3日分\t通電\t',
      '\t合計\t\t1,900\t\t\t\t\t',
    ];
    await paste(lines.join('\r\n'));
    await page.getByTestId('paste-sheet').waitFor();
    // The IDs tell the municipality.
    expect(await page.getByTestId('paste-municipality').inputValue()).toBe('17202');
    await page.getByTestId('paste-count').getByText('避難所を選ぶ行 3').waitFor();
    expect(await page.getByTestId('paste-count').innerText()).toMatch(/22行[^]*読めない欄 1/);
    const mapping = await page
      .locator('[data-paste-column]')
      .evaluateAll((each) => each.map((select) => (select as HTMLSelectElement).value));
    expect(mapping).toEqual(['id', 'name', 'eststts', 'evacueeno', 'careno', '', 'water', 'power', '']);
    await shoot('paste');
    await page.locator('[data-paste-column="8"]').selectOption('urgent');
    await page.getByTestId('paste-admit').press('Enter');
    await rowCount(22);
    expect(await rowOf('見本第20小学校').innerText()).toContain('「約30」');
    await shoot('pasted');
  });

  it('lets the clerk choose, sends what can be sent, and keeps the rest', async () => {
    const unknown = page.locator('[data-resolve]');
    expect(await unknown.count()).toBe(3);
    // Nothing of it is chosen beforehand.
    expect(await unknown.evaluateAll((each) => each.map((select) => (select as HTMLSelectElement).value))).toEqual([
      '',
      '',
      '',
    ]);
    await unknown.nth(1).selectOption({ label: '中央体育館（北棟）' });
    await page.getByTestId('grid-told-by').fill('七尾市総務課');
    await page.getByTestId('desk-paper').check({ force: true });
    await page.getByTestId('grid-send').press('Enter');
    await page.getByTestId('grid-done').getByText('19行を受け付けました。3行が残っています。').waitFor(PATIENT);
    expect(await told('見本第1小学校')).toEqual({ eststts: 'open', evacueeno: 100, water: 'enough', power: 'no' });
    expect(await told('中央体育館（北棟）')).toEqual({ eststts: 'close', evacueeno: 0 });
    for (const untouched of ['見本第19小学校', '見本第20小学校', '中央体育館（南棟）'])
      expect(await told(untouched)).toEqual({});
    expect(JSON.stringify((await pictureOf('見本第1小学校')).properties.sources)).toContain('七尾市総務課（紙・FAX）');
    expect(await page.locator('tr[data-result=held]').count()).toBe(3);
    expect(await rowOf('見本第20小学校').innerText()).toContain('読めない欄があります');
    await shoot('held');
    await page.locator('tr[data-result=held]').first().scrollIntoViewIfNeeded();
    await shoot('held-rows');
  });

  it('keeps everything through a reload, and sends it when it is mended; another shelter is found by search', async () => {
    await page.reload();
    await page.getByTestId('open-desk').press('Enter');
    await rowCount(22);
    await page.locator('[data-resolve]').first().selectOption('other');
    await page.getByTestId('desk-search').fill('見本第19');
    await page.locator('[role=option]', { hasText: '見本第19小学校' }).waitFor();
    await page.keyboard.press('Enter');
    await eventually(at, (place) => place === '18 0');
    await rowOf('見本第20小学校').locator('[data-grid-column="1"]').fill('30');
    await rowOf('合計').getByRole('button').click();
    await page.getByTestId('grid-send').press('Enter');
    await page.getByTestId('grid-done').getByText('2行を受け付けました。残りはありません。').waitFor(PATIENT);
    expect(await told('見本第19小学校')).toEqual({ eststts: 'open', evacueeno: 50 });
    expect(await told('見本第20小学校')).toMatchObject({ evacueeno: 30, water: 'few_days', power: 'yes' });
  });

  it('moves as a spreadsheet does', async () => {
    await eventually(
      async () => {
        const reply = await hub.fetch('api/v1/shelters?municipality=17202&limit=300', 'demo-operator');
        return ((await reply.json()) as ShelterEntry[]).filter(({ eststts }) => eststts === 'open').length;
      },
      (open) => open === 20,
    );
    await page.getByText('何も書いていない行を除く').click();
    await rowCount(0);
    await page.getByTestId('grid-municipality').selectOption('17202');
    await page.getByTestId('grid-add-open').press('Enter');
    await rowCount(20);
    await cell(0, 0).focus();
    for (const [key, place] of [
      ['Tab', '0 1'],
      ['Tab', '0 2'],
      ['Enter', '1 0'],
      ['ArrowDown', '2 0'],
      ['ArrowRight', '2 1'],
      ['ArrowUp', '1 1'],
      ['ArrowLeft', '1 0'],
      ['Shift+Tab', '0 9'],
      ['Tab', '1 0'],
      ['Escape', 'desk-search'],
    ] as const) {
      await page.keyboard.press(key);
      expect([key, await at()]).toEqual([key, place]);
    }
    // Within a text that is being edited the arrows move the caret.
    await cell(0, 1).focus();
    await page.keyboard.type('12');
    await page.keyboard.press('ArrowLeft');
    expect(await at()).toBe('0 1');
    await page.keyboard.type('3');
    expect(await cell(0, 1).inputValue()).toBe('132');
    await cell(0, 1).fill('');
    // A block of cells without headings falls where it is pasted.
    await cell(1, 0).focus();
    await paste('閉鎖\t０\r\n開設\t12人');
    await eventually(
      () => Promise.all([cell(1, 0), cell(1, 1), cell(2, 0), cell(2, 1)].map((each) => each.inputValue())),
      (values) => values.join() === 'close,0,open,12',
    );
    await page.keyboard.press('Control+Delete');
    await rowCount(19);
    await page.getByTestId('desk-view-one').check({ force: true });
    await page.getByTestId('desk-view-grid').check({ force: true });
    expect(await cell(1, 1).inputValue()).toBe('12');
  });

  it('asks once about all that looks odd, and leaves what the hub refuses', async () => {
    await page.getByText('何も書いていない行を除く').click();
    await page.getByTestId('grid-municipality').selectOption('17202');
    await page.getByTestId('grid-add-open').click();
    for (const row of [0, 1, 2]) await cell(row, 1).fill('900');
    // An office is named in words: the hub refuses a number.
    await cell(2, 8).fill('担当 0767-53-1111');
    await cell(2, 8).press('Control+Enter');
    const asked = page.getByTestId('grid-asked');
    await asked.waitFor();
    expect(await asked.locator('li').count()).toBe(3);
    expect(await asked.innerText()).toContain('5割以上');
    await shoot('asked');
    await page.keyboard.press('Enter');
    await page.getByTestId('grid-done').getByText('2行を受け付けました。1行が残っています。').waitFor(PATIENT);
    expect(await page.locator('tr[data-result=failed] .grid-result').innerText()).toContain('受け取られませんでした');
    expect(await cell(2, 1).inputValue()).toBe('900');
    expect(await cell(0, 1).inputValue()).toBe('');
    await shoot('refused');
    await page.route('**/reports', (route) => route.abort());
    await cell(2, 8).fill('総務課');
    await cell(3, 1).fill('100');
    await cell(3, 1).press('Control+Enter');
    await page.getByTestId('grid-confirm').press('Enter');
    await page.getByTestId('grid-done').getByText('0行を受け付けました。2行が残っています。').waitFor(PATIENT);
    expect(await page.locator('tr[data-result=failed]').count()).toBe(2);
    await page.unroute('**/reports');
    await cell(3, 1).press('Control+Enter');
    await page.getByTestId('grid-confirm').press('Enter');
    await page.getByTestId('grid-done').getByText('2行を受け付けました。').waitFor(PATIENT);
  });

  it('costs fewer keys for twenty shelters than one form after the other', async () => {
    const values = ['1', '120', '12', '1', '2', '4', '1', '0'];
    // One form: found by a word of its name, a field after the other, who told it, and when it was told is now.
    await page.getByTestId('desk-view-one').check({ force: true });
    await eventually(at, (place) => place === 'desk-search');
    keys = 0;
    await typeJapanese('第1小', 'dai1shou');
    await page.locator('[role=option]', { hasText: '見本第1小学校' }).waitFor();
    await press('Enter');
    await eventually(
      () => page.evaluate(() => (document.activeElement as HTMLElement).dataset['deskField']),
      (name) => name === 'eststts',
    );
    for (const value of values) {
      await type(value);
      await press('Enter');
    }
    await typeJapanese('館長', 'kanchou');
    await press('Enter', 'Enter', 'Enter');
    await page.getByTestId('desk-sent').getByText('見本第1小学校：受け付けました').waitFor();
    const single = keys;

    await page.getByTestId('desk-view-grid').check({ force: true });
    await page.getByText('何も書いていない行を除く').click();
    await page.getByTestId('desk-search').focus();
    keys = 0;
    // The municipality is chosen already: past it to the button, and past the place to paste into the fields of all rows.
    await press('Tab', 'Tab', 'Enter');
    await rowCount(20);
    await press('Tab', 'Tab');
    await typeJapanese('七尾市', 'nanaoshi');
    await press('Tab', 'Tab', 'Tab');
    expect(await at()).toBe('0 0');
    for (let row = 0; row < 20; row += 1) {
      for (const [index, value] of values.entries()) {
        await type(value);
        await press(index + 1 < values.length ? 'Tab' : 'Enter');
      }
    }
    expect(await at()).toBe('grid-send');
    await press('Enter');
    await page.getByTestId('grid-asked').waitFor(PATIENT);
    await press('Enter');
    await page.getByTestId('grid-done').getByText('20行を受け付けました。残りはありません。').waitFor(PATIENT);
    console.log(`keys: one form ${single}, the grid ${keys} for 20 (${keys / 20} each)`);
    expect(single).toBeLessThanOrEqual(45);
    expect(keys).toBeLessThanOrEqual(20 * 21);
    expect(keys).toBeLessThan(20 * single * 0.75);
    expect(await told('見本第7小学校')).toEqual({
      eststts: 'open',
      evacueeno: 120,
      water: 'enough',
      food: 'few_days',
      toiletno: 4,
      power: 'yes',
    });
  });

  it.each(LANGUAGES)('is whole and accessible in %s', async (language) => {
    await page.getByTestId('language').selectOption(language);
    await cell(0, 1).fill('many');
    const found = [...(await violationsOf(page)), ...(await wrongLanguage(page, 'grid', language))];
    if (language === 'ja') await shootScreens();
    await page.getByTestId('grid-paste').focus();
    await paste('名称\t避難者数\n中央体育館\t約3');
    await page.getByTestId('paste-sheet').waitFor();
    found.push(...(await violationsOf(page)), ...(await wrongLanguage(page, 'paste', language)));
    await shoot(`paste-${language}`);
    await page.getByTestId('paste-sheet').locator('.grid-actions button').last().click();
    expect(found).toEqual([]);
  });
});
