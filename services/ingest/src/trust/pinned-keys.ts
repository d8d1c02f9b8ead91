import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** A key that may sign for a source. */
export interface PinnedKey {
  key: KeyObject;
  /** For people: the file, and whom its certificate names. */
  name: string;
}

/** The keys that may sign for a source. */
export interface PinnedKeys {
  keys: readonly PinnedKey[];
  /** A document without a signature is refused. */
  required: boolean;
}

/** What an entry of `infra/sources/` says about signatures. */
export interface SignatureEntry {
  /** Files with certificates or public keys (PEM), beside the entry. */
  certificates: readonly string[];
  required: boolean;
}

/** Shorter RSA keys have been broken, or will be (NIST SP 800-131A). */
const MIN_RSA_BITS = 2048;

/**
 * Reads the keys of an entry. A pinned certificate counts as the key it holds: that somebody put it there is the trust,
 * so neither its issuer nor its dates are asked.
 *
 * Throws an `Error` that names the file.
 */
export async function readPinnedKeys(folder: string, { certificates, required }: SignatureEntry): Promise<PinnedKeys> {
  const keys: PinnedKey[] = [];
  for (const file of certificates) {
    const text = await readFile(path.resolve(folder, file), 'utf8');
    const found = pemKeys(file, text);
    if (found.length === 0) throw new Error(`${file} holds no certificate and no public key (PEM)`);
    keys.push(...found);
  }
  return { keys, required };
}

const PEM = /-----BEGIN (CERTIFICATE|PUBLIC KEY|RSA PUBLIC KEY)-----[^-]+-----END \1-----/g;

function pemKeys(file: string, text: string): PinnedKey[] {
  return [...text.matchAll(PEM)].map(([block, kind], index) => {
    const { key, subject } = readKey(file, block, kind);
    const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
    if (!/^(rsa|rsa-pss|ec)$/.test(type ?? ''))
      throw new Error(`${file} holds a key of kind ${type}; RSA and EC are read`);
    if (type !== 'ec' && (details?.modulusLength ?? 0) < MIN_RSA_BITS) {
      throw new Error(`${file} holds an RSA key of ${details?.modulusLength} bits; at least ${MIN_RSA_BITS} are safe`);
    }
    return { key, name: [file, subject ?? (index === 0 ? null : `key ${index + 1}`)].filter(Boolean).join(', ') };
  });
}

function readKey(file: string, block: string, kind: string | undefined): { key: KeyObject; subject: string | null } {
  try {
    if (kind !== 'CERTIFICATE') return { key: createPublicKey(block), subject: null };
    const { publicKey, subject } = new X509Certificate(block);
    return { key: publicKey, subject: /^CN=(.*)$/m.exec(subject)?.[1] ?? null };
  } catch (cause) {
    throw new Error(`${file} holds a certificate or key that cannot be read`, { cause });
  }
}
