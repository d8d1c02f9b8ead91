/** `npm run bench`: what the hub costs, beside what the same would cost without it. See README.md beside this file. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { whyNoCluster } from '../cluster/cluster.mjs';
import { benchCapacity } from './capacity.mjs';
import { benchConsole } from './console.mjs';
import { benchDelivery } from './delivery.mjs';
import { measureDrawn } from './drawn.mjs';
import { benchFanout } from './fanout.mjs';
import { benchFind } from './find.mjs';
import { benchHistory } from './history.mjs';
import { benchLarge } from './large.mjs';
import { ms } from './measures.mjs';
import { benchImpact } from './impact.mjs';
import { benchIngest } from './ingest.mjs';
import { benchNation } from './nation.mjs';
import { benchParse } from './parse.mjs';
import { benchPhrDoor } from './phr-door.mjs';
import { benchPhr } from './phr.mjs';
import { benchRebuild } from './rebuild.mjs';
import { benchRecovery } from './recovery.mjs';
import { writeReport } from './report.mjs';
import { benchRollups } from './rollups.mjs';
import { benchScale } from './scale.mjs';
import { benchSensors } from './sensors.mjs';
import { benchChanging, benchInterest, benchPositions } from './shapes.mjs';
import { boundariesDir, startHub } from './sides.mjs';
import { benchShelterImport } from './shelter-import.mjs';
import { benchStart } from './start.mjs';
import { benchTablets } from './tablets.mjs';
import { benchTiles } from './tiles.mjs';

const text = { type: 'string' };
const { values: given, positionals } = parseArgs({
  // `npm run bench -- ingest` is `--only ingest`.
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    only: text,
    where: text,
    kind: text,
    sockets: text,
    rate: text,
    seconds: text,
    rounds: text,
    clients: text,
    features: text,
    viewers: text,
    parts: text,
    out: text,
    assume: text,
  },
});
const { quick } = given;
if (positionals.length > 0) [given.only] = positionals;
const choice = (name, ...known) => {
  const chosen = given[name] ?? known[0];
  if (!known.includes(chosen)) throw new Error(`--${name} is ${known.join(', ')}, not "${chosen}"`);
  return chosen;
};
const numbers = (name, fallback) => {
  const said = given[name] ?? fallback;
  if (!/^\d+(\.\d+)?(,\d+(\.\d+)?)*$/.test(said)) throw new Error(`--${name} takes numbers, not "${said}"`);
  return said.split(',').map(Number);
};
const number = (name, fallback) => {
  const [first, ...more] = numbers(name, fallback);
  if (more.length > 0) throw new Error(`--${name} takes one number, not "${given[name]}"`);
  return first;
};
/** Parts that are asked for by one name. */
const GROUPS = { aggregator: ['impact', 'tiles', 'rollups', 'history', 'rebuild'], shelter: ['tablets', 'import'] };
const settings = {
  only: choice(
    'only',
    'all',
    'parse',
    'phr',
    'ingest',
    'large',
    'impact',
    'tiles',
    'rollups',
    'find',
    'start',
    'fanout',
    'history',
    'rebuild',
    'tablets',
    'import',
    'drawn',
    'sensors',
    'console',
    'delivery',
    'capacity',
    'positions',
    'changing',
    'interest',
    'recovery',
    'scale',
    'nation',
    'report',
    ...Object.keys(GROUPS),
  ),
  where: choice('where', 'both', 'embedded', 'cluster'),
  kinds: choice('kind', 'both', 'urgent', 'routine'),
  sockets: numbers('sockets', quick ? '200' : '200,1000'),
  rates: numbers('rate', quick ? '100' : '100,500'),
  seconds: number('seconds', quick ? '5' : '10'),
  rounds: number('rounds', quick ? '1' : '2'),
};
const wants = (part) =>
  settings.only === 'all' || settings.only === part || (GROUPS[settings.only]?.includes(part) ?? false);

async function fanoutCells() {
  const places = settings.where === 'both' ? ['embedded', 'cluster'] : [settings.where];
  const missing = places.includes('cluster') ? await whyNoCluster() : null;
  if (missing !== null) console.log(`The cluster is left out: ${missing}`);
  const kinds = settings.kinds === 'both' ? ['urgent', 'routine'] : [settings.kinds];
  return places
    .filter((where) => where !== 'cluster' || missing === null)
    .flatMap((where) => kinds.map((kind) => ({ where, urgent: kind === 'urgent' })))
    .flatMap((cell) => settings.rates.map((rate) => ({ ...cell, rate, seconds: settings.seconds })))
    .flatMap((cell) => settings.sockets.map((sockets) => ({ ...cell, sockets })));
}

async function drawn() {
  const hub = await startHub();
  const result = await measureDrawn(hub);
  await hub.stop();
  console.log('\nPost → drawn in one Chromium at rest, against post → 202 of the same post\n');
  console.log(`post → 202    p50 ${ms(result.answered.p50)}  p99 ${ms(result.answered.p99)}`);
  console.log(`post → drawn  p50 ${ms(result.drawn.p50)}  p99 ${ms(result.drawn.p99)}`);
  console.log(`drawn / 202   p50 ${(result.drawn.p50 / result.answered.p50).toFixed(1)}`);
  return result;
}

function machine() {
  const [cpu] = os.cpus();
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const [load] = os.loadavg();
  return {
    at: new Date().toISOString(),
    commit,
    node: process.version,
    cores: os.cpus().length,
    cpu: cpu?.model,
    load,
  };
}

function keep(results) {
  const dir = path.resolve('.hinomi/bench');
  mkdirSync(dir, { recursive: true });
  const file = path.join(dir, `${results.machine.at.replaceAll(':', '')}.json`);
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  console.log(`\nWritten to ${path.relative('.', file)}`);
}

const results = { machine: machine(), settings };
const { at, commit, node, cores, load } = results.machine;
console.log(`${at}  commit ${commit}  Node ${node}  ${cores} cores, load ${load.toFixed(1)} at the start`);
try {
  if (wants('parse')) results.parse = benchParse({ rounds: settings.rounds, seconds: quick ? 0.5 : 2 });
  if (wants('phr')) {
    const persons = quick ? 10_000 : 100_000;
    results.phr = await benchPhr({ rounds: settings.rounds, seconds: quick ? 0.5 : 2, persons });
    results.phrDoor = await benchPhrDoor({ bundles: quick ? 100 : 1_000, singles: quick ? 20 : 100 });
  }
  if (wants('ingest')) results.ingest = await benchIngest({ rounds: settings.rounds, seconds: quick ? 0.5 : 2 });
  if (wants('large')) results.large = await benchLarge({ rows: quick ? 20_000 : 100_000 });
  if (wants('rollups')) results.rollups = await benchRollups({ rounds: quick ? 50 : 300 });
  if (wants('find')) results.find = benchFind({ rounds: quick ? 50 : 300 });
  if (wants('tiles')) results.tiles = await benchTiles({ tiles: quick ? 50 : 300 });
  if (wants('impact')) results.impact = await benchImpact({ updates: quick ? 50 : 200, seconds: quick ? 1 : 5 });
  if (wants('start')) results.start = await benchStart();
  if (wants('fanout')) results.fanout = await benchFanout(await fanoutCells(), settings.rounds);
  if (wants('history')) {
    results.history = await benchHistory({ rounds: settings.rounds, count: quick ? 10_000 : 50_000 });
  }
  if (wants('rebuild'))
    results.rebuild = await benchRebuild({ rounds: settings.rounds, sizes: quick ? [1, 2] : [1, 10] });
  if (settings.only === 'tablets' || settings.only === 'shelter') {
    results.tablets = await benchTablets({ tablets: quick ? 300 : 1_500 });
  }
  if (settings.only === 'import' || settings.only === 'shelter') {
    results.import = await benchShelterImport({ rows: quick ? 10_000 : 175_526 });
  }
  if (settings.only === 'sensors') {
    const [rate] = numbers('rate', '10000');
    results.sensors = await benchSensors({ rate, seconds: number('seconds', quick ? '10' : '60') });
  }
  if (settings.only === 'console') {
    const size = quick
      ? { sites: 11_000, sensors: 2_000, hazards: 50 }
      : { sites: 110_000, sensors: 20_000, hazards: 500 };
    results.console = await benchConsole({ size, seconds: number('seconds', quick ? '10' : '30') });
  }
  if (settings.only === 'delivery') {
    const [rate] = numbers('rate', '1000');
    const seconds = number('seconds', quick ? '5' : '30');
    results.delivery = await benchDelivery({ rate, seconds, rounds: quick ? 1 : 2 });
  }
  if (settings.only === 'drawn') results.drawn = await drawn();
  if (settings.only === 'capacity') {
    results.capacity = await benchCapacity({
      from: number('rate', '50'),
      seconds: number('seconds', quick ? '3' : '20'),
    });
  }
  if (settings.only === 'positions') {
    const clients = number('clients', quick ? '40' : '800');
    results.positions = await benchPositions({ clients, seconds: number('seconds', quick ? '5' : '60') });
  }
  if (settings.only === 'changing') {
    const [features, viewers] = [number('features', quick ? '500' : '15000'), number('viewers', quick ? '5' : '50')];
    results.changing = await benchChanging({ features, viewers, seconds: number('seconds', quick ? '12' : '60') });
  }
  if (settings.only === 'interest') {
    const [features, sockets] = [number('features', quick ? '500' : '10000'), number('sockets', quick ? '5' : '50')];
    results.interest = await benchInterest({ features, sockets, seconds: number('seconds', quick ? '6' : '60') });
  }
  if (settings.only === 'recovery') results.recovery = await benchRecovery({ rounds: settings.rounds });
  if (settings.only === 'scale') {
    const [rate, sockets] = [number('rate', quick ? '5' : '20'), number('sockets', quick ? '20' : '200')];
    results.scale = await benchScale({ rate, sockets, seconds: number('seconds', quick ? '5' : '30') });
  }
  if (settings.only === 'nation') results.nation = benchNation(given.assume);
  if (settings.only === 'report') {
    await writeReport({ parts: given.parts?.split(','), quick, out: given.out ?? 'docs/benchmarks.md' });
  }
  if (settings.only !== 'report') keep(results);
} finally {
  rmSync(boundariesDir, { recursive: true, force: true });
}
process.exit(0);
