import { describe, expect, it } from '@jest/globals';
import { interestKey } from './interest-key.js';

describe('interestKey', () => {
  it('is one for one interest said in two ways', () => {
    expect(interestKey({ layers: ['tsunami', 'alert', 'alert'], minSeverity: 0, exercise: false })).toBe(
      interestKey({ exercise: false, layers: ['alert', 'tsunami'] }),
    );
  });

  it('differs where the interest differs', () => {
    const keys = [
      interestKey({ exercise: false }),
      interestKey({ exercise: true }),
      interestKey({ exercise: false, layers: [] }),
      interestKey({ exercise: false, minSeverity: 1 }),
      interestKey({ exercise: false, bbox: [1, 2, 3, 4] }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
