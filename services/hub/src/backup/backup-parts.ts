import path from 'node:path';
import { HubError } from '@hinomi/contracts';
import type { HubConfig } from '../config.js';
import type { ArchivePart } from './write-archive.js';

/** Where a backup that is under way keeps its copies, beside what they are copies of: the same disk, for the same eyes. */
export const COPIES = 'backup-copies';
/** Of the last backup: when, and where to. */
export const LAST_BACKUP = 'last-backup.json';

/** Named `log`, `store` and `checkpoints` in the archive like everything else of the data, but taken from copies of one moment. */
const OF_ONE_MOMENT = ['log', 'store', 'checkpoints'];
/** Of this machine, or of somebody else. */
const NOT_OURS = ['hub.sock', 'cluster', 'bench', LAST_BACKUP, COPIES];

type Places = Pick<HubConfig, 'dataDir' | 'boundariesDir' | 'photosDir' | 'attachments' | 'vaultKeyDir'>;

/** Folders by their names in an archive; those within the data folder are part of it. */
export function foldersOf({ dataDir, boundariesDir, photosDir, attachments }: Places): Map<string, string> {
  const elsewhere = Object.entries({
    boundaries: boundariesDir,
    photos: photosDir,
    attachments: attachments.dir,
  }).filter(([, dir]) => !isWithin(dir, dataDir));
  return new Map([['data', dataDir], ...elsewhere]);
}

/** What belongs in an archive. The vault's keys do not: they are kept apart. */
export function backupParts(config: Places): ArchivePart[] {
  const { dataDir, vaultKeyDir } = config;
  const keys = isWithin(vaultKeyDir, dataDir) ? path.relative(dataDir, vaultKeyDir) : '';
  if (keys.includes(path.sep)) {
    throw new HubError(
      'request.invalid',
      'HINOMI_VAULT_KEY_DIR must be a folder of its own, or stand right in the data.',
    );
  }
  const inData = new Set([...OF_ONE_MOMENT, ...NOT_OURS, 'vault', keys]);
  return [
    { name: 'data', dir: path.join(dataDir, COPIES), skip: new Set() },
    ...[...foldersOf(config)].map(([name, dir]) => ({ name, dir, skip: name === 'data' ? inData : new Set<string>() })),
  ];
}

export function isWithin(dir: string, folder: string): boolean {
  const relative = path.relative(folder, dir);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}

/** `request.invalid` for a hub whose log or rows are on servers. */
export function mustBeEmbedded({ log, store, vaultStore }: Pick<HubConfig, 'log' | 'store' | 'vaultStore'>): void {
  if (log.kind === 'embedded' && store.kind === 'embedded' && vaultStore === null) return;
  throw new HubError(
    'request.invalid',
    'This command is for a hub with its log and its rows in its data folder. Kafka and PostgreSQL are backed up by their own means: docs/backup.md says in which order.',
  );
}
