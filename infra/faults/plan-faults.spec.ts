import { describe, expect, it } from '@jest/globals';
import { faultWords, planFaults, type FaultKind, type PlanWish } from './plan-faults.mjs';

const KINDS: FaultKind[] = ['kill', 'stop', 'restart', 'slow', 'cut', 'disk', 'clock'];
const MEMBERS: PlanWish['members'] = [
  { name: 'hub', faults: ['kill', 'stop', 'restart', 'slow', 'cut', 'clock'] },
  { name: 'endpoints', faults: ['kill', 'stop'] },
  { name: 'disk', faults: ['disk'] },
];
const plan = (over: Partial<PlanWish> = {}) =>
  planFaults({ seed: 1, rounds: 50, perRound: 8, kinds: KINDS, members: MEMBERS, roundMs: 10_000, ...over });

describe('a plan of faults', () => {
  it('is the same again from the same seed, and another from another', () => {
    expect(plan()).toEqual(plan());
    expect(plan({ seed: 2 })).not.toEqual(plan());
  });

  it('has of each round what it has in a longer run', () => {
    expect(plan({ rounds: 3 })).toEqual(plan().slice(0, 3));
  });

  it('does to each member only what can be done to it, one thing at a time', () => {
    for (const { faults } of plan()) {
      expect(faults).toHaveLength(8);
      for (const { name, faults: able } of MEMBERS) {
        const its = faults.filter(({ target }) => target === name);
        for (const { kind } of its) expect(able).toContain(kind);
        its.slice(1).forEach(({ atMs }, index) => {
          const before = its[index]!;
          expect(atMs).toBeGreaterThan(before.atMs + before.forMs);
        });
      }
    }
  });

  it('reaches every kind and every member', () => {
    const all = plan().flatMap(({ faults }) => faults);
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(KINDS));
    expect(new Set(all.map(({ target }) => target)).size).toBe(MEMBERS.length);
  });

  it('leaves out what was not asked for, and what nobody can suffer', () => {
    const kinds = new Set(plan({ kinds: ['kill', 'disk'] }).flatMap(({ faults }) => faults.map(({ kind }) => kind)));
    expect(kinds).toEqual(new Set(['kill', 'disk']));
    expect(plan({ rounds: 1, members: [{ name: 'hub', faults: [] }] })).toEqual([{ number: 1, faults: [] }]);
  });

  it('is told in a line each', () => {
    const fault = { kind: 'clock', target: 'hub', atMs: 1_200, forMs: 500, bySeconds: -20 } as const;
    expect(faultWords(fault)).toBe('1.2 s clock hub by -20 s for 500 ms');
  });
});
