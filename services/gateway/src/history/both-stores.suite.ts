import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store, type StoreTables } from '@hinomi/store';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { startPostgres, whyNoPostgres, type RunningPostgres } from '../../../../infra/postgres/postgres.mjs';
import { HISTORY_TABLES } from './history-tables.js';

/** Opens the suite's database, the same each time. */
export type OpenSuiteStore = (tables?: StoreTables) => Promise<Store>;

const missing = await whyNoPostgres();

/** The same specs on the embedded store and on PostgreSQL, where the machine has one. */
export function onBothStores(title: string, specs: (open: OpenSuiteStore) => void): void {
  describe(`${title} on the embedded store`, () => {
    const dir = mkdtempSync(join(tmpdir(), 'hinomi-history-store-'));
    specs((tables = HISTORY_TABLES) => openStore({ kind: 'embedded', dir }, [tables]));
    afterAll(() => rmSync(dir, { recursive: true, force: true }));
  });
  const suite = missing === null ? describe : describe.skip;
  suite(`${title} on PostgreSQL${missing === null ? '' : ` (left out: ${missing})`}`, () => {
    let postgres: RunningPostgres;
    beforeAll(async () => {
      postgres = await startPostgres();
    }, 120_000);
    specs((tables = HISTORY_TABLES) => openStore({ kind: 'postgres', url: postgres.url }, [tables]));
    afterAll(async () => {
      await postgres.stop();
      rmSync(postgres.dir, { recursive: true, force: true });
    });
  });
}
