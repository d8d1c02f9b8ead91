import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { HubError, REALMS, topicIn, type Realm } from '@hinomi/contracts';
import { DELIVERY_TABLES, tellRestored } from '@hinomi/delivery';
import { readEmbeddedLog, skipAhead } from '@hinomi/event-log';
import { readErased, rememberedOf, writeErased, type ErasedPersons } from '@hinomi/phr';
import { lockFolder } from '@hinomi/service-kit';
import { openStore } from '@hinomi/store';
import { z } from 'zod';
import { readHubConfig, type HubConfig } from '../config.js';
import { foldersOf, isWithin, mustBeEmbedded } from './backup-parts.js';
import { readHeader } from './backup-file.js';
import { isThere } from './copy-moment.js';
import { endInWords } from './end-in-words.js';
import { readArchive } from './read-archive.js';
import { bringKeys } from './bring-keys.js';
import { say, sayProgress, sizeWords } from './say-progress.js';

const USAGE = `npm run restore -- <file> [--replace]   puts a backup back, into an empty data folder
--replace            moves data that is there aside, under another name; nothing is deleted
HINOMI_DATA_DIR says where to, HINOMI_BACKUP_PASSPHRASE opens a sealed backup (docs/backup.md)`;

/** What others know by number: they may have heard of more than was in the backup. */
const NUMBERED = ['picture', 'incidents'] as const;
/** Further than any hub comes between two backups, and numbers stay exact. */
const SKIPPED = 1_000_000_000;

const Manifest = z.object({
  layout: z.literal(1),
  madeAt: z.string(),
  logId: z.string(),
  keyNames: z.record(z.enum(REALMS), z.array(z.string())),
});

async function restore(args: readonly string[]): Promise<void> {
  const files = args.filter((arg) => !arg.startsWith('-'));
  const flags = args.filter((arg) => arg.startsWith('-'));
  const [given] = files;
  if (given === undefined || files.length > 1 || flags.some((flag) => flag !== '--replace')) {
    throw new HubError('request.invalid', USAGE);
  }
  const config = readHubConfig();
  mustBeEmbedded(config);
  const file = path.resolve(given);
  const { header } = await readHeader(file, 'hinomi-backup');
  const folders = foldersOf(config);
  await mustBeFree(folders, flags.includes('--replace'));
  const fresh = new Map([...folders].map(([name, dir]) => [name, `${dir}.restoring`]));
  await removeAll(fresh);
  const passphrase = config.backupPassphrase?.reveal() ?? null;
  try {
    for (const dir of fresh.values()) await mkdir(dir, { recursive: true, mode: 0o700 });
    const { manifest, read } = await readArchive(file, {
      passphrase,
      folderOf: (part) => fresh.get(part) ?? null,
      onFile: sayProgress('Reading', null),
    });
    const known = Manifest.parse(manifest);
    say(`${read.files} files of ${header.madeAt}, ${sizeWords(read.bytes)}, each as it was written.`);
    const data = fresh.get('data') as string;
    const keyDir = keyDirIn(config, data);
    await bringKeys({
      folder: path.dirname(file),
      keyDir,
      standing: config.vaultKeyDir,
      names: known.keyNames,
      passphrase,
    });
    const erased = await rememberErased({ config, folder: path.dirname(file), keyDir });
    await goOnFurther(data);
    await putInPlace(folders, fresh);
    say(
      `${config.dataDir} is as it was at ${known.madeAt}. What was reported after that is lost, unless its sender still has it.`,
    );
    say(
      `${erased} erased persons are known and stay erased. Who was erased after the last backup must be erased again.`,
    );
    say('Start it with npm start; then: npm run audit -- verify, npm run fold -- --check');
  } catch (error) {
    await removeAll(fresh);
    throw error;
  }
}

/** Nobody has it open, and nothing is lost by it. */
async function mustBeFree(folders: ReadonlyMap<string, string>, replace: boolean): Promise<void> {
  for (const [name, dir] of folders) {
    if (!(await isThere(dir))) continue;
    const lock = name === 'data' && (await isThere(path.join(dir, 'log'))) ? await lockLog(dir) : null;
    await lock?.release();
    const entries = await readdir(dir);
    if (entries.length === 0 || replace) continue;
    throw new HubError(
      'request.invalid',
      `There is data in ${dir} (${entries.slice(0, 5).join(', ')}): name an empty folder with HINOMI_DATA_DIR, or say --replace to have it moved aside.`,
    );
  }
}

async function lockLog(dir: string): Promise<{ release(): Promise<void> }> {
  try {
    return await lockFolder(path.join(dir, 'log'), 'log');
  } catch (cause) {
    throw new HubError('log.in-use', `A hub runs on the data in ${dir}: stop it before a backup is put there.`, {
      cause,
    });
  }
}

function keyDirIn({ dataDir, vaultKeyDir }: HubConfig, data: string): string {
  return isWithin(vaultKeyDir, dataDir) ? path.join(data, path.relative(dataDir, vaultKeyDir)) : vaultKeyDir;
}

/** From beside the backup, and from the data that is being replaced: the list that the vault reads at its start. */
async function rememberErased({
  config,
  folder,
  keyDir,
}: {
  config: HubConfig;
  folder: string;
  keyDir: string;
}): Promise<number> {
  await writeErased(keyDir, await readErased(folder));
  await writeErased(keyDir, await readErased(config.vaultKeyDir));
  const all = await writeErased(keyDir, await erasedIn(path.join(config.dataDir, 'log')));
  return REALMS.reduce((sum, realm) => sum + all[realm].length, 0);
}

async function erasedIn(dir: string): Promise<ErasedPersons> {
  const erased: Record<Realm, string[]> = { real: [], drill: [] };
  if (!(await isThere(dir))) return erased;
  const log = await readEmbeddedLog(dir).catch((error: unknown) => {
    // It may be why a backup is put back at all.
    say(`The log that is replaced cannot be read: whom it says were erased is not known. (${String(error)})`);
    return null;
  });
  if (log === null) return erased;
  try {
    for (const realm of REALMS) erased[realm] = [...(await rememberedOf(log, realm)).erased];
    return erased;
  } finally {
    await log.close();
  }
}

/** Numbers that browsers and agencies may have heard of are not given again; both are told to fetch the state. */
async function goOnFurther(data: string): Promise<void> {
  const topics = REALMS.flatMap((realm) => NUMBERED.map((topic) => topicIn(realm, topic)));
  await skipAhead(path.join(data, 'log'), topics, SKIPPED);
  const store = await openStore({ kind: 'embedded', dir: path.join(data, 'store') }, [DELIVERY_TABLES], say);
  try {
    const told = await tellRestored(store, SKIPPED, Date.now());
    if (told > 0) say(`${told} subscriptions are told to fetch the state.`);
  } finally {
    await store.close();
  }
}

async function putInPlace(folders: ReadonlyMap<string, string>, fresh: ReadonlyMap<string, string>): Promise<void> {
  const aside = new Date().toISOString().replace(/[:.]/g, '');
  for (const [name, dir] of folders) {
    if ((await isThere(dir)) && (await readdir(dir)).length > 0) {
      await rename(dir, `${dir}.before-${aside}`);
      say(`What was in ${dir} is in ${dir}.before-${aside} now.`);
    } else await rm(dir, { recursive: true, force: true });
    await mkdir(path.dirname(dir), { recursive: true });
    await rename(fresh.get(name) as string, dir);
  }
}

async function removeAll(fresh: ReadonlyMap<string, string>): Promise<void> {
  for (const dir of fresh.values()) await rm(dir, { recursive: true, force: true });
}

await endInWords(() => restore(process.argv.slice(2)));
