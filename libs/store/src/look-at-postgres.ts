import pg from 'pg';
import { getMetadataArgsStorage } from 'typeorm';
import { MIGRATIONS_TABLE } from './migrate.js';
import { CreatePostgis1000000000000 } from './migrations/1000000000000-create-postgis.js';
import { storeError } from './store-errors.js';
import type { StoreTables } from './store.js';

export interface PostgresStanding {
  version: string;
  postgis: boolean;
  isSuperuser: boolean;
  /** How far its clock is ahead of ours; negative = behind. */
  clockAheadMs: number;
  /** The steps that brought its tables to where they are; none = there are no tables yet. */
  taken: string[];
  /** Steps of the given tables that it has not taken. */
  pending: string[];
  /** Tables that are not there, though every step was taken. */
  missing: string[];
}

/** The steps that a database with these tables may have taken, by the names it keeps of them. */
export function knownSteps(tables: readonly StoreTables[]): string[] {
  return [CreatePostgis1000000000000.name, ...stepsOf(tables)];
}

function stepsOf(tables: readonly StoreTables[]): string[] {
  return tables.flatMap(({ migrations }) => migrations.map((Step) => new Step().name ?? Step.name));
}

/** Asks a server how it is, and whether it has these tables, on one connection that ends at once. */
export async function lookAtPostgres(
  url: string,
  limitMs: number,
  tables: readonly StoreTables[] = [],
  schema?: string,
): Promise<PostgresStanding> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: limitMs, query_timeout: limitMs });
  // A connection that breaks is told by the call that waits for it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const askedMs = Date.now();
    const { rows } = await client.query<{ version: string; postgis: boolean; super: boolean; now: Date }>(
      `select current_setting('server_version') as version, current_setting('is_superuser') = 'on' as super, now(),
         exists(select 1 from pg_extension where extname = 'postgis') as postgis`,
    );
    const [row] = rows;
    if (row === undefined) throw new Error('the server answered nothing');
    // It looked somewhere between question and answer.
    const clockAheadMs = row.now.getTime() - (askedMs + Date.now()) / 2;
    const standing = { version: row.version, postgis: row.postgis, isSuperuser: row.super, clockAheadMs };
    return { ...standing, ...(await lookAtTables(client, tables, schema)) };
  } catch (error) {
    throw storeError(error);
  } finally {
    await client.end();
  }
}

async function lookAtTables(client: pg.Client, tables: readonly StoreTables[], schema: string | undefined) {
  const taken = await migrationsTaken(
    client,
    schema === undefined ? MIGRATIONS_TABLE : `${schema}.${MIGRATIONS_TABLE}`,
  );
  const pending = stepsOf(tables).filter((name) => !taken.includes(name));
  const named = pending.length > 0 ? [] : tables.flatMap(({ entities }) => tableNames(entities));
  const { rows } = await client.query<{ name: string }>(
    'select name from unnest($1::text[]) as name where to_regclass(name) is null order by name',
    [named],
  );
  return { taken, pending, missing: rows.map(({ name }) => name) };
}

async function migrationsTaken(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ is: boolean }>('select to_regclass($1) is not null as is', [table]);
  if (rows[0]?.is !== true) return [];
  return (await client.query<{ name: string }>(`select name from ${table}`)).rows.map(({ name }) => name);
}

function tableNames(entities: StoreTables['entities']): string[] {
  return getMetadataArgsStorage()
    .tables.filter(({ target }) => entities.includes(target))
    .flatMap(({ name }) => name ?? []);
}
