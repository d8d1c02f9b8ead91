import type { Announcements } from './announcements.js';
import type { DataSource, EntityManager, EntityTarget, MigrationInterface, ObjectLiteral } from 'typeorm';

/** Where the rows are: the embedded twin in a folder of its own, or a PostgreSQL with PostGIS. */
export type StoreSettings =
  | { kind: 'embedded'; dir: string }
  | {
      kind: 'postgres';
      url: string;
      /** For a role that has this schema and no other right: the list of migrations is in it too, and PostGIS is not asked for. */
      schema?: string;
    };

/** What one owner brings: its tables as entities, and the migrations that make them (the same SQL on both). */
export interface StoreTables {
  entities: readonly EntityTarget<ObjectLiteral>[];
  migrations: readonly (new () => MigrationInterface)[];
}

/** One database for the whole process. Errors: `store.in-use`, `store.unavailable` (retryable). */
export interface Store {
  readonly dataSource: DataSource;

  /**
   * A transaction whose rows survive power loss before this resolves: accounts, keys, journals. Slower than
   * {@link projected}, which is for what the log can rebuild.
   */
  durably<T>(work: (rows: EntityManager) => Promise<T>): Promise<T>;

  /** A transaction that may be lost in a power cut, whole and in order: projections, which resume from their stored position. */
  projected<T>(work: (rows: EntityManager) => Promise<T>): Promise<T>;

  /** What processes on this store tell each other in passing. */
  readonly announcements: Announcements;

  /**
   * Runs `work` while nobody writes and all that was committed is in the files of the embedded twin, so that they can be copied.
   * `store.unavailable` for rows on a server, which has means of its own.
   */
  still<T>(work: () => Promise<T>): Promise<T>;

  /** Asks the database for an answer; false when it fails, or gives a wrong one. How long to wait is the asker's. */
  isUp(): Promise<boolean>;

  close(): Promise<void>;
}

/** Injection token of the {@link Store}. */
export const STORE = Symbol.for('hinomi.store');
