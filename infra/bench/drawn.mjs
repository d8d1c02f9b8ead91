/**
 * `npm run bench -- --only drawn`: post → drawn, at rest, in a real Chromium: from just before a telegram is posted to the frame in
 * which the map took it. The baseline of the same run is post → `202`, the part a poster waits for.
 */
import { chromium } from 'playwright-core';
import { summary } from './measures.mjs';
import { telegram } from './telegrams.mjs';

const POSTS = 30;
/** Long enough for the map to be at rest again. */
const PAUSE_MS = 1500;
const BROWSER = process.env.HINOMI_CHROMIUM ?? '/usr/bin/chromium-headless-shell';

/** `first`: the number of the first telegram; those before it are on the hub already. */
export async function measureDrawn(hub, first = 0) {
  const browser = await chromium.launch({
    executablePath: BROWSER,
    args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  await page.goto(hub.url);
  await page.locator('[data-testid="live-state"][data-state="live"]').waitFor();
  await page.locator('[data-testid="map"][data-map-ready="true"]').waitFor();
  await page.waitForTimeout(5000);
  const map = page.getByTestId('map');
  const [answered, drawn] = [[], []];
  const headers = { authorization: `Bearer ${hub.token}` };
  for (let index = 0; index < POSTS; index += 1) {
    const before = await map.getAttribute('data-drawn-position');
    const began = Date.now();
    await fetch(`${hub.url}api/v1/feeds/jma-xml`, {
      method: 'POST',
      body: telegram(first + index, true).bytes,
      headers,
    });
    answered.push(Date.now() - began);
    await page.waitForFunction(
      (known) => document.querySelector('[data-testid="map"]').getAttribute('data-drawn-position') !== known,
      before,
    );
    drawn.push(Number(await map.getAttribute('data-drawn-at')) - began);
    await page.waitForTimeout(PAUSE_MS);
  }
  await browser.close();
  return { answered: summary(answered), drawn: summary(drawn) };
}
