import { aesCipher, NO_CIPHER, openBytes, sealBytes, type SealedBytes } from './cipher.js';
import { keyOfPin, newPinHash } from './pin.js';
import { SealedRows } from './sealed-rows.js';
import { LOCK, OLD_STORES, openTabletDatabase, STRICT, type LockRow, type TabletDatabase } from './tablet-database.js';

export const MOST_TRIES = 10;
export const LOCK_MINUTES = [1, 5, 10, 30] as const;
const LOCK_AFTER_MINUTES = 10;
/** What the wrapped key is bound to. */
const WRAPPED_AT = 'lock/1';

/** `new`: no PIN yet. `plain`: this page has no encryption, so there is none to lock. */
export type VaultState =
  | { kind: 'new'; hasOldRows: boolean }
  | { kind: 'locked'; triesLeft: number; lockAfterMinutes: number }
  | { kind: 'plain' };

export type Unlocked =
  { outcome: 'open'; rows: SealedRows } | { outcome: 'wrong'; triesLeft: number } | { outcome: 'wiped' };

/** The one key of the device's data, and the PIN before it. */
export class Vault {
  private constructor(private readonly database: TabletDatabase) {}

  static async open(name?: string): Promise<Vault> {
    return new Vault(await openTabletDatabase(name));
  }

  async state(): Promise<VaultState> {
    // Undefined on a page without HTTPS, whatever the types say.
    if ((crypto.subtle as SubtleCrypto | undefined) === undefined) return { kind: 'plain' };
    const lock = await this.database.get('lock', LOCK);
    if (lock !== undefined && lock.triesLeft > 0) {
      return { kind: 'locked', triesLeft: lock.triesLeft, lockAfterMinutes: lock.lockAfterMinutes };
    }
    // The device died while it tried for the last time: that try counts.
    if (lock !== undefined) await this.wipe();
    const counts = await Promise.all(OLD_STORES.map((store) => this.database.count(store)));
    return { kind: 'new', hasOldRows: counts.some((count) => count > 0) };
  }

  plain(): SealedRows {
    return new SealedRows(this.database, NO_CIPHER);
  }

  /** The first PIN of this device. Of two tabs that set one at once, the second is refused: it has to be unlocked. */
  async setUp(pin: string): Promise<SealedRows | null> {
    const raw = crypto.getRandomValues(new Uint8Array(32));
    const row: LockRow = { ...(await wrap(pin, raw)), triesLeft: MOST_TRIES, lockAfterMinutes: LOCK_AFTER_MINUTES };
    const transaction = this.database.transaction(['lock', 'rows'], 'readwrite', STRICT);
    const locks = transaction.objectStore('lock');
    const isFirst = (await locks.get(LOCK)) === undefined;
    if (isFirst) {
      const rows = transaction.objectStore('rows');
      const [places, values] = [await rows.getAllKeys(), await rows.getAll()];
      // Sealed with a key that is gone.
      for (const [index, place] of places.entries()) if ('iv' in (values[index]?.value ?? {})) await rows.delete(place);
      await locks.put(row, LOCK);
    }
    await transaction.done;
    return isFirst ? this.rowsOf(raw) : null;
  }

  /** A wrong try is on the disk before the PIN is looked at, so that no dead battery takes it back. */
  async unlock(pin: string): Promise<Unlocked> {
    const lock = await this.countTry();
    if (lock === null) return { outcome: 'wiped' };
    const raw = await unwrap(pin, lock);
    if (raw === null) {
      if (lock.triesLeft > 0) return { outcome: 'wrong', triesLeft: lock.triesLeft };
      await this.wipe();
      return { outcome: 'wiped' };
    }
    await this.changeLock({ triesLeft: MOST_TRIES });
    return { outcome: 'open', rows: await this.rowsOf(raw) };
  }

  /** The data stays as it is: only its key is wrapped anew. */
  async changePin(pin: string, next: string): Promise<Unlocked['outcome']> {
    const lock = await this.countTry();
    if (lock === null) return 'wiped';
    const raw = await unwrap(pin, lock);
    if (raw === null) {
      if (lock.triesLeft > 0) return 'wrong';
      await this.wipe();
      return 'wiped';
    }
    await this.changeLock({ ...(await wrap(next, raw)), triesLeft: MOST_TRIES });
    raw.fill(0);
    return 'open';
  }

  setLockAfter(lockAfterMinutes: number): Promise<void> {
    return this.changeLock({ lockAfterMinutes });
  }

  /** Nobody, with whatever PIN, brings back what was here. */
  async wipe(): Promise<void> {
    const transaction = this.database.transaction(['lock', 'rows', ...OLD_STORES], 'readwrite', STRICT);
    for (const store of ['lock', 'rows', ...OLD_STORES] as const) await transaction.objectStore(store).clear();
    await transaction.done;
  }

  close(): void {
    this.database.close();
  }

  private async countTry(): Promise<LockRow | null> {
    const transaction = this.database.transaction('lock', 'readwrite', STRICT);
    const lock = await transaction.store.get(LOCK);
    const counted = lock === undefined ? null : { ...lock, triesLeft: lock.triesLeft - 1 };
    if (counted !== null) await transaction.store.put(counted, LOCK);
    await transaction.done;
    return counted;
  }

  private async changeLock(part: Partial<LockRow>): Promise<void> {
    const transaction = this.database.transaction('lock', 'readwrite', STRICT);
    const lock = await transaction.store.get(LOCK);
    if (lock !== undefined) await transaction.store.put({ ...lock, ...part }, LOCK);
    await transaction.done;
  }

  private async rowsOf(raw: Uint8Array<ArrayBuffer>): Promise<SealedRows> {
    const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt']);
    raw.fill(0);
    return new SealedRows(this.database, aesCipher(key));
  }
}

async function wrap(pin: string, raw: Uint8Array<ArrayBuffer>): Promise<Pick<LockRow, 'hash' | 'wrapped'>> {
  const hash = newPinHash();
  return { hash, wrapped: await sealBytes(await keyOfPin(pin, hash), WRAPPED_AT, raw) };
}

/** Null = the PIN is wrong. */
async function unwrap(
  pin: string,
  { hash, wrapped }: { hash: LockRow['hash']; wrapped: SealedBytes },
): Promise<Uint8Array<ArrayBuffer> | null> {
  const key = await keyOfPin(pin, hash);
  try {
    return new Uint8Array(await openBytes(key, WRAPPED_AT, wrapped));
  } catch {
    return null;
  }
}
