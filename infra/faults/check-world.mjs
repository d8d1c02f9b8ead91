/** After a round: every invariant of a world that has come to rest. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { ALL_TOPIC_NAMES } from '@hinomi/contracts';
import { checkBrowsers } from './check-browsers.mjs';
import { checkSubscriptions } from './check-subscriptions.mjs';
import { checkVault } from './check-vault.mjs';
import { contentOf, digestOf, pictureFor } from './picture-content.mjs';

const FOLD = fileURLToPath(new URL('../../services/hub/dist/rebuild/fold.js', import.meta.url));
const COULD_NOT_LOOK = 2;
const TRIES = 5;
/** A picture that is asked again and again until it holds: longer than a webhook waits for its third try. */
const LIMIT_MS = 150_000;
const AGAIN_MS = 1_000;
const IN_MEMORY = 64;

/** The invariants by name, each with what is wrong in words, and what else was found. */
export async function checkWorld({ world, door, ledger, crowds, viewers, subscribers, patients, logCheck, positions }) {
  const searched = patients.search();
  const log = await checkTheLog({ world, ledger, logCheck, positions, search: searched });
  const found = {
    'acknowledged inputs': [...ledger.refusals.splice(0), ...log.faults],
    picture: await checkPicture(world),
    browsers: await settled(() => checkBrowsers(door, crowds, viewers)),
    subscriptions: await settled(() => checkSubscribers(door, subscribers)),
    vault: [...(await checkVault(door, ledger)), ...log.leaks],
  };
  return { found, repeats: log.repeats };
}

/** New records since the last look, and all that was ever acknowledged against all that was seen. */
async function checkTheLog({ world, ledger, logCheck, positions, search }) {
  const log = await world.openLog();
  const leaks = [];
  try {
    for (const topic of ALL_TOPIC_NAMES) {
      const end = await log.end(topic);
      for await (const record of log.read(topic, positions.get(topic) ?? [])) {
        logCheck.add(record, digestOf);
        leaks.push(...search.in(`topic ${topic}`, record.value ?? Buffer.alloc(0)));
        leaks.push(...search.in(`headers of ${topic}`, Buffer.from(JSON.stringify([record.key, record.headers]))));
      }
      positions.set(topic, end);
    }
  } finally {
    await log.close();
  }
  return { ...logCheck.against(ledger), leaks };
}

/** The picture beside a replay of everything from the beginning, in a process that knows nothing of this one. */
async function checkPicture({ foldEnv }) {
  for (let attempt = 1; ; attempt += 1) {
    const { code, output } = await run([FOLD, '--check'], foldEnv);
    if (code === 0) return [];
    if (code !== COULD_NOT_LOOK || attempt === TRIES) return [`fold --check ended with ${code}: ${output}`];
    await pause(AGAIN_MS);
  }
}

async function checkSubscribers(door, subscribers) {
  const pictures = new Map();
  for (const { interest } of subscribers.all) {
    const key = JSON.stringify(interest);
    if (!pictures.has(key)) pictures.set(key, contentOf(await pictureFor(door, 'demo-agency', interest)));
  }
  const standings = await subscribers.standings();
  return checkSubscriptions(standings, (interest) => pictures.get(JSON.stringify(interest)), contentOf);
}

/** What is on its way arrives: asked until nothing is wrong, and no longer than anything may take. */
async function settled(check) {
  for (const until = Date.now() + LIMIT_MS; ;) {
    const faults = await check();
    if (faults.length === 0 || Date.now() > until) return faults;
    await pause(AGAIN_MS);
  }
}

function run(args, env) {
  return new Promise((done) => {
    const options = { env: { ...process.env, ...env }, maxBuffer: IN_MEMORY * 2 ** 20 };
    execFile(process.execPath, args, options, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : (error.code ?? 1), output: `${stdout}${stderr}`.slice(-3_000) }),
    );
  });
}
