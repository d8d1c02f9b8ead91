import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { DecisionEntry, Silence } from '@hinomi/contracts';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser, violationsOf } from './browser.js';
import { TELEGRAM, command } from './command.js';
import { shelterPackage } from './sip4d-package.js';

jest.setTimeout(300_000);

const ARTIFACTS = path.resolve('e2e/artifacts');
const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';
const folder = temporaryFolder('alerts');
let hub: HubProcess;
let browser: Browser;
/** Of a machine that draws no map: it hears and says the same. */
let plain: Browser;

/** A console of its own; `heard` are the tones that it began, in Hz. */
async function openConsole(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.addInitScript(() => {
    const heard: number[] = [];
    Object.assign(window, { heard });
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (at) {
      heard.push(this.frequency.value);
      start.call(this, at);
    };
  });
  await page.goto(hub.url);
  await live(page);
  return page;
}
const live = (page: Page): Promise<void> =>
  page.locator('[data-testid="live-state"][data-state="live"]').waitFor({ timeout: 60_000 });
const heard = (page: Page): Promise<number[]> => page.evaluate(() => (window as unknown as { heard: number[] }).heard);
const newContext = (of: Browser): Promise<BrowserContext> =>
  of.newContext({
    ...{ viewport: { width: 1366, height: 768 }, locale: 'ja-JP', timezoneId: 'Asia/Tokyo', reducedMotion: 'reduce' },
  });

async function post(telegram: string): Promise<string> {
  const { status, body } = await hub.post('jma-xml', telegram);
  expect(status).toBe(202);
  return body.accepted[0]?.hazardId ?? '';
}
const sample = (...args: string[]): string => command(TELEGRAM, args);

/** The same of one event, a minute later. */
function later(telegram: string, minutes: number): string {
  const shifted = (text: string): string => {
    const ms = Date.parse(text) + minutes * 60_000;
    return text.endsWith('Z')
      ? new Date(ms).toISOString().replace('.000Z', 'Z')
      : new Date(ms + 9 * 3_600_000).toISOString().replace('.000Z', '+09:00');
  };
  return telegram.replace(/(?<=<(DateTime|ReportDateTime)>)[^<]+/g, shifted);
}

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: path.join(ARTIFACTS, `alerts-${name}.png`) });
}

withChromium(`alarms and silence in the headquarters${suffix}`, () => {
  beforeAll(async () => {
    [browser, plain, hub] = await Promise.all([
      launchBrowser(),
      launchBrowser({ withoutMap: true }),
      HubProcess.start({ dataDir: folder.path }),
    ]);
  });
  afterAll(async () => {
    await browser?.close();
    await plain?.close();
    await hub?.end('SIGINT');
    folder.remove();
  });

  let one: Page;
  let two: Page;
  const tsunami = sample('tsunami');
  const bar = (page: Page) => page.getByTestId('alarm-bar');
  const by = (page: Page) => page.getByTestId('noted').getByTestId('noted-by');

  it('stand in every console until one takes note, and the other says who and when', async () => {
    one = await openConsole(await newContext(browser));
    two = await openConsole(await newContext(plain));
    // Only after a key may a page sound.
    await one.keyboard.press('l');
    const hazard = await post(tsunami);
    await Promise.all([bar(one).waitFor(), bar(two).waitFor()]);
    expect(await one.getByTestId('alarm').getAttribute('data-alarm')).toBe(hazard);
    expect(await bar(one).innerText()).toContain('津波警報');
    expect(await one.getByTestId('assertive').innerText()).toContain('津波警報');
    expect(await one.getByTestId('toast').count()).toBe(0);
    expect(await heard(one)).toEqual([440, 554, 659, 554, 440]);
    await shoot(one, 'bar');
    expect(await violationsOf(one)).toEqual([]);
    await one.keyboard.press('a');
    await one.keyboard.press('Enter');
    await Promise.all([one, two].map((page) => bar(page).waitFor({ state: 'detached' })));
    await by(one)
      .filter({ hasText: /、(?!この画面).+が確認$/ })
      .waitFor();
    await by(two).waitFor();
    expect(await by(two).innerText()).toBe(await by(one).innerText());
  });

  it('stay so when the hub was restarted and the page opened anew', async () => {
    const said = await by(one).innerText();
    await hub.end('SIGKILL');
    hub = await HubProcess.start({ dataDir: folder.path, env: { HINOMI_PORT: String(hub.port) } });
    await two.reload();
    await live(two);
    await by(two).waitFor();
    expect(await by(two).innerText()).toBe(said);
    expect(await bar(two).count()).toBe(0);
  });

  it('ring again for a worse report, and not for the same one', async () => {
    await live(one);
    await post(later(tsunami, 1));
    const before = (await heard(one)).length;
    await post(later(tsunami, 2).replaceAll('津波警報</Name><Code>51', '大津波警報</Name><Code>52'));
    await Promise.all([bar(one).waitFor(), bar(two).waitFor()]);
    expect(await bar(one).innerText()).toContain('大津波警報');
    expect(await bar(one).getByTestId('alarm-before').innerText()).toContain('が確認');
    expect((await heard(one)).slice(before)).toEqual([440, 554, 659, 554, 440]);
    await bar(two).getByTestId('alarm-take').click();
    await bar(one).waitFor({ state: 'detached' });
  });

  it('are in what changed since somebody last looked, also what came and went while the page was closed', async () => {
    await one.keyboard.press('w');
    await one.getByTestId('since').waitFor();
    await one.keyboard.press('e');
    await one.getByTestId('since-said').filter({ hasText: 'からの変化' }).waitFor();
    const context = one.context();
    await one.close();
    await post(sample('rain'));
    await post(sample('earthquake'));
    await post(sample('earthquake', '--cancel'));
    await post(later(tsunami, 3));
    one = await openConsole(context);
    await one.locator('[data-map-ready=true]').waitFor({ timeout: 60_000 });
    await one.getByTestId('open-since').click();
    const since = one.getByTestId('since');
    await since.waitFor();
    const listed = async (kind: string): Promise<string> => since.locator(`[data-difference="${kind}"]`).innerText();
    expect(await listed('began')).toContain('大雨');
    expect(await listed('passed')).toMatch(/能登|地震/);
    expect(await listed('eased')).toContain('津波警報');
    await shoot(one, 'since');
    expect(await violationsOf(one)).toEqual([]);
    await one.getByTestId('since-seen').click();
    await one.reload();
    await live(one);
    await one.keyboard.press('w');
    await since.filter({ hasText: '違いはありません' }).waitFor();
  });

  it('call again when they eased and came back as before', async () => {
    await post(later(tsunami, 4).replaceAll('津波警報</Name><Code>51', '津波注意報</Name><Code>62'));
    await by(one).filter({ hasText: '大津波' }).waitFor({ state: 'detached' });
    await one.getByTestId('noted').waitFor({ state: 'detached' });
    // The hub says that what was noted has eased.
    await eventually(
      async () => {
        const reply = await hub.fetch('api/v1/decisions?is=acknowledged', 'demo-operator');
        return (await reply.json()) as DecisionEntry[];
      },
      (all) => all.every(({ decision }) => decision.is === 'acknowledged' && decision.severity === 3),
    );
    await post(later(tsunami, 5));
    await bar(one).waitFor();
  });

  it('show in a drill which municipality and shelter sent no word since the shaking', async () => {
    const wajima = { citycode: '17204', cityname: '輪島市', lng: 136.899, lat: 37.39 };
    const rows = [{ id: 'w1', name: '見本中学校', ...wajima, eststts: '未開設', evacueeno: null }];
    const author = { ttid: '1b6f0a52-3c1d-4a7e-9f51-0d2c8e4a7b10', author: '石川県', minutesAgo: 500, isPublic: true };
    expect((await hub.post('sip4d-zip', shelterPackage(rows, author))).status).toBe(202);
    await eventually(
      async () => (await hub.picture()).features,
      (features) => features.some(({ properties }) => properties.kind === 'shelter'),
    );
    const started = await hub.fetch('api/v1/drills/noto-2024/start', 'demo-operator', { method: 'POST' });
    expect(started.status).toBeLessThan(300);
    const silence = await eventually(
      async () => (await (await hub.fetch('api/v1/silence?exercise=true', 'demo-operator')).json()) as Silence,
      ({ counts }) => counts.silentShelters > 0,
    );
    const shelter = silence.shelters.find(({ name }) => name === '見本中学校');
    expect(shelter).toMatchObject({ municipality: '17204', hazard: { layer: 'earthquake', severity: 5 } });
    await one.reload();
    await live(one);
    await one.keyboard.press('x');
    await one.locator('[data-testid="console"][data-room="drill"]').waitFor();
    await one.keyboard.press('q');
    const unit = one.getByTestId('silence-municipalities').locator('tr[data-unit="17204"]');
    const place = one.getByTestId('silence-shelters').locator('tr', { hasText: '見本中学校' });
    await Promise.all([unit.waitFor(), place.waitFor()]);
    expect(await unit.innerText()).toMatch(/輪島市[^]*分[^]*地震[^]*1か所/);
    await one.locator('[data-testid=map]:not([data-silence-marks="0"])').waitFor();
    await unit.locator('th button').click();
    await shoot(one, 'silence');
    expect(await violationsOf(one)).toEqual([]);
    const [download] = await Promise.all([one.waitForEvent('download'), one.getByTestId('silence-csv').click()]);
    expect(download.suggestedFilename()).toMatch(/^hinomi-drill-silence-\d{8}-\d{4}\.csv$/);
    const sentAt = new Date().toISOString();
    const report = {
      ...{
        reportId: '0'.repeat(25) + '1',
        device: '0'.repeat(25) + '2',
        counter: 1,
        shelter: shelter?.id,
        by: 'tablet',
      },
      ...{ toldBy: null, observedAt: sentAt, writtenAt: sentAt, confirmed: [], urgentNeed: null },
      attributes: { eststts: { value: 'open', observedAt: sentAt } },
    };
    const sent = await hub.fetch(`api/v1/shelters/${encodeURIComponent(shelter?.id ?? '')}/reports`, 'demo-shelter', {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
      body: JSON.stringify({ sentAt, reports: [report] }),
    });
    expect(sent.status).toBe(202);
    // One word takes the shelter and its municipality off both lists.
    await Promise.all([unit.waitFor({ state: 'detached' }), place.waitFor({ state: 'detached' })]);
  });
});
