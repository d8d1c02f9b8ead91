import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** JSON with sorted keys and without `undefined`, so that equal values have equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

/** Sorted beforehand: a function that `JSON.stringify` asks for every value costs twice as much. */
function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const entries = Object.keys(value)
    .sort()
    .map((key): [string, unknown] => [key, inOrder((value as Record<string, unknown>)[key])]);
  return Object.fromEntries(entries);
}

/** SHA-256 as lower-case hex of text (as UTF-8) or bytes. */
export function sha256Hex(content: string | Uint8Array): string {
  return bytesToHex(sha256(typeof content === 'string' ? utf8ToBytes(content) : content));
}

/** The first 16 hex digits of the SHA-256 of the canonical JSON: enough to tell reports of one subject apart. */
export function contentDigest(value: unknown): string {
  return sha256Hex(canonicalJson(value)).slice(0, 16);
}
