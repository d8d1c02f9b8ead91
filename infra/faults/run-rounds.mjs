/** Plays the plan: worlds, rounds, faults, and after each round the invariants. */
import { appendFileSync, cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { applyFault } from './apply-fault.mjs';
import { gatherAudience } from './audience.mjs';
import { LogCheck } from './check-log.mjs';
import { searchFiles } from './check-vault.mjs';
import { checkWorld } from './check-world.mjs';
import { call } from './door.mjs';
import { faultWords, planFaults } from './plan-faults.mjs';

const READY_LIMIT_MS = 180_000;
const QUIET_LIMIT_MS = 180_000;

/**
 * Resolves to a line for each round; a round that fails says what differs, keeps the folder, and ends the run unless `goOn`.
 *
 * @param {object} options see `options.mjs`; `startWorld({dir, …})` makes the target
 */
export async function runRounds({ startWorld, say, onRound = () => undefined, ...options }) {
  const { seed, rounds, perRound, faults: kinds, roundMs, freshEvery, goOn, firstRound } = options;
  const lines = [];
  let stage = null;
  let plan = null;
  try {
    for (let number = firstRound; number < firstRound + rounds; number += 1) {
      stage ??= await openStage(startWorld, options, say);
      plan ??= planFaults({
        ...{ seed, perRound, kinds, roundMs, members: stage.members },
        rounds: firstRound + rounds - 1,
      });
      const line = await playRound(stage, plan[number - 1], roundMs, say);
      const isLast = number === firstRound + rounds - 1;
      if (line.failed.length === 0 && (isLast || (number - firstRound + 1) % freshEvery === 0)) {
        await closingCheck(stage, line);
        if (line.failed.length === 0) await closeStage(stage);
        if (line.failed.length === 0) stage = null;
      }
      lines.push(line);
      onRound(line);
      say(roundWords(line));
      if (line.failed.length === 0) continue;
      say(failureWords(options, plan[number - 1], line, await keep(stage)));
      stage = null;
      if (!goOn) break;
    }
  } finally {
    if (stage !== null) await closeStage(stage);
  }
  return lines;
}

async function openStage(startWorld, options, say) {
  const dir = mkdtempSync(join(options.dir ?? os.tmpdir(), 'hinomi-faults-'));
  const tell = (text) => {
    // What programs print is searched with everything else.
    appendFileSync(join(dir, 'output.log'), `${text}\n`);
    say(text);
  };
  const world = await startWorld({ ...options, dir, say: tell });
  const audience = await gatherAudience(world, { ...options, dir });
  const members = [...world.members, ...audience.members];
  return { dir, world, audience, members, logCheck: new LogCheck(), positions: new Map() };
}

async function closeStage({ world, audience }) {
  await audience.end();
  await world.end();
  world.remove();
}

async function playRound(stage, { number, faults }, roundMs, say) {
  const { world, audience, members } = stage;
  const before = { ...audience.ledger.counts, misses: sum(audience.door.misses) };
  const began = Date.now();
  audience.start();
  const failed = [];
  await Promise.all([applyAll(faults, members, failed, say), pause(roundMs)]);
  const mended = Date.now();
  failed.push(...(await within(QUIET_LIMIT_MS, 'not everything was answered', () => audience.quiet())));
  failed.push(...(await allReady(world)));
  const answered = Date.now();
  const after = audience.ledger.counts;
  const line = {
    ...{ number, faults, failed, repeats: 0 },
    posts: after.posts - before.posts,
    reports: after.reports - before.reports,
    persons: after.persons - before.persons,
    misses: sum(audience.door.misses) - before.misses,
    playedMs: mended - began,
    recoveredMs: answered - mended,
  };
  if (failed.length > 0) return line;
  const { found, repeats } = await checkWorld({ world, ...audience, ...stage });
  for (const [invariant, faultsFound] of Object.entries(found))
    failed.push(...faultsFound.map((words) => `${invariant}: ${words}`));
  return { ...line, repeats, checkedMs: Date.now() - answered };
}

/** Each at its time, and those of one member one after another, however long the last one took to undo. */
async function applyAll(faults, members, failed, say) {
  const last = new Map();
  const starting = [];
  const applying = faults.map(async (fault) => {
    await pause(fault.atMs);
    const mine = (last.get(fault.target) ?? Promise.resolve()).then(async () => {
      say(`  ${faultWords(fault)}`);
      const member = members.find(({ name }) => name === fault.target);
      starting.push((await applyFault(member, fault)).starting);
    });
    last.set(
      fault.target,
      mine.catch((error) => failed.push(`${faultWords(fault)}: not done or not undone: ${error.message}`)),
    );
    await last.get(fault.target);
  });
  await Promise.all(applying);
  await Promise.all(starting);
}

/** Once for a world: its files, and those of everybody it told something, hold nothing of the vault. */
async function closingCheck({ dir, audience }, line) {
  const found = await searchFiles(audience.patients.search(), dir);
  line.failed.push(...found.map((words) => `vault: ${words}`));
}

async function allReady({ readyUrls }) {
  return within(READY_LIMIT_MS, 'not all became ready', async (isLate) => {
    for (const url of readyUrls) {
      while (!isLate() && (await call(url, 'GET').catch(() => null))?.status !== 200) await pause(200);
    }
  });
}

async function within(limitMs, words, act) {
  let late = false;
  const limit = pause(limitMs, 'late', { ref: false });
  const how = await Promise.race([act(() => late).then(() => 'done'), limit]);
  late = true;
  return how === 'late' ? [`${words} within ${limitMs / 1_000} s`] : [];
}

/** Everything as it is, from a disk that goes with this process to one that stays. */
async function keep({ dir, world, audience }) {
  const kept = `${dir}-kept`;
  mkdirSync(kept, { recursive: true });
  await audience.end();
  await world.end();
  cpSync(dir, kept, { recursive: true });
  world.remove();
  return kept;
}

function roundWords({ number, faults, posts, reports, persons, misses, repeats, recoveredMs, checkedMs, failed }) {
  const said = `${posts} telegrams, ${reports} reports, ${persons} persons; ${misses} tries in vain, ${repeats} repeats on the log`;
  const times = `answered ${seconds(recoveredMs)} after, checked in ${seconds(checkedMs ?? 0)}`;
  return `round ${number}: ${faults.length} faults; ${said}; ${times}: ${failed.length === 0 ? 'all hold' : 'FAILED'}`;
}

/** Everything that the plan depends on. */
function againWords({ target, seed, perRound, roundMs, faults, ...counts }, number) {
  const of = ['sockets', 'subscribers', 'brokers', 'gateways', 'standbys'].map((name) => `--${name} ${counts[name]}`);
  const plan = `--seed ${seed} --first-round ${number} --rounds 1 --per-round ${perRound} --round-seconds ${roundMs / 1_000}`;
  return `npm run faults -- --target ${target} ${plan} --faults ${faults.join()} ${of.join(' ')}`;
}

function failureWords(options, { number, faults }, { failed }, kept) {
  return [
    `\nFAILED: seed ${options.seed}, round ${number}. The faults in order:`,
    ...faults.map((fault) => `  ${faultWords(fault)}`),
    'What differs:',
    ...failed.slice(0, 20).map((words) => `  ${words}`),
    `The data is kept in ${kept}. The same faults again: ${againWords(options, number)}\n`,
  ].join('\n');
}

const seconds = (ms) => `${(ms / 1_000).toFixed(1)} s`;
const sum = (counts) => Object.values(counts).reduce((all, each) => all + each, 0);
