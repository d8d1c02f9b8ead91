import type { Instant } from '@hinomi/contracts';
import { describe, expect, it } from '@jest/globals';
import { encodeChangesCursor, readChangesQuery } from './read-changes-query.js';

const HOUR = { from: '2024-01-01T16:00:00+09:00', to: '2024-01-01T17:00:00+09:00' };
const [FROM, HALF, TO] = ['07:00', '07:30', '08:00'].map((time) => `2024-01-01T${time}:00.000Z` as Instant);

describe('a question for a stretch of the past', () => {
  it('is read with its clock, its interest and any offset', () => {
    expect(readChangesQuery({ ...HOUR, layers: 'tsunami', exercise: 'true' })).toEqual({
      clock: 'known',
      from: FROM,
      to: TO,
      knownAt: null,
      interest: { layers: ['tsunami'], exercise: true },
      after: null,
    });
    expect(readChangesQuery({ ...HOUR, clock: 'valid', knownAt: HOUR.to })).toMatchObject({
      clock: 'valid',
      knownAt: TO,
    });
  });

  it('goes on where an answer ended, by the same knowledge', () => {
    const question = readChangesQuery({ ...HOUR, clock: 'valid' });
    const cursor = encodeChangesCursor(question, HALF!, TO!);
    expect(readChangesQuery({ ...HOUR, clock: 'valid', cursor }).after).toEqual({ upTo: HALF, knownAt: TO });
  });

  it.each([
    ['from', { from: undefined }],
    ['to', { to: 'later' }],
    ['to', { to: '2024-01-01T15:59:59+09:00' }],
    ['clock', { clock: 'wall' }],
    ['knownAt', { knownAt: HOUR.to }],
    ['layers', { layers: 'weather' }],
    ['at', { at: HOUR.from }],
    ['cursor', { cursor: 'abc' }],
    ['cursor', { cursor: Buffer.from('["2024-01-01T07:30:00.000Z",null,"other"]').toString('base64url') }],
    ['cursor', { cursor: ['a', 'b'] }],
  ])('is refused with the name of %s when that is wrong: %j', (name, change) => {
    expect(() => readChangesQuery({ ...HOUR, ...change })).toThrow(
      expect.objectContaining({ code: 'request.invalid', place: { path: `/${name}` } }),
    );
  });

  it('does not go on with the cursor of another question', () => {
    const cursor = encodeChangesCursor(readChangesQuery({ ...HOUR, minSeverity: '3' }), HALF!, null);
    expect(() => readChangesQuery({ ...HOUR, cursor })).toThrow(/belongs to another question/);
  });
});
