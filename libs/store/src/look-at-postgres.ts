import pg from 'pg';
import { storeError } from './store-errors.js';

export interface PostgresStanding {
  version: string;
  postgis: boolean;
  isSuperuser: boolean;
  /** Its clock, in ms since 1970. */
  now: number;
}

/** Asks a server how it is, on one connection that ends at once. */
export async function lookAtPostgres(url: string, limitMs: number): Promise<PostgresStanding> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: limitMs, query_timeout: limitMs });
  // A connection that breaks is told by the call that waits for it.
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ version: string; postgis: boolean; super: boolean; now: Date }>(
      `select current_setting('server_version') as version, current_setting('is_superuser') = 'on' as super, now(),
         exists(select 1 from pg_extension where extname = 'postgis') as postgis`,
    );
    const [row] = rows;
    if (row === undefined) throw new Error('the server answered nothing');
    return { version: row.version, postgis: row.postgis, isSuperuser: row.super, now: row.now.getTime() };
  } catch (error) {
    throw storeError(error);
  } finally {
    await client.end();
  }
}
