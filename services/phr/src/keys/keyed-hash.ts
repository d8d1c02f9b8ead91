import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { KEY_BYTES } from './sealed-bytes.js';

/** HMAC-SHA-256 of parts that are told apart from each other. */
export function keyedHash(key: Uint8Array, parts: readonly (string | number | null)[]): Buffer {
  return createHmac('sha256', key).update(JSON.stringify(parts), 'utf8').digest();
}

export function sameHash(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

/** A key for one use (HKDF-SHA-256, RFC 5869), so that none is used for two. */
export function keyFor(secret: Uint8Array, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, new Uint8Array(), `hinomi-vault ${use}`, KEY_BYTES));
}
