import { HubError } from '@hinomi/contracts';
import { DataSource } from 'typeorm';
import { OwnAnnouncements, type Announcements } from './announcements.js';
import { EmbeddedDatabase, type EmbeddedOptions } from './embedded/embedded-database.js';
import { migrate, MIGRATIONS_TABLE } from './migrate.js';
import { CreatePostgis1000000000000 } from './migrations/1000000000000-create-postgis.js';
import { PostgresAnnouncements } from './postgres-announcements.js';
import { storeError } from './store-errors.js';
import type { Store, StoreSettings, StoreTables } from './store.js';
import { TypeOrmStore } from './typeorm-store.js';

/** Enough for a gateway's requests beside its projections; the embedded session is lent to one at a time anyway. */
const CONNECTIONS = 8;
const CONNECT_LIMIT_MS = 10_000;

/** Opens the database and brings its tables up to date. */
export async function openStore(
  settings: StoreSettings,
  tables: readonly StoreTables[],
  progress: (text: string) => void = () => undefined,
  options: EmbeddedOptions = {},
): Promise<Store> {
  if (settings.kind === 'postgres') {
    const dataSource = dataSourceOf({ url: settings.url, schema: settings.schema }, tables);
    return openDataSource(dataSource, new PostgresAnnouncements(settings.url, dataSource), null);
  }
  const database = await EmbeddedDatabase.open(settings.dir, progress, options);
  const stream = (): unknown => database.connection();
  return openDataSource(dataSourceOf({ extra: { stream } }, tables), new OwnAnnouncements(), database);
}

async function openDataSource(
  dataSource: DataSource,
  announcements: Announcements,
  embedded: EmbeddedDatabase | null,
): Promise<Store> {
  const store = new TypeOrmStore(dataSource, announcements, embedded);
  try {
    await dataSource.initialize();
    await migrate(dataSource);
    return store;
  } catch (error) {
    await store.close();
    throw unopened(storeError(error));
  }
}

function unopened(error: unknown): unknown {
  if (error instanceof HubError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new HubError('store.unavailable', `The store cannot be opened: ${message}`, { cause: error });
}

type Where = { url: string; schema: string | undefined } | { extra: object };

function dataSourceOf(where: Where, tables: readonly StoreTables[]): DataSource {
  const extra = 'extra' in where ? where.extra : {};
  const isConfined = 'schema' in where && where.schema !== undefined;
  return new DataSource({
    type: 'postgres',
    ...('url' in where && { url: where.url, ...(where.schema !== undefined && { schema: where.schema }) }),
    extra: { ...extra, max: CONNECTIONS, connectionTimeoutMillis: CONNECT_LIMIT_MS },
    applicationName: 'hinomi',
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    synchronize: false,
    logging: false,
    migrationsTableName: MIGRATIONS_TABLE,
    entities: tables.flatMap(({ entities }) => [...entities]) as Function[],
    migrations: [
      ...(isConfined ? [] : [CreatePostgis1000000000000]),
      ...tables.flatMap(({ migrations }) => [...migrations]),
    ],
    // A pool's idle connection that breaks says so here; the next call gets another one.
    poolErrorHandler: () => undefined,
  });
}
