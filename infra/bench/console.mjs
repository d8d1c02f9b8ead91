/**
 * The headquarters console in a real Chromium with a nation in its picture, while 200 features change a second: what its main thread
 * spends on script, against a page that sets one GeoJSON source anew with every batch; what the first view costs; what the heap does.
 */
import { fork } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { measureDrawn } from './drawn.mjs';
import { clock, message, ms, ratio, table } from './measures.mjs';
import { serveNaiveMap } from './naive-map.mjs';
import { bringIn, list } from './shelter-lists.mjs';
import { startHub } from './sides.mjs';
import { telegram } from './telegrams.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const BROWSER = process.env.HINOMI_CHROMIUM ?? '/usr/bin/chromium-headless-shell';
const CHANGES_PER_SECOND = 200;
const BATCH_MS = 250;
const BATCH = (CHANGES_PER_SECOND * BATCH_MS) / 1_000;
const CONSOLES = 50;
/** Descriptions of one post. */
const DESCRIBED_AT_ONCE = 2_000;
const REST_MS = 10_000;

const placeOf = (id) => [130 + (id % 150) / 10, 31 + Math.floor(id / 150) / 10];

function sensorDescriptions(count) {
  return Array.from({ length: count }, (_, id) => ({
    '@iot.id': id,
    name: `水位 ${id}`,
    unitOfMeasurement: { symbol: 'm' },
    observedArea: { type: 'Point', coordinates: placeOf(id) },
    properties: {
      intervalSeconds: 600,
      hysteresis: 0,
      thresholds: [2, 3, 4].map((value) => ({ level: value, value })),
    },
  }));
}

/** Each reading crosses a threshold, so that each is a change of the picture. */
function readings(first, count, sensors) {
  return Array.from({ length: count }, (_, index) => {
    const number = first + index;
    const round = Math.floor(number / sensors);
    const at = new Date(Date.now() - 60_000 + (round % 2)).toISOString();
    return {
      Datastream: { '@iot.id': number % sensors },
      components: ['phenomenonTime', 'result'],
      dataArray: [[at, 1.5 + ((number + round) % 4)]],
    };
  });
}

function poster(hub) {
  const headers = { authorization: `Bearer ${hub.token}` };
  return async (format, body) => {
    const reply = await fetch(`${hub.url}api/v1/feeds/${format}`, { method: 'POST', body, headers });
    if (!reply.ok) throw new Error(`${format} answered ${reply.status}: ${await reply.text()}`);
    return reply.json();
  };
}

async function fill(hub, { sites, sensors, hazards }) {
  const post = poster(hub);
  await bringIn(hub, list('sites', sites));
  const all = sensorDescriptions(sensors);
  for (let first = 0; first < sensors; first += DESCRIBED_AT_ONCE) {
    await post('sensorthings', JSON.stringify({ value: all.slice(first, first + DESCRIBED_AT_ONCE) }));
    await post('sensorthings', JSON.stringify(readings(first, Math.min(DESCRIBED_AT_ONCE, sensors - first), sensors)));
  }
  for (let index = 0; index < hazards; index += 1) await post('jma-xml', telegram(index, index % 10 === 0).bytes);
}

/** Sends due batches until `seconds` are over; answers how many changes it sent. */
async function send(seconds, sendBatch) {
  const began = clock();
  let batches = 0;
  while (clock() - began < seconds * 1_000) {
    await sendBatch(batches);
    batches += 1;
    const wait = began + batches * BATCH_MS - clock();
    if (wait > 0) await pause(wait);
  }
  return batches * BATCH;
}

const launch = () =>
  chromium.launch({
    executablePath: BROWSER,
    args: ['--no-sandbox', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
  });

/** A page with the counters of its main thread. */
async function openPage(browser) {
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await session.send('Network.enable');
  const seen = { bytes: 0 };
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (seen.bytes += encodedDataLength));
  const counters = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name) => metrics.find((metric) => metric.name === name)?.value ?? 0;
    return { atMs: clock(), scriptMs: of('ScriptDuration') * 1_000, taskMs: of('TaskDuration') * 1_000 };
  };
  const heap = async () => {
    await session.send('HeapProfiler.collectGarbage');
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'JSHeapUsedSize').value;
  };
  return { page, seen, counters, heap };
}

async function perSecond(before, counters, page) {
  const after = await counters();
  const seconds = (after.atMs - before.atMs) / 1_000;
  return {
    scriptMs: (after.scriptMs - before.scriptMs) / seconds,
    taskMs: (after.taskMs - before.taskMs) / seconds,
    drawn: (await page.evaluate(() => window.drawn)) / seconds,
  };
}

async function measureConsole(hub, size, seconds) {
  const browser = await launch();
  const { page, seen, counters, heap } = await openPage(browser);
  const began = clock();
  await page.goto(hub.url);
  await page.locator('[data-testid="live-state"][data-state="live"]').waitFor({ timeout: 120_000 });
  await page.locator('[data-testid="map"][data-map-ready="true"]').waitFor({ timeout: 120_000 });
  const first = { readyMs: clock() - began, bytes: seen.bytes };
  await pause(REST_MS);
  const crowd = fork(path.join(here, 'audience.mjs'), [
    JSON.stringify({ url: hub.url, token: hub.token, sockets: CONSOLES, first: 0, events: 0 }),
  ]);
  await message(crowd);
  const post = poster(hub);
  const heapBefore = await heap();
  const usedBefore = await hub.usage();
  await page.evaluate(() => {
    window.drawn = 0;
    const map = document.querySelector('[data-testid="map"]');
    new MutationObserver(() => (window.drawn += 1)).observe(map, { attributeFilter: ['data-drawn-position'] });
  });
  const before = await counters();
  const frames = page.evaluate(
    (millis) =>
      new Promise((resolve) => {
        const end = performance.now() + millis;
        let count = 0;
        const tick = () => (performance.now() < end ? requestAnimationFrame(tick, (count += 1)) : resolve(count));
        tick();
      }),
    seconds * 1_000,
  );
  let number = size.sensors;
  const sent = await send(seconds, async () => {
    await post('sensorthings', JSON.stringify(readings(number, BATCH, size.sensors)));
    number += BATCH;
  });
  const framesPerSecond = (await frames) / seconds;
  const during = await perSecond(before, counters, page);
  const used = ((await hub.usage()).cpuMs - usedBefore.cpuMs) / seconds;
  const heapAfter = await heap();
  crowd.send({ ask: 'cut' });
  await browser.close();
  return { first, ...during, framesPerSecond, sentPerSecond: sent / seconds, hubCpuMs: used, heapBefore, heapAfter };
}

async function measureNaive({ sites, sensors }, seconds) {
  const features = Array.from({ length: sites + sensors }, (_, id) => ({
    type: 'Feature',
    id: String(id),
    properties: { level: 1 + (id % 5), name: `見本小学校 ${id}`, kind: id < sites ? 'site' : 'sensor' },
    geometry: {
      type: 'Point',
      coordinates: id < sites ? [130 + (id % 1_500) / 100, 31 + id / 10_000] : placeOf(id - sites),
    },
  }));
  const naive = await serveNaiveMap(features);
  const browser = await launch();
  const { page, counters } = await openPage(browser);
  await page.goto(naive.url);
  await page.waitForFunction(() => document.title === 'ready', null, { timeout: 120_000 });
  await page.evaluate(() => (window.drawn = 0));
  const before = await counters();
  await send(seconds, async (batch) => {
    const some = Array.from({ length: BATCH }, (_, index) => (batch * BATCH + index) * 7);
    naive.change(some.map((id) => ({ id: String(id % features.length), level: 1 + (batch % 5) })));
  });
  const during = await perSecond(before, counters, page);
  await browser.close();
  naive.stop();
  return during;
}

export async function benchConsole({ size, seconds }) {
  const hub = await startHub();
  await fill(hub, size);
  const console_ = await measureConsole(hub, size, seconds);
  const drawn = await measureDrawn(hub, size.hazards);
  await hub.stop();
  const naive = await measureNaive(size, seconds);
  const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`;
  const all = size.sites + size.sensors + size.hazards;
  console.log(
    `\nThe console with ${all} features, ${Math.round(console_.sentPerSecond)} changes a second for ${seconds} s\n`,
  );
  console.log(
    table([
      ['main thread', 'one setData a batch', 'console', 'ratio'],
      ['script a second', ms(naive.scriptMs), ms(console_.scriptMs), ratio(console_.scriptMs / naive.scriptMs)],
      ['all work a second', ms(naive.taskMs), ms(console_.taskMs), ratio(console_.taskMs / naive.taskMs)],
      [
        'batches drawn a second, of 4',
        naive.drawn.toFixed(2),
        console_.drawn.toFixed(2),
        ratio(console_.drawn / naive.drawn),
      ],
    ]),
  );
  console.log(
    `\n${console_.framesPerSecond.toFixed(0)} frames a second; ${CONSOLES} consoles more: ${ms(console_.hubCpuMs)} of the hub's CPU a second`,
  );
  console.log(`first view: ${megabytes(console_.first.bytes)}, live and drawn after ${ms(console_.first.readyMs)}`);
  console.log(
    `heap after a collection: ${megabytes(console_.heapBefore)}, at the end ${megabytes(console_.heapAfter)}`,
  );
  console.log(
    `post → drawn p50 ${ms(drawn.drawn.p50)}, p99 ${ms(drawn.drawn.p99)}; post → 202 p50 ${ms(drawn.answered.p50)}`,
  );
  return { console: console_, naive, drawn, ratio: console_.scriptMs / naive.scriptMs };
}
