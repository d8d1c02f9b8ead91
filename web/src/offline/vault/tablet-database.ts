import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { SealedBytes, SealedValue } from './cipher.js';
import type { PinHash } from './pin.js';

/** A value with a mark of its writing: whoever changes it must have read the last. */
export interface SealedRow {
  stamp: number;
  value: SealedValue;
}

/** What stands between a PIN and the data key. Nothing of it is secret but what is wrapped. */
export interface LockRow {
  hash: PinHash;
  /** The data key, sealed by the PIN's. */
  wrapped: SealedBytes;
  triesLeft: number;
  lockAfterMinutes: number;
}

interface TabletSchema extends DBSchema {
  rows: { key: string; value: SealedRow };
  lock: { key: string; value: LockRow };
  /** Of version 1, unencrypted; empty once they were taken over. */
  reports: { key: string; value: unknown };
  tablet: { key: string; value: unknown };
  drafts: { key: string; value: unknown };
  hub: { key: string; value: unknown };
}
export type TabletDatabase = IDBPDatabase<TabletSchema>;

export const LOCK = 'lock';
export const OLD_STORES = ['reports', 'tablet', 'drafts', 'hub'] as const;
/** Complete only once it is on the disk: a battery may die with the next breath. */
export const STRICT = { durability: 'strict' } as const;

export function openTabletDatabase(name = 'hinomi-shelter'): Promise<TabletDatabase> {
  return openDB<TabletSchema>(name, 2, {
    upgrade: (database, before) => {
      if (before < 1) {
        database.createObjectStore('reports', { keyPath: 'reportId' });
        for (const rows of ['tablet', 'drafts', 'hub'] as const) database.createObjectStore(rows);
      }
      database.createObjectStore('rows');
      database.createObjectStore('lock');
    },
    blocking: (_now, _next, event) => (event.target as IDBDatabase).close(),
  });
}
