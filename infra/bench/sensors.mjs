/** A nation's sensors: readings through the door into Kafka, and how far the aggregator is behind them. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { READINGS_A_BATCH } from '@hinomi/contracts';
import { openKafkaLog } from '@hinomi/event-log';
import { openIngest } from '../../services/ingest/dist/open-ingest.js';
import { startKafka, whyNoKafka } from '../kafka/kafka.mjs';
import { clock, message, usage } from './measures.mjs';

const SENSORS = 20_000;
/** Readings of one post, as a gauge house gathers them. */
const POST = 500;
const AT_ONCE = 4;

/** Each sensor in turn, one second after its last reading. */
function postOf(first, startMs) {
  const readings = Array.from({ length: POST }, (_, index) => {
    const number = first + index;
    const at = new Date(startMs + Math.floor(number / SENSORS) * 1_000).toISOString();
    const value = 1 + ((number * 7919) % 400) / 100;
    return {
      Datastream: { '@iot.id': number % SENSORS },
      components: ['phenomenonTime', 'result'],
      dataArray: [[at, value]],
    };
  });
  return Buffer.from(JSON.stringify(readings));
}

function descriptions() {
  return Array.from({ length: SENSORS }, (_, id) => ({
    '@iot.id': id,
    name: `水位 ${id}`,
    unitOfMeasurement: { symbol: 'm' },
    observedArea: { type: 'Point', coordinates: [130 + (id % 150) / 10, 31 + Math.floor(id / 150) / 10] },
    properties: {
      intervalSeconds: 600,
      hysteresis: 0.1,
      thresholds: [2, 3, 4].map((value) => ({ level: value, value })),
    },
  }));
}

async function openHub(brokers, dir) {
  const log = await openKafkaLog({ brokers, clientId: 'bench-ingest', onHandlerError: console.error });
  const ingest = await openIngest(log, {
    sourcesDir: fileURLToPath(new URL('../sources', import.meta.url)),
    drillsDir: dir,
    polling: 'off',
    automaticDrill: false,
    loopback: true,
    demonstration: true,
    version: 'bench',
    now: () => Date.now(),
    say: { info: () => undefined, warn: () => undefined },
  });
  return { log, ingest, from: ingest.sources.ofClient('bench', 'sensorthings') };
}

export async function benchSensors({ rate, seconds }) {
  const missing = await whyNoKafka();
  if (missing !== null) {
    console.log(`The bench of sensors is left out: ${missing}`);
    return null;
  }
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-bench-sensors-'));
  const kafka = await startKafka({ brokers: 1, dir: path.join(dir, 'kafka') });
  const { log, ingest, from } = await openHub(kafka.brokers, dir);
  const here = fileURLToPath(new URL('sensor-aggregator.mjs', import.meta.url));
  const child = fork(here, [kafka.brokers.join(','), path.join(dir, 'checkpoint')]);
  await message(child);
  const ask = () => {
    child.send('status');
    return message(child);
  };
  const result = await run({ ingest, from, log, ask, rate, seconds });
  child.disconnect();
  await ingest.stop();
  await log.close();
  await kafka.stop();
  rmSync(dir, { recursive: true, force: true });
  print(result);
  return result;
}

async function run({ ingest, from, log, ask, rate, seconds }) {
  const all = descriptions();
  for (let first = 0; first < SENSORS; first += 2_000) {
    const bytes = Buffer.from(JSON.stringify({ value: all.slice(first, first + 2_000) }));
    await ingest.door.receive(from, 'sensorthings', bytes);
  }
  // Readings may not lie ahead of the clock.
  const startMs = Date.now() - 3_600_000;
  const began = clock();
  const end = began + seconds * 1_000;
  const before = { ingest: usage(), aggregator: await ask() };
  let next = 0;
  let late = 0;
  const sender = async () => {
    for (;;) {
      const due = began + (next / rate) * 1_000;
      if (due >= end) return;
      const first = next;
      next += POST;
      const wait = due - clock();
      if (wait > 0) await delay(wait);
      else late = Math.max(late, -wait);
      await ingest.door.receive(from, 'sensorthings', postOf(first, startMs));
    }
  };
  const lags = [];
  const watch = async () => {
    while (clock() < end) {
      await delay(1_000);
      const [ends, { worked }] = await Promise.all([log.end('observations'), ask()]);
      lags.push((ends.reduce((sum, one) => sum + one, 0) - worked) * READINGS_A_BATCH);
    }
  };
  await Promise.all([watch(), ...Array.from({ length: AT_ONCE }, sender)]);
  const taken = (clock() - began) / 1_000;
  const after = { ingest: usage(), aggregator: await ask() };
  const caughtUpBegan = clock();
  const records = (await log.end('observations')).reduce((sum, one) => sum + one, 0);
  while ((await ask()).worked < records) await delay(50);
  return {
    sensors: SENSORS,
    rate,
    sent: next,
    perSecond: next / taken,
    latestPostMs: late,
    lags,
    caughtUpMs: clock() - caughtUpBegan,
    cpuPerReadingUs: {
      ingest: ((after.ingest.cpuMs - before.ingest.cpuMs) * 1_000) / next,
      aggregator: ((after.aggregator.cpuMs - before.aggregator.cpuMs) * 1_000) / next,
    },
    memoryMb: after.aggregator.rss / 1e6,
    features: after.aggregator.features,
  };
}

function print({ sensors, rate, sent, perSecond, latestPostMs, lags, caughtUpMs, cpuPerReadingUs, memoryMb }) {
  const third = Math.floor(lags.length / 3);
  const mean = (part) => Math.round(part.reduce((sum, one) => sum + one, 0) / Math.max(1, part.length));
  console.log(`\n${sensors} sensors, ${rate} readings a second asked for, on one Kafka broker\n`);
  console.log(
    `acknowledged             ${sent}, ${Math.round(perSecond)} a second; a post began at most ${Math.round(latestPostMs)} ms late`,
  );
  console.log(
    `lag of the aggregator    ${mean(lags.slice(0, third))} readings in the first third, ${mean(lags.slice(-third))} in the last, at most ${Math.max(...lags)}`,
  );
  console.log(`until it had them all    ${Math.round(caughtUpMs)} ms after the last acknowledgement`);
  console.log(
    `CPU per reading          ingest ${cpuPerReadingUs.ingest.toFixed(0)} µs, aggregator ${cpuPerReadingUs.aggregator.toFixed(0)} µs`,
  );
  console.log(`memory of the aggregator ${Math.round(memoryMb)} MB`);
}
