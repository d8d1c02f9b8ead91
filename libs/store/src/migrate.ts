import type { DataSource } from 'typeorm';

/** Where it stands which were run. */
export const MIGRATIONS_TABLE = 'store_migrations';

/** Any number that nothing else in the database locks: "hinomi" as ASCII. */
const MIGRATION_LOCK = 0x68696e6f6d69;

/** Runs what is pending. Processes that start together on one PostgreSQL take turns, and the later ones find nothing to do. */
export async function migrate(dataSource: DataSource): Promise<void> {
  const guard = dataSource.createQueryRunner();
  try {
    await guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    try {
      await dataSource.runMigrations({ transaction: 'each' });
    } finally {
      await guard.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    }
  } finally {
    await guard.release();
  }
}
