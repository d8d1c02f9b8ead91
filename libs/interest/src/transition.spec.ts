import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { transitionOf } from './transition.js';

const hears = (severity: number): boolean => severity >= 3;

describe('transitionOf', () => {
  it('says what comes in, changes within, and goes out or ends', () => {
    expect([transitionOf(hears, null, 3), transitionOf(hears, 1, 4)]).toEqual(['enter', 'enter']);
    expect(transitionOf(hears, 3, 5)).toBe('inside');
    expect([transitionOf(hears, 3, 2), transitionOf(hears, 5, null)]).toEqual(['leave', 'leave']);
  });

  it('stays quiet about what was not heard of and is not', () => {
    expect([transitionOf(hears, 1, 2), transitionOf(hears, null, 2), transitionOf(hears, 0, null)]).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('tells whoever follows the transitions what is inside, whatever the sequence', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(5))), (versions) => {
        let isInside = false;
        let before: number | null = null;
        for (const after of versions) {
          const transition = transitionOf(hears, before, after);
          expect(transition === 'enter').toBe(!isInside && after !== null && hears(after));
          if (transition === 'enter') isInside = true;
          if (transition === 'leave') isInside = false;
          expect(isInside).toBe(after !== null && hears(after));
          before = after;
        }
      }),
    );
  });
});
