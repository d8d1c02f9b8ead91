import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Duplex } from 'node:stream';
import { HubError } from '@hinomi/contracts';
import { lockFolder, type FolderLock } from '@hinomi/service-kit';
import { copyTemplate, dataTemplate } from './data-template.js';
import { PgliteEngine } from './engine.js';
import { SessionConnection } from './session-connection.js';
import { Session, type SessionOptions } from './session.js';

export interface EmbeddedOptions extends Omit<SessionOptions, 'openEngine'> {
  /** Another worker in place of PGlite's own: for specs that watch what it does to its files. */
  workerFile?: URL;
  /** How often the database is looked after; 0 = never. */
  tendEveryMs?: number;
}

/** Often enough that little is lost when the process is killed, seldom enough to cost nothing. */
const TEND_EVERY_MS = 2_000;

/** PostgreSQL with PostGIS in this process, in a folder of its own. */
export class EmbeddedDatabase {
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly lock: FolderLock,
    readonly session: Session,
    private readonly parameters: readonly (readonly [string, string])[],
  ) {}

  /** `store.in-use` when somebody else has the folder open. */
  static async open(
    dir: string,
    progress: (text: string) => void = () => undefined,
    options: EmbeddedOptions = {},
  ): Promise<EmbeddedDatabase> {
    const lock = await lockFolder(dir, 'store');
    try {
      const template = await dataTemplate(progress);
      const dataDir = path.join(dir, 'data');
      if (!existsSync(dataDir)) await copyTemplate(template, dataDir);
      const files = { dataDir, bundle: template.bundle };
      const session = new Session({ ...options, openEngine: () => PgliteEngine.open(files, options.workerFile) });
      const database = new EmbeddedDatabase(lock, session, await session.open());
      database.tendEvery(options.tendEveryMs ?? TEND_EVERY_MS);
      return database;
    } catch (cause) {
      await lock.release();
      if (cause instanceof HubError) throw cause;
      const what = cause instanceof Error ? cause.message : String(cause);
      throw new HubError('store.unavailable', `The store in ${dir} cannot be opened: ${what}`, { cause });
    }
  }

  /** What `pg` takes for a socket. */
  connection(): Duplex {
    return new SessionConnection(this.session, this.parameters);
  }

  still<T>(work: () => Promise<T>): Promise<T> {
    return this.session.still(work);
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    try {
      await this.session.close();
    } finally {
      await this.lock.release();
    }
  }

  private tendEvery(millis: number): void {
    if (millis === 0) return;
    // What goes wrong here shows in the next call, which opens the database anew.
    this.timer = setInterval(() => void this.session.tend().catch(() => undefined), millis);
    this.timer.unref();
  }
}
