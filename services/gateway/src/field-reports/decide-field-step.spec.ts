import { describe, expect, it } from '@jest/globals';
import type { FieldReportEntry, FieldReportStep, Instant } from '@hinomi/contracts';
import { decideFieldStep, type AskedFieldStep } from './decide-field-step.js';

const at = (iso: string): Instant => iso as Instant;
const NOW = Date.parse('2026-08-14T10:00:00.000Z');
const known = (state: FieldReportEntry['state'], ...ids: string[]) => ({
  state,
  steps: ids.map((stepId) => ({ stepId }) as FieldReportStep),
});
const asked = (over: Partial<AskedFieldStep> = {}): AskedFieldStep => ({
  ...{ stepId: 'b', step: 'change', after: 'a', issuedAt: at('2026-08-14T10:00:00.000Z'), since: null },
  ...over,
});

describe('a step of a field report', () => {
  it('follows the one that was seen last', () => {
    expect(decideFieldStep(undefined, asked({ step: 'report', after: null }), NOW).outcome).toBe('accepted');
    expect(decideFieldStep(known('stands', 'a'), asked(), NOW).outcome).toBe('accepted');
  });

  it('is overtaken when somebody else was first', () => {
    expect(decideFieldStep(known('stands', 'a', 'c'), asked(), NOW).outcome).toBe('overtaken');
    expect(decideFieldStep(known('stands', 'a'), asked({ after: null }), NOW).outcome).toBe('overtaken');
    expect(decideFieldStep(undefined, asked(), NOW).outcome).toBe('overtaken');
  });

  it('that is known already is known, whatever followed it', () => {
    expect(decideFieldStep(known('resolved', 'a', 'b', 'c'), asked(), NOW).outcome).toBe('already-known');
  });

  it('tells of no future beyond what clocks differ by', () => {
    const soon = at('2026-08-14T10:01:59.000Z');
    const later = at('2026-08-14T10:02:01.000Z');
    expect(decideFieldStep(known('stands', 'a'), asked({ issuedAt: soon, since: soon }), NOW).outcome).toBe('accepted');
    expect(decideFieldStep(known('stands', 'a'), asked({ issuedAt: later }), NOW)).toMatchObject({ path: '/issuedAt' });
    expect(decideFieldStep(known('stands', 'a'), asked({ since: later }), NOW)).toMatchObject({
      path: '/content/since',
    });
  });

  it('after an end says it anew or is none', () => {
    for (const state of ['resolved', 'withdrawn'] as const) {
      expect(decideFieldStep(known(state, 'a'), asked(), NOW).outcome).toBe('accepted');
      for (const step of ['resolve', 'withdraw'] as const) {
        expect(decideFieldStep(known(state, 'a'), asked({ step }), NOW)).toMatchObject({ path: '/step' });
      }
    }
  });
});
