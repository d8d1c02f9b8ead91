import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import type {
  DemoClient,
  Subscription,
  SubscriptionChanges,
  SubscriptionReply,
  SubscriptionsReply,
  SubscriptionState,
} from '@hinomi/contracts';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';
import { chromiumPath, launchBrowser, NEEDS_CHROMIUM, violationsOf } from './browser.js';
import { command, TELEGRAM } from './command.js';
import { wrongLanguage } from './wrong-language.js';

jest.setTimeout(300_000);

const ARTIFACTS = path.resolve('e2e/artifacts');
const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';
const folder = temporaryFolder('agency');
/** All of Japan: whatever the sample is about lies in it. */
const JAPAN = ['122', '24', '149', '46'];
let hub: HubProcess;
let browser: Browser;
let context: BrowserContext;
let page: Page;

async function shoot(name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: path.join(ARTIFACTS, `agency-${name}.png`) });
}

/** The console as somebody of the demonstration, in the agency room. */
async function enterAs(client: DemoClient): Promise<void> {
  await page.goto(hub.url);
  await page.getByTestId('role').click();
  await page.getByTestId(`become-${client}`).click();
  await page.locator(`[data-testid="role"][data-role="${client.slice('demo-'.length)}"]`).waitFor();
  await page.getByTestId('role').click();
  await page.getByTestId('open-agency').click();
  await page.getByTestId('agency').waitFor();
}

/** As a machine of an organisation does, with what it was given. */
async function machine<T>(token: string, method: string, where: string, body?: object): Promise<T> {
  const reply = await fetch(`${hub.url}${where}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect([where, reply.status]).toEqual([where, method === 'POST' ? 201 : 200]);
  return (await reply.json()) as T;
}

async function asAgency<T>(where: string): Promise<T> {
  return (await (await hub.fetch(where, 'demo-agency')).json()) as T;
}

const fact = (name: string): Locator => page.locator(`[data-testid="account"] [data-number="${name}"] dd`);
const account = async (): Promise<Record<string, string>> => ({
  newest: await fact('newest').innerText(),
  acknowledged: await fact('acknowledged').innerText(),
  waiting: await fact('waiting').innerText(),
});
const row = () => page.locator('[data-subscription]').filter({ hasText: '見本市' });

withChromium(`the room of agencies${suffix}`, () => {
  beforeAll(async () => {
    [browser, hub] = await Promise.all([launchBrowser(), HubProcess.start({ dataDir: folder.path })]);
    context = await browser.newContext({
      ...{ viewport: { width: 1366, height: 768 }, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' },
      ...{ reducedMotion: 'reduce', permissions: ['clipboard-read', 'clipboard-write'] },
    });
    page = await context.newPage();
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.end('SIGKILL');
    folder.remove();
  });

  let id: string;
  let newest: string;

  it('lets an administrator connect a new organisation, whose machine then subscribes by the lines it is shown', async () => {
    await enterAs('demo-admin');
    expect(await violationsOf(page)).toEqual([]);
    await page.getByTestId('new-organisation').click();
    const form = page.locator('.account-form');
    await form.waitFor();
    expect(await form.locator('[name="role"]').inputValue()).toBe('agency');
    await form.locator('[name="signInName"]').fill('mihon-shi');
    await form.locator('[name="name"]').fill('見本市の防災システム');
    await form.locator('[name="agency"]').fill('見本市');
    await page.getByTestId('save-account').click();
    await page.getByTestId('onboarding').waitFor();
    await shoot('onboarding');
    expect(await violationsOf(page, '.dialog')).toEqual([]);
    const line = await page.getByTestId('onboarding-token').innerText();
    const token = command('-e', [
      `process.stdout.write(require('node:child_process').execFileSync('/bin/sh', ['-c', process.argv[1]]))`,
      `${line}; printf %s "$TOKEN"`,
    ]);
    expect(token.split('.')).toHaveLength(3);
    const wish = /-d '(.*)' http/.exec(await page.getByTestId('onboarding-subscribe').innerText())![1]!;
    await machine(token, 'POST', 'api/v1/subscriptions', JSON.parse(wish) as object);
    const { subscriptions } = await machine<{ subscriptions: Subscription[] }>(token, 'GET', 'api/v1/subscriptions');
    expect(subscriptions.map(({ owner, holder }) => [owner.organisation, holder.clientId])).toEqual([
      ['見本市', 'mihon-shi'],
    ]);
    await page.getByTestId('secret-done').click();
  });

  it('says at the field what is missing, and what the hub says of it', async () => {
    await enterAs('demo-agency');
    await page.getByTestId('new-subscription').click();
    await page.getByTestId('start').click();
    await page.locator('[data-problem="purpose"]').waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('organisation');
    await page.locator('[name="organisation"]').fill('見本市役所');
    await page.locator('[name="purpose"]').fill('市の災害対策本部の地図に表示する');
    await page.locator('[name="contact"]').fill('bousai@mihon.example.jp');
    await page.getByTestId('channel-webhook').check();
    await page.locator('[name="url"]').fill('ftp://127.0.0.1:9');
    await page.locator('[name="batch"]').fill('900');
    await page.getByTestId('start').click();
    await page.locator('[data-problem="url"]').waitFor();
    expect(await page.locator('[name="url"]').getAttribute('aria-invalid')).toBe('true');
    await page.locator('[name="url"]').fill('https://127.0.0.1:9/hook');
    await page.getByTestId('start').click();
    await page.locator('[data-problem="batch"]').waitFor();
    expect(await page.getByTestId('wish').locator('[data-problem]').count()).toBe(1);
    expect(await violationsOf(page)).toEqual([]);
    await shoot('problems');
  });

  it('draws a box on the map by two presses, a polygon by keys, and a box by its numbers', async () => {
    await page.getByTestId('area-drawn').check();
    const map = page.locator('[data-testid="area-map"][data-map-ready="true"]');
    await map.waitFor();
    await map.scrollIntoViewIfNeeded();
    const drawing = page.locator('[data-drawing]');
    const state = (): Promise<string | null> => drawing.getAttribute('data-drawing');
    const { width, height } = (await map.boundingBox())!;
    await map.click({ position: { x: width * 0.3, y: height * 0.3 } });
    await page.locator('[data-drawing="1"]').waitFor();
    await map.click({ position: { x: width * 0.7, y: height * 0.75 } });
    await page.locator('[data-drawing="ended"]').waitFor();
    const drawn = await Promise.all(
      ['west', 'south', 'east', 'north'].map((s) => page.getByTestId(`box-${s}`).inputValue()),
    );
    expect(Number(drawn[0])).toBeLessThan(Number(drawn[2]));
    expect(Number(drawn[1])).toBeLessThan(Number(drawn[3]));
    await page.locator('[data-testid="match-count"][data-state="known"]').waitFor();
    await map.locator('..').locator('canvas').first().focus();
    await shoot('drawn');

    await page.getByTestId('draw-polygon').check();
    const canvas = page.locator('.agency-map canvas');
    await canvas.focus();
    for (const move of ['ArrowLeft', 'ArrowUp', 'ArrowRight']) {
      await page.keyboard.press(' ');
      const before = Number(await state());
      await page.keyboard.press(move);
      await page.locator('[data-map-idle="true"]').first().waitFor();
      expect(before).toBeGreaterThan(0);
      await page.waitForTimeout(400);
    }
    await page.keyboard.press(' ');
    await page.locator('[data-drawing="4"]').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('[data-drawing="3"]').waitFor();
    expect(await page.getByTestId('wish').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.locator('[data-drawing="ended"]').waitFor();
    await shoot('polygon');

    await page.getByTestId('draw-box').check();
    for (const [index, side] of ['west', 'south', 'east', 'north'].entries()) {
      await page.getByTestId(`box-${side}`).fill(JAPAN[index]!);
    }
    await page.locator('[data-drawing="ended"]').waitFor();
  });

  it('counts what matches now, starts the subscription and shows its secret once', async () => {
    const count = page.getByTestId('match-count');
    await count.filter({ hasText: '0件' }).waitFor();
    await hub.post('jma-xml', command(TELEGRAM, ['rain']));
    await count.filter({ hasText: /[1-9]\d*件/ }).waitFor({ timeout: 60_000 });
    await page.locator('[name="batch"]').fill('20');
    await page.getByTestId('start').click();
    const secret = await page.getByTestId('secret').innerText();
    expect(secret).toMatch(/^whsec_/);
    await page.locator('.dialog .agency-code-head button').first().click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
    await shoot('secret');
    expect(await violationsOf(page, '.dialog')).toEqual([]);
    expect(await page.getByTestId('curl-state').innerText()).toMatch(/\/api\/v1\/subscriptions\/[0-9A-Z]{26}\/state$/);
    await page.getByTestId('secret-done').click();
    await page.getByTestId('subscription').waitFor();
    expect(await page.content()).not.toContain(secret);
    // The hub's administrator allows no such address: nothing is sent, and that is said.
    await page.locator('[data-testid="record"] [data-outcome="failed"]').first().waitFor();
    expect(await page.getByTestId('record').locator('tbody tr').first().innerText()).toContain('失敗');
    expect(await violationsOf(page)).toEqual([]);
    await page.getByTestId('record').scrollIntoViewIfNeeded();
    await shoot('failures');
    await page.getByTestId('renew-secret').click();
    await page.getByTestId('confirm').click();
    const renewed = await page.getByTestId('secret').innerText();
    expect([renewed === secret, renewed.startsWith('whsec_')]).toEqual([false, true]);
    await page.getByTestId('secret-done').click();
    await page.getByTestId('end').click();
    await page.getByTestId('confirm').click();
    await page.getByTestId('agency-said').filter({ hasText: '終了しました' }).waitFor();
  });

  it('has numbers that move when a report arrives and the agency fetches', async () => {
    await page.getByTestId('new-subscription').click();
    for (const [name, text] of Object.entries({ organisation: '見本市役所', purpose: '地図', contact: '0000' })) {
      await page.locator(`[name="${name}"]`).fill(text);
    }
    await page.getByTestId('layers-some').check();
    await page.locator('[name="layer"][value="tsunami"]').check();
    await page.getByTestId('area-drawn').check();
    for (const [index, side] of ['west', 'south', 'east', 'north'].entries()) {
      await page.getByTestId(`box-${side}`).fill(JAPAN[index]!);
    }
    await page.getByTestId('start').click();
    await page.getByTestId('secret-done').click();
    await page.locator('[data-testid="subscription"] [data-map-ready="true"]').waitFor();
    id = new URL(page.url()).hash.slice('#agency='.length);
    expect(await account()).toEqual({ newest: '0', acknowledged: '0', waiting: '0' });

    await hub.post('jma-xml', command(TELEGRAM, ['tsunami']));
    await fact('waiting')
      .filter({ hasText: /^[1-9]/ })
      .waitFor();
    expect(await account()).toMatchObject({ acknowledged: '0' });
    const at = `api/v1/subscriptions/${id}`;
    expect((await asAgency<SubscriptionState>(`${at}/state`)).features).not.toHaveLength(0);
    const { lastSequence } = await eventually(
      async () => {
        const { changes } = await asAgency<SubscriptionChanges>(`${at}/changes?since=0`);
        return asAgency<SubscriptionChanges>(`${at}/changes?since=${changes.at(-1)?.sequence}`);
      },
      ({ changes }) => changes.length === 0,
    );
    newest = String(lastSequence);
    await fact('acknowledged').filter({ hasText: newest }).waitFor();
    expect(await account()).toEqual({ newest, acknowledged: newest, waiting: '0' });
    await page.locator('[data-testid="record"] tbody tr').nth(1).waitFor();
    await page.evaluate(() => document.querySelector('.agency')?.scrollTo(0, 0));
    expect(await violationsOf(page)).toEqual([]);
    await shoot('detail');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId('record-csv').click()]);
    expect(readFileSync(await download.path(), 'utf8').split('\n').length).toBeGreaterThan(2);
  });

  it('is paused, resumed and sent again', async () => {
    await page.getByTestId('pause').click();
    await page.locator('[data-testid="subscription"][data-status="paused"]').waitFor();
    expect(await page.getByTestId('subscription').innerText()).toContain('機関が止めました');
    await page.getByTestId('resume').click();
    await page.locator('[data-testid="subscription"][data-status="active"]').waitFor();
    // Who works by keys is still where they were.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('pause');
    await page.getByTestId('open-replay').click();
    await page.getByTestId('replay-since').fill('9');
    await page.getByTestId('replay').click();
    await page.locator('.agency-actions .accounts-problem').waitFor();
    await page.getByTestId('replay-since').fill('0');
    await page.getByTestId('replay').click();
    await fact('waiting').filter({ hasText: newest }).waitFor();
    expect(await account()).toEqual({ newest, acknowledged: '0', waiting: newest });
  });

  it('shows the same numbers to the operator, who may pause and end it', async () => {
    const own = await account();
    await enterAs('demo-operator');
    await row().nth(1).waitFor();
    await page.getByTestId('agency-filter').fill('見本市役所 津波');
    await page.locator('[data-subscription]').nth(1).waitFor({ state: 'detached' });
    const cells = ['newest', 'acknowledged', 'waiting'] as const;
    for (const name of cells) expect(await row().locator(`[data-number="${name}"]`).innerText()).toBe(own[name]);
    await page.getByTestId('agency-filter').fill('');
    expect(await violationsOf(page)).toEqual([]);
    await page.locator(`[data-subscription="${id}"] .agency-open`).click();
    await page.getByTestId('account').waitFor();
    expect(await account()).toEqual(own);
    expect(await page.getByTestId('resume').count()).toBe(0);
    await page.getByTestId('pause').click();
    await page
      .locator('[data-testid="subscription"][data-status="paused"]')
      .filter({ hasText: '操作員が止めました' })
      .waitFor();
    await page.getByTestId('leave-agency').click();
    await row().nth(1).waitFor();
    await shoot('list');
  });

  it('says plainly that an agency is behind, and that the numbers are old', async () => {
    const list = '**/api/v1/subscriptions';
    await page.route(list, async (route) => {
      const reply = await route.fetch();
      const { subscriptions } = (await reply.json()) as { subscriptions: Subscription[] };
      const account = { ...subscriptions[0]!.account, waiting: 3, lagMs: 7 * 60_000, lastFailure: 'HTTP 503' };
      await route.fulfill({ json: { subscriptions: [{ ...subscriptions[0], account }, ...subscriptions.slice(1)] } });
    });
    await page.getByTestId('behind').filter({ hasText: '7分' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await shoot('behind');
    await page.unroute(list);
    await page.route(list, (route) => route.abort());
    await page.locator('.agency-as-of[data-old="true"]').filter({ hasText: '前の数字です' }).waitFor();
    await shoot('old');
    await page.unroute(list);
    await page.locator('.agency-as-of[data-old="false"]').waitFor();
  });

  it('is where a person of an agency lands after signing in, with no subscription of another one', async () => {
    const made = await hub.fetch('api/v1/accounts', 'demo-admin', {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({
        username: 'mihon-hanako',
        name: '見本 花子',
        role: 'agency',
        agency: '見本県',
        jurisdiction: null,
      }),
    });
    const { password } = (await made.json()) as { password: string };
    const theirs = await browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
    const other = await theirs.newPage();
    await other.goto(hub.url);
    await other.getByTestId('role').click();
    await other.getByTestId('sign-in').click();
    await other.locator('[name="username"]').fill('mihon-hanako');
    await other.locator('[name="password"]').fill(password);
    await other.locator('button[type="submit"]').first().click();
    await other.getByTestId('no-subscription').waitFor();
    await other.getByTestId('new-subscription').click();
    expect(await other.locator('[name="organisation"]').inputValue()).toBe('見本県');
    await other.goto(`${hub.url}agency/`);
    await other.getByTestId('no-subscription').waitFor();
    await theirs.close();
  });

  it('takes prefectures and municipalities by their names, and shows them on the map of the subscription', async () => {
    await page.getByTestId('new-subscription').click();
    for (const [name, text] of Object.entries({ organisation: '見本県', purpose: '県の地図', contact: '0000' })) {
      await page.locator(`[name="${name}"]`).fill(text);
    }
    await page.getByTestId('area-municipalities').check();
    await page.getByTestId('find-area').fill('輪島');
    await page.locator('[data-found="17204"]').click();
    await page.getByTestId('find-area').fill('15');
    await page.locator('[data-found="15"]').click();
    expect(await page.locator('[data-code]').allInnerTexts()).toEqual(['石川県 輪島市', '新潟県（全域）']);
    await page.locator('[name="until"]').fill('2020-01-01');
    await page.getByTestId('exercise-drill').check();
    await page.getByTestId('start').click();
    await page.locator('[data-problem="until"]').waitFor();
    await page.locator('[name="until"]').fill('2040-01-01');
    await page.locator('[data-problem="until"]').waitFor({ state: 'detached' });
    await shoot('municipalities');
    await page.getByTestId('start').click();
    await page.getByTestId('secret-done').click();
    await page.locator('[data-testid="subscription"] [data-map-idle="true"]').waitFor();
    await page.locator('.agency-interest').scrollIntoViewIfNeeded();
    await shoot('municipalities-detail');
    expect(await page.locator('.agency-facts').innerText()).toContain('石川県 輪島市、新潟県');
    await page.getByTestId('leave-agency').click();
  });

  it('offers Kafka only where the hub has it, and shows where the records are', async () => {
    const all = '**/api/v1/subscriptions';
    const one = '**/api/v1/subscriptions/*';
    const kafka = { topic: 'agency.demo-agency', brokers: ['kafka.pref.example:9093'], group: 'demo-agency' };
    const onKafka = (subscription: Subscription): Subscription => ({
      ...{ ...subscription, kafka },
      channel: { type: 'kafka' },
    });
    await enterAs('demo-agency');
    await page.getByTestId('new-subscription').click();
    await page.getByTestId('channel-webhook').waitFor();
    expect(await page.getByTestId('channel-kafka').count()).toBe(0);
    // As a hub answers that runs on Kafka.
    let isMade = false;
    await page.route(all, async (route) => {
      const wish = route.request().postDataJSON() as object | null;
      const reply = await route.fetch(isMade ? { postData: { ...wish, channel: { type: 'pull' } } } : {});
      const said = (await reply.json()) as Partial<SubscriptionsReply & SubscriptionReply>;
      if (wish === null) return route.fulfill({ json: { ...said, channels: ['pull', 'webhook', 'kafka'] } });
      if (!isMade) return route.fulfill({ response: reply });
      return route.fulfill({ status: 201, json: { ...said, subscription: onKafka(said.subscription!) } });
    });
    await page.route(one, async (route) => {
      const reply = await route.fetch();
      return route.fulfill({ json: onKafka((await reply.json()) as Subscription) });
    });
    for (const [name, text] of Object.entries({ organisation: '見本市', purpose: '地図', contact: '0000' })) {
      await page.locator(`[name="${name}"]`).fill(text);
    }
    await page.getByTestId('channel-kafka').check();
    expect(await page.locator('.agency-machine[open]').innerText()).toContain('"channel":{"type":"kafka"}');
    await page.getByTestId('start').click();
    await page.locator('[data-problem="channel"]').filter({ hasText: 'its log is embedded' }).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await shoot('kafka-form');
    isMade = true;
    await page.getByTestId('start').click();
    expect(await page.locator('.dialog').getByTestId('kafka-topic').innerText()).toBe(kafka.topic);
    await shoot('kafka-made');
    expect(await violationsOf(page, '.dialog')).toEqual([]);
    await page.getByTestId('secret-done').click();
    await page
      .locator('.agency-interest')
      .getByTestId('kafka-brokers')
      .filter({ hasText: kafka.brokers[0]! })
      .waitFor();
    await page.locator('.agency-interest').scrollIntoViewIfNeeded();
    await shoot('kafka-detail');
    await page.unroute(all);
    await page.unroute(one);
    await page.getByTestId('end').click();
    await page.getByTestId('confirm').click();
    await page.getByTestId('agency-said').filter({ hasText: '終了しました' }).waitFor();
    await enterAs('demo-operator');
  });

  it('fits a tablet and a wall, and speaks three languages', async () => {
    for (const [name, width, height] of [
      ['tablet', 820, 1180],
      ['wall', 2560, 1440],
    ] as const) {
      await page.setViewportSize({ width, height });
      await row().first().waitFor();
      await shoot(`list-${name}`);
      await page.locator(`[data-subscription="${id}"] .agency-open`).click();
      await page.locator('[data-testid="subscription"] [data-map-idle="true"]').waitFor();
      const spill = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect([name, spill]).toEqual([name, 0]);
      await shoot(`detail-${name}`);
      await page.getByTestId('leave-agency').click();
      await page.getByTestId('new-subscription').click();
      await page.getByTestId('area-drawn').check();
      await page.getByTestId('layers-some').check();
      await page.locator('[data-testid="area-map"][data-map-idle="true"]').waitFor();
      await shoot(`form-${name}`);
      await page.getByTestId('leave-agency').click();
    }
    await page.setViewportSize({ width: 1366, height: 768 });
    for (const language of ['en', 'easy'] as const) {
      await page.evaluate((next) => localStorage.setItem('hinomi.language', next), language);
      await page.reload();
      await row().first().waitFor();
      expect(await wrongLanguage(page, 'list', language)).toEqual([]);
      await shoot(`list-${language}`);
      await page.locator(`[data-subscription="${id}"] .agency-open`).click();
      await page.getByTestId('account').waitFor();
      expect(await wrongLanguage(page, 'detail', language)).toEqual([]);
      await page.getByTestId('leave-agency').click();
      await page.getByTestId('new-subscription').click();
      await page.getByTestId('area-municipalities').check();
      expect(await wrongLanguage(page, 'form', language)).toEqual([]);
      await page.getByTestId('leave-agency').click();
    }
  });

  it('ends a subscription for whoever confirms it', async () => {
    await page.locator(`[data-subscription="${id}"] .agency-open`).click();
    await page.getByTestId('end').click();
    await page.getByTestId('confirm').click();
    await page.locator(`[data-subscription="${id}"]`).waitFor({ state: 'detached' });
    const left = await eventually(
      () => hub.fetch(`api/v1/subscriptions/${id}`, 'demo-agency'),
      ({ status }) => status === 404,
    );
    expect(left.status).toBe(404);
  });
});
