import { HubError } from '@hinomi/contracts';
import type { Engine } from './engine.js';
import { SessionLock } from './session-lock.js';
import { finalStatus, query, textRows } from './wire.js';

export interface SessionOptions {
  openEngine: () => Promise<Engine>;
  /** How long a caller waits for its turn: longer than any transaction of the hub takes. */
  lockLimitMs?: number;
  /** At this much memory the database is opened anew: PGlite's end is at 2 GB, and memory it took never comes back. */
  heapLimitBytes?: number;
  /** Write-ahead log between checkpoints. PostgreSQL in single-user mode makes none by itself. */
  checkpointBytes?: number;
}

const LOCK_LIMIT_MS = 30_000;
const HEAP_LIMIT_BYTES = 1.25 * 2 ** 30;
const CHECKPOINT_BYTES = 32 * 2 ** 20;

const ARE_YOU_WELL = query('select 1');
/** Not yet checkpointed, and not yet on disk: transactions that did not wait for the sync. */
const LOG_SIZES = query(
  `select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn), pg_wal_lsn_diff(pg_current_wal_insert_lsn(), pg_current_wal_flush_lsn()) from pg_control_checkpoint()`,
);
const WRITE_OUT = query(`select pg_logical_emit_message(false, 'hinomi', '', true)`);
const CHECKPOINT = query('checkpoint');
const ROLLBACK = query('rollback');

/** The parameters that PostgreSQL reports to each client at its start. */
const PARAMETERS = query(
  `select name, setting from pg_settings where name in ('server_version', 'server_encoding', 'client_encoding', 'DateStyle', 'TimeZone', 'integer_datetimes', 'standard_conforming_strings')`,
);

/**
 * The one session of the embedded database, lent to one connection at a time from the beginning of a transaction to its
 * end. Watches over the database: at its memory limit PGlite answers selects with nothing, and no error. Replies are
 * therefore checked before they are believed, and the database is opened anew in time.
 */
export class Session {
  private engine: Engine | null = null;
  private closed = false;
  private readonly lock: SessionLock;
  private readonly heapLimitBytes: number;
  private readonly checkpointBytes: number;

  constructor(private readonly options: SessionOptions) {
    this.lock = new SessionLock(options.lockLimitMs ?? LOCK_LIMIT_MS);
    this.heapLimitBytes = options.heapLimitBytes ?? HEAP_LIMIT_BYTES;
    this.checkpointBytes = options.checkpointBytes ?? CHECKPOINT_BYTES;
  }

  async open(): Promise<readonly (readonly [string, string])[]> {
    this.engine = await this.options.openEngine();
    const rows = textRows(await this.engine.exchange(PARAMETERS));
    return rows.map(([name, value]) => [name ?? '', value ?? ''] as const);
  }

  /**
   * One request and its reply for one connection; the session stays lent to it while a transaction is open. `whole` = the
   * request ends with Sync or is a query, so its reply must end with ReadyForQuery.
   */
  async exchange(who: object, request: Buffer, whole: boolean): Promise<Buffer> {
    const continues = this.lock.isHeldBy(who);
    await this.lock.acquire(who);
    try {
      const engine = continues ? this.engine : await this.ready();
      if (engine === null) throw unavailable('The transaction ended with the embedded database, which is opened anew.');
      const reply = await this.checked(engine, request, whole);
      if (whole && finalStatus(reply) === 'I') await this.finish(who);
      return reply;
    } catch (error) {
      this.lock.release(who);
      throw asUnavailable(error);
    }
  }

  /** A connection is gone: what it had open is taken back. */
  async leave(who: object): Promise<void> {
    this.lock.drop(who, unavailable('The connection to the embedded database was closed.'));
    if (!this.lock.isHeldBy(who)) return;
    try {
      await this.engine?.exchange(ROLLBACK);
    } catch {
      await this.giveUpEngine();
    } finally {
      this.lock.release(who);
    }
  }

  /** From time to time, when nobody uses the session: is it well, is its log on disk, is a checkpoint due? */
  async tend(): Promise<void> {
    if (!this.lock.isFree || this.closed) return;
    const tender = {};
    await this.lock.acquire(tender);
    try {
      const engine = await this.ready();
      if (!(await isWell(engine))) throw new Error('The embedded database no longer answers as it should.');
      const [unsaved = null, unsynced = null] = textRows(await engine.exchange(LOG_SIZES))[0] ?? [];
      if (Number(unsaved) >= this.checkpointBytes) await engine.exchange(CHECKPOINT);
      else if (Number(unsynced) > 0) await engine.exchange(WRITE_OUT);
    } catch (error) {
      await this.giveUpEngine();
      throw asUnavailable(error);
    } finally {
      this.lock.release(tender);
    }
  }

  /** Runs `work` while nobody has the session and all that was committed is in the files of the database. */
  async still<T>(work: () => Promise<T>): Promise<T> {
    const holder = {};
    await this.lock.acquire(holder);
    try {
      await this.writeOut();
      return await work();
    } finally {
      this.lock.release(holder);
    }
  }

  async close(): Promise<void> {
    if (this.closed) return;
    const closer = {};
    try {
      await this.lock.acquire(closer);
    } catch (error) {
      // Somebody keeps it from ending in good order; it must not go on in a folder that is free for others.
      this.closed = true;
      await this.giveUpEngine();
      throw error;
    }
    this.closed = true;
    try {
      await this.engine?.close();
    } finally {
      this.engine = null;
      this.lock.release(closer);
    }
  }

  private async checked(engine: Engine, request: Buffer, whole: boolean): Promise<Buffer> {
    try {
      const reply = await engine.exchange(request);
      const status = finalStatus(reply);
      if (whole && status === null) throw new Error('A reply of the embedded database has no end.');
      const canBeAsked = whole && status !== 'E';
      if (canBeAsked && engine.heapBytes >= this.heapLimitBytes && !(await isWell(engine))) {
        throw new Error('The embedded database ran out of memory.');
      }
      return reply;
    } catch (error) {
      await this.giveUpEngine();
      throw error;
    }
  }

  /** After a transaction: a database that grew too large is closed in good order, and opened by whoever comes next. */
  private async finish(who: object): Promise<void> {
    const { engine } = this;
    if (engine !== null && engine.heapBytes >= this.heapLimitBytes) {
      this.engine = null;
      await engine.close().catch(() => engine.kill());
    }
    this.lock.release(who);
  }

  /** For whoever holds the lock. */
  private async ready(): Promise<Engine> {
    if (this.closed) throw unavailable('The embedded database is closed.');
    return (this.engine ??= await this.options.openEngine());
  }

  private async writeOut(): Promise<void> {
    try {
      const reply = await (await this.ready()).exchange(CHECKPOINT);
      if (finalStatus(reply) !== 'I') throw new Error('The embedded database could not write everything out.');
    } catch (error) {
      await this.giveUpEngine();
      throw asUnavailable(error);
    }
  }

  private async giveUpEngine(): Promise<void> {
    const { engine } = this;
    this.engine = null;
    await engine?.kill();
  }
}

async function isWell(engine: Engine): Promise<boolean> {
  const reply = await engine.exchange(ARE_YOU_WELL);
  return finalStatus(reply) !== null && textRows(reply)[0]?.[0] === '1';
}

function unavailable(text: string, cause?: unknown): HubError {
  return new HubError('store.unavailable', text, { retryable: true, cause });
}

function asUnavailable(error: unknown): HubError {
  if (error instanceof HubError) return error;
  return unavailable(error instanceof Error ? error.message : String(error), error);
}
