/** The fold of `npm run rebuild`: facts a second beside the bare read of the same log, and what the features hold; with ten times the data. */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEmbeddedLog, readEmbeddedLog } from '@hinomi/event-log';
import {
  described,
  felt,
  observation,
  observed,
  quakeReport,
  reported,
  sensorDescription,
  thingReport,
  toldThing,
} from '@hinomi/testing';
import { inputTopics } from '../../services/aggregator/dist/realm/accept-record.js';
import { foldInputs, inputEnds } from '../../services/aggregator/dist/rebuild/fold-inputs.js';
import { sites } from './impact-world.mjs';
import { clock, message, ratio, table, usage } from './measures.mjs';

const APPEND_AT_ONCE = 2_000;
const QUAKES = 100;
const REPORTS_EACH = 10;
/** A day of the kept history of a gauge that speaks every ten minutes would be 144. */
const READINGS_EACH = 20;
const COLUMNS = ['洪水', '崖崩れ、土石流及び地滑り', '高潮', '地震', '津波', '大規模な火事'];

/** A place as a national list tells it: a name that others have too, an address, six designations. */
function place(lngLat, index, at) {
  const attributes = Object.fromEntries(
    COLUMNS.map((title, kind) => [`designated_${kind}`, { value: (index + kind + at) % 3 ? 'yes' : 'no', title }]),
  );
  // The first eleven characters name the building.
  const key = `E${String(index).padStart(10, '0')}111`;
  return thingReport({
    dataset: `municipality-${index % 1_700}`,
    key,
    at,
    content: {
      name: `第${index % 5_000}公民館`,
      identifiers: [{ scheme: 'national-shelter', value: key }],
      geometry: { type: 'Point', coordinates: lngLat },
      attributes: { address: { value: `例示県例示市本町${index}番地` }, ...attributes },
    },
  });
}

/** Of every 30 facts 20 are places told twice, 9 are readings, one is a report of a hazard: as a hub's log after some quiet weeks. */
function* facts(times) {
  const gauges = 500 * times;
  for (const at of [0, 1])
    for (const [index, lngLat] of sites(10_000 * times).entries()) yield toldThing(place(lngLat, index, at));
  for (let gauge = 0; gauge < gauges; gauge++) yield described(sensorDescription(`g${gauge}`));
  for (let turn = 0; turn < READINGS_EACH; turn++)
    for (let gauge = 0; gauge < gauges; gauge++)
      yield observed(observation(`g${gauge}`, turn * 10, (gauge + turn) % 5));
  for (let version = 1; version <= REPORTS_EACH; version++)
    for (let quake = 0; quake < QUAKES * times; quake++)
      yield reported(quakeReport('VXSE53', `q${quake}`, { version, at: quake, intensities: [felt('5+', '1720400')] }));
}

async function fill(dir, times) {
  const log = await openEmbeddedLog({ dir });
  const waiting = new Map();
  const flush = async (topic) => {
    await log.append(topic, waiting.get(topic));
    waiting.delete(topic);
  };
  for (const { topic, record } of facts(times)) {
    const records = waiting.get(topic) ?? [];
    records.push(record);
    waiting.set(topic, records);
    if (records.length >= APPEND_AT_ONCE) await flush(topic);
  }
  for (const topic of [...waiting.keys()]) await flush(topic);
  await log.close();
}

async function bareRead(log) {
  let count = 0;
  for (const topic of inputTopics('real'))
    for await (const record of log.read(topic, [])) count += record.value ? 1 : 0;
  return { count };
}

async function fold(log) {
  const ends = await inputEnds(log, 'real');
  const options = { log, realm: 'real', shapes: null, remembered: null, onProgress: () => {} };
  return foldInputs({ ...options, ends });
}

/** One side of one size, in a process of its own, so that memory is its own. */
async function side(what, dir) {
  const log = await readEmbeddedLog(dir);
  gc();
  const before = process.memoryUsage();
  const [began, { cpuMs }] = [clock(), usage()];
  const result = await (what === 'fold' ? fold(log) : bareRead(log));
  const [wallMs, busyMs] = [clock() - began, usage().cpuMs - cpuMs];
  gc();
  const after = process.memoryUsage();
  process.send({
    events: result.records ?? result.count,
    features: result.features?.size ?? 0,
    wallMs,
    busyMs,
    heap: after.heapUsed - before.heapUsed,
    rss: after.rss - before.rss,
  });
  await log.close();
}

async function run(what, dir, rounds) {
  const all = [];
  for (let round = 0; round < rounds; round++) {
    const child = fork(fileURLToPath(import.meta.url), [what, dir], { execArgv: ['--expose-gc', ...profiled()] });
    all.push(await message(child));
    await new Promise((gone) => child.once('exit', gone));
  }
  return all.reduce((best, each) => (each.busyMs < best.busyMs ? each : best));
}

const profiled = () =>
  process.env.HINOMI_BENCH_PROFILE ? ['--cpu-prof', `--cpu-prof-dir=${process.env.HINOMI_BENCH_PROFILE}`] : [];

export async function benchRebuild({ rounds, sizes }) {
  const cells = [];
  for (const times of sizes) {
    const dir = mkdtempSync(path.join(os.tmpdir(), 'hinomi-bench-rebuild-'));
    try {
      await fill(dir, times);
      const [bare, folded] = [await run('read', dir, rounds), await run('fold', dir, rounds)];
      cells.push({ times, bare, folded, ratio: folded.busyMs / bare.busyMs });
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  }
  const perSecond = ({ events, busyMs }) => Math.round((events * 1_000) / busyMs);
  const megabytes = (bytes, features) => `${(((bytes / features) * 100_000) / 2 ** 20).toFixed(0)} MB`;
  console.log('\nThe fold of a log from its beginning, in CPU time; the baseline reads and decodes the same records\n');
  console.log(
    table([
      ['facts', 'features', 'bare read', 'folded', 'folded / bare', 'wall', 'heap of 100,000 features', 'RSS of them'],
      ...cells.map(({ bare, folded, ratio: cost }) => [
        folded.events,
        folded.features,
        `${perSecond(bare)} /s`,
        `${perSecond(folded)} /s`,
        ratio(cost),
        `${(folded.wallMs / 1_000).toFixed(1)} s`,
        megabytes(folded.heap, folded.features),
        megabytes(folded.rss, folded.features),
      ]),
    ]),
  );
  const [first, last] = [cells[0], cells.at(-1)];
  const growth = last.folded.busyMs / last.folded.events / (first.folded.busyMs / first.folded.events);
  console.log(`A fact costs ${ratio(growth)} times as much with ${last.times} times the data`);
  return { cells, growth };
}

const [what, dir] = process.argv.slice(2);
if (process.argv[1] === fileURLToPath(import.meta.url)) await side(what, dir);
