import { HubError } from '@hinomi/contracts';
import type { Announcements } from './announcements.js';
import type { DataSource, EntityManager } from 'typeorm';
import type { EmbeddedDatabase } from './embedded/embedded-database.js';
import { storeError } from './store-errors.js';
import type { Store } from './store.js';

export class TypeOrmStore implements Store {
  constructor(
    readonly dataSource: DataSource,
    readonly announcements: Announcements,
    private readonly embedded: Pick<EmbeddedDatabase, 'still' | 'close'> | null = null,
  ) {}

  durably<T>(work: (rows: EntityManager) => Promise<T>): Promise<T> {
    return this.transaction('on', work);
  }

  projected<T>(work: (rows: EntityManager) => Promise<T>): Promise<T> {
    return this.transaction('off', work);
  }

  async still<T>(work: () => Promise<T>): Promise<T> {
    if (this.embedded !== null) return this.embedded.still(work);
    throw new HubError('store.unavailable', 'A PostgreSQL server is copied with its own means: see docs/backup.md.');
  }

  async isUp(): Promise<boolean> {
    try {
      const rows: unknown = await this.dataSource.query('select 1 as answer');
      return Array.isArray(rows) && rows.length === 1 && (rows[0] as { answer?: unknown }).answer === 1;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    try {
      if (this.dataSource.isInitialized) await this.dataSource.destroy();
    } finally {
      await this.embedded?.close();
    }
  }

  /** LOCAL, because the embedded twin has one session for all connections. */
  private async transaction<T>(sync: 'on' | 'off', work: (rows: EntityManager) => Promise<T>): Promise<T> {
    try {
      return await this.dataSource.transaction(async (rows) => {
        await rows.query(`set local synchronous_commit = ${sync}`);
        return work(rows);
      });
    } catch (error) {
      throw storeError(error);
    }
  }
}
