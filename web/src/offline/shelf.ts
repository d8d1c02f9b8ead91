import type { SealedRows } from './vault/sealed-rows.js';

/** Rows of one kind among what the tablet room keeps on the device, sealed as all of it; each change is one durable transaction. */
export class Shelf<Row> {
  /** `prefix` ends with a slash, and no other kind's begins with it. */
  constructor(
    private readonly rows: SealedRows,
    private readonly prefix: string,
  ) {}

  async all(): Promise<Row[]> {
    return [...(await this.rows.all(this.prefix)).values()] as Row[];
  }

  async get(id: string): Promise<Row | undefined> {
    return (await this.rows.get(this.prefix + id)) as Row | undefined;
  }

  /** Resolves when it is on the disk. */
  put(id: string, row: Row): Promise<void> {
    return this.rows.change([], () => new Map([[this.prefix + id, row]]));
  }

  remove(...ids: readonly string[]): Promise<void> {
    return this.rows.change([], () => new Map(ids.map((id) => [this.prefix + id, undefined])));
  }
}
