import type { Cipher } from './cipher.js';
import { OLD_STORES, STRICT, type SealedRow, type TabletDatabase } from './tablet-database.js';

/**
 * What an edit makes of rows: a value to write, `undefined` to delete; what it does not name stays. What it names and did not
 * read is written whatever stood there.
 */
export type Edit = ReadonlyMap<string, unknown>;

/** Other tabs may write between reading and writing; each time one of them gets through. */
const MOST_TRIES = 100;

/** Never the same again, also of a place that was deleted and written anew. 0 = there is nothing. */
function newStamp(): number {
  return Math.random() || 1;
}

/**
 * Values by place, sealed. IndexedDB ends a transaction that waits for the cipher, so a change reads, seals, and writes only
 * if nobody else wrote meanwhile; else it begins again. Every change is one durable transaction.
 */
export class SealedRows {
  /** Opening a hundred reports with every key would be felt. */
  private readonly opened = new Map<string, { stamp: number; value: unknown }>();

  constructor(
    private readonly database: TabletDatabase,
    private readonly cipher: Cipher,
  ) {}

  async get(place: string): Promise<unknown> {
    return this.openRow(place, await this.database.get('rows', place));
  }

  /** All whose place begins so, in the order of their places. */
  async all(prefix: string): Promise<Map<string, unknown>> {
    return new Map([...(await this.read([], prefix)).values].filter(([, value]) => value !== undefined));
  }

  /** Reads `places` and, with a prefix, all that begin so; writes what `edit` answers, at once or not at all. */
  async change(
    places: readonly string[],
    edit: (values: ReadonlyMap<string, unknown>) => Edit,
    prefix?: string,
  ): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      const { values, stamps } = await this.read(places, prefix);
      const edits = edit(values);
      if (edits.size === 0) return;
      const sealed = await Promise.all(
        [...edits].map(async ([place, value]) => {
          return [place, value === undefined ? undefined : await this.cipher.seal(place, value)] as const;
        }),
      );
      const transaction = this.database.transaction('rows', 'readwrite', STRICT);
      const { store } = transaction;
      const now = await Promise.all([...stamps.keys()].map(async (place) => [place, await store.get(place)] as const));
      const isAsRead = now.every(([place, row]) => (row?.stamp ?? 0) === (stamps.get(place) ?? 0));
      if (isAsRead) {
        for (const [place, value] of sealed) {
          if (value === undefined) await store.delete(place);
          else await store.put({ stamp: newStamp(), value }, place);
        }
      }
      await transaction.done;
      if (isAsRead) return;
    }
    throw new Error('the rows are written by others all the time');
  }

  /** What was kept unencrypted, by version 1 or by a page that had no encryption, sealed now; in one transaction, so that a dead battery leaves one or the other. */
  async takeOver(placeOf: (store: (typeof OLD_STORES)[number], key: string) => string): Promise<void> {
    const found: [string, SealedRow][] = [];
    for (const name of OLD_STORES) {
      const reading = this.database.transaction(name, 'readonly');
      const [keys, values] = await Promise.all([reading.store.getAllKeys(), reading.store.getAll()]);
      for (const [index, key] of keys.entries()) {
        const place = placeOf(name, key);
        found.push([place, { stamp: newStamp(), value: await this.cipher.seal(place, values[index]) }]);
      }
    }
    const reading = this.database.transaction('rows', 'readonly');
    const [places, plain] = await Promise.all([reading.store.getAllKeys(), reading.store.getAll()]);
    for (const [index, place] of places.entries()) {
      const value = plain[index]?.value;
      if (value === undefined || !('plain' in value)) continue;
      found.push([place, { stamp: newStamp(), value: await this.cipher.seal(place, value.plain) }]);
    }
    if (found.length === 0) return;
    const transaction = this.database.transaction([...OLD_STORES, 'rows'], 'readwrite', STRICT);
    const rows = transaction.objectStore('rows');
    // Another tab may have been faster, and gone on from there.
    for (const [place, row] of found) {
      const there = await rows.get(place);
      if (there === undefined || 'plain' in there.value) await rows.put(row, place);
    }
    for (const name of OLD_STORES) await transaction.objectStore(name).clear();
    await transaction.done;
  }

  private async read(
    places: readonly string[],
    prefix?: string,
  ): Promise<{ values: Map<string, unknown>; stamps: Map<string, number> }> {
    const transaction = this.database.transaction('rows', 'readonly');
    const { store } = transaction;
    const range = prefix === undefined ? undefined : IDBKeyRange.bound(prefix, `${prefix}\uffff`);
    const [single, keys, many] = await Promise.all([
      Promise.all(places.map((place) => store.get(place))),
      range === undefined ? [] : store.getAllKeys(range),
      range === undefined ? [] : store.getAll(range),
    ]);
    const rows = new Map([
      ...places.map((place, index) => [place, single[index]] as const),
      ...keys.map((place, index) => [place, many[index]] as const),
    ]);
    const values = new Map<string, unknown>();
    const stamps = new Map<string, number>();
    for (const [place, row] of rows) {
      values.set(place, await this.openRow(place, row));
      stamps.set(place, row?.stamp ?? 0);
    }
    return { values, stamps };
  }

  private async openRow(place: string, row: SealedRow | undefined): Promise<unknown> {
    if (row === undefined) return undefined;
    const known = this.opened.get(place);
    if (known?.stamp === row.stamp) return known.value;
    const value = await this.cipher.open(place, row.value);
    this.opened.set(place, { stamp: row.stamp, value });
    return value;
  }
}
