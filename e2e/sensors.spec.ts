import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { HubProcess, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser, violationsOf } from './browser.js';

jest.setTimeout(300_000);

const ARTIFACTS = path.resolve('e2e/artifacts');
const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';

const MINUTE_MS = 60_000;
const ago = (minutes: number): string => new Date(Date.now() - minutes * MINUTE_MS).toISOString();

/** A provider's own JSON, and gauges that the entry knows before they speak. */
const ENTRY = `
id: rivers
title: 例示県の水位計
kind: pushed
format: sensor-json
clients: [demo-operator]
agency: 例示県
attribution: 出典：例示県河川課
licence: test
enabled: true
sensors:
  mapping: { readings: /values/*, id: station, time: { at: at }, value: m, missing: [-9999] }
  describe:
    kind: water-level
    unit: m
    owner: 例示県
    intervalSeconds: 600
    hysteresis: 0.2
    thresholds: [{ level: 1, value: 1.5 }, { level: 2, value: 2 }, { level: 3, value: 3 }, { level: 4, value: 4 }]
  each:
    ohashi: { name: 大橋, lngLat: [138.19, 36.65] }
    kobashi: { name: 小橋, lngLat: [138.25, 36.68] }
    furu: { name: 古橋, lngLat: [138.12, 36.6] }
    mimawari: { name: 見回橋, lngLat: [138.22, 36.58] }
    ogawa:
      name: 小川 下流
      lngLat: [138.3, 36.62]
      reference: below-crest
      thresholds: [{ level: 3, value: 1.5 }, { level: 4, value: 0.8 }]
      sleep: { wakesAt: 3, intervalSeconds: 86400 }
    naoshi: { name: 直橋, lngLat: [138.15, 36.7], maintenance: true }
    hane: { name: 跳橋, lngLat: [138.28, 36.56], maxChangePerMinute: 0.1 }
`;

const reading = (station: string, minutes: number, m: number) => ({ station, at: ago(minutes), m });

withChromium(`sensors in a real browser${suffix}`, () => {
  const folder = temporaryFolder('sensors');
  let browser: Browser;
  let hub: HubProcess;
  let page: Page;

  beforeAll(async () => {
    const sources = path.join(folder.path, 'sources');
    mkdirSync(sources, { recursive: true });
    copyFileSync('infra/sources/door.yaml', path.join(sources, 'door.yaml'));
    writeFileSync(path.join(sources, 'rivers.yaml'), ENTRY);
    browser = await launchBrowser();
    hub = await HubProcess.start({
      dataDir: path.join(folder.path, 'data'),
      env: { HINOMI_SOURCES_DIR: sources },
    });
    const context = await browser.newContext({
      viewport: { width: 1366, height: 768 },
      locale: 'ja-JP',
      timezoneId: 'Asia/Tokyo',
    });
    page = await context.newPage();
    await page.goto(hub.url);
    await page.getByTestId('console').waitFor();
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.end('SIGINT');
    folder.remove();
  });

  const row = (id: string) => page.locator(`.hazard-panel [data-hazard="sensor:rivers:${id}"]`);

  it('are on the map before they speak, as the entry knows them', async () => {
    await page.getByTestId('sensors').waitFor();
    await page.getByTestId('sensors').locator('summary').click();
    expect(await page.getByTestId('sensors').locator('.hazard-row').count()).toBe(7);
    await expect(row('ohashi').innerText()).resolves.toContain('欠測');
  });

  it('show what they measure, at their level, and what is wrong with them', async () => {
    const { status, body } = await hub.post(
      'sensor-json',
      JSON.stringify({
        values: [
          reading('ohashi', 20, 2.9),
          reading('ohashi', 10, 3.4),
          reading('kobashi', 5, 1.2),
          reading('furu', 90, 4.2),
          reading('mimawari', 5, -9999),
          reading('ogawa', 30, 4.1),
          reading('naoshi', 5, 9),
          reading('hane', 12, 1),
          reading('hane', 2, 8),
          { station: 'ohashi', at: 'yesterday', m: 1 },
        ],
      }),
    );
    expect({ status, accepted: body.accepted.length, problems: body.problems?.length }).toEqual({
      status: 202,
      accepted: 9,
      problems: 1,
    });
    await page.waitForFunction(
      () => document.querySelector('[data-hazard="sensor:rivers:ohashi"]')?.getAttribute('data-severity') === '3',
    );
    expect(await page.getByTestId('calm-measured').innerText()).toContain('観測値が危険な段階');
    await page.keyboard.press('h');
    await row('ohashi').click();
    const facts = page.getByTestId('sensor-facts');
    await facts.waitFor();
    const said = await facts.innerText();
    for (const words of ['3.4 m', '避難判断水位', '氾濫危険水位：4 m', '10分', '例示県']) expect(said).toContain(words);
    expect(await page.locator('.detail-panel').innerText()).toContain('出典：例示県河川課');
    expect(await violationsOf(page)).toEqual([]);
    await page.waitForTimeout(1_500);
    mkdirSync(ARTIFACTS, { recursive: true });
    await page.screenshot({ path: path.join(ARTIFACTS, 'sensors.png') });
  });

  it('that are silent are told apart without a word from the hub', async () => {
    expect(await row('furu').innerText()).toContain('データなし');
    await row('furu').click();
    await page.locator('[data-testid="sensor-facts"][data-state="no-data"]').waitFor();
    await row('ogawa').click();
    await page.locator('[data-testid="sensor-facts"][data-state="sleeping"]').waitFor();
    expect(await page.getByTestId('sensor-facts').innerText()).toContain('堤防の上端まで 4.1 m');
    await row('hane').click();
    await page.locator('[data-testid="sensor-facts"][data-state="suspect"]').waitFor();
  });

  it('are rows of the table as well', async () => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('t');
    const table = page.getByTestId('table');
    await table.waitFor();
    const text = await table.innerText();
    expect(text).toContain('大橋 3.4 m');
    expect(text).toContain('水位、例示県、データなし');
    expect(await violationsOf(page)).toEqual([]);
  });
});
