import type { DerivedNeed, HealthRecord, Instant } from '@hinomi/contracts';
import type { NeedsRules } from './needs-rules.js';

/** What a person needs at a moment, by the rules: each need once, with its reasons; in the order of the needs of the rules. */
export type DeriveNeeds = (record: HealthRecord, rules: NeedsRules, at: Instant) => DerivedNeed[];
