import { existsSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];

/** A Chromium of this machine, or null: `HINOMI_CHROMIUM` names one that stands elsewhere. */
export const chromiumPath =
  process.env['HINOMI_CHROMIUM'] ?? CANDIDATES.find((candidate) => existsSync(candidate)) ?? null;

export const NEEDS_CHROMIUM = 'needs Chromium: install chromium-headless-shell or set HINOMI_CHROMIUM';

const ARGS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  // Without a GPU only the map needs one played in software; the page around it is drawn several times faster without.
  '--disable-gpu-compositing',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Ends a wait for what never comes. A page on two cores that play a map in software, for several browsers, may need half a minute. */
const PATIENT_MS = 120_000;

/** Software rendering and fixed fonts and colours, so that the same page gives the same picture everywhere. */
export async function launchBrowser(more: { args?: readonly string[]; home?: string } = {}): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: chromiumPath ?? undefined,
    ...(more.home !== undefined && { env: { ...process.env, HOME: more.home } }),
    args: [...(more.args ?? []), ...ARGS],
  });
  const newContext = browser.newContext.bind(browser);
  // A page made without a context goes through it as well.
  browser.newContext = async (options) => patient(await newContext(options));
  return browser;
}

/** A browser whose disk outlives it: closed and launched again it knows what it knew. */
export async function launchDevice(
  folder: string,
  options: BrowserContextOptions,
  more: { args?: readonly string[]; home?: string } = {},
): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: chromiumPath ?? undefined,
    ...(more.home !== undefined && { env: { ...process.env, HOME: more.home } }),
    args: [...(more.args ?? []), ...ARGS],
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    ...options,
  });
  return patient(context);
}

function patient(context: BrowserContext): BrowserContext {
  context.setDefaultTimeout(PATIENT_MS);
  return context;
}

/**
 * Every accessibility rule that the page breaks, or what is `within` it, with where. The page has no frames, so axe needs no second
 * page to join them.
 */
export async function violationsOf(page: Page, within?: string): Promise<string[]> {
  const axe = new AxeBuilder({ page: page as never }).setLegacyMode().options({ resultTypes: ['violations'] });
  if (within !== undefined) axe.include(within);
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
