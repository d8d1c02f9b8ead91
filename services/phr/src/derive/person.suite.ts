import type { DerivedNeed, Evidence, HealthRecord, Instant } from '@hinomi/contracts';
import { deriveNeeds } from './derive-needs.js';
import { loadNeedsRules } from './load-needs-rules.js';

export const AT = '2026-09-01T00:00:00.000Z' as Instant;
export const RULES = await loadNeedsRules(new URL('../../../../infra/needs-rules', import.meta.url).pathname);

export function evidence(given: Partial<Evidence>): Evidence {
  return {
    kind: 'medicine',
    codes: [],
    text: null,
    origin: 'record',
    from: null,
    until: null,
    status: 'active',
    route: null,
    category: null,
    value: null,
    where: 'line 1',
    ...given,
  };
}

export function record(found: readonly Evidence[], person: Partial<HealthRecord['person']> = {}): HealthRecord {
  return {
    format: 'stated',
    person: {
      names: [],
      kana: [],
      birthDate: '1960-06-01',
      sex: 'unknown',
      phones: [],
      address: null,
      identifiers: [],
      languages: [],
      ...person,
    },
    evidence: [...found],
    statements: [],
    issuedAt: null,
    consent: null,
  };
}

export function needsOf(
  found: readonly Evidence[],
  person: Partial<HealthRecord['person']> = {},
  at = AT,
): DerivedNeed[] {
  return deriveNeeds(record(found, person), RULES, at);
}
