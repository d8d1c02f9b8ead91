/**
 * `npm run bench -- tablets`: tablets that were away come back at once, each with its queue, to a real hub over HTTP; and what the
 * tablet's page costs a browser. Baselines: the bare append of the same records; an empty page.
 */
import { fork } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { clock, message, ms, percentile, ratio, summary, table } from './measures.mjs';
import { startHub } from './sides.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const BROWSER = process.env.HINOMI_CHROMIUM ?? '/usr/bin/chromium-headless-shell';
const LOADS = 5;
const kilobytes = (bytes) => `${Math.round(bytes / 1024)} kB`;

async function tabletsComeBack(hub, tablets, queued) {
  const start = { url: hub.url, token: hub.token, tablets, queued, exercise: null };
  const child = fork(path.join(here, 'returning-tablets.mjs'), [JSON.stringify(start)]);
  await message(child);
  const before = (await hub.usage()).cpuMs;
  const answer = message(child);
  child.send('send');
  const result = await answer;
  child.send('stop');
  return { ...result, cpuMs: (await hub.usage()).cpuMs - before };
}

async function bareAppend(dir, queued) {
  const start = { from: path.join(dir, 'log'), topic: 'shelters', batch: queued };
  return message(fork(path.join(here, 'bare-append.mjs'), [JSON.stringify(start)]));
}

/** From a cold browser context to the page's `load`; bytes as they came over the wire. */
async function loadOf(browser, url) {
  const context = await browser.newContext({ viewport: { width: 820, height: 1180 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  const network = await context.newCDPSession(page);
  await network.send('Network.enable');
  let bytes = 0;
  network.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  const began = clock();
  await page.goto(url, { waitUntil: 'load' });
  const tookMs = clock() - began;
  await page.waitForLoadState('networkidle');
  await context.close();
  return { tookMs, bytes };
}

async function pageLoads(hub) {
  if (!existsSync(BROWSER)) return null;
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] });
  const empty = createServer((_, reply) =>
    reply.setHeader('content-type', 'text/html').end('<!doctype html><title>-</title>'),
  );
  await new Promise((resolve) => empty.listen(0, '127.0.0.1', resolve));
  const bare = `http://127.0.0.1:${empty.address().port}/`;
  const [pages, nothing] = [[], []];
  for (let round = 0; round < LOADS; round += 1) {
    nothing.push(await loadOf(browser, bare));
    pages.push(await loadOf(browser, `${hub.url}shelter/`));
  }
  await browser.close();
  empty.close();
  const median = (loads) =>
    percentile(
      loads.map(({ tookMs }) => tookMs).sort((a, b) => a - b),
      0.5,
    );
  return { bytes: pages[0].bytes, pageMs: median(pages), emptyMs: median(nothing) };
}

export async function benchTablets({ tablets, queued = 20 }) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-bench-shelter-'));
  try {
    const hub = await startHub({ HINOMI_DATA_DIR: dir });
    const page = await pageLoads(hub);
    const back = await tabletsComeBack(hub, tablets, queued);
    await hub.stop();
    const bare = await bareAppend(dir, queued);
    const reports = tablets * queued;
    const [hubWaits, bareWaits] = [summary(back.waits), summary(bare.waits)];
    console.log(
      `\n${tablets} tablets come back at once, ${queued} queued reports each, beside the bare append of the same records\n`,
    );
    console.log(
      table([
        ['', 'bare append', 'hub, over HTTP', 'ratio'],
        ['all acknowledged', ms(bare.tookMs), ms(back.tookMs), ratio(back.tookMs / bare.tookMs)],
        ['a batch, p50', ms(bareWaits.p50), ms(hubWaits.p50), ratio(hubWaits.p50 / bareWaits.p50)],
        ['a batch, p99', ms(bareWaits.p99), ms(hubWaits.p99), ratio(hubWaits.p99 / bareWaits.p99)],
        ['CPU a report', ms(bare.cpuMs / reports), ms(back.cpuMs / reports), ratio(back.cpuMs / bare.cpuMs)],
      ]),
    );
    const isWhole = back.accepted === reports && bare.onLog === reports && bare.distinct === reports;
    console.log(
      `\n${back.accepted} acknowledged, ${bare.onLog} on the log, ${bare.distinct} distinct${isWhole ? '' : ': NOT WHOLE'}`,
    );
    if (page !== null) {
      const { bytes, pageMs, emptyMs } = page;
      console.log(
        `/shelter/: ${kilobytes(bytes)} over the wire; load ${ms(pageMs)}, an empty page ${ms(emptyMs)}: ${ratio(pageMs / emptyMs)}`,
      );
    }
    if (!isWhole) throw new Error('reports were lost or doubled');
    const { waits: _back, ...backRest } = back;
    const { waits: _bare, ...bareRest } = bare;
    return { tablets, queued, hub: { ...backRest, ...hubWaits }, bare: { ...bareRest, ...bareWaits }, page };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
