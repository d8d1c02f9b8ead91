import type { DerivedNeed } from '@hinomi/contracts';
import type { Contributions } from '../vault/tally.js';

/** What the vault must know of a person to decide and to count, sealed with their key. */
export interface PersonCard {
  /** How the care team knows them. */
  name: string | null;
  kana: string | null;
  /** A whole day; null when no record says it. */
  birthDate: string | null;
  sex: 'male' | 'female' | 'other' | 'unknown';
  identifiers: readonly { system: string; value: string }[];
  /** By record, what it says that the person needs. */
  needs: Readonly<Record<string, readonly DerivedNeed[]>>;
  /** What the person counts for where they are; what is taken back when they go. */
  counted: Contributions;
}
