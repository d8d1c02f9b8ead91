import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pixelmatch from 'pixelmatch';
import type { Page } from 'playwright-core';
import { PNG } from 'pngjs';

const KEPT = path.resolve('e2e/looks');
const ARTIFACTS = path.resolve('e2e/artifacts');
/** Writes what it sees as what it should see from now on; whoever does so looks at every picture. */
const isKeeping = process.env['HINOMI_LOOKS'] === 'keep';
/** How far apart two colours may be, 0 to 1: edges of letters and of map lines differ from one Chromium to the next. */
const COLOUR_DISTANCE = 0.2;
/** Labels of the map may find another place. */
const MOST_DIFFERENT = 0.02;

/**
 * What is wrong with how a page looks; null = it looks as it did. Compared at half its size, with every number as 0, since times and
 * counts differ each time. What differs is beside the other pictures, as `<name>-differs.png`.
 */
export async function differentLook(page: Page, name: string): Promise<string | null> {
  const seen = halved(PNG.sync.read(await withoutNumbers(page)));
  const file = path.join(KEPT, `${name}.png`);
  if (isKeeping) {
    mkdirSync(KEPT, { recursive: true });
    writeFileSync(file, PNG.sync.write(seen));
    return null;
  }
  if (!existsSync(file)) return `${name}: no look is kept; HINOMI_LOOKS=keep keeps this one`;
  const kept = PNG.sync.read(readFileSync(file));
  const { width, height } = kept;
  if (seen.width !== width || seen.height !== height)
    return `${name}: ${seen.width}×${seen.height}, not ${width}×${height}`;
  const differs = new PNG({ width, height });
  const count = pixelmatch(kept.data, seen.data, differs.data, width, height, { threshold: COLOUR_DISTANCE });
  const share = count / (width * height);
  if (share <= MOST_DIFFERENT) return null;
  mkdirSync(ARTIFACTS, { recursive: true });
  writeFileSync(path.join(ARTIFACTS, `${name}-differs.png`), PNG.sync.write(differs));
  writeFileSync(path.join(ARTIFACTS, `${name}-seen.png`), PNG.sync.write(seen));
  return `${name}: ${(share * 100).toFixed(1)} % of it looks different; HINOMI_LOOKS=keep keeps it if that is meant`;
}

async function withoutNumbers(page: Page): Promise<Buffer> {
  await settled(page);
  const masked = await page.evaluateHandle(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const all: { node: Text; was: string; now: string }[] = [];
    for (let node = walker.nextNode() as Text | null; node !== null; node = walker.nextNode() as Text | null) {
      const now = node.data.replace(/\d+/g, '0');
      if (now !== node.data) all.push({ node, was: node.data, now });
    }
    for (const { node, now } of all) node.data = now;
    return all;
  });
  const picture = await page.screenshot({ animations: 'disabled' });
  // What the page itself has written meanwhile stays.
  await masked.evaluate((all) => {
    for (const { node, was, now } of all) if (node.data === now) node.data = was;
  });
  return picture;
}

/** Its letters are there, and its map, if it has one, has drawn all of what is in sight. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    // A map hears of another size with the frame after next.
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
  await page.waitForFunction(() => document.querySelector('[data-map-ready]:not([data-map-idle="true"])') === null);
}

/** The mean of each four pixels. */
function halved({ width, height, data }: PNG): PNG {
  const small = new PNG({ width: width >> 1, height: height >> 1 });
  for (let y = 0; y < small.height; y += 1) {
    for (let x = 0; x < small.width; x += 1) {
      for (let channel = 0; channel < 4; channel += 1) {
        const at = (2 * y * width + 2 * x) * 4 + channel;
        const sum = [0, 4, width * 4, width * 4 + 4].reduce((total, step) => total + (data[at + step] ?? 0), 0);
        small.data[(y * small.width + x) * 4 + channel] = sum >> 2;
      }
    }
  }
  return small;
}
