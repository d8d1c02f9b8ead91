import { describe, expect, it } from '@jest/globals';
import type { NewRecord } from '@hinomi/contracts';
import { RecentRecords } from './recent-records.js';

const stored = (...keys: string[]): NewRecord[] =>
  keys.map((key) => ({ key, value: new Uint8Array(100), headers: { ce_id: key } }));
const keysIn = (recent: RecentRecords, from: number, end: number, most = 10): string[] | undefined =>
  recent.slice('hazards', from, end, most)?.records.map(({ key, offset }) => `${key}${offset}`);

describe('recent records', () => {
  it('are given from any offset that is kept, over the bounds of commits, up to an end', () => {
    const recent = new RecentRecords();
    recent.keep('hazards', 5, stored('a', 'b'), 0);
    recent.keep('hazards', 7, stored('c'), 0);
    recent.keep('places', 0, stored('other'), 0);
    expect(keysIn(recent, 5, 8)).toEqual(['a5', 'b6', 'c7']);
    expect(keysIn(recent, 6, 7)).toEqual(['b6']);
    expect(recent.slice('hazards', 5, 8, 2)).toMatchObject({ next: 7 });
    expect(keysIn(recent, 7, 8, 2)).toEqual(['c7']);
  });

  it('are one for all who read them, with the bytes that were appended', () => {
    const recent = new RecentRecords();
    const appended = stored('a');
    recent.keep('hazards', 0, appended, 1_000);
    const [first, second] = [recent.slice('hazards', 0, 1, 1), recent.slice('hazards', 0, 1, 1)];
    expect(first?.records[0]).toBe(second?.records[0]);
    expect(first?.records[0]).toMatchObject({ key: 'a', headers: { ce_id: 'a' }, partition: 0, offset: 0 });
    expect(first?.records[0]?.appendedAt).toBe('1970-01-01T00:00:01.000Z');
    expect(first?.records[0]?.value).toBe(appended[0]?.value);
  });

  it('are not there before the oldest, after the newest, and once their topic was compacted', () => {
    const recent = new RecentRecords();
    recent.keep('hazards', 5, stored('a'), 0);
    expect(recent.slice('hazards', 4, 6, 9)).toBeNull();
    expect(recent.slice('hazards', 6, 9, 9)).toBeNull();
    recent.forget('hazards');
    expect(recent.slice('hazards', 5, 6, 9)).toBeNull();
  });

  it('are few: the oldest go, of whatever topic', () => {
    const recent = new RecentRecords(2 * (1024 + 100));
    recent.keep('hazards', 0, stored('a'), 0);
    recent.keep('hazards', 1, stored('b'), 0);
    recent.keep('places', 0, stored('c'), 0);
    expect(recent.slice('hazards', 0, 2, 9)).toBeNull();
    expect(keysIn(recent, 1, 2)).toEqual(['b1']);
    recent.keep('hazards', 2, stored('c', 'd', 'e'), 0);
    expect(keysIn(recent, 1, 9)).toBeUndefined();
  });
});
