import { describe, expect, it } from '@jest/globals';
import { readMoments } from './read-moments.js';

describe('the times of a question', () => {
  it('are read with any offset, and leave the rest of the query', () => {
    expect(readMoments({ at: '2024-01-01T16:10:00+09:00', layers: 'tsunami' })).toEqual({
      moments: { at: '2024-01-01T07:10:00.000Z', knownAt: null },
      rest: { layers: 'tsunami' },
    });
  });

  it('are not asked for by a query about now', () => {
    expect(readMoments({ layers: 'tsunami' })).toEqual({ moments: null, rest: { layers: 'tsunami' } });
  });

  it.each([['yesterday'], ['2024-01-01'], ['2024-02-31T99:00:00Z'], [''], [['2024-01-01T00:00:00Z', 'b']]])(
    'are refused with their name when they are no time: %j',
    (knownAt) => {
      expect(() => readMoments({ knownAt })).toThrow(
        expect.objectContaining({ code: 'request.invalid', place: { path: '/knownAt' } }),
      );
    },
  );
});
