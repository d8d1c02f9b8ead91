import { describe, expect, it } from '@jest/globals';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson, contentDigest, sha256Hex } from './canonical-json.js';
import { readInstant } from './instant.js';
import { rounded } from './picture/feature.v1.js';
import { ALL_TOPIC_NAMES, topicIn, topicSettings } from './topics.js';

function sortedCopy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(sortedCopy);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortedCopy(inner)]));
}

describe('canonical JSON', () => {
  it('does not depend on the order of keys, at any depth', () => {
    expect(canonicalJson({ b: [{ d: 1, c: 2 }], a: null })).toBe('{"a":null,"b":[{"c":2,"d":1}]}');
    expect(contentDigest({ x: 1, y: { p: 1, q: 2 } })).toBe(contentDigest({ y: { q: 2, p: 1 }, x: 1 }));
  });

  it('is the text of a sorted copy, whatever the value', () => {
    for (const value of [
      { b: undefined, a: [undefined, null, NaN, -0, 1e21], 10: 'x', 9: 'y', '01': 'z' },
      { 'ü"\\\n\ud800': '\u2028\ud800"\\', at: new Date(0), nested: { 2: [], 1: {}, __proto__: null } },
      'text',
      7,
      null,
    ])
      expect(canonicalJson(value)).toBe(JSON.stringify(sortedCopy(value)));
  });

  it('keeps the order of lists', () => {
    expect(canonicalJson([2, 1])).toBe('[2,1]');
  });

  it('leaves nothing out that JSON can say, and no more', () => {
    const told = JSON.parse('{"__proto__":{"b":1,"a":2},"10":1,"9":[1,[{"d":1,"c":2}]],"x":null}') as unknown;
    expect(canonicalJson(told)).toBe('{"9":[1,[{"c":2,"d":1}]],"10":1,"__proto__":{"a":2,"b":1},"x":null}');
    expect(canonicalJson({ b: undefined, a: new Date(0) })).toBe('{"a":"1970-01-01T00:00:00.000Z"}');
  });

  it('hashes any text and bytes in a browser as here', () => {
    for (const text of ['', '震度５弱', '\ud800', 'a'.repeat(1_000)]) {
      expect(sha256Hex(text)).toBe(bytesToHex(sha256(utf8ToBytes(text))));
      expect(sha256Hex(utf8ToBytes(text))).toBe(bytesToHex(sha256(utf8ToBytes(text))));
    }
  });

  it('hashes as SHA-256 does (FIPS 180-2, appendix B.1)', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

describe('instants', () => {
  it.each([
    ['2024-01-01T16:10:09+09:00', '2024-01-01T07:10:09.000Z'],
    ['2024-01-01T07:10:09Z', '2024-01-01T07:10:09.000Z'],
    ['2024-01-01T07:10-00:00', '2024-01-01T07:10:00.000Z'],
  ])('reads %s', (text, instant) => {
    expect(readInstant(text)).toBe(instant);
  });

  it.each(['2024-01-01T16:10:09', '2024-13-01T00:00:00Z', 'now', ''])('refuses %j, which names no moment', (text) => {
    expect(readInstant(text)).toBeNull();
  });
});

describe('topics', () => {
  it('have a twin in the drill realm with the same settings', () => {
    expect(topicIn('drill', 'hazards')).toBe('drill.hazards');
    expect(topicSettings('drill.picture')).toEqual(topicSettings('picture'));
    expect(new Set(ALL_TOPIC_NAMES).size).toBe(ALL_TOPIC_NAMES.length);
  });

  it('are unknown by any other name', () => {
    expect(topicSettings('drill.toString')).toBeUndefined();
    expect(topicSettings('shelter')).toBeUndefined();
  });
});

describe('coordinates', () => {
  it('are rounded to 1e-7 degrees', () => {
    expect(rounded({ type: 'Point', coordinates: [137.123456789, 36.1] })).toEqual({
      type: 'Point',
      coordinates: [137.1234568, 36.1],
    });
  });
});
