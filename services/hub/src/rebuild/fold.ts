import path from 'node:path';
import { parseArgs } from 'node:util';
import { awaitStandpoint, checkRealm, CheckpointStore, livingWriter } from '@hinomi/aggregator';
import { HubError, REALMS, type Realm } from '@hinomi/contracts';
import { openKafkaLog, readEmbeddedLog, type LogReader } from '@hinomi/event-log';
import { lockFolder } from '@hinomi/service-kit';
import { openBoundaryStore } from '../boundaries/boundary-store.js';
import { readHubConfig, type HubConfig } from '../config.js';
import { ProgressBar } from './progress-bar.js';
import { verdictWords } from './verdict-words.js';

const USAGE = `Usage: npm run fold -- --check
Folds the inputs of the log from their beginning and compares with the picture; a running hub is not disturbed.
Ends with 0 when they are equal, with 1 when they differ, with 2 when it could not look.`;

interface Opened {
  log: LogReader;
  /** Somebody writes this realm's picture now. */
  isWritten: (realm: Realm) => Promise<boolean>;
}

/** True when every picture is what its inputs say. */
async function check(): Promise<boolean> {
  const config = readHubConfig();
  const shapes = await openBoundaryStore({ dir: config.boundariesDir, progress: say });
  const { log, isWritten } = await openToRead(config);
  let isEqual = true;
  try {
    for (const realm of REALMS) {
      const standpoint = (await isWritten(realm)) ? await awaitStandpoint(log, realm) : null;
      const store = new CheckpointStore(path.join(config.dataDir, 'checkpoints'), realm);
      const checkpoint = await store.load(log.logId, (why) => say(`The ${realm} checkpoint cannot be used: ${why}.`));
      const remembered = checkpoint?.state ?? null;
      const bar = new ProgressBar(realm);
      const onProgress = bar.show.bind(bar);
      const verdict = await checkRealm({ log, realm, shapes, remembered, onProgress }, standpoint);
      bar.end();
      for (const line of verdictWords(verdict)) say(line);
      isEqual &&= verdict.differences.length === 0;
    }
  } finally {
    await log.close();
  }
  if (!isEqual) say('Stop the hub and make its picture again: npm run rebuild');
  return isEqual;
}

/** The embedded log is read beside the hub that writes it; on Kafka the writers' signs of life say whether there is one. */
async function openToRead({ log: settings, dataDir }: HubConfig): Promise<Opened> {
  if (settings.kind === 'kafka') {
    const log = await openKafkaLog({ ...settings, clientId: 'hinomi-fold' });
    return { log, isWritten: async (realm) => (await livingWriter(log, realm, Date.now())) !== null };
  }
  const dir = path.join(dataDir, 'log');
  const isRunning = await isInUse(dir);
  return { log: await readEmbeddedLog(dir), isWritten: async () => isRunning };
}

async function isInUse(dir: string): Promise<boolean> {
  try {
    await (await lockFolder(dir, 'log')).release();
    return false;
  } catch (error) {
    if (error instanceof HubError && error.code === 'log.in-use') return true;
    throw error;
  }
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function main(argv: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...argv], options: { check: { type: 'boolean', default: false } } });
  if (!values.check) throw new HubError('request.invalid', USAGE);
  if (!(await check())) process.exitCode = 1;
}

await main(process.argv.slice(2)).catch((error: unknown) => {
  const known = error instanceof Error && !(error instanceof TypeError);
  process.stderr.write(`${known ? error.message : String((error as Error).stack ?? error)}\n`);
  process.exitCode = 2;
});
