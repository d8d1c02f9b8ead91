import { secretsIn, type Secrets } from '@hinomi/service-kit';

/** Where the command-line tools of ingest find the hub. */
export interface ReplayConfig {
  /** Base URL without a slash at its end. */
  hub: string;
}

/** Reads `HINOMI_PORT`; throws a sentence when it is no port. */
export function readReplayConfig(env: NodeJS.ProcessEnv = process.env): ReplayConfig {
  const port = Number(env['HINOMI_PORT'] ?? 8080);
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error('HINOMI_PORT is no port number, e.g. 8080');
  return { hub: `http://127.0.0.1:${port}` };
}

/** What the entries of sources refer to by `{ env: ... }`. */
export function readSecrets(env: NodeJS.ProcessEnv = process.env): Secrets {
  return secretsIn(env);
}
