import type { HealthFormat, ParsedHealthRecord } from '@hinomi/contracts';
import type { Store } from '@hinomi/store';
import type { deriveNeeds } from './derive/derive-needs.js';
import type { NeedsRules } from './derive/needs-rules.js';
import type { SuppressionSettings } from './suppress/publication.js';
import type { suppressCounts } from './suppress/suppress-counts.js';

/** The pure middle of the vault: bytes to record, record to needs, counts to what is published. */
export interface PhrRules {
  parse: Readonly<Record<HealthFormat, (bytes: Uint8Array) => ParsedHealthRecord>>;
  derive: typeof deriveNeeds;
  suppress: typeof suppressCounts;
  rules: NeedsRules;
  suppression: SuppressionSettings;
}

/** What the host tells the service. */
export interface PhrSettings extends PhrRules {
  /** Has the tables of the vault. */
  store: Store;
  /** Several processes have this store: what is sent to the log needs a turn. */
  shared: boolean;
  /** Where the master keys are. */
  keyDir: string;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Injection token of {@link PhrSettings}. */
export const PHR_SETTINGS = Symbol.for('hinomi.phr-settings');
