import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import type { HazardId } from '@hinomi/contracts';
import { minute } from '@hinomi/testing';
import type { HazardEnd } from '../hazards/hazard-feature.js';
import { EndsAhead } from './ends-ahead.js';

const endsOf = (hazard: string, minutes: number[]): HazardEnd[] =>
  minutes.map((end) => ({ hazardId: hazard as HazardId, family: 'alert', exercise: null, end: minute(end) }));

describe('EndsAhead', () => {
  it('knows the earliest whatever was set and taken away', () => {
    const steps = fc.array(
      fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.array(fc.nat(9), { maxLength: 3 }), fc.boolean()),
    );
    fc.assert(
      fc.property(steps, (changes) => {
        const ahead = new EndsAhead();
        const plain = new Map<string, number[]>();
        for (const [hazard, minutes, look] of changes) {
          ahead.set(hazard as HazardId, endsOf(hazard, minutes));
          plain.set(hazard, minutes);
          const all = [...plain.values()].flat();
          if (look) expect(ahead.earliest).toBe(all.length === 0 ? null : minute(Math.min(...all)));
        }
      }),
    );
  });

  it('tells what has passed, and what comes after', () => {
    const ahead = new EndsAhead();
    ahead.set('a' as HazardId, endsOf('a', [5, 9]));
    ahead.set('b' as HazardId, endsOf('b', [7]));
    expect(ahead.upTo(minute(7)).map(({ hazardId, end }) => [hazardId, end])).toEqual([
      ['a', minute(5)],
      ['b', minute(7)],
    ]);
    expect(ahead.earliestAfter(minute(5))).toBe(minute(7));
    expect(ahead.earliestAfter(minute(9))).toBeNull();
  });
});
