import type { LegalGround } from '@hinomi/contracts';
import { keyedHash } from '../keys/keyed-hash.js';

/** A person as the vault's rows have them; what is `sealed` opens with their own key. */
export interface PersonRow {
  /** Opaque and random; says nothing of the person. */
  id: string;
  disaster: string;
  /** Counts every change of anything about the person. */
  version: number;
  status: 'here' | 'left' | 'erased';
  shelter: string | null;
  legalGround: LegalGround;
  /** Which text of consent was read to them; null with another ground. */
  consentText: string | null;
  groundAt: string;
  masterKey: string | null;
  wrapped: Buffer | null;
  sealed: Buffer | null;
}

export interface RecordRow {
  id: string;
  person: string;
  version: number;
  format: string;
  receivedAt: string;
  sealed: Buffer;
}

/** What a pharmacy is asked for somebody; what is `sealed` opens with that person's key. */
export interface TaskRow {
  id: string;
  person: string;
  disaster: string;
  /** Where it is brought. */
  shelter: string;
  isOpen: boolean;
  version: number;
  changedAt: string;
  sealed: Buffer;
}

export interface IdentifierRow {
  hash: Buffer;
  kind: string;
}

/** Of a record's or a task's row what its person's seal covers: the rest is bound to it by the ciphertext itself. */
export type RecordMark = Pick<RecordRow, 'id' | 'version'> & { tag: Buffer };

/** The end of a ciphertext is its authentication tag. */
export const TAG_BYTES = 16;

/** Over everything that is stored of a person; another row, an older one, or one that is gone makes another. */
export function personMac(
  key: Uint8Array,
  person: PersonRow,
  records: readonly RecordMark[],
  identifiers: readonly IdentifierRow[],
  tasks: readonly RecordMark[],
): Buffer {
  const marks = marksOf(records);
  const hashes = identifiers.map(({ hash, kind }) => `${hash.toString('hex')} ${kind}`).sort();
  return keyedHash(key, [
    'person',
    ...[person.id, person.disaster, person.version, person.status, person.shelter],
    ...[person.legalGround, person.consentText, person.groundAt, person.masterKey],
    person.wrapped?.toString('hex') ?? null,
    person.sealed?.toString('hex') ?? null,
    ...[marks.length, ...marks],
    ...hashes,
    // Whoever has none is proven as they were before there were tasks.
    ...(tasks.length === 0 ? [] : ['tasks', tasks.length, ...marksOf(tasks)]),
  ]);
}

function marksOf(rows: readonly RecordMark[]): string[] {
  return rows.map(({ id, version, tag }) => `${id} ${version} ${tag.toString('hex')}`).sort();
}
