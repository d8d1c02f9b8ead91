import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { HubError } from '@hinomi/contracts';
import { openEmbeddedLog, openKafkaLog, type EventLog } from '@hinomi/event-log';
import type { HubConfig } from './config.js';

/** The log of the settings; `log.in-use` says in words who has it and what to do. */
export async function openLog(config: Pick<HubConfig, 'log' | 'dataDir' | 'services'>): Promise<EventLog> {
  if (config.log.kind === 'embedded') return openOwnLog(config.dataDir);
  const clientId = `hinomi-${config.services.join('-')}-${randomBytes(4).toString('hex')}`;
  return openKafkaLog({ ...config.log, clientId });
}

async function openOwnLog(dataDir: string): Promise<EventLog> {
  try {
    return await openEmbeddedLog({ dir: path.join(dataDir, 'log') });
  } catch (cause) {
    if (!(cause instanceof HubError) || cause.code !== 'log.in-use') throw cause;
    const remedy = 'stop it, or start this one with another folder in HINOMI_DATA_DIR';
    throw new HubError('log.in-use', `Another hub runs on the data in ${dataDir}: ${remedy}.`, { cause });
  }
}
