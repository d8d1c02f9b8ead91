import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import type { GeoJsonFeature, PictureSnapshot, ShelterDetail, ThingProperties } from '@hinomi/contracts';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser, violationsOf } from './browser.js';
import { shelterPackage } from './sip4d-package.js';
import { wrongLanguage } from './wrong-language.js';

jest.setTimeout(300_000);

const LANGUAGES = ['ja', 'en', 'easy'] as const;
const ARTIFACTS = path.resolve('e2e/artifacts');
const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';

const PREFECTURE = { ttid: '1b6f0a52-3c1d-4a7e-9f51-0d2c8e4a7b10', author: '石川県', minutesAgo: 600 };
const nanao = { citycode: '17202', cityname: '七尾市', lng: 136.9675, lat: 37.0431, eststts: '開設' };

const folder = temporaryFolder('shelter-desk');
let browser: Browser;
let hub: HubProcess;
let page: Page;

const field = (name: string) => page.locator(`[data-desk-field="${name}"]`);
const search = () => page.getByTestId('desk-search');
const sent = () => page.getByTestId('desk-sent');
const call = (name: string) => page.getByTestId('calls').locator('li', { hasText: name });
const focused = () => page.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['deskField'] ?? '');

/** Keys alone: found by a part of its reading. */
async function find(reading: string, name: string): Promise<void> {
  await search().waitFor();
  await eventually(
    () => page.evaluate(() => document.activeElement?.getAttribute('role')),
    (role) => role === 'combobox',
  );
  await page.keyboard.type(reading);
  await page.locator('[role=option]', { hasText: name }).waitFor();
  await page.keyboard.press('Enter');
  await eventually(focused, (at) => at === 'eststts');
}

async function shelterNamed(name: string): Promise<GeoJsonFeature> {
  const reply = await hub.fetch('api/v1/picture?layers=shelter&exercise=false', 'demo-operator');
  const { features } = (await reply.json()) as PictureSnapshot;
  const found = features.find(({ properties }) => (properties.detail as ThingProperties).name === name);
  if (found === undefined) throw new Error(`no ${name} in the picture`);
  return found;
}
const told = async (name: string): Promise<Record<string, unknown>> => {
  const { attributes } = (await shelterNamed(name)).properties.detail as ThingProperties;
  return Object.fromEntries(Object.entries(attributes).map(([each, { value }]) => [each, value]));
};

async function shoot(name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: path.join(ARTIFACTS, `desk-${name}.png`) });
}

withChromium(`the shelter desk in a real browser${suffix}`, () => {
  beforeAll(async () => {
    [browser, hub] = await Promise.all([
      launchBrowser({ withoutMap: true }),
      HubProcess.start({ dataDir: path.join(folder.path, 'data') }),
    ]);
    const rows = [
      {
        id: 'n1',
        name: '見本小学校',
        namekana: 'みほんしょうがっこう',
        ...nanao,
        evacueeno: 320,
        phoneno: '0767-00-0001',
      },
      {
        id: 'n2',
        name: '手本公民館',
        namekana: 'てほんこうみんかん',
        ...nanao,
        lat: 37.06,
        evacueeno: null,
        phoneno: null,
      },
      {
        id: 'n3',
        name: '例題中学校',
        namekana: 'れいだいちゅうがっこう',
        ...nanao,
        lat: 37.08,
        evacueeno: 40,
        phoneno: null,
      },
    ];
    const reply = await hub.post('sip4d-zip', shelterPackage(rows, PREFECTURE));
    expect(reply.status).toBe(202);
    const viewport = { width: 1366, height: 768 };
    page = await (await browser.newContext({ viewport, locale: 'ja-JP', reducedMotion: 'reduce' })).newPage();
    await page.goto(hub.url);
    await page.locator('[data-testid="live-state"][data-state="live"]').waitFor({ timeout: 60_000 });
    await page.getByTestId('open-desk').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('lists whom to call, and takes a telephone report by keyboard alone', async () => {
    await page.keyboard.press('p');
    for (const name of ['見本小学校', '手本公民館', '例題中学校']) await call(name).waitFor();
    expect(await call('見本小学校').locator('a').getAttribute('href')).toBe('tel:0767000001');
    expect(await call('手本公民館').innerText()).toContain('電話番号なし');
    await shoot('calls');
    await find('みほん', '見本小学校');
    await page.locator('[data-desk-field="evacueeno"][placeholder*="320"]').waitFor();
    await page.keyboard.press('1');
    await page.keyboard.press('Tab');
    await page.keyboard.type('300');
    await page.keyboard.press('Tab');
    await page.keyboard.type('?');
    await page.keyboard.press('Enter');
    await page.keyboard.press('3');
    await page.keyboard.press('Enter');
    await page.keyboard.press('?');
    expect(await Promise.all(['water', 'food', 'careno'].map((name) => field(name).inputValue()))).toEqual([
      'not_today',
      '?',
      '?',
    ]);
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('Enter');
    expect(await focused()).toBe('toldBy');
    await page.keyboard.type('避難所運営班');
    await page.keyboard.press('Enter');
    await shoot('form');
    await page.keyboard.press('Enter');
    await sent().getByText('見本小学校：受け付けました').waitFor();
    await eventually(
      () => told('見本小学校'),
      ({ evacueeno }) => evacueeno === 300,
    );
    expect(await told('見本小学校')).toMatchObject({ eststts: 'open', water: 'not_today', food: null });
    const { id } = await shelterNamed('見本小学校');
    const form = await hub.fetch(`api/v1/shelters/${encodeURIComponent(id)}`, 'demo-operator');
    expect(((await form.json()) as ShelterDetail).attributes).toMatchObject({ careno: { value: null } });
    expect(await told('見本小学校')).not.toHaveProperty('toiletno');
  });

  it('takes it off the call list, and shows in the details that it was told by telephone', async () => {
    await call('見本小学校').waitFor({ state: 'detached', timeout: 60_000 });
    expect(await page.getByTestId('calls').locator('li').count()).toBe(2);
    const { id } = await shelterNamed('見本小学校');
    await page.locator('.detail-head button').last().press('Enter');
    await page.locator(`[data-thing="${id}"]`).click();
    await page.locator('.fact[data-attribute="evacueeno"]', { hasText: '300' }).waitFor();
    expect(await page.getByTestId('detail').innerText()).toContain('避難所運営班（電話）');
    await page.getByTestId('enter-report').press('Enter');
    await page.getByTestId('desk-chosen').getByText('見本小学校').waitFor();
    await eventually(focused, (at) => at === 'eststts');
  });

  it('puts right what was just sent: what is cleared is withdrawn', async () => {
    await page.locator('.desk-chosen button').last().press('Enter');
    await page.getByTestId('desk-correct').press('Enter');
    expect(await field('evacueeno').inputValue()).toBe('300');
    await field('evacueeno').fill('30');
    await field('water').focus();
    await page.keyboard.press('Delete');
    await page.keyboard.press('Control+Enter');
    await eventually(
      () => told('見本小学校'),
      ({ evacueeno }) => evacueeno === 30,
    );
    expect(await told('見本小学校')).not.toHaveProperty('water');
  });

  it('asks about what looks odd, and Enter confirms it', async () => {
    await find('れいだい', '例題中学校');
    // What is known of it stands in the field; without it nothing looks odd.
    await eventually(
      () => field('evacueeno').getAttribute('placeholder'),
      (known) => /\d/.test(known ?? ''),
    );
    await field('evacueeno').fill('400');
    await page.keyboard.press('Control+Enter');
    await page.getByTestId('desk-asked').getByText('5割以上').waitFor();
    await page.keyboard.press('Enter');
    await sent().getByText('例題中学校：受け付けました').waitFor();
    await eventually(
      () => told('例題中学校'),
      ({ evacueeno }) => evacueeno === 400,
    );
  });

  it('keeps what was typed when it is refused or lost, when the panel is closed, and over a reload', async () => {
    await find('てほん', '手本公民館');
    await field('evacueeno').fill('25');
    await field('toldBy').fill('担当 0767-53-1111');
    await page.keyboard.press('Control+Enter');
    await page.getByTestId('desk-failure').getByText('受け取られませんでした').waitFor();
    await page.route('**/reports', (route) => route.abort());
    await field('toldBy').fill('担当課');
    await page.keyboard.press('Control+Enter');
    await page.getByTestId('desk-failure').getByText('ハブから答えがありません').waitFor();
    await page.unroute('**/reports');
    await page.locator('.detail-head button').last().press('Enter');
    await page.reload();
    await page.getByTestId('open-desk').press('Enter');
    expect(await Promise.all(['evacueeno', 'toldBy'].map((name) => field(name).inputValue()))).toEqual([
      '25',
      '担当課',
    ]);
    await page.getByTestId('desk-paper').check({ force: true });
    await field('seenAt').fill('-30');
    await page.keyboard.press('Enter');
    await sent().getByText('手本公民館：受け付けました').waitFor();
    await eventually(
      () => told('手本公民館'),
      ({ evacueeno }) => evacueeno === 25,
    );
    const { sources } = (await shelterNamed('手本公民館')).properties;
    expect(JSON.stringify(sources)).toContain('担当課（紙・FAX）');
  });

  it('is not there for who may not report', async () => {
    const other = await (await browser.newContext({ locale: 'ja-JP' })).newPage();
    await other.addInitScript(() => window.localStorage.setItem('hinomi.person', 'demo-medic'));
    await other.goto(hub.url);
    await other.locator('[data-testid="live-state"][data-state="live"]').waitFor({ timeout: 60_000 });
    await other.keyboard.press('p');
    expect(await other.getByTestId('open-desk').count()).toBe(0);
    expect(await other.getByTestId('detail').count()).toBe(0);
    await other.close();
  });

  it('reports in a drill, and nothing of it is real', async () => {
    const place = { placeId: '0'.repeat(26), name: '訓練の集会所', nameKana: null, kind: 'provisional', address: null };
    const opening = { ...place, lngLat: [136.97, 37.04], openedAt: new Date().toISOString(), exercise: 'desk-drill' };
    const opened = await hub.fetch('api/v1/shelters', 'demo-operator', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(opening),
    });
    expect(opened.status).toBe(201);
    await page.locator('.detail-head button').last().press('Enter');
    await page.keyboard.press('x');
    await page.locator('[data-testid=console][data-room=drill]').waitFor();
    await page.keyboard.press('p');
    await find('集会所', '訓練の集会所');
    await page.keyboard.press('Escape');
    await find('集会所', '訓練の集会所');
    await field('evacueeno').fill('7');
    await page.keyboard.press('Control+Enter');
    await sent().getByText('訓練の集会所：受け付けました').waitFor();
    await page.locator('.detail-head button').last().press('Enter');
    await page.locator('[data-thing]', { hasText: '訓練の集会所' }).getByText('7人').waitFor();
    await page.keyboard.press('r');
    await page.locator('[data-testid=console][data-room=real]').waitFor();
    await page.keyboard.press('p');
    await sent().getByText('手本公民館：受け付けました').waitFor();
  });

  it.each(LANGUAGES)('is whole and accessible in %s', async (language) => {
    await page.getByTestId('language').selectOption(language);
    await search().fill('みほん');
    await page.locator('[role=option]').first().waitFor();
    const found = [...(await violationsOf(page)), ...(await wrongLanguage(page, 'search', language))];
    await search().press('Enter');
    await page.locator('[data-desk-field="evacueeno"][placeholder*="30"]').waitFor();
    found.push(...(await violationsOf(page)), ...(await wrongLanguage(page, 'form', language)));
    for (const [width, height] of [
      [1920, 1080],
      [820, 1180],
      [1366, 768],
    ] as const) {
      await page.setViewportSize({ width, height });
      await shoot(`${language}-${width}`);
    }
    await page.locator('.desk-chosen button').last().click();
    expect(found).toEqual([]);
  });
});
