import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { HubError, REALMS } from '@hinomi/contracts';
import { readEmbeddedLog } from '@hinomi/event-log';
import { rememberedOf, writeErased, type ErasedPersons } from '@hinomi/phr';
import { readHubConfig, type HubConfig } from '../config.js';
import { backupParts, COPIES, LAST_BACKUP, mustBeEmbedded } from './backup-parts.js';
import { copyMoment } from './copy-moment.js';
import { endInWords } from './end-in-words.js';
import { say, sayProgress, sizeWords } from './say-progress.js';
import { newSealing } from './sealed-bytes.js';
import { KEYS_FILE, keyNames, readKeyTexts, writeKeysFile } from './vault-keys-file.js';
import { writeArchive } from './write-archive.js';

const USAGE = `npm run backup -- <folder or file>   writes all that a hub keeps into one file; the hub may run
HINOMI_BACKUP_PASSPHRASE seals it, and lets the vault's keys be written beside it (docs/backup.md)`;
const SHORTEST_PASSPHRASE = 12;

async function backup(args: readonly string[]): Promise<void> {
  const [target] = args;
  if (target === undefined || args.length > 1 || target.startsWith('-')) throw new HubError('request.invalid', USAGE);
  const config = readHubConfig();
  mustBeEmbedded(config);
  const passphrase = config.backupPassphrase?.reveal() ?? null;
  if (passphrase !== null && passphrase.length < SHORTEST_PASSPHRASE) {
    throw new HubError('request.invalid', 'HINOMI_BACKUP_PASSPHRASE must have at least 12 characters.');
  }
  const madeAt = new Date().toISOString();
  const file = await fileOf(target, madeAt);
  const folder = path.dirname(file);
  const copies = path.join(config.dataDir, COPIES);
  try {
    const { wasRunning, stillMs } = await copyMoment(config.dataDir);
    say(
      wasRunning
        ? `The hub runs on; its database stood still for ${Math.ceil(stillMs)} ms.`
        : 'No hub runs on this data; none can be started until its copy is made.',
    );
    const { logId, erased } = await rememberedIn(path.join(copies, 'log'));
    const sealing = passphrase === null ? null : newSealing();
    const { files, bytes } = await writeArchive(file, {
      header: { format: 'hinomi-backup', layout: 1, madeAt, logId, sealing },
      manifest: { layout: 1, madeAt, logId, keyNames: await keyNames(config.vaultKeyDir) },
      parts: backupParts(config),
      passphrase,
      onFile: sayProgress('Writing', null),
    });
    const size = (await stat(file)).size;
    say(`${file}: ${files} files, ${sizeWords(bytes)}, ${sizeWords(size)} ${sealing ? 'sealed' : 'NOT sealed'}.`);
    await writeErased(folder, erased);
    await keepKeys(config, folder, { madeAt, logId, passphrase });
    await writeFile(path.join(config.dataDir, LAST_BACKUP), `${JSON.stringify({ madeAt, file })}\n`);
  } finally {
    await rm(copies, { recursive: true, force: true });
  }
}

async function keepKeys(
  { vaultKeyDir }: Pick<HubConfig, 'vaultKeyDir'>,
  folder: string,
  { madeAt, logId, passphrase }: { madeAt: string; logId: string; passphrase: string | null },
): Promise<void> {
  const texts = await readKeyTexts(vaultKeyDir);
  if (Object.keys(texts).length === 0) return;
  if (passphrase === null) {
    say(`The vault's keys are not in it: without a copy of ${vaultKeyDir} nobody ever reads its records again.`);
    say('Set HINOMI_BACKUP_PASSPHRASE to have them written beside it, sealed.');
    return;
  }
  const file = path.join(folder, KEYS_FILE);
  await writeKeysFile(file, texts, { madeAt, logId, passphrase });
  say(`${file}: the vault's keys as they are now, for all backups in this folder. Keep the passphrase elsewhere.`);
}

/** Whom the audit says were erased, as far as it reached the log. */
async function rememberedIn(dir: string): Promise<{ logId: string; erased: ErasedPersons }> {
  const log = await readEmbeddedLog(dir);
  try {
    const erased: ErasedPersons = { real: [], drill: [] };
    for (const realm of REALMS) erased[realm] = [...(await rememberedOf(log, realm)).erased];
    return { logId: log.logId, erased };
  } finally {
    await log.close();
  }
}

async function fileOf(target: string, madeAt: string): Promise<string> {
  const given = path.resolve(target);
  const isFolder = (await stat(given).catch(() => null))?.isDirectory() === true || !path.extname(given);
  const file = isFolder ? path.join(given, `hinomi-${madeAt.replace(/[:.]/g, '')}.backup`) : given;
  await mkdir(path.dirname(file), { recursive: true });
  if ((await stat(file).catch(() => null)) !== null) {
    throw new HubError('request.invalid', `${file} is there already: a backup replaces no other.`);
  }
  return file;
}

await endInWords(() => backup(process.argv.slice(2)));
