import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** JSON with sorted keys and without `undefined`, so that equal values have equal text. */
export function canonicalJson(value: unknown): string {
  return textOf(value) as string;
}

/** As `JSON.stringify` writes it; `undefined` for what has no JSON. Built as text: sorted copies to stringify cost twice as much. */
function textOf(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value);
    case 'number':
      return Number.isFinite(value) ? String(value) : 'null';
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      break;
    default:
      return JSON.stringify(value);
  }
  if (value === null) return 'null';
  if (Array.isArray(value)) return arrayText(value);
  return 'toJSON' in value ? JSON.stringify(value) : objectText(value as Record<string, unknown>);
}

function arrayText(values: readonly unknown[]): string {
  let text = '[';
  for (let index = 0; index < values.length; index++) {
    if (index > 0) text += ',';
    text += textOf(values[index]) ?? 'null';
  }
  return `${text}]`;
}

function objectText(value: Readonly<Record<string, unknown>>): string {
  let text = '{';
  for (const key of keysInOrder(value)) {
    const inner = textOf(value[key]);
    if (inner === undefined) continue;
    text += text.length > 1 ? `,${keyText(key)}${inner}` : keyText(key) + inner;
  }
  return `${text}}`;
}

/** Sorted; numbers come first and as numbers, as in every object of JavaScript. */
function keysInOrder(value: object): string[] {
  const keys = Object.keys(value);
  let isSorted = true;
  let hasNumber = false;
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string;
    if (index > 0 && (keys[index - 1] as string) > key) isSorted = false;
    const first = key.charCodeAt(0);
    if (first >= DIGIT_0 && first <= DIGIT_9) hasNumber = true;
  }
  if (!isSorted) keys.sort();
  return hasNumber ? Object.keys(Object.fromEntries(keys.map((key) => [key, null]))) : keys;
}

const DIGIT_0 = 48;
const DIGIT_9 = 57;

/** The names of contracts come again and again; those of tables need not be kept for ever. */
const MOST_KEYS = 1_000;
const keyTexts = new Map<string, string>();

function keyText(key: string): string {
  const known = keyTexts.get(key);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(key)}:`;
  if (keyTexts.size < MOST_KEYS) keyTexts.set(key, text);
  return text;
}

interface NativeHashes {
  createHash(algorithm: 'sha256'): { update(content: string | Uint8Array): { digest(encoding: 'hex'): string } };
}

/** Node's own is several times as fast; a browser has none that answers at once. */
const native = (
  globalThis as { process?: { getBuiltinModule?: (id: string) => NativeHashes | undefined } }
).process?.getBuiltinModule?.('node:crypto');

/** SHA-256 as lower-case hex of text (as UTF-8) or bytes. */
export function sha256Hex(content: string | Uint8Array): string {
  if (native !== undefined) return native.createHash('sha256').update(content).digest('hex');
  return bytesToHex(sha256(typeof content === 'string' ? utf8ToBytes(content) : content));
}

/** The first 16 hex digits of the SHA-256 of the canonical JSON: enough to tell reports of one subject apart. */
export function contentDigest(value: unknown): string {
  return sha256Hex(canonicalJson(value)).slice(0, 16);
}
