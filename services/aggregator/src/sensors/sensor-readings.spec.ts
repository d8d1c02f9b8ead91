import { describe, expect, it } from '@jest/globals';
import { READINGS_KEPT, type Instant } from '@hinomi/contracts';
import { addReading, type Reading } from './sensor-readings.js';

const reading = (atMs: number, value: number | null = 1, more: Partial<Reading> = {}): Reading => ({
  atMs,
  value,
  quality: value === null ? 'missing' : 'good',
  resultTime: null,
  revision: 1,
  ...more,
});
const kept = (...added: Reading[]): readonly Reading[] => added.reduce<readonly Reading[]>(addReading, []);

describe('the readings kept', () => {
  it('are in the order of their own times; a late one fills its gap', () => {
    expect(kept(reading(1), reading(3), reading(2)).map(({ atMs }) => atMs)).toEqual([1, 2, 3]);
  });

  it('are the very same when one comes again', () => {
    const before = kept(reading(1), reading(2));
    expect(addReading(before, reading(1))).toBe(before);
  });

  it.each([
    ['made later', { resultTime: '2026-06-01T00:00:00.000Z' as Instant }, {}],
    ['read better', { revision: 2 }, { resultTime: '2026-06-01T00:00:00.000Z' as Instant }],
    ['a value rather than a gap', {}, { value: null, quality: 'missing' as const }],
  ])('are of two for one moment the one %s, whichever came first', (_which, better, worse) => {
    const [a, b] = [reading(1, 5, better), reading(1, 7, worse)];
    expect(kept(a, b)).toEqual([a]);
    expect(kept(b, a)).toEqual([a]);
  });

  it('are the newest so many; what falls out does not come back', () => {
    const many = Array.from({ length: READINGS_KEPT.count + 1 }, (_, index) => reading(index));
    const all = kept(...many);
    expect(all.map(({ atMs }) => atMs)).toEqual(many.slice(1).map(({ atMs }) => atMs));
    expect(addReading(all, reading(0))).toBe(all);
  });

  it('are of a span before the newest, whichever came first', () => {
    const [old, recent] = [reading(0), reading(READINGS_KEPT.spanMs + 1)];
    expect(kept(old, recent)).toEqual([recent]);
    expect(kept(recent, old)).toEqual([recent]);
    expect(kept(old, reading(READINGS_KEPT.spanMs))).toHaveLength(2);
  });
});
