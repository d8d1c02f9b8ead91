import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Metrics } from '@hinomi/service-kit';
import { LAST_BACKUP } from './backup-parts.js';

/** When the last backup of a data folder was made, and where to; null where none was. */
export async function lastBackup(dataDir: string): Promise<{ madeAt: string; file: string } | null> {
  try {
    const read = JSON.parse(await readFile(path.join(dataDir, LAST_BACKUP), 'utf8')) as {
      madeAt: string;
      file: string;
    };
    return Number.isNaN(Date.parse(read.madeAt)) ? null : read;
  } catch {
    // A note that is not there or not whole says as little.
    return null;
  }
}

/** `backup_age_seconds`, once there was a backup. */
export function observeBackups(metrics: Metrics, dataDir: string): void {
  metrics.collect(async () => {
    const last = await lastBackup(dataDir);
    const samples = last === null ? [] : [{ value: Math.max(0, (Date.now() - Date.parse(last.madeAt)) / 1_000) }];
    return [{ name: 'backup_age_seconds', help: 'Since the last backup of this data folder.', type: 'gauge', samples }];
  });
}
