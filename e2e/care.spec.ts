import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { ShelterEntry } from '@hinomi/contracts';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser, violationsOf } from './browser.js';
import { fhirBundle, notebook, type Invented } from './care-documents.js';
import { cameraFilm, codesOf, photoOf } from './notebook-pictures.js';
import { listedShelters, nationalList } from './shelter-rows.js';
import { wrongLanguage } from './wrong-language.js';

jest.setTimeout(300_000);

const ARTIFACTS = path.resolve('e2e/artifacts');
const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';

const SHELTERS = listedShelters(2, (number) => `見本第${number}小学校`);
const WITH_FHIR: Invented = {
  ...{ family: '隠川', given: '澪子', kana: 'カクレガワ　ミオコ', birthDate: '1948-11-03', identifier: 'ZQ-774411' },
};
const WITH_NOTEBOOK: Invented = {
  ...{ family: '秘田', given: '岳男', kana: 'ヒメダ　タケオ', birthDate: '1951-02-14', identifier: 'ZQ-885522' },
};
const WORDS = '倒れて話せず薬もわからない';
/** Nothing of these may be left in a browser. */
const PERSONAL = [WITH_FHIR, WITH_NOTEBOOK]
  .flatMap(({ family, given, kana, birthDate, identifier }) => [family, given, kana, birthDate, identifier])
  .concat(['ワルファリン', 'インスリン注見本', WORDS]);

const folder = temporaryFolder('care');
let browser: Browser;
let hub: HubProcess;
let places: ShelterEntry[];
const contexts: BrowserContext[] = [];

async function pageAs(person: string, address: string, viewport = { width: 1366, height: 768 }): Promise<Page> {
  const context = await browser.newContext({
    viewport,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    reducedMotion: 'reduce',
    permissions: ['camera'],
  });
  contexts.push(context);
  await context.addInitScript((who) => {
    if (who !== '') localStorage.setItem('hinomi.person', who);
  }, person);
  const page = await context.newPage();
  await page.goto(`${hub.url}${address}`);
  return page;
}

/** In the care room at one of the shelters. */
async function careAt(number: 0 | 1, viewport?: { width: number; height: number }): Promise<Page> {
  const page = await pageAs('demo-medic', 'care/', viewport);
  await page.getByTestId('shelter-search').fill(`第${number + 1}小`);
  await page.locator(`[data-shelter="${places[number]!.id}"]`).check({ timeout: 60_000 });
  await page.locator('[name="purpose"][value="treatment"]').check();
  await page.getByTestId('start-care').click();
  await page.getByTestId('person-count').waitFor({ timeout: 60_000 });
  return page;
}

async function keep(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: path.join(ARTIFACTS, `care-${name}.png`) });
}

/** Everything that the page's origin left in this browser, as text. */
function stored(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const rows: unknown[] = [{ ...localStorage }, { ...sessionStorage }, document.cookie, location.href];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open(name ?? '');
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error as Error);
      });
      for (const store of database.objectStoreNames)
        rows.push(
          await new Promise((resolve) => {
            const all = database.transaction(store).objectStore(store).getAll();
            all.onsuccess = () => resolve(all.result);
          }),
        );
      database.close();
    }
    for (const name of await caches.keys())
      for (const request of await (await caches.open(name)).keys()) rows.push(request.url);
    rows.push((await navigator.serviceWorker.getRegistrations()).map(({ scope }) => scope));
    return JSON.stringify(rows);
  });
}

const personal = (text: string): string[] => PERSONAL.filter((mark) => text.includes(mark));

withChromium(`the care room in a real browser${suffix}`, () => {
  beforeAll(async () => {
    const film = path.join(folder.path, 'film.y4m');
    writeFileSync(film, cameraFilm(codesOf(notebook(WITH_NOTEBOOK, 7), 2)));
    const camera = [
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
      `--use-file-for-fake-video-capture=${film}`,
    ];
    [browser, hub] = await Promise.all([
      launchBrowser({ args: camera, withoutMap: true }),
      HubProcess.start({ dataDir: path.join(folder.path, 'data'), env: { HINOMI_DRILL: 'off' } }),
    ]);
    const reply = await hub.fetch('api/v1/feeds/csv?source=gsi-shelters', 'demo-operator', {
      method: 'POST',
      body: nationalList(SHELTERS),
    });
    expect(reply.status).toBe(202);
    const found = await eventually(
      async () => (await (await hub.fetch('api/v1/shelters?limit=10', 'demo-medic')).json()) as ShelterEntry[],
      ({ length }) => length === SHELTERS.length,
    );
    places = [...found].sort((a, b) => a.name.localeCompare(b.name, 'ja'));
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('shows whoever has another role why it stays shut, and whom to ask', async () => {
    const page = await pageAs('demo-operator', 'care/');
    await page.getByTestId('wrong-role').waitFor({ timeout: 60_000 });
    expect(await page.getByTestId('wrong-role').textContent()).toContain('操作員');
    expect(await violationsOf(page)).toEqual([]);
    await keep(page, 'wrong-role');
    await page.getByTestId('become-medic').click();
    await page.getByTestId('choose-place').waitFor({ timeout: 60_000 });
  });

  it('registers by FHIR and by notebook, says what is wrong with a document, and shows needs with their reasons', async () => {
    const page = await careAt(0);
    await page.getByTestId('nobody').waitFor();
    await page.getByTestId('open-register').click();
    await page.locator('[name="format"][value="fhir-json"]').check();
    const wrong = '{"resourceType":"Bundle","type":"collection","entry":[{"resource":{"resourceType":7}}]}';
    const file = (text: string) => ({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await page.getByTestId('document-file').setInputFiles(file(wrong));
    expect(await page.locator('[name="legalGround"]:checked').count()).toBe(0);
    await page.getByTestId('send-record').click();
    await page.locator('.accounts-problem', { hasText: '根拠' }).waitFor();
    expect(await page.locator('[name="legalGround"]:focus').count()).toBe(1);
    await keep(page, 'no-ground');
    await page.locator('[name="legalGround"][value="consent"]').check();
    await page.getByTestId('send-record').click();
    await page.getByTestId('refusal').waitFor({ timeout: 60_000 });
    expect(await page.getByTestId('fault-place').first().textContent()).toMatch(/^Bundle\.entry\[0\]/);
    expect(await violationsOf(page)).toEqual([]);
    await keep(page, 'refused');
    await page.getByTestId('document-file').setInputFiles(file(fhirBundle(WITH_FHIR, 3)));
    await page.getByTestId('send-record').click();
    await page.getByTestId('receipt').waitFor({ timeout: 60_000 });
    const insulin = page.locator('[data-need="insulin"]');
    expect(await insulin.getByTestId('supply').textContent()).toMatch(/残り3日/);
    await insulin.getByTestId('unreviewed').first().waitFor();
    await insulin.locator('summary').click();
    const rule = insulin.locator('[data-rule="insulin-drug"]');
    expect(await rule.textContent()).toContain('インスリン注見本');
    await page.locator('[data-need="home_oxygen"]').waitFor();
    expect(await page.locator('[data-kind="allergy"]').textContent()).toContain('小麦');
    expect(await violationsOf(page)).toEqual([]);
    await keep(page, 'person');
    await page.getByTestId('correct').click();
    const another = { ...WITH_NOTEBOOK, identifier: 'ZQ-1' };
    await page.getByTestId('document-file').setInputFiles(file(fhirBundle(another, 3)));
    await page.getByTestId('send-record').click();
    await page.getByTestId('refusal').getByText('別の人のもの').waitFor({ timeout: 60_000 });

    await page.getByTestId('back').click();
    await page.getByTestId('open-register').click();
    await page.locator('[name="format"][value="jahis-notebook"]').check();
    await page.getByTestId('paste-notebook').waitFor();
    const photo = (name: string, text: string) => ({
      ...{ name, mimeType: 'image/png', buffer: photoOf(codesOf(text, 1)[0]!) },
    });
    await page.getByTestId('notebook-photo').setInputFiles(photo('a.png', 'JAHIS5\n1,1,1\n'));
    await page.locator('[data-testid="notebook-said"][data-said="prescription"]').waitFor({ timeout: 60_000 });
    await page
      .getByTestId('notebook-photo')
      .setInputFiles({ ...photo('b.png', ''), buffer: Buffer.from('no picture') });
    await page.locator('[data-testid="notebook-said"][data-said="no-picture"]').waitFor();
    await page.getByTestId('camera-start').click();
    await page.locator('[data-testid="notebook-progress"][data-read="1"][data-total="2"]').waitFor({ timeout: 60_000 });
    await keep(page, 'scan');
    await page.locator('[data-testid="notebook-scan"][data-whole="true"]').waitFor({ timeout: 60_000 });
    expect(await page.locator('video').evaluate((video: HTMLVideoElement) => video.srcObject)).toBeNull();
    expect(await violationsOf(page)).toEqual([]);
    await keep(page, 'scanned');
    await page.locator('[name="legalGround"][value="vital-interest"]').check();
    await page.getByTestId('send-record').click();
    await page.getByTestId('receipt').waitFor({ timeout: 60_000 });
    await page.locator('[data-need="anticoagulant"]').waitFor({ timeout: 60_000 });
    expect(await page.locator('h1').textContent()).toContain(WITH_NOTEBOOK.family);
    await page.goBack();
    await page.locator('.care-person').nth(1).waitFor();
    const order = await page.locator('.care-person').evaluateAll((rows) => rows.map((row) => row.textContent));
    expect(order[0]).toContain(WITH_FHIR.family);
    expect(await violationsOf(page)).toEqual([]);
    await keep(page, 'list');
    await page.setViewportSize({ width: 1920, height: 1080 });
    await keep(page, 'wall');
    await page.setViewportSize({ width: 820, height: 1180 });
    await keep(page, 'tablet');
    await page.getByTestId('need-filter').selectOption('anticoagulant');
    expect(await page.locator('.care-person').count()).toBe(1);
  });

  it('puts a record right, in the words of whoever said it', async () => {
    const page = await careAt(0);
    await page.getByTestId('open-register').click();
    await page.locator('[name="format"][value="stated"]').check();
    await page.getByTestId('send-record').click();
    await page.locator('.accounts-problem').waitFor();
    await page.locator('[name="legalGround"][value="consent"]').check();
    await page.locator('[name="name"]').fill('見本 語');
    await page.locator('[type="checkbox"][value="visual"]').check();
    await keep(page, 'stated');
    expect(await violationsOf(page)).toEqual([]);
    await page.getByTestId('send-record').click();
    await page.getByTestId('receipt').waitFor({ timeout: 60_000 });
    expect(await page.locator('[data-need="visual"]').getByTestId('unreviewed').count()).toBe(0);
    await page.getByTestId('correct').click();
    await page.locator('[type="checkbox"][value="visual"]').uncheck();
    await page.locator('[type="checkbox"][value="hearing"]').check();
    await page.getByTestId('send-record').click();
    await page.locator('[data-need="hearing"]').waitFor({ timeout: 60_000 });
    expect(await page.locator('[data-need="visual"]').count()).toBe(0);
    await page.getByTestId('leave').click();
    await page.getByTestId('confirm').click();
    await page.getByTestId('said').getByText('退所').waitFor({ timeout: 60_000 });
    await page.locator('.care-person').nth(1).waitFor();
    expect(await page.locator('.care-person').count()).toBe(2);
  });

  it('says where somebody is, opens in an emergency for two hours, and the operator sees it until it is acknowledged', async () => {
    const console_ = await pageAs('demo-operator', '');
    await console_.locator('[data-testid="live-state"][data-state="live"]').waitFor({ timeout: 60_000 });
    const page = await careAt(1);
    await page.getByTestId('open-find').click();
    await page.locator('[name="name"]').fill(`${WITH_FHIR.family}${WITH_FHIR.given}`);
    await page.locator('[name="birthDate"]').fill(WITH_FHIR.birthDate);
    await page.getByTestId('search-person').click();
    await page.getByTestId('open-found').waitFor({ timeout: 60_000 });
    await page.getByTestId('person-status').getByText('見本第1小学校').waitFor({ timeout: 60_000 });
    await keep(page, 'found');
    await page.getByTestId('open-found').click();
    await page.getByTestId('closed-person').waitFor();
    expect(await page.textContent('main')).not.toContain('インスリン');
    await page.getByTestId('emergency-open').click();
    await page.locator('[name="reason"][value="unconscious"]').check();
    await page.locator('[name="words"]').fill('短い');
    expect(await page.getByTestId('break-glass').getAttribute('aria-disabled')).toBe('true');
    await page.locator('[name="words"]').fill(WORDS);
    await keep(page, 'emergency');
    expect(await violationsOf(page)).toEqual([]);
    await page.getByTestId('break-glass').click();
    await page.getByTestId('emergency-left').waitFor({ timeout: 60_000 });
    expect(await page.getByTestId('emergency-left').textContent()).toMatch(/1:59:\d\d|2:00:00/);
    await page.locator('[data-need="insulin"]').waitFor();
    await keep(page, 'opened');

    const notice = console_.getByTestId('emergency-notice');
    await notice.waitFor({ timeout: 90_000 });
    await notice.getByText(WORDS).waitFor({ timeout: 60_000 });
    await notice.getByText('見本第2小学校').waitFor({ timeout: 60_000 });
    expect(await notice.textContent()).toContain('本人に意識がない');
    expect(personal((await notice.textContent()) ?? '')).toEqual([WORDS]);
    expect(await violationsOf(console_)).toEqual([]);
    await keep(console_, 'notice');
    await notice.getByTestId('acknowledge').click();
    await notice.waitFor({ state: 'detached', timeout: 60_000 });
    await console_.getByTestId('role').click();
    await console_.getByTestId('open-audit').click();
    await console_.getByTestId('audit-action').selectOption('broke-glass');
    await console_.locator('tr[data-action="broke-glass"] [data-testid="acknowledged"]').waitFor({ timeout: 60_000 });
    await console_.getByTestId('audit-action').selectOption('');
    await console_.getByTestId('verify-audit').click();
    await console_.getByTestId('audit-intact').waitFor({ timeout: 60_000 });
    expect(await console_.locator('tr[data-action="acknowledged"]').count()).toBe(1);
    expect(await violationsOf(console_)).toEqual([]);
    await keep(console_, 'audit');
    expect(personal((await console_.getByTestId('audit').textContent()) ?? '')).toEqual([WORDS]);
  });

  it('leaves nothing in the browser, locks by itself, and forgets a person for good', async () => {
    const page = await careAt(0);
    await page.clock.install();
    await page.locator('.care-person', { hasText: WITH_NOTEBOOK.family }).click();
    await page.locator('[data-kind="medicine"]').waitFor({ timeout: 60_000 });
    const kept = await stored(page);
    expect(personal(kept)).toEqual([]);
    expect(Object.keys((JSON.parse(kept) as object[])[0]!).filter((key) => key !== 'hinomi.person')).toEqual([]);
    expect(kept).not.toContain('/care/sw');

    for (const language of ['en', 'easy', 'ja'] as const) {
      await page.getByTestId('language').selectOption(language);
      expect(await wrongLanguage(page, 'a person', language)).toEqual([]);
    }
    expect(Object.keys((JSON.parse(await stored(page)) as object[])[0]!).sort()).toEqual([
      'hinomi.language',
      'hinomi.person',
    ]);

    await page.getByTestId('erase').click();
    await page.locator('[name="because"][value="revoked"]').check();
    await page.getByTestId('erase-next').click();
    await page.getByTestId('irreversible').waitFor();
    expect(await page.getByTestId('erase-now').getAttribute('aria-disabled')).toBe('true');
    await page.locator('[name="typed"]').fill('消去する');
    expect(await violationsOf(page)).toEqual([]);
    await keep(page, 'erase');
    await page.getByTestId('erase-now').click();
    await page.getByTestId('said').getByText('消去しました').waitFor({ timeout: 60_000 });
    await page.locator('.care-person').first().waitFor();
    await page.locator('.care-person', { hasText: WITH_NOTEBOOK.family }).waitFor({ state: 'detached' });

    await page.clock.fastForward('05:30');
    await page.getByTestId('sign-in').waitFor({ timeout: 60_000 });
    expect(personal((await page.textContent('body')) ?? '')).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
    await page.getByTestId('sign-in').click();
    await page.getByTestId('person-list').waitFor({ timeout: 60_000 });
    expect(await page.getByTestId('shelter-name').textContent()).toBe(places[0]!.name);
  });
});
