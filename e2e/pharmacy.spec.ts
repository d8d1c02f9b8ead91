import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { eventually, HubProcess, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser, violationsOf } from './browser.js';
import { wrongLanguage } from './wrong-language.js';

jest.setTimeout(300_000);

const ARTIFACTS = path.resolve('e2e/artifacts');
const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';
const LAPTOP = { width: 1366, height: 768 };
const TABLET = { width: 820, height: 1180 };

/** Somebody with a name, a birthday and a pen of insulin; none of it but the pen may reach the pharmacy. */
const FAMILY = '輪島';
const BIRTH = '1947-03-05';
const person = {
  ...{ names: [`${FAMILY} 澄江`], kana: ['ワジマ スミエ'], birthDate: BIRTH, sex: 'female', phones: [], address: null },
  ...{ identifiers: [{ system: 'urn:insurance', value: '17209988' }], languages: [] },
};

const folder = temporaryFolder('pharmacy');
let browser: Browser;
let hub: HubProcess;
let care: Page;
let pharmacy: Page;
let shelter = '';

const need = (code: string) => care.locator(`[data-need="${code}"]`);
const task = () => pharmacy.getByTestId('tasks').getByTestId('task');

async function openRoom(client: string, at: string, size: typeof LAPTOP): Promise<Page> {
  const context = await browser.newContext({ locale: 'ja-JP', timezoneId: 'Asia/Tokyo', viewport: size });
  await context.addInitScript((who) => localStorage.setItem('hinomi.person', who), client);
  const page = await context.newPage();
  await page.goto(`${hub.url}${at}`);
  return page;
}

async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true });
  await page.screenshot({ path: path.join(ARTIFACTS, `pharmacy-${name}.png`), fullPage: true });
}

async function insulinCount(): Promise<number> {
  const reply = await hub.fetch('api/v1/needs', 'demo-operator');
  const { shelters } = (await reply.json()) as { shelters: { needs: Record<string, { count: number }> }[] };
  return shelters.reduce((sum, { needs }) => sum + (needs['insulin']?.count ?? 0), 0);
}

withChromium(`a care team and a pharmacy in real browsers${suffix}`, () => {
  beforeAll(async () => {
    [browser, hub] = await Promise.all([
      launchBrowser({ withoutMap: true }),
      HubProcess.start({ dataDir: path.join(folder.path, 'data') }),
    ]);
    const opened = await hub.fetch('api/v1/shelters', 'demo-medic', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ placeId: '01KAYB8Q3V5X0M2N4P6R8S0T2W', name: '港の集会所', nameKana: null, kind: 'provisional' },
        ...{ lngLat: [136.9675, 37.0431], address: null, openedAt: new Date().toISOString(), exercise: null },
      }),
    });
    shelter = ((await opened.json()) as { id: string }).id;
    const statedAs = (code: string, text: string | null, kind: string, system: string) => ({
      ...{ kind, codes: [{ system, code }], text, origin: 'notebook', from: null, until: null, status: 'active' },
      ...{ route: null, category: null, value: null, where: code },
    });
    const record = {
      ...{ format: 'stated', person, statements: [], issuedAt: null, consent: null },
      evidence: [statedAs('2492414G1020', 'インスリン グラルギン注', 'medicine', 'yj')],
    };
    const query = new URLSearchParams({
      ...{ format: 'stated', shelter, requestId: 'pharmacy-journey', legalGround: 'vital-interest' },
    });
    const received = await eventually(
      () => hub.fetch(`api/v1/phr/records?${query}`, 'demo-medic', { method: 'POST', body: JSON.stringify(record) }),
      ({ status }) => status !== 404,
    );
    expect([received.status, await received.text()]).toEqual([201, expect.stringContaining('insulin')]);
    care = await openRoom('demo-medic', `care/#${new URLSearchParams({ shelter, purpose: 'medication' })}`, LAPTOP);
    pharmacy = await openRoom('demo-pharmacist', 'pharmacy/', TABLET);
  }, 300_000);
  afterAll(async () => {
    await browser.close();
    await hub.end('SIGTERM');
  });

  it('turn a need into a task with a number, which says nothing of whom it is for', async () => {
    await pharmacy.getByTestId('pharmacy-room').waitFor();
    await shoot(pharmacy, 'empty');
    await care.locator('.care-person').first().click();
    await need('insulin').getByTestId('ask-pharmacy').click();
    expect(await care.getByTestId('goods').inputValue()).toBe('インスリン グラルギン注');
    await care.getByTestId('amount').fill('3本（14日分）');
    await care.getByTestId('note').fill(`${FAMILY}さんへ`);
    await care.getByTestId('send-task').click();
    await care.getByRole('alert').waitFor();
    await shoot(care, 'names-somebody');
    await care.getByTestId('note').fill('冷やしたまま受付へ');
    await care.getByTestId('send-task').click();
    await need('insulin').getByTestId('need-task').waitFor();
    await task().waitFor();
    expect(await pharmacy.getByTestId('news').innerText()).toContain('インスリン');
    const seen = await pharmacy.content();
    for (const word of [FAMILY, '澄江', BIRTH, '17209988', '1947'])
      expect([word, seen.includes(word)]).toEqual([word, false]);
    expect(seen).toContain('港の集会所');
    const number = await need('insulin').getByTestId('need-task').getAttribute('data-number');
    expect(await task().getAttribute('data-number')).toBe(number);
    await shoot(pharmacy, 'asked');
    await shoot(care, 'care-asked');
    expect(await violationsOf(pharmacy)).toEqual([]);
    await task().getByTestId('print').click();
    expect(await pharmacy.getByTestId('slip').innerText()).toContain(number);
    await shoot(pharmacy, 'slip');
    await pharmacy.getByTestId('close-slip').click();
  });

  it('see each step at once on both sides; handed over, the need counts no more until the supply runs out', async () => {
    const state = () => need('insulin').getByTestId('need-task').getAttribute('data-state');
    await task().getByTestId('take').click();
    await eventually(state, (now) => now === 'taken');
    await task().getByTestId('undo').click();
    await eventually(state, (now) => now === 'asked');
    await task().getByTestId('take').click();
    await task().getByTestId('send').click();
    await eventually(state, (now) => now === 'on-its-way');
    expect(await insulinCount()).toBe(1);
    await task().getByTestId('hand-over').click();
    await shoot(pharmacy, 'hand-over');
    await pharmacy.getByTestId('days-14').click();
    await pharmacy.getByTestId('ended').getByTestId('task').waitFor();
    await eventually(state, (now) => now === 'handed-over');
    await need('insulin').getByTestId('need-stands').waitFor();
    expect(await insulinCount()).toBe(0);
    await shoot(care, 'care-handed-over');
    expect(await violationsOf(care)).toEqual([]);
    await need('insulin').getByTestId('reopen').click();
    await need('insulin').getByTestId('met').click();
    expect(await insulinCount()).toBe(1);
    await shoot(care, 'care-met');
    await care.getByTestId('for-good').click();
    await need('insulin').getByTestId('need-stands').waitFor();
    expect(await insulinCount()).toBe(0);
    await care.getByTestId('back').click();
    await care.locator('.care-person').waitFor();
    // What was shown before stands until the hub has answered again.
    await eventually(
      () => care.locator('.care-person').innerText(),
      (row) => !row.includes('インスリン'),
    );
  });

  it('read it in each language', async () => {
    for (const language of ['ja', 'en', 'easy'] as const) {
      await pharmacy.getByTestId('language').selectOption(language);
      expect(await wrongLanguage(pharmacy, language, language)).toEqual([]);
    }
    await pharmacy.setViewportSize(LAPTOP);
    await shoot(pharmacy, 'easy');
    await pharmacy.getByTestId('language').selectOption('ja');
    await shoot(pharmacy, 'laptop');
  });

  it('is shut to whoever is no pharmacist', async () => {
    const other = await openRoom('demo-operator', 'pharmacy/', LAPTOP);
    await other.getByTestId('wrong-role').waitFor();
    await shoot(other, 'wrong-role');
    await other.context().close();
  });
});
