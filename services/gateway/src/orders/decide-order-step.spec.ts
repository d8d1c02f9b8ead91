import { describe, expect, it } from '@jest/globals';
import type { Instant, OrderStep } from '@hinomi/contracts';
import { decideOrderStep } from './decide-order-step.js';

const at = (iso: string): Instant => iso as Instant;
const NOW = Date.parse('2026-08-14T10:00:00.000Z');
const known = (stands: boolean, ...ids: string[]) => ({
  stands,
  steps: ids.map((stepId) => ({ stepId }) as OrderStep),
});
const asked = (over: Partial<Parameters<typeof decideOrderStep>[1]> = {}) => ({
  ...{ stepId: 'b', step: 'change' as const, after: 'a', issuedAt: at('2026-08-14T10:00:00.000Z') },
  ...over,
});

describe('a step of an order', () => {
  it('follows the one that was seen last', () => {
    expect(decideOrderStep(undefined, asked({ step: 'issue', after: null }), NOW).outcome).toBe('accepted');
    expect(decideOrderStep(known(true, 'a'), asked(), NOW).outcome).toBe('accepted');
  });

  it('is overtaken when somebody else was first, also in issuing it', () => {
    expect(decideOrderStep(known(true, 'a', 'c'), asked(), NOW).outcome).toBe('overtaken');
    expect(decideOrderStep(known(true, 'a'), asked({ after: null }), NOW).outcome).toBe('overtaken');
    expect(decideOrderStep(undefined, asked(), NOW).outcome).toBe('overtaken');
  });

  it('that is known already is known, whatever followed it', () => {
    expect(decideOrderStep(known(false, 'a', 'b', 'c'), asked(), NOW).outcome).toBe('already-known');
  });

  it('states no future beyond what clocks differ by', () => {
    expect(decideOrderStep(known(true, 'a'), asked({ issuedAt: at('2026-08-14T10:01:59.000Z') }), NOW).outcome).toBe(
      'accepted',
    );
    expect(decideOrderStep(known(true, 'a'), asked({ issuedAt: at('2026-08-14T10:02:01.000Z') }), NOW)).toMatchObject({
      outcome: 'refused',
      path: '/issuedAt',
    });
  });

  it('after the end is a correction or none', () => {
    for (const step of ['change', 'lift', 'withdraw'] as const) {
      expect(decideOrderStep(known(false, 'a'), asked({ step }), NOW)).toMatchObject({
        outcome: 'refused',
        path: '/step',
      });
    }
    expect(decideOrderStep(known(false, 'a'), asked({ step: 'correct' }), NOW).outcome).toBe('accepted');
  });
});
