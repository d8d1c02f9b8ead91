import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { ShelterDetail, ShelterEntry } from '@hinomi/contracts';
import { HubProcess, eventually, temporaryFolder } from '@hinomi/testing';
import { launchBrowser, NEEDS_CHROMIUM, chromiumPath, violationsOf } from './browser.js';
import { shelterPackage } from './sip4d-package.js';
import { count, save, TabletDevice, waitingCount } from './tablet-device.js';

jest.setTimeout(300_000);

const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';

const ARTIFACTS = path.resolve('e2e/artifacts');
const TABLE = '5a4e7c20-77aa-4c1b-8f60-2f9f0f6f4f08';
const KEPT = `sip4d:${TABLE}/k1`;
const HERE = { longitude: 136.967, latitude: 37.0431, accuracy: 12 };

const folder = temporaryFolder('places');
let hub: HubProcess;
const devices: TabletDevice[] = [];

async function device(): Promise<TabletDevice> {
  const made = await TabletDevice.on(hub.port, path.join(folder.path, `device-${devices.length}-${Date.now()}`));
  made.position = HERE;
  devices.push(made);
  return made;
}

async function found(q: string): Promise<ShelterEntry[]> {
  const reply = await hub.fetch(`api/v1/shelters?${new URLSearchParams({ q })}`, 'demo-operator');
  return (await reply.json()) as ShelterEntry[];
}

async function detailOf(id: string): Promise<ShelterDetail | null> {
  const reply = await hub.fetch(`api/v1/shelters/${encodeURIComponent(id)}`, 'demo-operator');
  return reply.ok ? ((await reply.json()) as ShelterDetail) : null;
}

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: path.join(ARTIFACTS, `tablet-${name}.png`) });
}

withChromium(`places opened on the spot, in a real browser${suffix}`, () => {
  beforeAll(async () => {
    hub = await HubProcess.start({ dataDir: path.join(folder.path, 'data') });
    const row = {
      id: 'k1',
      name: '見本小学校',
      namekana: 'みほんしょうがっこう',
      citycode: '17202',
      cityname: '七尾市',
    };
    const rows = [{ ...row, lng: 136.9675, lat: 37.0431, eststts: '未開設', evacueeno: null, capacity: 300 }];
    await hub.post('sip4d-zip', shelterPackage(rows, { ttid: TABLE, author: '石川県', minutesAgo: 300 }));
    await eventually(
      () => detailOf(KEPT),
      (known) => known !== null,
    );
  });
  afterEach(async () => {
    await Promise.all(devices.splice(0).map((each) => each.end()));
  });
  afterAll(async () => {
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('opens one with no network, reports of it through a dead battery, and all of it arrives once', async () => {
    const tablet = await device();
    let page = await tablet.open();
    await page.evaluate(async () => void (await navigator.serviceWorker.ready));
    await page.getByTestId('open-new').click();
    await page.getByTestId('open-place').waitFor();
    tablet.link.cut();
    await page.locator('[data-kind="self-run"]').click();
    await page.getByTestId('place-name').fill('港町の集会所');
    expect(await page.getByTestId('open-it').isDisabled()).toBe(true);
    await page.getByTestId('locate').click();
    await page.getByTestId('located').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'opening');
    await page.getByTestId('open-it').click();
    await page.getByTestId('first-page').waitFor();
    expect(await page.getByTestId('shelter-name').innerText()).toBe('港町の集会所');
    await count(page, 'evacueeno', 23);
    await save(page);
    await waitingCount(page, 2);
    await tablet.off();
    page = await tablet.open();
    await waitingCount(page, 2);
    const times = new Map<string, number>();
    page.on('request', (request) => {
      const { pathname } = new URL(request.url());
      if (request.method() !== 'POST' || !pathname.startsWith('/api/v1/shelters')) return;
      times.set(pathname.endsWith('/reports') ? 'report' : 'place', times.size);
    });
    tablet.link.mend();
    await waitingCount(page, 0);
    expect([...times.keys()]).toEqual(['place', 'report']);
    const [entry, ...others] = await eventually(
      () => found('港町の集会所'),
      (all) => all[0]?.evacueeno === 23,
    );
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ eststts: 'open', municipality: '17202', evacueeno: 23 });
    expect(entry?.id).toMatch(/^shelter-place:/);
  });

  it('offers the registered place that stands there first', async () => {
    const page = await (await device()).open();
    await page.getByTestId('open-new').click();
    await page.locator('[data-kind="provisional"]').click();
    await page.getByTestId('place-name').fill('小学校の体育館');
    await page.getByTestId('locate').click();
    await page.getByTestId('located').waitFor();
    await page.getByTestId('open-it').click();
    await page.locator(`[data-alike="${KEPT}"]`).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'opening-alike');
    await page.locator(`[data-alike="${KEPT}"]`).click();
    await page.getByTestId('first-page').waitFor();
    expect(await page.getByTestId('shelter-name').innerText()).toBe('見本小学校');
  });

  it('shows why one was not taken, keeps what was reported of it, and sends both once it is put right', async () => {
    const page = await (await device()).open();
    await page.getByTestId('open-new').click();
    await page.locator('[data-kind="in-cars"]').click();
    await page.getByTestId('place-name').fill('道の駅の駐車場');
    await page.getByTestId('place-address').fill('どこかの道の駅');
    await page.getByTestId('open-it').click();
    await page.getByTestId('first-page').waitFor();
    await page.locator('[data-testid="open-queue"][data-refused="1"]').waitFor({ timeout: 60_000 });
    await count(page, 'evacueeno', 7);
    await save(page);
    await waitingCount(page, 1);
    await page.getByTestId('open-queue').click();
    await shoot(page, 'opening-refused');
    expect(await page.getByTestId('queue').innerText()).toContain('must name the municipality');
    await page.getByTestId('change-shelter').click();
    await page.locator('[data-own-place]').click();
    await page.getByTestId('place-address').fill('石川県七尾市中島町');
    await page.getByTestId('open-it').click();
    await waitingCount(page, 0);
    const [entry] = await eventually(
      () => found('道の駅の駐車場'),
      (all) => all[0]?.evacueeno === 7,
    );
    expect(entry).toMatchObject({ municipality: '17202', lngLat: null });
  });

  it('is opened at the desk, joined with the registered one by a decision, and comes apart again', async () => {
    const browser = await launchBrowser({ withoutMap: true });
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'ja-JP' });
    await page.goto(hub.url);
    await page.locator('[data-testid="live-state"][data-state="live"]').waitFor({ timeout: 60_000 });
    await page.keyboard.press('p');
    await page.getByTestId('desk-open-new').click();
    await page.locator('[data-kind="self-run"]').click();
    await page.getByTestId('place-name').fill('校区の自主避難所');
    await page.getByTestId('place-address').fill('石川県七尾市沢野町1');
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'opening-desk');
    await page.getByTestId('open-it').click();
    await page.getByTestId('desk-chosen').waitFor();
    const [opened] = await eventually(
      () => found('校区の自主避難所'),
      (all) => all.length === 1,
    );
    const id = opened?.id ?? '';
    const decide = await hub.fetch('api/v1/decisions', 'demo-operator', {
      method: 'POST',
      body: JSON.stringify({ decision: { is: 'same', things: [id, KEPT] }, note: '' }),
      headers: { 'content-type': 'application/json' },
    });
    const { decisionId } = (await decide.json()) as { decisionId: string };
    const joined = await eventually(
      () => detailOf(id),
      (known) => known?.id === KEPT,
    );
    expect(joined).toMatchObject({ name: '見本小学校', attributes: { placekind: { value: 'self-run' } } });
    expect(await found('校区の自主避難所')).toEqual([]);
    await hub.fetch(`api/v1/decisions/${decisionId}`, 'demo-operator', { method: 'DELETE' });
    const apart = await eventually(
      () => detailOf(id),
      (known) => known?.id === id,
    );
    expect(apart).toMatchObject({ name: '校区の自主避難所', eststts: 'open' });
    await browser.close();
  });
});
