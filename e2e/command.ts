import { execFileSync, spawnSync } from 'node:child_process';

/** Runs one of the README's commands as its script does; returns what it printed. */
export function command(script: string, args: readonly string[] = [], env: Record<string, string> = {}): string {
  return execFileSync(process.execPath, [script, ...args], { encoding: 'utf8', env: plain(env) });
}

/** The same for a command that is expected to fail. */
export function failingCommand(script: string, args: readonly string[] = [], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: plain(env),
  });
  return { status, stdout, stderr };
}

export const TELEGRAM = 'services/ingest/dist/drill/print-telegram.js';
export const TOKEN = 'services/hub/dist/print-token.js';
export const REPLAY = 'services/ingest/dist/drill/replay.js';
export const REBUILD = 'services/hub/dist/rebuild/rebuild.js';
export const BACKUP = 'services/hub/dist/backup/backup.js';
export const RESTORE = 'services/hub/dist/backup/restore.js';
export const AUDIT = 'services/hub/dist/vault/vault-command.js';
export const FOLD = 'services/hub/dist/rebuild/fold.js';

/** Jest's own Node options do not belong to a user's command. */
function plain(env: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, NODE_OPTIONS: '', ...env };
}
