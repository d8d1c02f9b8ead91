import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type CryptoKey, type JWK } from 'jose';

export const SIGNING_ALGORITHM = 'ES256';

/** The key that signs this hub's tokens. Tokens stay good over a restart, so it is made once and kept. */
export interface SigningKey {
  keyId: string;
  privateKey: CryptoKey;
  publicKey: CryptoKey;
  /** As served at the `jwks_uri`. */
  publicJwk: JWK;
}

/** Injection token of {@link SigningKey}. */
export const SIGNING_KEY = Symbol.for('hinomi.signing-key');

/** Reads the key file, or makes it: only its owner can read it, and it survives power loss before it is used. */
export async function loadSigningKey(keyFile: string): Promise<SigningKey> {
  const kept = readKept(keyFile);
  if (kept !== null) return toSigningKey(kept, keyFile);
  const { privateKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
  keep(keyFile, await exportJWK(privateKey));
  const winner = readKept(keyFile);
  if (winner === null) throw new Error(`${keyFile} vanished while it was being made`);
  return toSigningKey(winner, keyFile);
}

function readKept(keyFile: string): JWK | null {
  try {
    return JSON.parse(readFileSync(keyFile, 'utf8')) as JWK;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new Error(`${keyFile} cannot be read as a key; move it away to have a new one made`, { cause: error });
  }
}

/** Written whole under another name, synced, then linked: a crash leaves a whole file or none, and two starters one. */
function keep(keyFile: string, jwk: JWK): void {
  const folder = dirname(keyFile);
  mkdirSync(folder, { recursive: true });
  const draft = `${keyFile}.${process.pid}`;
  const file = openSync(draft, 'w', 0o600);
  writeSync(file, JSON.stringify(jwk));
  fsyncSync(file);
  closeSync(file);
  try {
    linkSync(draft, keyFile);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  unlinkSync(draft);
  const directory = openSync(folder, 'r');
  fsyncSync(directory);
  closeSync(directory);
}

async function toSigningKey(jwk: JWK, keyFile: string): Promise<SigningKey> {
  const { kty, crv, x, y, d } = jwk;
  if (kty !== 'EC' || !crv || !x || !y || !d) throw new Error(`${keyFile} does not hold an ${SIGNING_ALGORITHM} key`);
  const keyId = await calculateJwkThumbprint({ kty, crv, x, y });
  const publicJwk: JWK = { kty, crv, x, y, kid: keyId, alg: SIGNING_ALGORITHM, use: 'sig' };
  const [privateKey, publicKey] = await Promise.all([
    importJWK({ kty, crv, x, y, d }, SIGNING_ALGORITHM),
    importJWK({ kty, crv, x, y }, SIGNING_ALGORITHM),
  ]);
  if (privateKey instanceof Uint8Array || publicKey instanceof Uint8Array)
    throw new Error(`${keyFile} is not an EC key`);
  return { keyId, privateKey, publicKey, publicJwk };
}
