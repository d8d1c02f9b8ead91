import { describe, expect, it } from '@jest/globals';
import type { FeatureId } from '../ids.js';
import { instantFromMillis } from '../instant.js';
import type { LogRecord, NewRecord } from '../log-record.js';
import type { FeatureV1 } from './feature.v1.js';
import { PictureReader, encodeClaim, encodeRemove, encodeUpsert, goneFrom } from './picture-record.js';

const feature = { id: 'a' as FeatureId, version: 1 } as FeatureV1;

function at(offset: number, record: NewRecord): LogRecord {
  return { ...record, topic: 'picture', partition: 0, offset, appendedAt: instantFromMillis(0) };
}

describe('reading the picture', () => {
  it('gives upserts and removes of the writer that claimed last', () => {
    const reader = new PictureReader();
    expect(reader.read(at(0, encodeClaim('one')))).toBeNull();
    expect(reader.read(at(1, encodeUpsert(feature, 0)))).toEqual({ change: 'upsert', feature, offset: 1 });
    expect(reader.read(at(2, encodeRemove(feature.id, 0)))).toEqual({ change: 'remove', id: 'a', offset: 2 });
  });

  it('drops what a writer says after another has claimed', () => {
    const reader = new PictureReader();
    reader.read(at(0, encodeClaim('one')));
    reader.read(at(5, encodeClaim('two')));
    expect(reader.read(at(6, encodeUpsert(feature, 0)))).toBeNull();
    expect(reader.read(at(7, encodeUpsert(feature, 5)))).not.toBeNull();
    expect(reader.epoch).toBe(5);
  });

  it('keeps what was written before the claim that superseded its writer', () => {
    const reader = new PictureReader();
    reader.read(at(0, encodeClaim('one')));
    expect(reader.read(at(1, encodeUpsert(feature, 0)))).not.toBeNull();
    reader.read(at(2, encodeClaim('two')));
  });

  it('refuses a record that is not the picture’s', () => {
    const reader = new PictureReader();
    expect(() => reader.read(at(0, { key: 'a', value: null, headers: {} }))).toThrow(/picture@0 has no epoch/);
    const other = { ...encodeUpsert(feature, 0), key: 'b' };
    expect(() => reader.read(at(1, other))).toThrow(/another id/);
  });
});

describe('since when something is gone', () => {
  const removed = (causeTime?: string): LogRecord => ({
    ...at(1, encodeRemove(feature.id, 0, causeTime === undefined ? {} : { cause_time: causeTime })),
    appendedAt: instantFromMillis(60_000),
  });

  it('is told by the fact behind the removal', () => {
    expect(goneFrom(removed(instantFromMillis(10_000)))).toBe(instantFromMillis(10_000));
  });

  it('is never later than the hub learned of it', () => {
    expect(goneFrom(removed(instantFromMillis(70_000)))).toBe(instantFromMillis(60_000));
  });

  it('is when the hub learned of it where the record does not say, or not in words', () => {
    expect(goneFrom(removed())).toBe(instantFromMillis(60_000));
    expect(goneFrom(removed('yesterday'))).toBe(instantFromMillis(60_000));
  });
});
