import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';

/** Where `npm run tls` keeps what it makes. */
export interface TlsFolder {
  dir: string;
  /** What tablets trust: public, handed to everybody. */
  authority: string;
  authorityKey: string;
  /** What the hub shows. */
  cert: string;
  key: string;
}

export function tlsFolder(dataDir: string): TlsFolder {
  const dir = path.join(dataDir, 'tls');
  const cert = path.join(dir, 'cert.pem');
  return {
    dir,
    authority: authorityBeside(cert),
    authorityKey: path.join(dir, 'authority-key.pem'),
    cert,
    key: path.join(dir, 'key.pem'),
  };
}

/** The authority of a certificate is looked for beside it. */
export function authorityBeside(certFile: string): string {
  return path.join(path.dirname(certFile), 'authority.pem');
}

/** The text of a file; null when there is none. */
export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Whole or not at all, also after a power cut; a key can be read by its owner only. */
export function writeWhole(file: string, text: string, secret: boolean): void {
  const folder = path.dirname(file);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  const descriptor = openSync(draft, 'w', secret ? 0o600 : 0o644);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
  chmodSync(draft, secret ? 0o600 : 0o644);
  renameSync(draft, file);
}
