export interface RunningPostgres {
  /** With the password. */
  url: string;
  dir: string;
  passwordFile: string;
  /** Ends it at once, as a power cut would. */
  kill(): Promise<void>;
  restart(): Promise<void>;
  /** Resolves when the server's process is gone, whoever ended it. */
  ended: Promise<unknown>;
  stop(): Promise<void>;
}

/** `null` when PostgreSQL with PostGIS can be started here, else what is missing and what to do. */
export function whyNoPostgres(): Promise<string | null>;

/** One server on loopback with an empty database that has PostGIS; a `dir` used before is started again with its rows. */
export function startPostgres(options?: { dir?: string; port?: number }): Promise<RunningPostgres>;
