import path from 'node:path';
import { CheckpointStore, livingWriter, rebuildRealm } from '@hinomi/aggregator';
import { HubError, REALMS } from '@hinomi/contracts';
import type { EventLog } from '@hinomi/event-log';
import { openBoundaryStore } from '../boundaries/boundary-store.js';
import { readHubConfig, type HubConfig } from '../config.js';
import { openLog } from '../open-log.js';
import { ProgressBar } from './progress-bar.js';
import { rebuiltWords } from './verdict-words.js';

/** `npm run rebuild`: makes both pictures of a stopped hub again from the inputs. False when something still differs. */
async function rebuild(): Promise<boolean> {
  const config = readHubConfig();
  const log = await openStopped(config);
  let isEqual = true;
  try {
    const shapes = await openBoundaryStore({ dir: config.boundariesDir, progress: say });
    for (const realm of REALMS) {
      const bar = new ProgressBar(realm);
      const rebuilt = await rebuildRealm({
        log,
        realm,
        shapes,
        checkpoints: new CheckpointStore(path.join(config.dataDir, 'checkpoints'), realm),
        onProgress: bar.show.bind(bar),
        warn: say,
      });
      bar.end();
      for (const line of rebuiltWords(rebuilt)) say(line);
      isEqual &&= rebuilt.left.length === 0;
    }
  } finally {
    await log.close();
  }
  return isEqual;
}

/** The log, where nobody else writes the picture; else `log.in-use`, in words. */
async function openStopped(config: HubConfig): Promise<EventLog> {
  const log = await openLog(config).catch((cause: unknown) => {
    if (!(cause instanceof HubError) || cause.code !== 'log.in-use') throw cause;
    throw isRunning(`A hub runs on the data in ${config.dataDir}`, cause);
  });
  if (config.log.kind === 'embedded') return log;
  for (const realm of REALMS) {
    const writer = await livingWriter(log, realm, Date.now());
    if (writer === null) continue;
    await log.close();
    throw isRunning(`The ${realm} picture is being written by ${writer}`);
  }
  return log;
}

function isRunning(what: string, cause?: unknown): HubError {
  const remedy =
    'stop it first (Ctrl-C, or every aggregator of a cluster), or look as it runs: npm run fold -- --check';
  return new HubError('log.in-use', `${what}: ${remedy}.`, { cause });
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

try {
  if (!(await rebuild())) process.exitCode = 1;
} catch (error) {
  const known = error instanceof HubError;
  process.stderr.write(`${known ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exitCode = 1;
}
