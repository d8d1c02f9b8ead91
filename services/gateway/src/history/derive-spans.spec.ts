import { instantFromMillis, type Instant } from '@hinomi/contracts';
import { pictureFeature as feature } from '@hinomi/testing';
import { describe, expect, it } from '@jest/globals';
import { deriveSpans, type Statement } from './derive-spans.js';

const minute = (count: number): Instant => instantFromMillis(count * 60_000);
const stated = (version: number, from: number, to: number | null = null, gone: number | null = null): Statement => ({
  offset: version,
  feature: feature({ id: 'a', version }),
  from: minute(from),
  to: to === null ? null : minute(to),
  goneFrom: gone === null ? null : minute(gone),
});
const spans = (...statements: Statement[]): unknown =>
  deriveSpans(statements).map(({ feature: { version }, from, to }) => [version, from, to]);

describe('what was so when', () => {
  it('is what was said last of a time, from its beginning on', () => {
    expect(spans(stated(1, 10), stated(2, 20))).toEqual([
      [1, minute(10), minute(20)],
      [2, minute(20), null],
    ]);
  });

  it('is nothing of a version that a correction takes back to before its beginning', () => {
    expect(spans(stated(1, 20, 30), stated(2, 10, 15))).toEqual([[2, minute(10), minute(15)]]);
  });

  it('does not come back when the later version ends first', () => {
    expect(spans(stated(1, 10, 60), stated(2, 20, 30))).toEqual([
      [1, minute(10), minute(20)],
      [2, minute(20), minute(30)],
    ]);
  });

  it('ends where the feature is gone, also for what was to begin later', () => {
    expect(spans(stated(1, 10, null, 15), stated(2, 20, null, 15))).toEqual([[1, minute(10), minute(15)]]);
    expect(spans(stated(1, 10, null, 15), stated(2, 20))).toEqual([
      [1, minute(10), minute(15)],
      [2, minute(20), null],
    ]);
  });

  it('is of each feature by itself, in the order of the log', () => {
    const other = { ...stated(2, 5), feature: feature({ id: 'b', version: 2 }) };
    expect(spans(other, stated(1, 10))).toEqual([
      [1, minute(10), null],
      [2, minute(5), null],
    ]);
  });
});
