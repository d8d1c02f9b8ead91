import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** JSON with sorted keys and without `undefined`, so that equal values have equal text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(inOrder(value));
}

/** Sorted beforehand: a function that `JSON.stringify` asks for every value costs twice as much. */
function inOrder(value: unknown): unknown {
  if (!isObject(value) || 'toJSON' in value) return value;
  if (Array.isArray(value)) return value.some(isObject) ? value.map(inOrder) : value;
  const ordered: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) {
    const inside = inOrder((value as Record<string, unknown>)[key]);
    // Assigned, this one would be the prototype.
    if (key === '__proto__') Object.defineProperty(ordered, key, { value: inside, enumerable: true });
    else ordered[key] = inside;
  }
  return ordered;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** What Node has and a browser has not (there only asynchronously): the same digests in a tenth of the time. */
interface NativeCrypto {
  hash(algorithm: 'sha256', content: string | Uint8Array, encoding: 'hex'): string;
}
const { process } = globalThis as { process?: { getBuiltinModule?: (id: string) => unknown } };
const native = process?.getBuiltinModule?.('node:crypto') as NativeCrypto | undefined;

/** SHA-256 as lower-case hex of text (as UTF-8) or bytes. */
export function sha256Hex(content: string | Uint8Array): string {
  if (native !== undefined) return native.hash('sha256', content, 'hex');
  return bytesToHex(sha256(typeof content === 'string' ? utf8ToBytes(content) : content));
}

/** The first 16 hex digits of the SHA-256 of the canonical JSON: enough to tell reports of one subject apart. */
export function contentDigest(value: unknown): string {
  return sha256Hex(canonicalJson(value)).slice(0, 16);
}
