import { openStore, openTestStore, type Store } from '@hinomi/store';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { startPostgres, whyNoPostgres, type RunningPostgres } from '../../../../infra/postgres/postgres.mjs';
import { HISTORY_TABLES } from './history-tables.js';

const missing = await whyNoPostgres();

/** The same specs on the embedded store and on PostgreSQL, where the machine has one; each is given a fresh database. */
export function onBothStores(title: string, specs: (open: () => Promise<Store>) => void): void {
  describe(`${title} on the embedded store`, () => specs(() => openTestStore([HISTORY_TABLES])));
  const suite = missing === null ? describe : describe.skip;
  suite(`${title} on PostgreSQL${missing === null ? '' : ` (left out: ${missing})`}`, () => {
    let postgres: RunningPostgres;
    beforeAll(async () => {
      postgres = await startPostgres();
    }, 120_000);
    afterAll(() => postgres.stop());
    specs(() => openStore({ kind: 'postgres', url: postgres.url }, [HISTORY_TABLES]));
  });
}
