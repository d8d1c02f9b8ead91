/** How long the hub takes to start, and what it holds: at rest, with a thousand sockets, after a storm of them. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { clock, message, table } from './measures.mjs';
import { startHub } from './sides.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const SOCKETS = 1_000;
const STORMS = 3;
/** Long enough for what a start leaves behind to be collected. */
const REST_MS = 5_000;
const megabytes = (bytes) => `${Math.round(bytes / 1024 / 1024)} MB`;

/** The baseline: a Node process that loads nothing and answers. */
async function bareNode() {
  const began = clock();
  const child = fork('-', [], {
    execArgv: ['-e', 'process.send({ rss: process.memoryUsage().rss })'],
    stdio: 'ignore',
  });
  const { rss } = await message(child);
  return { startMs: clock() - began, rss };
}

async function gather(hub) {
  const start = { url: hub.url, token: hub.token, sockets: SOCKETS, first: 0, events: 0 };
  const child = fork(path.join(here, 'audience.mjs'), [JSON.stringify(start)]);
  await message(child);
  return child;
}

async function cut(child) {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.send({ ask: 'cut' });
  await gone;
}

export async function benchStart() {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-bench-start-'));
  const env = { HINOMI_DATA_DIR: dir, HINOMI_BOUNDARIES_DIR: '' };
  const timed = async () => {
    const began = clock();
    const hub = await startHub(env);
    return { hub, startMs: clock() - began };
  };
  try {
    const bare = await bareNode();
    const first = await timed();
    await pause(REST_MS);
    const firstRss = (await first.hub.usage()).rss;
    await first.hub.stop();
    const next = await timed();
    await pause(REST_MS);
    const rest = (await next.hub.usage()).rss;
    let crowd = await gather(next.hub);
    const withSockets = (await next.hub.usage()).rss;
    for (let storm = 0; storm < STORMS; storm += 1) {
      await cut(crowd);
      crowd = await gather(next.hub);
    }
    await cut(crowd);
    await pause(REST_MS);
    const afterStorms = (await next.hub.usage()).rss;
    await next.hub.stop();
    const result = {
      bare,
      first: { startMs: first.startMs, rss: firstRss },
      next: { startMs: next.startMs, rss: rest },
      withSockets,
      afterStorms,
    };
    console.log('\nStart-up and memory of the embedded hub, beside a Node process that loads nothing\n');
    const seconds = (millis) => `${(millis / 1000).toFixed(2)} s`;
    console.log(
      table([
        ['', 'start', 'memory (RSS)'],
        ['Node alone', seconds(bare.startMs), megabytes(bare.rss)],
        ['hub, first start', seconds(first.startMs), megabytes(firstRss)],
        ['hub, next start', seconds(next.startMs), megabytes(rest)],
        [`with ${SOCKETS} sockets`, '', megabytes(withSockets)],
        [`after ${STORMS} storms, all gone`, '', megabytes(afterStorms)],
      ]),
    );
    return result;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
