import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';

export const NEEDS_CERTUTIL = 'needs certutil: install libnss3-tools';

/** Chromium on Linux takes the authorities of its user from a database that this tool writes. */
export const hasCertutil = spawnSync('certutil', ['-H']).error === undefined;

/** A home folder whose user trusts this authority: what a person does with the steps of the trust page. */
export function trustingHome(folder: string, authorityFile: string): string {
  const database = path.join(folder, '.pki/nssdb');
  mkdirSync(database, { recursive: true });
  const certutil = (...args: string[]) => execFileSync('certutil', ['-d', `sql:${database}`, ...args]);
  certutil('-N', '--empty-password');
  certutil('-A', '-t', 'C,,', '-n', 'Hinomi', '-i', authorityFile);
  return folder;
}
