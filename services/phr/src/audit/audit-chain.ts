import { createHash } from 'node:crypto';
import { canonicalJson, type AuditEntry } from '@hinomi/contracts';
import { keyedHash, sameHash } from '../keys/keyed-hash.js';

/** What the first entry follows. */
export const CHAIN_START = Buffer.alloc(32);

export interface ChainHead {
  seq: number;
  hash: Buffer;
}

/** An entry as it is stored: its own text, the hash that the next one follows, and the proof that the vault wrote it. */
export interface AuditRow {
  seq: number;
  person: string | null;
  action: string;
  entry: string;
  hash: Buffer;
  mac: Buffer;
}

/** The next row of the chain. */
export function chained(key: Uint8Array, head: ChainHead, entry: Omit<AuditEntry, 'seq' | 'previous'>): AuditRow {
  const seq = head.seq + 1;
  const text = canonicalJson({ ...entry, seq, previous: head.hash.toString('hex') });
  const hash = hashOf(text);
  return { seq, person: entry.person, action: entry.action, entry: text, hash, mac: rowMac(key, seq, hash) };
}

export function hashOf(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest();
}

function rowMac(key: Uint8Array, seq: number, hash: Buffer): Buffer {
  return keyedHash(key, ['audit', seq, hash.toString('hex')]);
}

export function headMac(key: Uint8Array, { seq, hash }: ChainHead): Buffer {
  return keyedHash(key, ['head', seq, hash.toString('hex')]);
}

/** Whether the vault wrote this row, wherever in the chain it stands. */
export function isGenuine(key: Uint8Array, { seq, entry, hash, mac }: AuditRow): boolean {
  return sameHash(hashOf(entry), hash) && sameHash(rowMac(key, seq, hash), mac);
}

/** What is wrong with a row that should follow `head`; null when nothing is. */
export function faultOf(key: Uint8Array, head: ChainHead, row: AuditRow): string | null {
  const expected = head.seq + 1;
  if (row.seq !== expected) return `entry ${expected} is missing; the next one is ${row.seq}`;
  if (!isGenuine(key, row)) return `entry ${row.seq} was edited`;
  const entry = JSON.parse(row.entry) as AuditEntry;
  if (entry.previous !== head.hash.toString('hex')) return `entry ${row.seq} does not follow the one before it`;
  if (entry.seq !== row.seq || entry.person !== row.person || entry.action !== row.action)
    return `entry ${row.seq} is shown under another number, person or action`;
  return null;
}
