import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { HubError, REALMS } from '@hinomi/contracts';
import { masterKeyFile } from '@hinomi/phr';
import { lockFolder } from '@hinomi/service-kit';
import { lastBackup } from '../backup/backup-age.js';
import type { HubConfig } from '../config.js';
import { warning, well, wrong, type Finding } from './finding.js';

const OLD_BACKUP_MS = 48 * 3_600_000;
const OTHERS = 0o077;

/** The data folder: is it there, may it be written, who has it open, who else reads the keys, is there a copy. */
export async function lookAtData(config: HubConfig, nowMs: number): Promise<Finding[]> {
  const { dataDir } = config;
  if (!existsSync(dataDir)) {
    return [
      warning(
        'data',
        `there is no data in ${dataDir} yet`,
        'set HINOMI_DATA_DIR when it is elsewhere; the first start makes it',
      ),
    ];
  }
  const folders = [
    dataDir,
    path.join(dataDir, 'log'),
    path.join(dataDir, 'store'),
    config.photosDir,
    config.attachments.dir,
  ];
  const closed = folders.filter((dir) => existsSync(dir) && !mayWrite(dir));
  return [
    ...(closed.length === 0
      ? [well('data', `${dataDir} may be read and written`)]
      : closed.map((dir) =>
          wrong('data', `this user may not write to ${dir}`, `chown it to the hub's user, or run this as that user`),
        )),
    ...(config.log.kind === 'embedded' && closed.length === 0 ? [await lockOf(dataDir)] : []),
    ...keyFindings(config),
    ...(config.log.kind === 'embedded' ? [await backupFinding(dataDir, nowMs)] : []),
  ];
}

/** When the newest of log and checkpoints was written. */
export function newestWrite(dataDir: string): number | null {
  const times = ['log', 'checkpoints'].flatMap((name) => {
    const dir = path.join(dataDir, name);
    return existsSync(dir) ? readdirSync(dir).map((file) => statSync(path.join(dir, file)).mtimeMs) : [];
  });
  return times.length === 0 ? null : Math.max(...times);
}

async function lockOf(dataDir: string): Promise<Finding> {
  const log = path.join(dataDir, 'log');
  if (!existsSync(log)) return well('data', 'no hub ever ran on it');
  try {
    await (await lockFolder(log, 'log')).release();
    return well('data', 'no hub runs on it now');
  } catch (error) {
    if (error instanceof HubError && error.code === 'log.in-use') return well('data', 'a hub runs on it');
    return wrong(
      'data',
      `${log} cannot be locked: ${String(error)}`,
      'the file system must be a local one, not a network share',
    );
  }
}

function keyFindings({ vaultKeyDir }: HubConfig): Finding[] {
  if (process.platform === 'win32') return [];
  const files = REALMS.map((realm) => masterKeyFile(vaultKeyDir, realm)).filter((file) => existsSync(file));
  return files
    .filter((file) => (statSync(file).mode & OTHERS) !== 0)
    .map((file) => wrong('data', `others of this machine may read the vault's key ${file}`, `chmod 600 ${file}`));
}

async function backupFinding(dataDir: string, nowMs: number): Promise<Finding> {
  const last = await lastBackup(dataDir);
  const remedy = 'npm run backup -- <folder> (docs/backup.md), each night by a timer';
  if (last === null) return warning('backup', 'this data was never backed up', remedy);
  const ageMs = nowMs - Date.parse(last.madeAt);
  const words = `the last backup was made ${Math.round(ageMs / 3_600_000)} h ago: ${last.file}`;
  if (!existsSync(last.file)) return warning('backup', `${words}, which is not there any more`, remedy);
  return ageMs > OLD_BACKUP_MS ? wrong('backup', words, remedy) : well('backup', words);
}

function mayWrite(dir: string): boolean {
  try {
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
