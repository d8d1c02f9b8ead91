import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const CANDIDATES = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];

/** A Chromium of this machine, or null: `HINOMI_CHROMIUM` names one that stands elsewhere. */
export const chromiumPath =
  process.env['HINOMI_CHROMIUM'] ?? CANDIDATES.find((candidate) => existsSync(candidate)) ?? null;

export const NEEDS_CHROMIUM = 'needs Chromium: install chromium-headless-shell or set HINOMI_CHROMIUM';

/** Software rendering and fixed fonts and colours, so that the same page gives the same picture everywhere. */
export function launchBrowser(more: { args?: readonly string[]; home?: string } = {}): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath ?? undefined,
    ...(more.home !== undefined && { env: { ...process.env, HOME: more.home } }),
    args: [
      ...(more.args ?? []),
      '--no-sandbox',
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--force-color-profile=srgb',
      '--font-render-hinting=none',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}
