import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ShelterDetail, ShelterEntry } from '@hinomi/contracts';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser } from './browser.js';
import { shelterPackage } from './sip4d-package.js';
import { getIn } from './tablet-device.js';

jest.setTimeout(300_000);

const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';
const PREFECTURE = { ttid: '7c2d9a10-3c1d-4a7e-9f51-0d2c8e4a7b33', author: '石川県', minutesAgo: 600 };
const PATIENT = { timeout: 120_000 };

const folder = temporaryFolder('desk-calls');
let browser: Browser;
let context: BrowserContext;
let hub: HubProcess;
let page: Page;
let shelters: ShelterEntry[];

const idOf = (name: string): string => shelters.find((entry) => entry.name === name)?.id ?? '';
const call = (name: string) => page.getByTestId('calls').locator('li', { hasText: name });
const ulid = (number: number): string => String(number).padStart(26, '0');

async function openDesk(): Promise<Page> {
  const tab = await context.newPage();
  await tab.goto(hub.url);
  await tab.locator('[data-testid="live-state"][data-state="live"]').waitFor(PATIENT);
  await tab.getByTestId('open-desk').press('Enter');
  await tab.getByTestId('desk-search').waitFor();
  return tab;
}

interface Said {
  number: number;
  by: 'tablet' | 'telephone' | 'paper';
  people: number;
  seen: string;
  toldBy?: string;
}
async function report(name: string, { number, by, people, seen, toldBy = '' }: Said): Promise<void> {
  const attributes = {
    evacueeno: { value: people, observedAt: seen },
    eststts: { value: 'open', observedAt: seen },
    water: { value: by === 'tablet' ? 'not_today' : 'enough', observedAt: seen },
  };
  const one = {
    ...{ reportId: ulid(number), device: ulid(900_000 + number), counter: 1, shelter: idOf(name), by },
    ...{ toldBy: toldBy || null, observedAt: seen, writtenAt: seen, attributes, confirmed: [] },
  };
  const reply = await hub.fetch(`api/v1/shelters/${encodeURIComponent(idOf(name))}/reports`, 'demo-shelter', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ sentAt: new Date().toISOString(), reports: [one] }),
  });
  expect(await reply.json()).toMatchObject({ accepted: [ulid(number)] });
}
const detailOf = async (name: string): Promise<ShelterDetail> =>
  (await (
    await hub.fetch(`api/v1/shelters/${encodeURIComponent(idOf(name))}`, 'demo-operator')
  ).json()) as ShelterDetail;
const minutesAgo = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

withChromium(`whom to call, and who is believed, in a real browser${suffix}`, () => {
  beforeAll(async () => {
    [browser, hub] = await Promise.all([
      launchBrowser({ withoutMap: true }),
      HubProcess.start({ dataDir: path.join(folder.path, 'data') }),
    ]);
    const open = { eststts: '開設', phoneno: null };
    const rows = [
      { id: 'c1', name: '見本小学校', citycode: '17202', cityname: '七尾市', lng: 136.96, lat: 37.04, evacueeno: 320 },
      { id: 'c2', name: '手本公民館', citycode: '17202', cityname: '七尾市', lng: 136.97, lat: 37.05, evacueeno: 10 },
      { id: 'c3', name: '例題中学校', citycode: '17204', cityname: '輪島市', lng: 136.9, lat: 37.39, evacueeno: 40 },
    ].map((row) => ({ ...row, ...open }));
    expect((await hub.post('sip4d-zip', shelterPackage(rows, PREFECTURE))).status).toBe(202);
    shelters = await eventually(
      async () => (await (await hub.fetch('api/v1/shelters', 'demo-operator')).json()) as ShelterEntry[],
      ({ length }) => length === rows.length,
    );
    context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'ja-JP',
      reducedMotion: 'reduce',
    });
    page = await openDesk();
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('lists those of one municipality, and Enter in the empty search takes the first of them', async () => {
    for (const name of ['見本小学校', '手本公民館', '例題中学校']) await call(name).waitFor(PATIENT);
    const within = page.locator('.desk-calls select');
    expect(await within.locator('option').allInnerTexts()).toHaveLength(3);
    await within.selectOption('17204');
    await call('例題中学校').waitFor();
    expect(await page.getByTestId('calls').locator('li').count()).toBe(1);
    expect(await page.getByTestId('calls-count').innerText()).toContain('1か所');
    await page.getByTestId('desk-search').press('Enter');
    await page.getByTestId('desk-chosen').getByText('例題中学校').waitFor();
    await page.keyboard.press('Escape');
    await within.selectOption('');
    await call('見本小学校').waitFor();
  });

  it('marks what a silent shelter is known to lack', async () => {
    // Told seven hours ago: too long silent, and short of water then.
    await report('手本公民館', { number: 1, by: 'tablet', people: 60, seen: minutesAgo(420) });
    await call('手本公民館').locator('[data-level]').first().waitFor(PATIENT);
    expect(await call('手本公民館').locator('.desk-lacks').innerText()).toContain('水不足');
    expect(await call('見本小学校').locator('.desk-lacks').count()).toBe(0);
    expect((await detailOf('手本公民館')).deficits.map(({ is }) => is)).toContain('water');
  });

  it('believes the shelter before the telephone for one moment, and the later before both', async () => {
    const seen = minutesAgo(30);
    await report('見本小学校', { number: 2, by: 'telephone', people: 200, seen, toldBy: '総務課' });
    await report('見本小学校', { number: 3, by: 'tablet', people: 210, seen });
    await report('見本小学校', { number: 4, by: 'paper', people: 190, seen });
    const people = async () => (await detailOf('見本小学校')).attributes['evacueeno'];
    await eventually(people, (told) => told?.value === 210 && told.source === 'shelter:tablet');
    await report('見本小学校', { number: 5, by: 'telephone', people: 230, seen: minutesAgo(5), toldBy: '総務課' });
    await eventually(people, (told) => told?.value === 230 && told.source === 'shelter:telephone');
  });

  it('shows on the tablet, at the desk, in the details and in the history that it was told by telephone', async () => {
    const tablet = await (
      await browser.newContext({ viewport: { width: 820, height: 1180 }, locale: 'ja-JP' })
    ).newPage();
    await tablet.goto(`${hub.url}shelter/?place=${encodeURIComponent(idOf('見本小学校'))}`);
    await getIn(tablet);
    await tablet.locator('[data-field="evacueeno"] [data-heard-by="telephone"]').waitFor(PATIENT);
    expect(await tablet.locator('[data-field="evacueeno"]').innerText()).toContain('電話で聞いた値');
    await tablet.screenshot({ path: path.resolve('e2e/artifacts/desk-told-tablet.png') });
    await tablet.close();

    await page.getByTestId('desk-search').fill('見本小');
    await page.locator('[role=option]').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[data-desk-field="evacueeno"][placeholder*="電話"]').waitFor(PATIENT);
    await page.locator('.desk-chosen button').first().press('Enter');
    await page.locator('.fact[data-attribute="evacueeno"]', { hasText: '230' }).waitFor(PATIENT);
    expect(await page.getByTestId('detail').innerText()).toContain('総務課（電話）');
    await page.getByTestId('show-history').click();
    await page.getByTestId('history').locator('.history-version').first().waitFor(PATIENT);
    expect(await page.getByTestId('history').innerText()).toContain('総務課（電話）');
  });

  it('is one device in two tabs that send at once', async () => {
    const tabs = await Promise.all([openDesk(), openDesk()]);
    const names = ['手本公民館', '例題中学校'];
    const sent: { device: string; counter: number }[] = [];
    for (const [at, tab] of tabs.entries()) {
      tab.on('request', (request) => {
        if (request.method() !== 'POST' || !request.url().endsWith('/reports')) return;
        sent.push(...(request.postDataJSON() as { reports: typeof sent }).reports);
      });
      await tab.bringToFront();
      await tab.getByTestId('desk-search').fill(names[at] ?? '');
      await tab.locator('[role=option]').first().waitFor();
      await tab.keyboard.press('Enter');
      await tab.locator('[data-desk-field="evacueeno"]').fill(String(50 + at));
    }
    const sendAll = () => Promise.all(tabs.map((tab) => tab.locator('.desk-form > .button').click(PATIENT)));
    await sendAll();
    for (const [at, tab] of tabs.entries()) {
      const confirm = tab.getByTestId('desk-asked').locator('button').first();
      const taken = tab.getByTestId('desk-sent').getByText('受け付けました');
      await confirm.or(taken).first().waitFor(PATIENT);
      if (await confirm.isVisible()) await confirm.click();
      await taken.waitFor(PATIENT);
      await eventually(
        async () => (await detailOf(names[at] ?? '')).evacueeno,
        (people) => people === 50 + at,
      );
    }
    expect(new Set(sent.map(({ device }) => device)).size).toBe(1);
    expect(new Set(sent.map(({ counter }) => counter)).size).toBe(sent.length);
    expect(sent.length).toBeGreaterThanOrEqual(2);
  });
});
