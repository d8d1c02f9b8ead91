import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startPostgres, whyNoPostgres, type RunningPostgres } from '../../../infra/postgres/postgres.mjs';
import { openStore } from './open-store.js';
import { storeSuite, SUITE_TABLES } from './store.suite.js';

const missing = await whyNoPostgres();
let postgres: RunningPostgres;

const suite = missing === null ? describe : describe.skip;
suite(`on PostgreSQL${missing === null ? '' : ` (left out: ${missing})`}`, () => {
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 120_000);
  afterAll(async () => {
    await postgres.stop();
    rmSync(postgres.dir, { recursive: true, force: true });
  });

  storeSuite('the store on PostgreSQL', (tables) => openStore({ kind: 'postgres', url: postgres.url }, tables));

  it('lets processes that start together migrate once', async () => {
    const stores = await Promise.all(
      Array.from({ length: 4 }, () => openStore({ kind: 'postgres', url: postgres.url }, [SUITE_TABLES])),
    );
    const rows: unknown = await stores[0]!.dataSource.query('select count(*)::int as count from store_migrations');
    expect(rows).toEqual([{ count: 3 }]);
    await Promise.all(stores.map((store) => store.close()));
  }, 60_000);

  it('says that it is away, may be tried again, and is there again by itself', async () => {
    const store = await openStore({ kind: 'postgres', url: postgres.url }, [SUITE_TABLES]);
    await postgres.kill();
    expect(await store.isUp()).toBe(false);
    const asked = store.durably((rows) => rows.query('select 1'));
    await expect(asked).rejects.toMatchObject({ code: 'store.unavailable', retryable: true });
    await postgres.restart();
    expect(await store.isUp()).toBe(true);
    await store.close();
  }, 60_000);
});
