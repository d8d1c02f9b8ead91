import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { HealthFormat, LegalGround } from '@hinomi/contracts';

/** The vault takes no larger document. */
export const MOST_BYTES = 8 * 1024 * 1024;

export interface Document {
  format: HealthFormat;
  bytes: Uint8Array<ArrayBuffer>;
}

export interface Ground {
  /** Null until somebody chose: nobody's consent is taken for granted. */
  legalGround: LegalGround | null;
  /** Of the text of consent that was read; counts with consent alone. */
  edition: string;
}

/** A ground that somebody chose. */
export type Chosen = Ground & { legalGround: LegalGround };
const EDITION = /^\d{4}[\d.-]{0,20}$/;

export function isEdition(text: string): boolean {
  return EDITION.test(text.trim());
}

/**
 * The same document sent again from the same form, as after a lost answer, has the same id and is received once; another has
 * another. `form`: random, of this opening of the form.
 */
export function requestIdOf(
  form: string,
  document: Document,
  { legalGround, edition }: Chosen,
  shelter: string,
): string {
  const said = new TextEncoder().encode([form, document.format, legalGround, edition, shelter, ''].join('\n'));
  const hashed = sha256.create().update(said).update(document.bytes).digest();
  return bytesToHex(hashed).slice(0, 48);
}
