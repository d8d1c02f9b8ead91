import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { differences, SharedMap } from './shared-map.js';

const id = fc.integer({ min: 0, max: 3_000 }).map((number) => `sensor:${number}`);
const change = fc.record({ upserts: fc.array(fc.tuple(id, fc.nat())), removes: fc.array(id) });

const sorted = <V>(map: ReadonlyMap<string, V>): [string, V][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

describe('a shared map', () => {
  it('holds what a map holds that is changed in place, and what it was made from stays as it was', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 6 }), (changes) => {
        const plain = new Map<string, number>();
        let shared = SharedMap.of<number>([]);
        for (const { upserts, removes } of changes) {
          const [before, wasBefore] = [shared, sorted(plain)];
          for (const gone of removes) plain.delete(gone);
          for (const [key, value] of upserts) plain.set(key, value);
          shared = shared.with(upserts, removes);
          expect(sorted(before)).toEqual(wasBefore);
        }
        expect(sorted(shared)).toEqual(sorted(plain));
        expect(shared.size).toBe(plain.size);
        expect([...shared.keys()].every((key) => shared.has(key) && shared.get(key) === plain.get(key))).toBe(true);
      }),
    );
  });

  it('tells what is different from another, made from it or not', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(id, fc.nat())), change, (entries, { upserts, removes }) => {
        const before = SharedMap.of(entries);
        const after = before.with(upserts, removes);
        const told = (all: ReturnType<typeof differences<number>>): unknown[] =>
          [...all].sort((a, b) => (a.id < b.id ? -1 : 1));
        const expected = told(differences(new Map(before), new Map(after)));
        expect(told(differences(before, after))).toEqual(expected);
        expect(told(differences(before, SharedMap.of(after)))).toEqual(expected);
        const applied = new Map(before);
        for (const { id: key, after: value } of differences(before, after)) {
          if (value === undefined) applied.delete(key);
          else applied.set(key, value);
        }
        expect(sorted(applied)).toEqual(sorted(after));
      }),
    );
  });
});
