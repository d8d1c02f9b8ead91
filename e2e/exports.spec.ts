import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { PNG } from 'pngjs';
import { HubProcess, temporaryFolder } from '@hinomi/testing';
import { chromiumPath, launchBrowser, NEEDS_CHROMIUM, violationsOf } from './browser.js';
import { command, TELEGRAM } from './command.js';

const LONG_MS = 240_000;
const ARTIFACTS = path.resolve('e2e/artifacts');
const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';

const data = temporaryFolder('exports');
let hub: HubProcess;
let browser: Browser;
let page: Page;

const ready = (): Promise<void> => page.locator('[data-testid="sheet"][data-state="ready"]').waitFor();

async function save(kind: 'pdf' | 'png'): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId(`sheet-${kind}`).click()]);
  const name = download.suggestedFilename();
  mkdirSync(ARTIFACTS, { recursive: true });
  const file = path.join(ARTIFACTS, name.replace(/\d{8}-\d{4}-/, ''));
  await download.saveAs(file);
  await ready();
  return { name, bytes: readFileSync(file) };
}

/** How many colours a part of a picture has, and whether the drill's yellow is one of them. */
function look(png: PNG, part: { from: number; to: number }): { colours: number; yellow: boolean } {
  const colours = new Set<number>();
  for (let y = Math.floor(png.height * part.from); y < png.height * part.to; y += 1) {
    for (let x = 0; x < png.width; x += 1) colours.add(png.data.readUInt32BE((y * png.width + x) * 4) >>> 8);
  }
  return { colours: colours.size, yellow: colours.has(0xffd400) };
}

/** The one picture of a page, as the browser decodes it: its size, and how many colours it has. */
async function pictureIn(pdf: Buffer): Promise<{ width: number; height: number; colours: number }> {
  const [from, to] = [pdf.indexOf(Buffer.from([0xff, 0xd8, 0xff])), pdf.lastIndexOf(Buffer.from([0xff, 0xd9]))];
  return page.evaluate(
    async (base64) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], { type: 'image/jpeg' }));
      const { width, height } = picture;
      const pen = new OffscreenCanvas(width, height).getContext('2d')!;
      pen.drawImage(picture, 0, 0);
      const dots = new Uint32Array(pen.getImageData(0, 0, width, height).data.buffer);
      return { width, height, colours: new Set(dots).size };
    },
    pdf.subarray(from, to + 2).toString('base64'),
  );
}

withChromium(`what leaves the console${suffix}`, () => {
  beforeAll(async () => {
    hub = await HubProcess.start({ dataDir: data.path });
    for (const sample of ['earthquake', 'tsunami', 'rain']) {
      await hub.post('jma-xml', command(TELEGRAM, [sample]));
      await hub.post('jma-xml', command(TELEGRAM, [sample, '--status', '訓練']));
    }
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'ja-JP', timezoneId: 'Asia/Tokyo' });
    await page.goto(hub.url);
    await page.locator('[data-testid="live-state"][data-state="live"]').waitFor();
    await page.locator('[data-testid="map"][data-map-ready="true"]').waitFor();
    await page.locator('[data-hazard]').first().waitFor();
  }, LONG_MS);
  afterAll(async () => {
    await browser?.close();
    await hub?.end('SIGKILL');
    data.remove();
  });

  it(
    'is a sheet of A3 with the map of the real world, without a mark of a drill',
    async () => {
      await page.locator('[data-room="real"]').waitFor();
      await page.keyboard.press('o');
      await ready();
      expect(await page.getByTestId('sheet-title').inputValue()).not.toBe('');
      expect(await violationsOf(page, '.dialog')).toEqual([]);
      const pdf = await save('pdf');
      expect(pdf.name).toMatch(/^hinomi-map-\d{8}-\d{4}-A3\.pdf$/);
      const text = pdf.bytes.toString('latin1');
      const [width, height] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(text)!.slice(1).map(Number);
      const mm = (points: number): number => Math.round((points * 25.4) / 72);
      expect([mm(width!), mm(height!), text.match(/\/Type \/Page\b(?!s)/g)?.length]).toEqual([420, 297, 1]);
      const picture = await pictureIn(pdf.bytes);
      expect(picture).toMatchObject({ width: 3307, height: 2339 });
      expect(picture.colours).toBeGreaterThan(1_000);
      const png = await save('png');
      const sheet = PNG.sync.read(png.bytes);
      expect([sheet.width, sheet.height]).toEqual([3307, 2339]);
      expect(look(sheet, { from: 0.3, to: 0.8 }).colours).toBeGreaterThan(100);
      expect(look(sheet, { from: 0, to: 0.09 }).yellow).toBe(false);
      // The second map went with its sheet.
      expect(await page.locator('.maplibregl-canvas').count()).toBe(1);
      await page.screenshot({ path: path.join(ARTIFACTS, 'sheet-dialog.png') });
      await page.keyboard.press('Escape');
    },
    LONG_MS,
  );

  it(
    'carries the mark of a drill on the sheet and in its name',
    async () => {
      await page.keyboard.press('x');
      await page.locator('[data-room="drill"]').waitFor();
      await page.locator('[data-hazard]').first().waitFor();
      await page.getByTestId('open-sheet').click();
      await ready();
      await page.getByTestId('sheet-size').selectOption('A4 portrait');
      await page.locator('[data-testid="sheet"][data-state="working"]').waitFor();
      await ready();
      const png = await save('png');
      expect(png.name).toMatch(/^hinomi-drill-map-\d{8}-\d{4}-A4-portrait\.png$/);
      const sheet = PNG.sync.read(png.bytes);
      expect([sheet.width, sheet.height]).toEqual([1654, 2339]);
      expect(look(sheet, { from: 0, to: 0.09 }).yellow).toBe(true);
      await page.keyboard.press('Escape');
    },
    LONG_MS,
  );
});
