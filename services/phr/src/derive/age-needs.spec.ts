import { describe, expect, it } from '@jest/globals';
import { instantFromMillis, millisOf, type DerivedNeed, type Instant } from '@hinomi/contracts';
import fc from 'fast-check';
import { ageNeed, nextStepAt, roundHours, stepOf } from './age-needs.js';

const AT = Date.parse('2026-11-26T03:00:00.000Z');
const HOUR = 3_600_000;
const instant = (hours: number): Instant => instantFromMillis(AT + hours * HOUR);
const bare = { need: 'insulin', kind: 'goods', certainty: 'stated', rule: 'r', rulesVersion: '2026-11.1' } as const;

/** As deriving says it at an hour: the gap that can be borne, after what is left. */
function derivedAt(hour: number, gap: number, supplyEnds: number | null): DerivedNeed {
  const left = supplyEnds === null ? 0 : Math.max(0, supplyEnds - hour);
  const urgencyHours = roundHours(gap + left);
  const supplyUntil = supplyEnds === null ? null : instant(supplyEnds);
  const rest = { reviewed: false, reasons: [], evidence: [] };
  return { ...bare, ...rest, urgencyHours, urgency: stepOf(urgencyHours), supplyUntil } as unknown as DerivedNeed;
}

describe('a need that was derived a while ago', () => {
  const gap = fc.constantFrom(1, 6, 12, 24, 72, 168);
  const ends = fc.option(fc.integer({ min: -100, max: 800 }), { nil: null });

  it('is as urgent as it would be derived now', () => {
    fc.assert(
      fc.property(gap, ends, fc.integer({ min: 0, max: 1000 }), (borne, supply, hours) => {
        const aged = ageNeed(derivedAt(0, borne, supply), instant(0), instant(hours));
        expect(aged).toEqual(derivedAt(hours, borne, supply));
      }),
    );
  });

  it('stays at its step until the moment that is named, and is at another one then', () => {
    fc.assert(
      fc.property(gap, ends, (borne, supply) => {
        const need = derivedAt(0, borne, supply);
        const next = nextStepAt(need, instant(0));
        if (next === null) {
          expect(ageNeed(need, instant(0), instant(10_000)).urgency).toBe(need.urgency);
          return;
        }
        const before = instantFromMillis(millisOf(next) - HOUR / 2);
        expect(ageNeed(need, instant(0), before).urgency).toBe(need.urgency);
        expect(ageNeed(need, instant(0), next).urgency).not.toBe(need.urgency);
      }),
    );
  });
});
