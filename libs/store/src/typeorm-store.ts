import type { DataSource, EntityManager } from 'typeorm';
import { storeError } from './store-errors.js';
import type { Store } from './store.js';

/** An answer that takes longer is none. */
const IS_UP_LIMIT_MS = 3_000;

export class TypeOrmStore implements Store {
  constructor(
    readonly dataSource: DataSource,
    private readonly closeDatabase: () => Promise<void> = () => Promise.resolve(),
  ) {}

  durably<T>(work: (rows: EntityManager) => Promise<T>): Promise<T> {
    return this.transaction('on', work);
  }

  projected<T>(work: (rows: EntityManager) => Promise<T>): Promise<T> {
    return this.transaction('off', work);
  }

  async isUp(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), IS_UP_LIMIT_MS);
    });
    try {
      return await Promise.race([this.answers(), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  async close(): Promise<void> {
    try {
      if (this.dataSource.isInitialized) await this.dataSource.destroy();
    } finally {
      await this.closeDatabase();
    }
  }

  private async answers(): Promise<boolean> {
    try {
      const rows: unknown = await this.dataSource.query('select 1 as answer');
      return Array.isArray(rows) && rows.length === 1 && (rows[0] as { answer?: unknown }).answer === 1;
    } catch {
      return false;
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
