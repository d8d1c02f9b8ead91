import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { HubProcess, temporaryFolder } from '@hinomi/testing';
import { NEEDS_CHROMIUM, chromiumPath, launchBrowser } from './browser.js';
import { wrongHeaders } from './doors/wrong-headers.js';

jest.setTimeout(240_000);

const withChromium = chromiumPath === null ? describe.skip : describe;
const suffix = chromiumPath === null ? ` (${NEEDS_CHROMIUM})` : '';

/** Every page of the hub. */
const PAGES: readonly string[] = [
  ...['/', '/shelter/', '/care/', '/pharmacy/', '/agency/', '/find/', '/catalogue'],
  ...['/sign-in/password', '/sign-in/setup', '/oauth/end-session', '/oauth/authorize'],
];
/** After it is there a page still fetches, draws its map and starts its workers. */
const QUIET_MS = 5_000;

const headersOf = (all: readonly { name: string; value: string }[]): Headers =>
  new Headers(all.map(({ name, value }): [string, string] => [name, value]));

const folder = temporaryFolder('pages-run-clean');

withChromium(`every page${suffix}`, () => {
  let hub: HubProcess;
  let browser: Browser;

  beforeAll(async () => {
    [browser, hub] = await Promise.all([launchBrowser(), HubProcess.start({ dataDir: folder.path })]);
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.end('SIGINT');
    folder.remove();
  });

  it('comes with headers that let nothing else run, and breaks none of them itself', async () => {
    const found: Record<string, string[]> = {};
    for (const address of PAGES) {
      const page = await browser.newPage();
      const said = (found[address] = [] as string[]);
      page.on('console', (message) => {
        if (/Content Security Policy|Permissions-Policy|Cross-Origin/i.test(message.text())) said.push(message.text());
      });
      page.on('pageerror', (error) => said.push(String(error)));
      const reply = await page.goto(new URL(address, hub.url).href);
      said.push(...wrongHeaders(headersOf(await reply!.headersArray())));
      await page.waitForLoadState('networkidle', { timeout: QUIET_MS }).catch(() => undefined);
      await page.close();
    }
    expect(found).toEqual(Object.fromEntries(PAGES.map((address) => [address, []])));
  });

  it('would be stopped if it did: a script in the page does not run', async () => {
    const page = await browser.newPage();
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    await page.goto(new URL('/find/', hub.url).href);
    const ran = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'window.ran = true';
      document.body.append(script);
      setTimeout('window.ranLater = true', 0);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const { ran = false, ranLater = false } = window as { ran?: boolean; ranLater?: boolean };
      return [ran, ranLater];
    });
    expect(ran).toEqual([false, false]);
    expect(said.filter((text) => /Content Security Policy/.test(text))).not.toEqual([]);
    await page.close();
  });
});
