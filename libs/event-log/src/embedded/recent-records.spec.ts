import { describe, expect, it } from '@jest/globals';
import { RecentRecords } from './recent-records.js';
import { encodeRecord } from './record-codec.js';

const stored = (...keys: string[]): Buffer[] =>
  keys.map((key) => encodeRecord({ key, value: new Uint8Array(100), headers: { ce_id: key } }));
const keysIn = (recent: RecentRecords, from: number, end: number, most = 10): string[] | undefined =>
  recent.slice('hazards', from, end, most)?.records.map(({ key, offset }) => `${key}${offset}`);

describe('recent records', () => {
  it('are given from any offset that is kept, over the bounds of commits, up to an end', () => {
    const recent = new RecentRecords();
    recent.keep('hazards', 5, stored('a', 'b'));
    recent.keep('hazards', 7, stored('c'));
    recent.keep('places', 0, stored('other'));
    expect(keysIn(recent, 5, 8)).toEqual(['a5', 'b6', 'c7']);
    expect(keysIn(recent, 6, 7)).toEqual(['b6']);
    expect(recent.slice('hazards', 5, 8, 2)).toMatchObject({ next: 7 });
    expect(keysIn(recent, 7, 8, 2)).toEqual(['c7']);
  });

  it('are decoded once for all who read them', () => {
    const recent = new RecentRecords();
    recent.keep('hazards', 0, stored('a'));
    const [first, second] = [recent.slice('hazards', 0, 1, 1), recent.slice('hazards', 0, 1, 1)];
    expect(first?.records[0]).toBe(second?.records[0]);
    expect(first?.records[0]).toMatchObject({ key: 'a', headers: { ce_id: 'a' }, partition: 0 });
  });

  it('are not there before the oldest, after the newest, and once their topic was compacted', () => {
    const recent = new RecentRecords();
    recent.keep('hazards', 5, stored('a'));
    expect(recent.slice('hazards', 4, 6, 9)).toBeNull();
    expect(recent.slice('hazards', 6, 9, 9)).toBeNull();
    recent.forget('hazards');
    expect(recent.slice('hazards', 5, 6, 9)).toBeNull();
  });

  it('are few: the oldest go, of whatever topic', () => {
    const [{ byteLength = 0 } = {}] = stored('a');
    const recent = new RecentRecords(2 * byteLength);
    recent.keep('hazards', 0, stored('a'));
    recent.keep('hazards', 1, stored('b'));
    recent.keep('places', 0, stored('c'));
    expect(recent.slice('hazards', 0, 2, 9)).toBeNull();
    expect(keysIn(recent, 1, 2)).toEqual(['b1']);
    recent.keep('hazards', 2, stored('c', 'd', 'e'));
    expect(keysIn(recent, 1, 9)).toBeUndefined();
  });
});
