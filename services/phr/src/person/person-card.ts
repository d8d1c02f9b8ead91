import type { Contributions } from '../vault/tally.js';

/** What the vault must know of a person to decide and to count, sealed with their key. */
export interface PersonCard {
  /** A whole day; null when no record says it. */
  birthDate: string | null;
  sex: 'male' | 'female' | 'other' | 'unknown';
  identifiers: readonly { system: string; value: string }[];
  /** By record, what it says that the person needs. */
  needs: Readonly<Record<string, Contributions>>;
  /** What the person counts for where they are; what is taken back when they go. */
  counted: Contributions;
}
