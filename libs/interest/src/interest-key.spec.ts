import { describe, expect, it } from '@jest/globals';
import { interestKey } from './interest-key.js';

describe('interestKey', () => {
  it('is one for one interest said in two ways', () => {
    expect(interestKey({ layers: ['tsunami', 'alert', 'alert'], minSeverity: 0, exercise: false })).toBe(
      interestKey({ exercise: false, layers: ['alert', 'tsunami'] }),
    );
  });

  it('is one whatever the order of codes', () => {
    expect(interestKey({ exercise: false, area: { codes: ['43', '17', '17'] } })).toBe(
      interestKey({ exercise: false, area: { codes: ['17', '43'], polygon: undefined } }),
    );
  });

  it('stays what it was, so that old cursors go on', () => {
    expect(interestKey({ exercise: false })).toBe('43dfeccb1c0e5927');
    expect(interestKey({ layers: ['tsunami'], bbox: [1, 2, 3, 4], minSeverity: 2, exercise: true })).toBe(
      '13e7a4635dbb2353',
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
      interestKey({ exercise: false, area: { codes: [] } }),
      interestKey({ exercise: false, area: { codes: ['17'] } }),
      interestKey({ exercise: false, bbox: [1, 2, 3, 4] }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });
});
