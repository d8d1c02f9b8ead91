/** `npm run bench`: post → browser, the hub against the empty pipe. See README.md beside this file. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startKafka, whyNoKafka } from '../kafka/kafka.mjs';
import { measureDrawn } from './drawn.mjs';
import { clock, option, summary } from './measures.mjs';
import { telegram } from './telegrams.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const settings = {
  sockets: Number(option('sockets', 200)),
  rate: Number(option('rate', 100)),
  seconds: Number(option('seconds', 15)),
  rounds: Number(option('rounds', 2)),
};

function message(child) {
  return new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`a process of the bench ended with ${code}`)));
  });
}

/** What the hub makes of one telegram, so that the pipe sends bodies of the same size. */
async function captureFeatures(urgent) {
  const hub = await startHub('embedded', []);
  const { event, bytes } = telegram(0, urgent);
  const headers = { authorization: `Bearer ${hub.token}` };
  await fetch(`${hub.url}api/v1/feeds/jma-xml`, { method: 'POST', body: bytes, headers });
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const picture = await (await fetch(`${hub.url}api/v1/picture?exercise=false`, { headers })).json();
    if (picture.features.length > 0) {
      await hub.stop();
      return picture.features.map((feature) => JSON.parse(JSON.stringify(feature).replaceAll(event, '@event')));
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the hub made no features of the sample telegram');
}

async function startPipe(log, brokers, urgent, features) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-bench-pipe-'));
  const child = fork(path.join(here, 'empty-pipe.mjs'), [JSON.stringify({ log, dir, brokers, urgent, features })]);
  const { url } = await message(child);
  return { url, token: '', stop: () => stop(child, dir) };
}

async function startHub(log, brokers) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-bench-hub-'));
  const env = { ...process.env, HINOMI_PORT: '0', HINOMI_DATA_DIR: dir, HINOMI_POLLING: 'off', HINOMI_DRILL: 'off' };
  const kafka = log === 'kafka' ? { HINOMI_LOG: 'kafka', HINOMI_KAFKA_BROKERS: brokers.join(',') } : {};
  const child = fork(path.join(here, 'hub-under-test.mjs'), [], { env: { ...env, ...kafka } });
  const { url } = await message(child);
  const form = { grant_type: 'client_credentials', client_id: 'demo-operator', client_secret: 'demo' };
  const reply = await fetch(`${url}oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
  return { url, token: (await reply.json()).access_token, stop: () => stop(child, dir) };
}

async function stop(child, dir) {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.send('stop');
  await ended;
  rmSync(dir, { recursive: true, force: true });
}

/** Posts at the given rate without waiting for answers; resolves to the time of each post. */
async function post(side, urgent, first) {
  const posts = new Map();
  const answers = [];
  const began = clock();
  for (let index = 0; index < settings.rate * settings.seconds; index += 1) {
    const due = began + (index * 1000) / settings.rate;
    if (due > clock()) await new Promise((resolve) => setTimeout(resolve, due - clock()));
    const { event, bytes } = telegram(first + index, urgent);
    posts.set(event, clock());
    const headers = { authorization: `Bearer ${side.token}`, 'x-event': event, 'content-type': 'application/xml' };
    answers.push(fetch(`${side.url}api/v1/feeds/jma-xml`, { method: 'POST', body: bytes, headers }));
  }
  const refused = (await Promise.all(answers)).filter((answer) => answer.status !== 202).length;
  if (refused > 0) throw new Error(`${refused} posts were refused`);
  return posts;
}

async function run(side, urgent, first) {
  const audience = fork(path.join(here, 'audience.mjs'), [side.url, side.token, String(settings.sockets)]);
  await message(audience);
  const posts = await post(side, urgent, first);
  await new Promise((resolve) => setTimeout(resolve, 2000));
  audience.send('stop');
  const arrivals = await message(audience);
  const expected = posts.size * settings.sockets;
  const seen = new Map(arrivals.map(([socket, event, at]) => [`${socket}/${event}`, at - posts.get(event)]));
  return { ...summary(seen.values()), missing: expected - seen.size };
}

const format = (value) => value.toFixed(1).padStart(8);

/** A broker of its own for each run: what the pipe writes is not for a hub to read. */
async function onOwnKafka(work) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-bench-kafka-'));
  const kafka = await startKafka({ brokers: 1, dir });
  try {
    return await work(kafka.brokers);
  } finally {
    await kafka.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function measure(name, log, brokers, { urgent, features, first }) {
  const side = name === 'pipe' ? await startPipe(log, brokers, urgent, features) : await startHub(log, brokers);
  const result = await run(side, urgent, first);
  await side.stop();
  return result;
}

async function compare(log) {
  let first = 0;
  for (const urgent of [true, false]) {
    const features = await captureFeatures(urgent);
    const results = { pipe: [], hub: [] };
    for (let round = 0; round < settings.rounds; round += 1) {
      for (const name of ['pipe', 'hub']) {
        const one = { urgent, features, first };
        const work = (brokers) => measure(name, log, brokers, one);
        results[name].push(log === 'kafka' ? await onOwnKafka(work) : await work([]));
        first += settings.rate * settings.seconds;
      }
    }
    for (const name of ['pipe', 'hub']) {
      for (const { p50, p99, count, missing } of results[name]) {
        console.log(
          `${log.padEnd(9)} ${(urgent ? 'urgent' : 'routine').padEnd(8)} ${name.padEnd(5)} p50 ${format(p50)} ms  p99 ${format(p99)} ms  ${count} deliveries, ${missing} missing`,
        );
      }
    }
    const best = (name, figure) => Math.min(...results[name].map((result) => result[figure]));
    const ratio = (figure) => (best('hub', figure) / best('pipe', figure)).toFixed(2);
    console.log(
      `${log.padEnd(9)} ${(urgent ? 'urgent' : 'routine').padEnd(8)} hub / pipe: p50 ${ratio('p50')}, p99 ${ratio('p99')} (best run of each)\n`,
    );
  }
}

if (process.argv.includes('--drawn')) {
  const hub = await startHub('embedded', []);
  const { answered, drawn } = await measureDrawn(hub);
  await hub.stop();
  console.log(`post → 202     p50 ${format(answered.p50)} ms  p99 ${format(answered.p99)} ms`);
  console.log(
    `post → drawn   p50 ${format(drawn.p50)} ms  p99 ${format(drawn.p99)} ms  (${drawn.count} telegrams at rest)`,
  );
  console.log(`drawn / 202    p50 ${(drawn.p50 / answered.p50).toFixed(1)}`);
  process.exit(0);
}

const wanted = option('log', 'both');
console.log(
  `post → browser: ${settings.sockets} sockets, ${settings.rate} telegrams/s, ${settings.seconds} s a run, ${settings.rounds} rounds\n`,
);
if (wanted !== 'kafka') await compare('embedded');
if (wanted !== 'embedded') {
  const reason = await whyNoKafka();
  if (reason === null) {
    await compare('kafka');
  } else {
    console.log(`kafka left out: ${reason}`);
  }
}
process.exit(0);
