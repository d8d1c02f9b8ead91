import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { HubProcess, eventually, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchDevice, violationsOf } from './browser.js';
import { shelterPackage } from './sip4d-package.js';
import { count, getIn, offlineReady, save, waitingCount } from './tablet-device.js';

jest.setTimeout(300_000);

const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';
const PASSWORD = 'hinomi no yagura 1995';
const TABLE = '5a4e7c20-77aa-4c1b-8f60-2f9f0f6f4f08';
const SHELTER = `sip4d:${TABLE}/s1`;

const folder = temporaryFolder('tablet-sign-in');
const dataDir = path.join(folder.path, 'data');
let hub: HubProcess;
let tablet: BrowserContext;

const switchOn = (): Promise<BrowserContext> =>
  launchDevice(path.join(folder.path, 'disk'), { viewport: { width: 820, height: 1180 } });

async function openRoom(): Promise<Page> {
  const page = await tablet.newPage();
  await page.goto(`${hub.url}shelter/`);
  await getIn(page);
  return page;
}

async function signIn(page: Page, password = PASSWORD): Promise<void> {
  await page.locator('[name="username"]').fill('hanako');
  await page.locator('[name="password"]').fill(password);
  await page.locator('button[type="submit"]').first().click();
  await getIn(page);
}

/** A hub that knows one shelter and has no demonstration people. */
async function hubForReal(): Promise<HubProcess> {
  const before = await HubProcess.start({ dataDir });
  const row = { id: 's1', name: '見本小学校', namekana: 'みほん', citycode: '17202', cityname: '七尾市' };
  const rows = [{ ...row, lng: 136.9, lat: 37.04, eststts: '開設', crowdstts: '空き', evacueeno: 80, capacity: 300 }];
  await before.post('sip4d-zip', shelterPackage(rows, { ttid: TABLE, author: '石川県', minutesAgo: 60 }));
  await eventually(
    () => before.fetch(`api/v1/shelters/${encodeURIComponent(SHELTER)}`, 'demo-operator'),
    ({ ok }) => ok,
  );
  await before.end('SIGINT');
  return HubProcess.start({ dataDir, env: { HINOMI_DEMONSTRATION: 'off' } });
}

withChromium(`signing in at the tablet${suffix}`, () => {
  beforeAll(async () => {
    hub = await hubForReal();
    tablet = await switchOn();
  });
  afterAll(async () => {
    await tablet?.close();
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('comes back to the tablet room, and a session that ended holds up the sending and nothing else', async () => {
    const setUp = /http:\S+\/sign-in\/setup\?code=\S+/.exec(hub.output)?.[0] ?? '';
    let page = await openRoom();
    await page.getByTestId('sign-in').waitFor({ timeout: 60_000 });
    expect(await violationsOf(page)).toEqual([]);

    await page.goto(setUp);
    await page.locator('[name="name"]').fill('避難所 花子');
    await page.locator('[name="username"]').fill('hanako');
    await page.locator('[name="newPassword"]').fill(PASSWORD);
    await page.locator('button[type="submit"]').click();
    await page.locator('[name="password"]').waitFor({ timeout: 60_000 });

    await page.goto(`${hub.url}shelter/`);
    await getIn(page);
    await page.getByTestId('sign-in').click({ timeout: 60_000 });
    await page.locator('[name="password"]').waitFor({ timeout: 60_000 });
    await signIn(page);
    expect(new URL(page.url()).pathname).toBe('/shelter/');
    await page.locator(`[data-shelter="${SHELTER}"]`).click({ timeout: 60_000 });
    await offlineReady(page);
    await count(page, 'evacueeno', 85);
    await save(page);
    await page.locator('.state-chip[data-state="received"]').waitFor({ timeout: 60_000 });

    // An administrator gives the account another password: every session of it ends.
    const console_ = await tablet.newPage();
    await console_.goto(hub.url);
    await console_.locator('[data-testid="live-state"]').waitFor({ timeout: 60_000 });
    const password = await console_.evaluate(newPasswordHere);
    await console_.close();
    await count(page, 'evacueeno', 87);
    await save(page);
    await page.getByTestId('sign-in-notice').waitFor({ timeout: 60_000 });
    await waitingCount(page, 1);
    await tablet.close();
    tablet = await switchOn();
    page = await openRoom();
    await waitingCount(page, 1);
    await count(page, 'careno', 12);
    await page.getByTestId('sign-in-notice').getByTestId('sign-in').click({ timeout: 60_000 });
    await page.locator('[name="password"]').waitFor({ timeout: 60_000 });
    await signIn(page, password);
    await waitingCount(page, 0);
    await page.locator('[data-field="careno"][data-from="draft"]').waitFor();
  });
});

/** In the console: a new password for whoever is signed in there. */
async function newPasswordHere(): Promise<string> {
  const session = await new Promise<{ accessToken: string }>((resolve, reject) => {
    const opening = indexedDB.open('hinomi-session');
    opening.onsuccess = () => {
      const asked = opening.result.transaction('session').objectStore('session').get('current');
      asked.onsuccess = () => resolve(asked.result as { accessToken: string });
    };
    opening.onerror = reject;
  });
  const headers = { authorization: `Bearer ${session.accessToken}`, 'content-type': 'application/json' };
  const me = (await (await fetch('/api/v1/me', { headers })).json()) as { subject: string };
  const path = `/api/v1/accounts/${me.subject}`;
  const reply = await fetch(path, { method: 'PATCH', headers, body: JSON.stringify({ resetPassword: true }) });
  return ((await reply.json()) as { password: string }).password;
}
