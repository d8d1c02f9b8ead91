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

/** No WebGL, as on an old machine: the console says so, and everything beside the map works. */
const NO_MAP = ['--disable-3d-apis'];

/** Of its pixels a map that is played in software draws a quarter, enlarged; the page around it is as sharp as ever. */
const MAP_PIXEL_RATIO = 0.5;

/** Software rendering and fixed fonts and colours, so that the same page gives the same picture everywhere. */
export async function launchBrowser(
  more: { args?: readonly string[]; home?: string; withoutMap?: boolean } = {},
): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: chromiumPath ?? undefined,
    ...(more.home !== undefined && { env: { ...process.env, HOME: more.home } }),
    args: [...(more.args ?? []), ...(more.withoutMap ? NO_MAP : []), ...ARGS],
  });
  const newContext = browser.newContext.bind(browser);
  // A page made without a context goes through it as well.
  browser.newContext = async (options) => {
    const context = patient(await newContext(options));
    // Whoever looks at the pixels of the map says how many there are.
    if (options?.deviceScaleFactor === undefined) await coarseMap(context);
    return context;
  };
  return browser;
}

/** A browser whose disk outlives it: closed and launched again it knows what it knew. It is for rooms without a map. */
export async function launchDevice(
  folder: string,
  options: BrowserContextOptions,
  more: { args?: readonly string[]; home?: string } = {},
): Promise<BrowserContext> {
  const context = await chromium.launchPersistentContext(folder, {
    executablePath: chromiumPath ?? undefined,
    ...(more.home !== undefined && { env: { ...process.env, HOME: more.home } }),
    args: [...(more.args ?? []), ...NO_MAP, ...ARGS],
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    ...options,
  });
  return patient(context);
}

/** The page believes in fewer pixels than there are: only the map asks for their number. */
async function coarseMap(context: BrowserContext): Promise<void> {
  await context.addInitScript((ratio) => {
    Object.defineProperty(window, 'devicePixelRatio', { get: () => ratio });
  }, MAP_PIXEL_RATIO);
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
