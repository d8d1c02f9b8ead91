import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page, Request } from 'playwright-core';
import { HubProcess, eventually, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, violationsOf } from './browser.js';
import { shelterPackage } from './sip4d-package.js';
import {
  count,
  field,
  getIn,
  offlineReady,
  pick,
  save,
  TabletDevice,
  UpdatedHub,
  waitingCount,
} from './tablet-device.js';

jest.setTimeout(300_000);

const ARTIFACTS = path.resolve('e2e/artifacts');
const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';

const TABLE = '5a4e7c20-77aa-4c1b-8f60-2f9f0f6f4f07';
const KEEPS = 12;
const SCREENS = [
  ['upright', { width: 820, height: 1180 }],
  ['across', { width: 1180, height: 820 }],
  ['phone', { width: 390, height: 844 }],
] as const;
/** One shelter a test, so that none hears of another. */
const shelterId = (number: number): string => `sip4d:${TABLE}/s${number}`;
const nameOf = (number: number): string => `見本第${number}小学校`;

interface Standing {
  attributes: Record<string, { value: unknown; observedAt: string }>;
}

const folder = temporaryFolder('tablet');
let hub: HubProcess;
const devices: TabletDevice[] = [];
let deviceCount = 0;

async function device(port = hub.port): Promise<TabletDevice> {
  const disk = path.join(folder.path, `device-${(deviceCount += 1)}`);
  const made = await TabletDevice.on(port, disk);
  devices.push(made);
  return made;
}

async function standing(number: number): Promise<Standing['attributes']> {
  const reply = await hub.fetch(`api/v1/shelters/${encodeURIComponent(shelterId(number))}`, 'demo-operator');
  return reply.ok ? ((await reply.json()) as Standing).attributes : {};
}

/** Headquarters have these values. */
async function stands(number: number, values: Record<string, unknown>): Promise<void> {
  const names = Object.keys(values);
  const known = await eventually(
    () => standing(number),
    (attributes) => names.every((name) => attributes[name]?.value === values[name]),
  );
  expect(Object.fromEntries(names.map((name) => [name, known[name]?.value]))).toEqual(values);
}

/** Every id that a page posted, with how often: tried (`request`) or answered (`requestfinished`). */
function posted(when: 'request' | 'requestfinished', ...pages: Page[]): Map<string, number> {
  const times = new Map<string, number>();
  const heard = (page: Page, hear: (request: Request) => void): unknown =>
    when === 'request' ? page.on('request', hear) : page.on('requestfinished', hear);
  for (const page of pages) {
    heard(page, (request) => {
      if (request.method() !== 'POST' || !request.url().endsWith('/reports')) return;
      const { reports } = request.postDataJSON() as { reports: { reportId: string }[] };
      for (const { reportId } of reports) times.set(reportId, (times.get(reportId) ?? 0) + 1);
    });
  }
  return times;
}

async function restartHub(): Promise<void> {
  const { port } = hub;
  await hub.end('SIGKILL');
  hub = await HubProcess.start({ dataDir: path.join(folder.path, 'data'), env: { HINOMI_PORT: String(port) } });
}

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: path.join(ARTIFACTS, `tablet-${name}.png`) });
}

withChromium(`the tablet of a shelter in a real browser${suffix}`, () => {
  beforeAll(async () => {
    hub = await HubProcess.start({ dataDir: path.join(folder.path, 'data') });
    const rows = Array.from({ length: KEEPS }, (_, index) => ({
      id: `s${index + 1}`,
      name: nameOf(index + 1),
      namekana: `みほんだい${index + 1}しょうがっこう`,
      citycode: '17202',
      cityname: '七尾市',
      lng: 136.9 + index * 0.02,
      lat: 37.0431,
      eststts: '開設',
      crowdstts: '空き',
      evacueeno: 80,
      capacity: 300,
    }));
    const sent = await hub.post('sip4d-zip', shelterPackage(rows, { ttid: TABLE, author: '石川県', minutesAgo: 300 }));
    expect(sent.status).toBe(202);
    await eventually(
      () => standing(KEEPS),
      (attributes) => attributes['evacueeno']?.value === 80,
    );
  });
  afterEach(async () => {
    await Promise.all(devices.splice(0).map((each) => each.end()));
  });
  afterAll(async () => {
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('finds its shelter by its reading, starts from what headquarters have, and says when they received', async () => {
    const page = await (await device()).openAt('みほんだい1しょう', shelterId(1));
    await page.locator('[data-field="evacueeno"][data-from="hub"]').waitFor({ timeout: 60_000 });
    expect(await field(page, 'evacueeno').locator('.answer-age').innerText()).toContain('5時間前の値');
    expect(await page.getByTestId('no-change').isVisible()).toBe(true);
    await count(page, 'evacueeno', 96);
    await count(page, 'toiletno', 0);
    await field(page, 'careno').locator('.unknown-button').click();
    await pick(page, 'water', 'few_days');
    expect(await field(page, 'toiletno').getAttribute('data-answer')).toBe('zero');
    expect(await field(page, 'careno').getAttribute('data-answer')).toBe('unknown');
    await save(page);
    await page.locator('.state-chip[data-state="received"]').waitFor({ timeout: 60_000 });
    await stands(1, { evacueeno: 96, toiletno: 0, careno: null, water: 'few_days' });
    await shoot(page, 'received');
  });

  it('reports with no network, through a reload and a dead battery, and sends by itself when there is one', async () => {
    const tablet = await device();
    let page = await tablet.openAt(nameOf(2), shelterId(2));
    tablet.link.cut();
    await count(page, 'evacueeno', 90);
    await pick(page, 'urgent', 'yes');
    await page.getByTestId('need').fill('毛布50枚');
    // What is typed while the page goes may be lost; what reached the disk is not.
    await page.locator('main[data-writing="false"]').waitFor();
    await page.reload();
    await getIn(page);
    await page.locator('[data-field="evacueeno"][data-from="draft"]').waitFor();
    expect(await page.getByTestId('need').inputValue()).toBe('毛布50枚');
    await save(page);
    await waitingCount(page, 1);
    await tablet.off();
    page = await tablet.open();
    expect(await page.getByTestId('shelter-name').innerText()).toBe(nameOf(2));
    await waitingCount(page, 1);
    await page.locator('[data-field="evacueeno"][data-from="device"]').waitFor();
    await save(page, 'no-change');
    await waitingCount(page, 2);
    await shoot(page, 'offline');
    expect(await violationsOf(page)).toEqual([]);
    tablet.link.mend();
    await waitingCount(page, 0);
    await stands(2, { evacueeno: 90, urgent: 'yes' });
  });

  it('merges two devices that were cut off at once, whichever comes back first', async () => {
    const [first, second] = [await device(), await device()];
    const pages = [await first.openAt(nameOf(3), shelterId(3)), await second.openAt(nameOf(3), shelterId(3))] as const;
    for (const { link } of [first, second]) link.cut();
    await count(pages[0], 'evacueeno', 100);
    await pick(pages[0], 'food', 'not_today');
    await save(pages[0]);
    await count(pages[1], 'evacueeno', 104);
    await pick(pages[1], 'power', 'no');
    await save(pages[1]);
    second.link.mend();
    await waitingCount(pages[1], 0);
    await stands(3, { evacueeno: 104, power: 'no' });
    first.link.mend();
    await waitingCount(pages[0], 0);
    await stands(3, { evacueeno: 104, power: 'no', food: 'not_today' });
  });

  it('loses and doubles nothing when the hub dies between taking a report and saying so', async () => {
    const tablet = await device();
    const page = await tablet.openAt(nameOf(4), shelterId(4));
    await page.locator('[data-field="evacueeno"][data-from="hub"]').waitFor({ timeout: 60_000 });
    const receipts: { accepted: string[]; duplicates: string[] }[] = [];
    page.on('response', (reply) => {
      if (reply.request().method() === 'POST' && reply.url().endsWith('/reports') && reply.ok())
        void reply.json().then((body) => receipts.push(body as (typeof receipts)[number]));
    });
    tablet.link.swallowAnswers();
    await count(page, 'evacueeno', 88);
    await save(page);
    await stands(4, { evacueeno: 88 });
    await waitingCount(page, 1);
    await restartHub();
    tablet.link.cut();
    tablet.link.mend();
    await waitingCount(page, 0);
    await eventually(
      () => Promise.resolve(receipts),
      (all) => all.length > 0,
    );
    expect(receipts.map(({ accepted, duplicates }) => [accepted.length, duplicates.length])).toEqual([[0, 1]]);
    await stands(4, { evacueeno: 88 });
  });

  it('sends once from several tabs', async () => {
    const tablet = await device();
    const one = await tablet.openAt(nameOf(5), shelterId(5));
    const two = await tablet.open();
    const [tried, answered] = [posted('request', one, two), posted('requestfinished', one, two)];
    tablet.link.cut();
    for (const people of [82, 84, 86]) {
      await count(one, 'evacueeno', people);
      await save(one);
    }
    await waitingCount(two, 3);
    await eventually(
      () => Promise.resolve(tried.size),
      (size) => size === 3,
    );
    expect(answered.size).toBe(0);
    tablet.link.mend();
    await Promise.all([waitingCount(one, 0), waitingCount(two, 0)]);
    // What was under way when the link came back may be what is answered: a browser tries a lost connection again by itself.
    expect([...answered.values()]).toEqual([1, 1, 1]);
    await stands(5, { evacueeno: 86 });
  });

  it('changes nothing under the fingers of whoever types while older values come in', async () => {
    const tablet = await device();
    const page = await tablet.open();
    let comeIn: () => void = () => undefined;
    const known = new Promise<void>((resolve) => {
      comeIn = resolve;
    });
    await page.route(
      (url) => decodeURIComponent(url.pathname) === `/api/v1/shelters/${shelterId(1)}`,
      async (route) => {
        await known;
        await route.continue();
      },
    );
    await page.getByTestId('shelter-search').fill(nameOf(1));
    await page.locator(`[data-shelter="${shelterId(1)}"]`).click();
    const people = field(page, 'evacueeno').locator('input');
    await people.focus();
    comeIn();
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('[data-field="toiletno"] input')?.value === '0',
    );
    await page.keyboard.type('91');
    expect(await people.inputValue()).toBe('91');
    await page.keyboard.press('Tab');
    expect(await people.inputValue()).toBe('91');
  });

  it('takes a new version when the person says so, and what was being written is still there', async () => {
    const updated = await UpdatedHub.before(hub.port);
    const tablet = await device(updated.port);
    const page = await tablet.openAt(nameOf(6), shelterId(6));
    await count(page, 'evacueeno', 91);
    updated.isUpdated = true;
    await page.evaluate(async () => (await navigator.serviceWorker.getRegistration('/shelter/'))?.update());
    await page.getByTestId('new-version').waitFor({ timeout: 60_000 });
    expect(await field(page, 'evacueeno').locator('input').inputValue()).toBe('91');
    await page.getByTestId('use-new-version').click();
    await page.waitForFunction(async () => (await caches.keys()).join() === 'hinomi-shelter-updated', null, {
      timeout: 60_000,
    });
    // The page has loaded itself again, and with it the key is gone.
    await page.getByTestId('locked').waitFor({ timeout: 60_000 });
    await getIn(page);
    await page.locator('[data-field="evacueeno"][data-from="draft"]').waitFor({ timeout: 60_000 });
    tablet.link.cut();
    await page.reload();
    await getIn(page);
    await offlineReady(page);
    await save(page);
    await waitingCount(page, 1);
    tablet.link.mend();
    await waitingCount(page, 0);
    await stands(6, { evacueeno: 91 });
    await tablet.end();
    await updated.end();
  });

  it('hands its reports to another device by file, and they count once', async () => {
    const [cutOff, connected] = [await device(), await device()];
    const page = await cutOff.openAt(nameOf(7), shelterId(7));
    cutOff.link.cut();
    await count(page, 'evacueeno', 93);
    await save(page);
    await page.getByTestId('open-queue').click();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('take-out').click()]);
    const file = path.join(folder.path, 'reports.json');
    await download.saveAs(file);
    const other = await connected.openAt(nameOf(8), shelterId(8));
    await other.getByTestId('open-queue').click();
    await other.getByTestId('take-in').setInputFiles(file);
    await other.locator('[data-report][data-state="received"]').waitFor({ timeout: 60_000 });
    await stands(7, { evacueeno: 93 });
    const [again] = await Promise.all([
      page.waitForResponse((reply) => reply.url().endsWith('/reports') && reply.ok(), { timeout: 90_000 }),
      Promise.resolve(cutOff.link.mend()),
    ]);
    expect(await again.json()).toMatchObject({ accepted: [], duplicates: [expect.any(String)] });
    await page.locator('[data-report][data-state="received"]').waitFor({ timeout: 90_000 });
  });

  it('shows a refused report with its reason until it is corrected', async () => {
    const tablet = await device();
    const page = await tablet.openAt(nameOf(9), shelterId(9));
    const at = new Date().toISOString();
    const report = {
      reportId: '01K1ZZZZZZZZZZZZZZZZZZZZZ1',
      device: '01K1ZZZZZZZZZZZZZZZZZZZZZ2',
      counter: 1,
      shelter: shelterId(9),
      by: 'tablet',
      toldBy: null,
      observedAt: at,
      writtenAt: at,
      attributes: { evacueeno: { value: 85, observedAt: at }, water: { value: 'sea', observedAt: at } },
      confirmed: [],
    };
    await page.getByTestId('open-queue').click();
    await page.getByTestId('take-in').setInputFiles({
      name: 'wrong.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify({ sentAt: at, reports: [report] })),
    });
    const row = page.locator(`[data-report="${report.reportId}"]`);
    await page.locator(`[data-report="${report.reportId}"][data-state="refused"]`).waitFor({ timeout: 60_000 });
    expect(await row.innerText()).toContain('report.invalid');
    expect(await page.getByTestId('open-queue').getAttribute('data-refused')).toBe('1');
    await shoot(page, 'refused');
    await page.reload();
    await getIn(page);
    await page.getByTestId('open-queue').click();
    await row.getByTestId('correct').click();
    await page.locator('[data-field="evacueeno"][data-from="draft"]').waitFor();
    await save(page);
    await stands(9, { evacueeno: 85 });
    await page.getByTestId('open-queue').click();
    expect(await row.getByTestId('correct').count()).toBe(0);
    expect(await page.getByTestId('open-queue').getAttribute('data-refused')).toBe('0');
  });

  it('is filled in and saved by keyboard alone', async () => {
    const page = await (await device()).openAt(nameOf(10), shelterId(10));
    await page.locator('[data-field="evacueeno"][data-from="hub"]').waitFor({ timeout: 60_000 });
    const until = async (holds: string): Promise<void> => {
      for (let step = 0; step < 60; step += 1) {
        if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, holds)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`no way by keyboard to ${holds}`);
    };
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await until('[data-field="evacueeno"] input');
    await page.keyboard.type('89');
    await page.keyboard.press('ArrowUp');
    await until('[data-field="water"] input');
    await page.keyboard.press('ArrowRight');
    await until('[data-testid="save"]');
    await page.keyboard.press('Enter');
    await page.locator('.state-chip[data-state="received"]').waitFor({ timeout: 60_000 });
    await stands(10, { evacueeno: 90 });
  });

  it('fits a screen upright, across and of a phone in three languages, light and dark, with targets for a thumb', async () => {
    const page = await (await device()).openAt(nameOf(11), shelterId(11));
    await count(page, 'evacueeno', 300);
    await pick(page, 'urgent', 'yes');
    for (const [name, viewport] of SCREENS) {
      await page.setViewportSize(viewport);
      for (const language of ['en', 'easy', 'ja']) {
        await page.getByTestId('language').selectOption(language);
        await page.locator('.bar-theme').click();
        expect(await violationsOf(page)).toEqual([]);
        await shoot(page, `${name}-${language}`);
        await page.getByTestId('open-details').click();
        expect(await violationsOf(page)).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
          0,
        );
        expect(await page.evaluate(smallTargets)).toEqual([]);
        await page.getByTestId('back').click();
      }
    }
  });
});

/** In the page: what is too small for a thumb. A radio's target is its label. */
function smallTargets(): string[] {
  const targets = [...document.querySelectorAll('button, select, a, label.choice, .number-box')];
  return targets
    .filter((target) => {
      const { width, height } = target.getBoundingClientRect();
      return width > 0 && (width < 44 || height < 44);
    })
    .map((target) => target.outerHTML.slice(0, 120));
}
