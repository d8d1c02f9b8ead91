import type { DerivedNeed, Instant, RulesVersion } from '@hinomi/contracts';
import type { KeptDecision } from '../needs/need-state.js';
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
  /** By need, the last word of the care team on it. Cards from before there were any have none. */
  decisions?: Readonly<Record<string, KeptDecision>>;
  /** When and by which edition of the rules all of `needs` was derived; unknown of cards from before it was kept. */
  derivedAt?: Instant;
  rulesVersion?: RulesVersion;
  /** What the person counts for where they are; what is taken back when they go. */
  counted: Contributions;
}
