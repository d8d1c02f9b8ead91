import { instantFromMillis, type Instant } from '@hinomi/contracts';
import { pictureFeature as feature } from '@hinomi/testing';
import { describe, expect, it } from '@jest/globals';
import type { Span } from './derive-spans.js';
import { packChanges } from './pack-changes.js';

const minute = (count: number): Instant => instantFromMillis(count * 60_000);
const span = (id: string, version: number, from: number, to: number | null): Span => ({
  feature: feature({ id, version }),
  from: minute(from),
  to: to === null ? null : minute(to),
});
const WINDOW = { from: minute(10), upTo: minute(20) };

describe('packing changes', () => {
  it('says what was so at the start and what became so after it, each large part once', () => {
    const spans = [span('a', 1, 5, 12), span('a', 2, 12, null), span('b', 3, 0, 15)];
    const { start, changes, versions, geometries, details } = packChanges(spans, WINDOW, true);
    expect(start).toEqual([0, 2]);
    expect(changes).toEqual([
      { at: minute(12), upserts: [1], removes: [] },
      { at: minute(15), upserts: [], removes: ['b'] },
    ]);
    expect([versions.length, geometries.length, details.length]).toEqual([3, 1, 1]);
  });

  it('begins after its start and holds its end', () => {
    const spans = [span('a', 1, 10, 20), span('b', 2, 0, 10), span('c', 3, 20, null), span('d', 4, 21, null)];
    const { start, changes, versions } = packChanges(spans, WINDOW, true);
    expect(start?.map((index) => versions[index]?.id)).toEqual(['a']);
    expect(changes).toEqual([{ at: minute(20), upserts: [1], removes: ['a'] }]);
    expect(versions.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it('leaves the start out of a later page', () => {
    const { start, changes, versions } = packChanges([span('a', 1, 5, null), span('b', 2, 5, 11)], WINDOW, false);
    expect([start, versions, changes]).toEqual([null, [], [{ at: minute(11), upserts: [], removes: ['b'] }]]);
  });

  it('is quiet about a time in which nothing changed', () => {
    expect(packChanges([], WINDOW, true)).toEqual({
      ...{ geometries: [], areas: [], details: [], versions: [] },
      ...{ start: [], changes: [] },
    });
  });
});
