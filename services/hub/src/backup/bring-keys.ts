import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { HubError, REALMS, type Realm } from '@hinomi/contracts';
import { MasterKeyFile, masterKeyFile } from '@hinomi/phr';
import { say } from './say-progress.js';
import { KEYS_FILE, keyNames, readKeysFile, readKeyTexts, type KeyTexts } from './vault-keys-file.js';

/**
 * Puts the master keys where the vault looks for them: those beside the backup, else those that stand there already. Refuses where
 * none opens the rows of the backup, since a hub would not start with them.
 */
export async function bringKeys({
  folder,
  keyDir,
  standing,
  names,
  passphrase,
}: {
  folder: string;
  keyDir: string;
  standing: string;
  names: Readonly<Record<Realm, readonly string[]>>;
  passphrase: string | null;
}): Promise<void> {
  if (REALMS.every((realm) => names[realm].length === 0)) return;
  const file = path.join(folder, KEYS_FILE);
  const beside = passphrase === null ? null : await readKeysFile(file, passphrase);
  const texts: KeyTexts = beside ?? (await readKeyTexts(standing));
  const isElsewhere = keyDir === standing;
  if (!isElsewhere || beside !== null) await write(keyDir, texts, isElsewhere);
  const there = await keyNames(keyDir);
  for (const realm of REALMS) {
    const missing = names[realm].filter((name) => !there[realm].includes(name));
    if (names[realm].length === 0 || missing.length < names[realm].length) continue;
    throw new HubError(
      'vault.key-missing',
      beside === null && passphrase === null
        ? `The vault's keys are not in a backup. Put their copy into ${standing}, or set HINOMI_BACKUP_PASSPHRASE to open ${file}.`
        : `The keys in ${beside === null ? standing : file} are others than those of this backup: they were changed with rotate-key after it, and what was sealed before can be read by nobody any more. Take a backup made after that.`,
    );
  }
  say(`The vault's keys are those ${beside === null ? `of ${standing}` : `of ${file}`}.`);
}

/** Keys that stand in a folder apart are never replaced. */
async function write(keyDir: string, texts: KeyTexts, keep: boolean): Promise<void> {
  await mkdir(keyDir, { recursive: true, mode: 0o700 });
  await chmod(keyDir, 0o700);
  for (const realm of REALMS) {
    const text = texts[realm];
    const file = masterKeyFile(keyDir, realm);
    if (text === undefined || (keep && (await MasterKeyFile.open(file)) !== null)) continue;
    await writeFile(file, text, { mode: 0o600, flush: true });
  }
}
