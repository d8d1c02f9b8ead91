/** How much the hub takes in before the aggregator falls behind: faster and faster, until it does, or turns somebody away. */
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { post } from './fanout.mjs';
import { clock, table } from './measures.mjs';
import { startHub } from './sides.mjs';

/** Behind by more than one second's events at the end of a step is falling behind. */
const BEHIND_SECONDS = 1;
const LOOK_MS = 500;
const MOST_STEPS = 12;

async function metric(hub, pattern) {
  const text = await (await fetch(`${hub.url}metrics`)).text();
  return [...text.matchAll(pattern)].reduce((sum, [, value]) => sum + Number(value), 0);
}

const lagOf = (hub) => metric(hub, /^aggregator_lag_records\{realm="real",topic="hazards"\} (\S+)$/gm);

function sizeOf(dir) {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(path.join(entry.parentPath ?? entry.path, entry.name)).size, 0);
}

async function step(hub, dir, rate, seconds, first) {
  const before = { ...(await hub.usage()), disk: sizeOf(path.join(dir, 'log')) };
  const lags = [];
  let isOver = false;
  const watching = (async () => {
    for (; !isOver; await pause(LOOK_MS)) lags.push(await lagOf(hub));
  })();
  const began = clock();
  const { refused } = await post(hub, { urgent: false, rate, seconds }, first, 0);
  const tookSeconds = (clock() - began) / 1_000;
  const lag = await lagOf(hub);
  isOver = true;
  await watching;
  while ((await lagOf(hub)) > 0) await pause(LOOK_MS);
  const after = { ...(await hub.usage()), disk: sizeOf(path.join(dir, 'log')) };
  const events = rate * seconds - refused;
  return {
    ...{ rate, taken: events / tookSeconds, refused, lag, mostLag: Math.max(...lags) },
    cpuMs: (after.cpuMs - before.cpuMs) / Math.max(1, events),
    diskKb: (after.disk - before.disk) / 1_000 / Math.max(1, events),
    rssMb: after.rss / 1e6,
  };
}

/** Routine telegrams, nobody watching; `from` events a second, and half as many again at every step. */
export async function benchCapacity({ from, seconds }) {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-bench-capacity-'));
  const hub = await startHub({ HINOMI_DATA_DIR: dir });
  const steps = [];
  try {
    let [rate, first] = [from, 0];
    await post(hub, { urgent: false, rate: 20, seconds: 2 }, first, 0);
    first += 40;
    for (let count = 0; count < MOST_STEPS; count += 1) {
      const result = await step(hub, dir, rate, seconds, first);
      first += rate * seconds;
      steps.push(result);
      console.error(`capacity: ${rate}/s, ${result.refused} turned away, lag ${result.lag} at the end`);
      if (result.refused > 0 || result.lag > rate * BEHIND_SECONDS || result.taken < rate * 0.9) break;
      rate = Math.round(rate * 1.5);
    }
  } finally {
    await hub.stop();
    rmSync(dir, { recursive: true, force: true });
  }
  const good = steps.filter(({ refused, lag, taken, rate }) => refused === 0 && lag <= rate && taken >= rate * 0.9);
  const sustained = good.at(-1)?.rate ?? 0;
  console.log('\nTelegrams taken in before the aggregator falls behind, embedded, nobody watching\n');
  const rows = [
    ['asked for', 'taken', 'turned away', 'lag at the end', 'most lag', 'CPU/event', 'log/event', 'memory'],
  ];
  for (const { rate, taken, refused, lag, mostLag, cpuMs, diskKb, rssMb } of steps) {
    const own = [`${cpuMs.toFixed(2)} ms`, `${diskKb.toFixed(1)} kB`, `${Math.round(rssMb)} MB`];
    rows.push([`${rate}/s`, `${taken.toFixed(0)}/s`, refused, lag, mostLag, ...own]);
  }
  console.log(table(rows));
  console.log(`sustained: ${sustained} telegrams a second`);
  return { steps, sustained };
}
