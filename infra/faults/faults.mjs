/**
 * `npm run faults`: kills, stops, slows, restarts and cuts off whatever there is while many people use it, fills its disk and turns its
 * clock, and looks after each round whether everything is as it was promised. See docs/faults.md.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readOptions } from './options.mjs';
import { isInOwnNetwork, openOwnNetwork, runInOwnNetwork, whyNoOwnNetwork } from './own-network.mjs';

const say = (text) => process.stdout.write(`${text}\n`);

/** @param {object} options of `readOptions`; what this machine does not permit is left out, with a word */
export async function runFaults(options) {
  const [{ runRounds }, { reportWords }] = await Promise.all([
    import('./run-rounds.mjs'),
    import('./report-words.mjs'),
  ]);
  const startWorld = await startOf(options.target);
  const boundariesDir = mkdtempSync(join(os.tmpdir(), 'hinomi-faults-boundaries-'));
  const isOwnNetwork = isInOwnNetwork();
  const lines = [];
  const began = new Date();
  const write = () => {
    if (options.report) writeFileSync(resolve(options.report), reportWords({ options, lines, began, isOwnNetwork }));
  };
  try {
    await runRounds({
      ...options,
      ...{ startWorld: (more) => startWorld({ ...more, boundariesDir, isOwnNetwork }), say: options.say ?? say },
      onRound: (line) => {
        lines.push(line);
        write();
      },
    });
  } finally {
    rmSync(boundariesDir, { recursive: true, force: true });
  }
  return lines;
}

async function prepare() {
  const { build, checkMachine, install } = await import('../bootstrap/prepare.mjs');
  checkMachine();
  await install();
  await build();
}

async function startOf(target) {
  if (target === 'cluster') return (await import('./cluster-world.mjs')).startClusterWorld;
  return (await import('./embedded-world.mjs')).startEmbeddedWorld;
}

async function main() {
  const argv = process.argv.slice(2);
  const options = readOptions(argv);
  if (!isInOwnNetwork()) {
    // Whoever runs it right after a build says so.
    if (process.env.FAULTS_BUILT !== '1') await prepare();
    const why = whyNoOwnNetwork(options.target);
    if (why === null) process.exit(await runInOwnNetwork([fileURLToPath(import.meta.url), ...argv]));
    say(`Links are not cut and disks not filled here: ${why}`);
  } else openOwnNetwork();
  const lines = await runFaults(options);
  const failed = lines.filter((line) => line.failed.length > 0);
  say(
    `${lines.length} rounds, ${lines.reduce((sum, { faults }) => sum + faults.length, 0)} faults, ${failed.length} rounds failed`,
  );
  process.exit(failed.length === 0 ? 0 : 1);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}
