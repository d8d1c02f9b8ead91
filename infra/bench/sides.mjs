/** What is measured, each in processes of its own: the hub, the hub as a cluster, and the empty pipe. */
import { fork } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { HUB_NODE_FLAGS } from '../bootstrap/node-flags.mjs';
import { startCluster } from '../cluster/cluster.mjs';
import { startKafka } from '../kafka/kafka.mjs';
import { message } from './measures.mjs';
import { telegram } from './telegrams.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const QUIET = { HINOMI_POLLING: 'off', HINOMI_DRILL: 'off', HINOMI_PORT: '0' };
const folder = (name) => mkdtempSync(path.join(os.tmpdir(), `hinomi-bench-${name}-`));
const remove = (dir) => rmSync(dir, { recursive: true, force: true });

/** Derived once for all hubs of a run: not what is measured here. */
export const boundariesDir = folder('boundaries');

async function operatorToken(url) {
  const form = { grant_type: 'client_credentials', client_id: 'demo-operator', client_secret: 'demo' };
  const reply = await fetch(`${url}oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
  return (await reply.json()).access_token;
}

async function ended(child) {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.send('stop');
  await gone;
}

function usageOf(child) {
  const answer = message(child);
  child.send('usage');
  return answer;
}

/** `env` may name a folder to go on with; else the hub has one of its own, gone with it. */
export async function startHub(env = {}) {
  const dir = env.HINOMI_DATA_DIR ?? folder('hub');
  const profiled = process.env.HINOMI_BENCH_PROFILE;
  const execArgv = [...HUB_NODE_FLAGS, ...(profiled ? ['--cpu-prof', `--cpu-prof-dir=${profiled}`] : [])];
  const child = fork(path.join(here, 'hub-under-test.mjs'), [], {
    env: { ...process.env, ...QUIET, HINOMI_BOUNDARIES_DIR: boundariesDir, HINOMI_DATA_DIR: dir, ...env },
    execArgv,
  });
  const { url } = await message(child);
  return {
    url,
    token: await operatorToken(url),
    usage: () => usageOf(child),
    async stop() {
      await ended(child);
      if (dir !== env.HINOMI_DATA_DIR) remove(dir);
    },
  };
}

/** `options`: how many of what; the answer's `cluster` ends and restarts its processes. */
export async function startClusterSide(options = {}) {
  const dir = folder('cluster');
  // PostgreSQL runs as a user of its own when this is root, and has to pass through.
  chmodSync(dir, 0o755);
  const cluster = await startCluster({
    ...options,
    dir,
    port: 0,
    env: { HINOMI_POLLING: 'off', HINOMI_DRILL: 'off', HINOMI_BOUNDARIES_DIR: boundariesDir },
  });
  const url = `${cluster.url}/`;
  return {
    url,
    cluster,
    token: await operatorToken(url),
    async stop() {
      await cluster.stop();
      remove(dir);
    },
  };
}

async function startPipe(log, brokers, urgent, features) {
  const dir = folder('pipe');
  const child = fork(path.join(here, 'empty-pipe.mjs'), [JSON.stringify({ log, dir, brokers, urgent, features })]);
  const { url } = await message(child);
  return {
    url,
    token: '',
    usage: () => usageOf(child),
    async stop() {
      await ended(child);
      remove(dir);
    },
  };
}

/** A broker of its own: what the pipe writes is not for a hub to read. */
async function startPipeOnKafka(urgent, features) {
  const dir = folder('kafka');
  const kafka = await startKafka({ brokers: 1, dir });
  const pipe = await startPipe('kafka', kafka.brokers, urgent, features);
  return {
    ...pipe,
    async stop() {
      await pipe.stop();
      await kafka.stop();
      remove(dir);
    },
  };
}

export function startSide(side, where, urgent, features) {
  if (side === 'pipe') {
    return where === 'cluster' ? startPipeOnKafka(urgent, features) : startPipe('embedded', [], urgent, features);
  }
  return where === 'cluster' ? startClusterSide() : startHub();
}

/** What the hub makes of one telegram, so that the pipe sends bodies of the same size. */
export async function captureFeatures(urgent) {
  const hub = await startHub();
  try {
    const { event, bytes } = telegram(0, urgent);
    const headers = { authorization: `Bearer ${hub.token}` };
    await fetch(`${hub.url}api/v1/feeds/jma-xml`, { method: 'POST', body: bytes, headers });
    for (let attempt = 0; attempt < 200; attempt += 1) {
      const picture = await (await fetch(`${hub.url}api/v1/picture?exercise=false`, { headers })).json();
      if (picture.features.length > 0) {
        return picture.features.map((feature) => JSON.parse(JSON.stringify(feature).replaceAll(event, '@event')));
      }
      await pause(50);
    }
    throw new Error('the hub made no features of the sample telegram');
  } finally {
    await hub.stop();
  }
}
