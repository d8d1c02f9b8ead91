import { describe, expect, it } from '@jest/globals';
import {
  encodeClaim,
  encodeRemove,
  encodeUpsert,
  instantFromMillis,
  type FeatureId,
  type LogRecord,
  type NewRecord,
} from '@hinomi/contracts';
import { pictureFeature as feature } from '@hinomi/testing';
import fc from 'fast-check';
import { deriveVersions, START, type HistoryStep, type VersionEnd } from './derive-versions.js';

const minute = (count: number) => instantFromMillis(count * 60_000);
const at = (offset: number, record: NewRecord): LogRecord => ({
  ...record,
  topic: 'picture',
  partition: 0,
  offset,
  appendedAt: minute(offset),
});
const upsert = (id: string, version: number, epoch = 0): NewRecord => encodeUpsert(feature({ id, version }), epoch);
const remove = (id: string, epoch = 0): NewRecord => encodeRemove(id as FeatureId, epoch);
const log = (...records: NewRecord[]): LogRecord[] => records.map((record, offset) => at(offset, record));
const plain = ({ versions }: HistoryStep) =>
  versions.map(({ feature: { id, version }, knownFrom, end }) => [
    id,
    version,
    knownFrom,
    end?.knownTo ?? null,
    end?.removed ?? false,
  ]);

describe('deriving versions', () => {
  it('ends each version when the next is known, and the last when the feature leaves', () => {
    const step = deriveVersions(
      START,
      log(encodeClaim('one'), upsert('a', 1), upsert('a', 2), remove('a'), upsert('a', 1)),
    );
    expect(plain(step)).toEqual([
      ['a', 1, minute(1), minute(2), false],
      ['a', 2, minute(2), minute(3), true],
      ['a', 1, minute(4), null, false],
    ]);
    expect(step.position).toEqual({ nextOffset: 5, epoch: 0, completeFrom: minute(0), completeTo: minute(4) });
  });

  it('leaves out what a superseded writer says, also when the claim was in an earlier batch', () => {
    const records = log(encodeClaim('one'), upsert('a', 1), encodeClaim('two'), upsert('a', 9, 0), upsert('a', 2, 2));
    const first = deriveVersions(START, records.slice(0, 3));
    expect(plain(deriveVersions(first.position, records.slice(3)))).toEqual([['a', 2, minute(4), null, false]]);
  });

  it('passes over what is in already, and counts what is not the picture’s', () => {
    const records = log(encodeClaim('one'), upsert('a', 1), { key: 'x', value: null, headers: {} });
    const first = deriveVersions(START, records);
    expect(first.unreadable).toBe(1);
    const again = deriveVersions(first.position, records);
    expect([again.versions, again.ended, again.position]).toEqual([[], [], first.position]);
  });

  it('is whole from the first record after what compaction dropped', () => {
    const records = [at(0, encodeClaim('one')), at(7, upsert('a', 3)), at(8, upsert('b', 1))];
    expect(deriveVersions(START, records).position.completeFrom).toBe(minute(7));
  });

  it('ends a version in the world where the next begins, or since when the fact says that it is gone', () => {
    const records = log(
      encodeClaim('one'),
      upsert('a', 1),
      encodeUpsert(feature({ id: 'a', version: 2, valid: { from: minute(9), to: null } }), 0),
      encodeRemove('a' as FeatureId, 0, { cause_time: minute(1) }),
    );
    const ends = deriveVersions(START, records).versions.map(({ end }) => end?.nextFrom);
    expect(ends).toEqual([minute(9), minute(1)]);
  });

  it('does not unlearn when the clock of the log is set back', () => {
    const records = log(encodeClaim('one'), upsert('a', 1), upsert('a', 2));
    const back = [...records.slice(0, 2), { ...records[2]!, appendedAt: minute(0) }];
    const { versions, position } = deriveVersions(START, back);
    expect(versions.map(({ knownFrom }) => knownFrom)).toEqual([minute(1), minute(1)]);
    expect(position.completeTo).toBe(minute(1));
  });

  it('says the same however the records are cut into batches', () => {
    const step = fc.record({ id: fc.constantFrom('a', 'b'), gone: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.array(fc.nat(8)), (steps, cuts) => {
        const records = log(
          encodeClaim('one'),
          ...steps.map(({ id, gone }, index) => (gone ? remove(id) : upsert(id, index + 1))),
        );
        expect(replayed(records, cuts)).toEqual(replayed(records, []));
      }),
    );
  });
});

/** The rows after all batches, as the repository applies them. */
function replayed(records: readonly LogRecord[], cuts: readonly number[]): unknown {
  const rows: { id: string; offset: number; end: VersionEnd | null }[] = [];
  let position = START;
  let rest = [...records];
  for (const cut of [...cuts, records.length]) {
    const step = deriveVersions(position, rest.slice(0, cut));
    rest = rest.slice(cut);
    position = step.position;
    for (const { featureId, ...end } of step.ended) {
      for (const row of rows) if (row.id === featureId && row.end === null) row.end = end;
    }
    rows.push(...step.versions.map(({ feature: { id }, offset, end }) => ({ id, offset, end })));
  }
  return { rows, position };
}
