import { openDB, type IDBPDatabase } from 'idb';

/** How a row lies on the disk of the device: as it is, or so that only this device's key opens it. */
export interface Seal {
  close: (row: unknown) => Promise<unknown>;
  open: (stored: unknown) => Promise<unknown>;
}
export const UNSEALED: Seal = { close: (row) => Promise.resolve(row), open: (stored) => Promise.resolve(stored) };

/** A database of rows of one kind, each under its id. Every change is one durable transaction. */
export class Shelf<Row> {
  private constructor(
    private readonly database: IDBPDatabase,
    private readonly seal: Seal,
  ) {}

  static async open<Row>(name: string, seal: Seal = UNSEALED): Promise<Shelf<Row>> {
    const database = await openDB(name, 1, { upgrade: (fresh) => void fresh.createObjectStore(ROWS) });
    return new Shelf<Row>(database, seal);
  }

  async all(): Promise<Row[]> {
    const stored: unknown[] = await this.database.getAll(ROWS);
    return Promise.all(stored.map((each) => this.seal.open(each) as Promise<Row>));
  }

  async get(id: string): Promise<Row | undefined> {
    const stored: unknown = await this.database.get(ROWS, id);
    return stored === undefined ? undefined : ((await this.seal.open(stored)) as Row);
  }

  /** Resolves when it is on the disk. */
  async put(id: string, row: Row): Promise<void> {
    await this.write(id, await this.seal.close(row));
  }

  async remove(...ids: readonly string[]): Promise<void> {
    const transaction = this.database.transaction(ROWS, 'readwrite', { durability: 'strict' });
    for (const id of ids) await transaction.store.delete(id);
    await transaction.done;
  }

  private async write(id: string, stored: unknown): Promise<void> {
    const transaction = this.database.transaction(ROWS, 'readwrite', { durability: 'strict' });
    await transaction.store.put(stored, id);
    await transaction.done;
  }
}

const ROWS = 'rows';
