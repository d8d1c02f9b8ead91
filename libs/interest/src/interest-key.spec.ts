import { describe, expect, it } from '@jest/globals';
import { interestKey } from './interest-key.js';

describe('interestKey', () => {
  it('is one for one interest said in two ways', () => {
    expect(interestKey({ layers: ['tsunami', 'alert', 'alert'], minSeverity: 0, exercise: false })).toBe(
      interestKey({ exercise: false, layers: ['alert', 'tsunami'] }),
    );
  });

  it('is one whether or not it says of a layer what holds for all, or anything of a layer it does not hear', () => {
    expect(interestKey({ exercise: false, minSeverityOf: { alert: 0, shelter: 1 } })).toBe(
      interestKey({ exercise: false, minSeverity: 0, minSeverityOf: { shelter: 1 } }),
    );
    expect(interestKey({ exercise: false, minSeverity: 2, minSeverityOf: { alert: 2 } })).toBe(
      interestKey({ exercise: false, minSeverity: 2, minSeverityOf: {} }),
    );
    expect(interestKey({ exercise: false, layers: ['alert'], minSeverityOf: { shelter: 1 } })).toBe(
      interestKey({ exercise: false, layers: ['alert'] }),
    );
  });

  it('differs where the interest differs', () => {
    const keys = [
      interestKey({ exercise: false }),
      interestKey({ exercise: true }),
      interestKey({ exercise: false, layers: [] }),
      interestKey({ exercise: false, minSeverity: 1 }),
      interestKey({ exercise: false, minSeverityOf: { shelter: 1 } }),
      interestKey({ exercise: false, minSeverityOf: { shelter: 2 } }),
      interestKey({ exercise: false, minSeverity: 1, minSeverityOf: { shelter: 0 } }),
      interestKey({ exercise: false, bbox: [1, 2, 3, 4] }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
