import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { BrowserContext, Page } from 'playwright-core';
import { HubProcess, eventually, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchDevice, violationsOf } from './browser.js';
import { command } from './command.js';
import { notebook } from './care-documents.js';
import { codesOf, photoOf } from './notebook-pictures.js';
import { CuttableLink } from './cuttable-link.js';
import { shelterPackage } from './sip4d-package.js';
import { count, getIn, offlineReady, pick, PIN, save, waitingCount } from './tablet-device.js';
import { askHere, needsHere, rowsHere } from './in-the-page.js';
import { NEEDS_CERTUTIL, hasCertutil, trustingHome } from './trusting-home.js';

jest.setTimeout(300_000);

const HOST = 'hinomi.test';
const NAMED = { HINOMI_HOST: HOST, HINOMI_BIND: '127.0.0.1' };
const PASSWORD = 'hinomi no yagura 1995';
const TABLE = '5a4e7c20-77aa-4c1b-8f60-2f9f0f6f4f09';
const shelterId = (number: number): string => `sip4d:${TABLE}/s${number}`;
const NEED = '酸素ボンベが今夜までに二本';
/** Of two people who arrive: one is written down, of the other no more than begun. */
const ARRIVED = ['鬱鷲麒麟', 'ウツワシキリン', '薔薇檸檬錠'];
const BEGUN = '鸚鵡鶺鴒';
const HANDED_OVER = '鴇田 鵺子';

const lacking = [...(chromiumPath === null ? [NEEDS_CHROMIUM] : []), ...(hasCertutil ? [] : [NEEDS_CERTUTIL])];
const withBrowser = lacking.length > 0 ? describe.skip : describe;
const suffix = lacking.length > 0 ? ` (${lacking.join('; ')})` : '';

const folder = temporaryFolder('tablet-device');
const dataDir = path.join(folder.path, 'data');
let hub: HubProcess;
let link: CuttableLink;
let office: Page;
/** The office's is the first, and is open throughout. */
const contexts: BrowserContext[] = [];
const OFFICE = 1;

/** A browser with a disk of its own that trusts the hub; what it asks of the hub goes over the link. */
async function switchOn(name: string, port = new URL(link.url).port): Promise<BrowserContext> {
  const rules = `--host-resolver-rules=MAP ${HOST}:${hub.port} 127.0.0.1:${port}, MAP ${HOST} 127.0.0.1`;
  const home = path.join(folder.path, 'home');
  const more = { args: [rules], home };
  const context = await launchDevice(path.join(folder.path, name), { viewport: { width: 820, height: 1180 } }, more);
  contexts.push(context);
  return context;
}

async function open(context: BrowserContext, hash = '', pin = PIN): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${hub.url}shelter/${hash}`);
  await getIn(page, pin);
  return page;
}

async function signIn(page: Page, username: string, password: string): Promise<void> {
  await page.locator('[name="username"]').fill(username);
  await page.locator('[name="password"]').fill(password);
  await page.locator('button[type="submit"]').first().click();
}

/** As the administrator, from their own browser. */
async function ask<T>(method: string, where: string, body?: unknown): Promise<T> {
  return (await office.evaluate(askHere, { method, where, body: body ?? null })) as T;
}

interface Made {
  tablet: { id: string };
  code: string;
}
const enrolmentOf = (name: string, ...shelters: string[]): Promise<Made> =>
  ask('POST', '/api/v1/tablets', { name, shelters });

/** A tablet that is enrolled and has what it needs to open with no network. */
async function enrolled(name: string, shelter: number): Promise<{ context: BrowserContext; page: Page; id: string }> {
  const { tablet, code } = await enrolmentOf(name, shelterId(shelter));
  const context = await switchOn(name);
  const page = await open(context, `#enrol=${code}`);
  await page.locator('[data-testid="enrol"][data-state="done"]').waitFor({ timeout: 60_000 });
  await page.getByTestId('enrol-done').click();
  await page.getByTestId('first-page').waitFor();
  await offlineReady(page);
  return { context, page, id: tablet.id };
}

async function standing(shelter: number): Promise<unknown> {
  const { attributes } = await ask<{ attributes: Record<string, { value: unknown }> }>(
    'GET',
    `/api/v1/shelters/${encodeURIComponent(shelterId(shelter))}`,
  );
  return attributes['evacueeno']?.value;
}

/** Everything that a browser's disk holds of its databases, or all that it holds at all. */
function diskOf(name: string, within = 'IndexedDB'): Buffer {
  const root = path.join(folder.path, name);
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.parentPath.includes(within),
  );
  return Buffer.concat(files.map((entry) => readFileSync(path.join(entry.parentPath, entry.name))));
}

let desk: { id: string; secret: string } | null = null;
/** What the health desk sees that people at the fifth shelter need. */
async function needsOf5(): Promise<Record<string, { count: number }>> {
  const wish = { clientId: 'health-desk', name: '保健の担当', role: 'operator', agency: null, jurisdiction: null };
  const made = desk === null ? await ask<{ secret: string }>('POST', '/api/v1/clients', wish) : null;
  if (made !== null) desk = { id: wish.clientId, secret: made.secret };
  const found = (await office.evaluate(needsHere, desk ?? { id: '', secret: '' })) as {
    shelter: string;
    needs: Record<string, { count: number }>;
  }[];
  return found.find(({ shelter }) => shelter === shelterId(5))?.needs ?? {};
}

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync('e2e/artifacts', { recursive: true });
  await page.screenshot({ path: `e2e/artifacts/${name}.png` });
}

const holds = (disk: Buffer, text: string): boolean =>
  disk.includes(Buffer.from(text, 'utf8')) || disk.includes(Buffer.from(text, 'utf16le'));

withBrowser(`tablets of shelters at a hub that others reach${suffix}`, () => {
  beforeAll(async () => {
    const before = await HubProcess.start({ dataDir });
    const row = (number: number) => ({
      ...{ id: `s${number}`, name: `見本第${number}小学校`, namekana: 'みほん', citycode: '17202', cityname: '七尾市' },
      ...{ lng: 136.9 + number / 100, lat: 37.04, eststts: '開設', crowdstts: '空き', evacueeno: 80, capacity: 300 },
    });
    const rows = [1, 2, 3, 4, 5].map(row);
    await before.post('sip4d-zip', shelterPackage(rows, { ttid: TABLE, author: '石川県', minutesAgo: 60 }));
    await eventually(
      () => before.fetch(`api/v1/shelters/${encodeURIComponent(shelterId(5))}`, 'demo-operator'),
      ({ ok }) => ok,
    );
    await before.end('SIGINT');
    command('services/hub/dist/tls/make-tls.js', [HOST], { HINOMI_DATA_DIR: dataDir });
    trustingHome(path.join(folder.path, 'home'), path.join(dataDir, 'tls/authority.pem'));
    hub = await HubProcess.start({ dataDir, env: NAMED });
    link = await CuttableLink.to(hub.port);
    office = await (await switchOn('office', String(hub.port))).newPage();
    await office.goto(/https:\S+\/sign-in\/setup\?code=\S+/.exec(hub.output)?.[0] ?? '');
    await office.locator('[name="name"]').fill('本部 花子');
    await office.locator('[name="username"]').fill('hanako');
    await office.locator('[name="newPassword"]').fill(PASSWORD);
    await office.locator('button[type="submit"]').click();
    await office.locator('[name="password"]').waitFor({ timeout: 60_000 });
    await signIn(office, 'hanako', PASSWORD);
    await office.locator('[data-testid="live-state"]').waitFor({ timeout: 60_000 });
  });
  // What a test leaves behind, also one that failed, is no other's: its tablets are off, and there is a network again.
  afterEach(async () => {
    await Promise.all(contexts.splice(OFFICE).map((context) => context.close()));
    link.mend();
  });
  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await link?.close();
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('enrols by the code of a QR, reports offline through a restart, and keeps nothing readable', async () => {
    const { context, page } = await enrolled('gym', 1);
    expect(await violationsOf(page)).toEqual([]);
    link.cut();
    await count(page, 'evacueeno', 91);
    await pick(page, 'urgent', 'yes');
    await page.getByTestId('need').fill(NEED);
    await save(page);
    await waitingCount(page, 1);
    await count(page, 'careno', 7);
    await page.locator('[data-field="careno"][data-from="draft"]').waitFor();
    // The battery dies.
    await context.close();
    const disk = diskOf('gym');
    expect(disk.length).toBeGreaterThan(0);
    for (const text of [NEED, '見本第1小学校', '"evacueeno"']) expect([text, holds(disk, text)]).toEqual([text, false]);
    const again = await switchOn('gym');
    const locked = await again.newPage();
    await locked.goto(`${hub.url}shelter/`);
    await locked.getByTestId('locked').waitFor({ timeout: 60_000 });
    expect(await violationsOf(locked)).toEqual([]);
    await getIn(locked);
    await waitingCount(locked, 1);
    await locked.locator('[data-field="careno"][data-from="draft"]').waitFor();
    link.mend();
    await waitingCount(locked, 0);
    await eventually(
      () => standing(1),
      (value) => value === 91,
    );
    const { tablets } = await ask<{ tablets: { name: string; state: string }[] }>('GET', '/api/v1/tablets');
    expect(tablets).toMatchObject([{ name: 'gym', state: 'in-use' }]);
    await again.close();
  });

  it('is enrolled and revoked on the page for it, and takes in what another shows as a QR code', async () => {
    await office.getByTestId('role').click();
    await office.getByTestId('open-tablets').click();
    await office.getByTestId('add-tablet').click();
    await office.getByTestId('tablet-name').fill('受付');
    await office.getByTestId('find-shelter').fill('見本第5');
    await office.locator(`[data-found="${shelterId(5)}"]`).click();
    await office.getByTestId('make-code').click();
    const address = (await office.getByTestId('code-qr').getAttribute('data-address')) ?? '';
    expect(await violationsOf(office)).toEqual([]);
    await shoot(office, 'tablet-code');
    await office.getByTestId('code-done').click();
    const first = await switchOn('first');
    const page = await open(first, new URL(address).hash);
    await page.getByTestId('enrol-done').click({ timeout: 60_000 });
    await page.getByTestId('first-page').waitFor();
    await offlineReady(page);
    link.cut();
    await count(page, 'evacueeno', 81);
    await save(page);
    await page.getByTestId('open-queue').click();
    await page.getByTestId('show-qr').click();
    const shown = (await page.getByTestId('qr').getAttribute('data-address')) ?? '';
    expect(await violationsOf(page)).toEqual([]);
    await shoot(page, 'tablet-qr');
    link.mend();
    // A telephone of somebody else of the shelter reads it; both send it.
    const { code } = await enrolmentOf('telephone', shelterId(5));
    const second = await switchOn('second');
    const other = await open(second, `#enrol=${code}`);
    await other.getByTestId('enrol-done').click({ timeout: 60_000 });
    await other.goto(`${hub.url}shelter/${new URL(shown).hash}`);
    await getIn(other);
    await other.getByTestId('taken-said').getByText('1件を受け取りました').waitFor({ timeout: 60_000 });
    await eventually(
      () => standing(5),
      (value) => value === 81,
    );
    await other.getByTestId('close-taken').click();
    await waitingCount(other, 0);
    await page.getByTestId('close-qr').click();
    await page.getByTestId('close-queue').click();
    await waitingCount(page, 0);
    await office.locator('[data-tablet="受付"][data-state="in-use"] [data-act="revoke"]').click({ timeout: 60_000 });
    await office.getByTestId('confirm').click();
    await office.locator('[data-tablet="受付"][data-state="revoked"]').waitFor({ timeout: 60_000 });
    await shoot(office, 'tablet-list');
    await first.close();
    await second.close();
  });

  it('locks the screen, goes on sending behind it, and opens where it was', async () => {
    const { context, page } = await enrolled('hall', 2);
    link.cut();
    await count(page, 'evacueeno', 92);
    await save(page);
    await count(page, 'careno', 5);
    await page.getByTestId('lock').click();
    await page.locator('[data-testid="locked"][data-screened="true"]').waitFor();
    expect(await page.locator('[data-field]').count()).toBe(0);
    link.mend();
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await eventually(
      () => standing(2),
      (value) => value === 92,
    );
    // Nothing waits any more: the key goes as well.
    await page.locator('[data-testid="locked"][data-screened="false"]').waitFor({ timeout: 60_000 });
    await getIn(page);
    await page.locator('[data-field="careno"][data-from="draft"]').waitFor();
    await context.close();
  });

  it('takes in somebody who arrives, offline, and holds no word of it; the vault counts what they need', async () => {
    const { context, page } = await enrolled('desk', 5);
    await page.getByTestId('open-reception').click();
    await page.locator('[data-testid="reception"][data-key="true"]').waitFor({ timeout: 60_000 });
    link.cut();
    const chosen = page.locator('[data-testid="reception"] [data-choice] input:checked');
    expect([await chosen.count(), await page.getByTestId('reception-save').count()]).toEqual([0, 0]);
    const agree = (): Promise<void> => page.locator('[data-choice="consent"]').click();
    await agree();
    const [name = '', kana = '', medicine = ''] = ARRIVED;
    const brought = { family: name.slice(0, 2), given: name.slice(2), kana, birthDate: '1950-04-01', identifier: '' };
    const photos = codesOf(notebook(brought, 5), 2).map((code, index) => ({
      ...{ name: `${index}.png`, mimeType: 'image/png', buffer: photoOf(code) },
    }));
    await page.getByTestId('notebook-photo').setInputFiles(photos[1]!);
    await page.locator('[data-testid="notebook-progress"][data-read="1"][data-total="2"]').waitFor();
    await page.getByTestId('reception-save').click();
    await page.locator('[data-testid="reception-fault"][data-fault="notebook"]').waitFor();
    await page.getByTestId('notebook-photo').setInputFiles(photos);
    await page.locator('[data-testid="notebook-scan"][data-whole="true"]').waitFor();
    await shoot(page, 'tablet-notebook');
    expect(await page.getByTestId('reception-kana').inputValue()).toBe(kana);
    expect(await page.getByTestId('reception-year').inputValue()).toBe('1950');
    await page.getByTestId('reception-name').fill(name);
    await page.locator('[data-tick="dialysis"]').click();
    await page.locator('[data-tick="insulin"]').click();
    await page.getByTestId('reception-medicine-0').fill(medicine);
    await page.getByTestId('reception-days-0').fill('三');
    await page.getByTestId('reception-save').click();
    await page.locator('[data-testid="reception-fault"][data-fault="days"]').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByTestId('reception-days-0').fill('3');
    await shoot(page, 'tablet-reception');
    await page.getByTestId('reception-save').click();
    await page.locator('[data-testid="reception-said"][data-said="saved"]').waitFor();
    await page.locator('[data-envelope][data-state="waiting"]').nth(1).waitFor();
    expect(await page.locator('[data-choice="consent"] input').isChecked()).toBe(false);
    // Somebody else is being written down when the room locks.
    await agree();
    await page.getByTestId('reception-name').fill(BEGUN);
    await page.getByTestId('lock').click();
    await page.locator('[data-testid="locked"]').waitFor();
    await getIn(page);
    await page.getByTestId('open-reception').click();
    await agree();
    expect(await page.getByTestId('reception-name').inputValue()).toBe('');
    await waitingCount(page, 2);
    // The battery dies.
    await context.close();
    const disk = diskOf('desk', '');
    expect(disk.length).toBeGreaterThan(1_000_000);
    for (const text of [...ARRIVED, BEGUN, 'dialysis-stated', '"names"']) {
      expect([text, holds(disk, text)]).toEqual([text, false]);
    }
    const again = await switchOn('desk');
    const after = await open(again);
    await waitingCount(after, 2);
    link.mend();
    await waitingCount(after, 0);
    await after.getByTestId('open-queue').click();
    await after.locator('[data-envelope][data-state="received"]').nth(1).waitFor();
    const needs = await eventually(needsOf5, (found) => Object.keys(found).length > 0);
    expect(needs).toMatchObject({
      dialysis: { count: 1 },
      insulin: { count: 1 },
      anticoagulant: { count: 1 },
      other_regular_medicine: { count: 1 },
    });
    await again.close();
  });

  it('deletes what it keeps after ten wrong PINs, says so before, and a restart gives none back', async () => {
    const { context, page } = await enrolled('annex', 3);
    link.cut();
    await count(page, 'evacueeno', 93);
    await save(page);
    await page.reload();
    const wrong = async (on: Page, left: number): Promise<void> => {
      await on.getByTestId('pin-pin').fill('975310');
      await on.getByTestId('unlock').click();
      if (left > 0) await on.locator(`[data-testid="locked"][data-tries="${left}"]`).waitFor({ timeout: 60_000 });
    };
    await page.getByTestId('locked').waitFor({ timeout: 60_000 });
    for (const left of [9, 8, 7, 6, 5, 4, 3]) await wrong(page, left);
    await page.getByTestId('pin-said').getByText('あと3回').waitFor();
    await context.close();
    const again = await switchOn('annex');
    const after = await again.newPage();
    await after.goto(`${hub.url}shelter/`);
    await after.locator('[data-testid="locked"][data-tries="3"]').waitFor({ timeout: 60_000 });
    for (const left of [2, 1, 0]) await wrong(after, left);
    await after.getByTestId('wiped').waitFor({ timeout: 60_000 });
    expect(await after.evaluate(rowsHere)).toBe(0);
    link.mend();
    await again.close();
  });

  it('that was revoked while it was away keeps what it has, and says what to do', async () => {
    const { context, page, id } = await enrolled('store-room', 4);
    link.cut();
    await count(page, 'evacueeno', 94);
    await save(page);
    await waitingCount(page, 1);
    await ask('POST', `/api/v1/tablets/${encodeURIComponent(id)}/revoke`, {});
    link.mend();
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.getByTestId('revoked-notice').waitFor({ timeout: 90_000 });
    await waitingCount(page, 1);
    // Somebody with an account takes it over, under both names.
    await page.getByTestId('sign-in-instead').click();
    await page.locator('[name="password"]').waitFor({ timeout: 60_000 });
    await signIn(page, 'hanako', PASSWORD);
    await getIn(page);
    await page.getByTestId('others-notice').waitFor({ timeout: 60_000 });
    expect(await standing(4)).toBe(80);
    await page.getByTestId('open-queue').click();
    await page.getByTestId('hand-over').click();
    await eventually(
      () => standing(4),
      (value) => value === 94,
    );
    // Signing out makes it the tablet's again, which headquarters do not hear.
    await page.getByTestId('sign-out').click();
    await page.locator('[data-testid="author"]').getByText('store-room').waitFor();
    await page.getByTestId('close-queue').click();
    await count(page, 'evacueeno', 95);
    await save(page);
    await page.getByTestId('revoked-notice').waitFor({ timeout: 60_000 });
    await page.getByTestId('sign-in-instead').click();
    // Whoever signs in after that is asked who they are, though the issuer knows this browser.
    await page.locator('[name="password"]').waitFor({ timeout: 60_000 });
    await signIn(page, 'hanako', PASSWORD);
    await getIn(page);
    await page.getByTestId('others-notice').waitFor({ timeout: 60_000 });
    await waitingCount(page, 1);
    await context.close();
  });

  it('hands forms over to a care team, who sign in to their room with an account of their own, and again once that has ended', async () => {
    const wish = { username: 'satsuki', name: '医療班 五月', role: 'medic', agency: null, jurisdiction: null };
    const { account, password } = await ask<{ account: { id: string }; password: string }>(
      'POST',
      '/api/v1/accounts',
      wish,
    );
    const { context, page, id } = await enrolled('ward', 3);
    await page.getByTestId('open-reception').click();
    await page.locator('[data-testid="reception"][data-key="true"]').waitFor({ timeout: 60_000 });
    link.cut();
    await page.locator('[data-choice="consent"]').click();
    await page.getByTestId('reception-name').fill(HANDED_OVER);
    await page.locator('[data-tick="dialysis"]').click();
    await page.getByTestId('reception-save').click();
    await page.locator('[data-testid="reception-said"][data-said="saved"]').waitFor();
    await page.getByTestId('reception-back').click();
    await waitingCount(page, 1);
    await ask('POST', `/api/v1/tablets/${encodeURIComponent(id)}/revoke`, {});
    link.mend();
    await page.evaluate(() => window.dispatchEvent(new Event('online')));
    await page.getByTestId('sign-in-instead').click({ timeout: 90_000 });
    await page.locator('[name="password"]').waitFor({ timeout: 60_000 });
    await signIn(page, 'satsuki', password);
    await getIn(page);
    await page.getByTestId('open-queue').click();
    await page.getByTestId('hand-over').click({ timeout: 60_000 });
    await page.locator('[data-envelope][data-state="received"]').waitFor({ timeout: 60_000 });

    // The same browser: the room asks for the password all the same.
    const care = await context.newPage();
    await care.goto(`${hub.url}care/`);
    await care.getByTestId('sign-in').click({ timeout: 60_000 });
    await care.locator('[name="password"]').waitFor({ timeout: 60_000 });
    await signIn(care, 'satsuki', password);
    await care.getByTestId('shelter-search').fill('見本第3');
    await care.locator(`[data-shelter="${shelterId(3)}"]`).check({ timeout: 60_000 });
    await care.locator('[name="purpose"][value="treatment"]').check();
    await care.getByTestId('start-care').click();
    const person = care.locator('.care-person', { hasText: HANDED_OVER });
    await person.waitFor({ timeout: 60_000 });
    expect(await care.textContent('[data-testid=care-bar]')).toContain('見本第3小学校');

    const anew = await ask<{ password: string }>('PATCH', `/api/v1/accounts/${encodeURIComponent(account.id)}`, {
      resetPassword: true,
    });
    await person.click();
    await care.locator('[data-testid="care"][data-at="ended"]').waitFor({ timeout: 60_000 });
    expect(await care.textContent('body')).not.toContain(HANDED_OVER);
    expect(await violationsOf(care)).toEqual([]);
    await shoot(care, 'care-session-ended');
    await care.getByTestId('sign-in').click();
    await care.locator('[name="password"]').waitFor({ timeout: 60_000 });
    await signIn(care, 'satsuki', anew.password);
    // Back where one was: the shelter and the purpose stand in the address, and nobody's name does.
    await person.waitFor({ timeout: 60_000 });
    expect(await care.getByTestId('shelter-name').textContent()).toBe('見本第3小学校');
    await context.close();
  });
});
