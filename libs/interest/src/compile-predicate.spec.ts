import { describe, expect, it } from '@jest/globals';
import type { Predicate, PredicateScalar } from '@hinomi/contracts';
import fc from 'fast-check';
import { compilePredicate, type Readable } from './compile-predicate.js';

const feature = {
  id: 'thing:1',
  layer: 'shelter',
  severity: 3,
  alertLevel: null,
  issuedAt: '2026-11-23T09:00:00.000Z',
  areaCodes: ['17204'],
  geometry: { type: 'Point', coordinates: [137, 37] },
  properties: { type: 'thing', theme: 'shelter', name: '輪島小学校', attributes: { eststts: { value: '開設' } } },
} as unknown as Readable;
const property = (path: string): PredicateScalar => ({ property: path });
const holds = (predicate: Predicate): boolean => compilePredicate(predicate)(feature);
const is = (path: string, value: PredicateScalar): boolean => holds({ op: '=', args: [property(path), value] });

describe('a compiled predicate', () => {
  it('reads the paths of the GeoJSON properties', () => {
    expect(is('severity', 3)).toBe(true);
    expect(is('detail.theme', 'shelter')).toBe(true);
    expect(is('detail.attributes.eststts.value', '開設')).toBe(true);
    expect(is('detail.attributes.eststts.value', '閉鎖')).toBe(false);
    expect(holds({ op: '=', args: [property('layer'), property('detail.theme')] })).toBe(true);
  });

  it.each([
    'alertLevel',
    'nothing',
    'detail.attributes.lost.value',
    'areaCodes',
    'detail',
    'severity.toFixed',
    'constructor',
  ])('takes %s for null: no value, or no single one', (path) => {
    expect(holds({ op: 'isNull', args: [property(path)] })).toBe(true);
  });

  it.each(['geometry.type', 'properties.theme', '__proto__', 'detail.name.length'])('does not look into %s', (path) => {
    expect(holds({ op: 'isNull', args: [property(path)] })).toBe(true);
  });

  it('says neither yes nor no of what is null or of another type', () => {
    for (const other of [property('nothing'), 'three', true]) {
      const equal: Predicate = { op: '=', args: [property('severity'), other] };
      expect([holds(equal), holds({ op: 'not', args: [equal] })]).toEqual([false, false]);
      expect(holds({ op: 'or', args: [equal, { op: '>=', args: [property('severity'), 3] }] })).toBe(true);
    }
  });

  it('compares moments of any offset', () => {
    const after = (timestamp: string): boolean => holds({ op: '>', args: [property('issuedAt'), { timestamp }] });
    expect([after('2026-11-23T17:59:59+09:00'), after('2026-11-23T18:00:00+09:00')]).toEqual([true, false]);
  });

  it.each([
    ['%小学校', true],
    ['輪島___', true],
    ['輪島__', false],
    ['輪島%', true],
    ['%', true],
    ['%島%校%', true],
    ['%校%島%', false],
    ['輪島小学校', true],
    ['輪島小学校_', false],
    ['', false],
  ])('is like %s: %s', (pattern, like) => {
    expect(holds({ op: 'like', args: [property('detail.name'), pattern] })).toBe(like);
  });

  it('is like what a regular expression says, with marks that stand for themselves', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '%', '_', '\\', '𠮷'), maxLength: 8 });
    fc.assert(
      fc.property(text, text, (name, pattern) => {
        const source = pattern.replace(/\\(.)|\\$|%|_|./gu, (mark, escaped: string | undefined) =>
          mark === '%'
            ? '.*'
            : mark === '_'
              ? '.'
              : (escaped ?? mark).replace(/[\\%_]/, '\\$&').replace(/\\([%_])/, '$1'),
        );
        const like = compilePredicate({ op: 'like', args: [name, pattern] })({});
        expect([name, pattern, like]).toEqual([name, pattern, new RegExp(`^${source}$`, 'su').test(name)]);
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes its time with no pattern', () => {
    const pattern = '%a'.repeat(200);
    expect(
      compilePredicate({ op: 'like', args: [property('id'), pattern] })({ id: `${'a'.repeat(199)}b` } as never),
    ).toBe(false);
  });

  it('is what numbers say: false 0, unknown ½, true 1; and the least, or the most, not the rest', () => {
    fc.assert(
      fc.property(predicates, fc.record({ a: value, b: value }), (predicate, properties) => {
        const naive = worth(predicate, properties) === 1;
        expect(compilePredicate(predicate)({ properties } as unknown as Readable)).toBe(naive);
      }),
      { numRuns: 3_000 },
    );
  });
});

const value = fc.constantFrom(null, 0, 1, 2, 'a', 'b', true);
const scalar: fc.Arbitrary<PredicateScalar> = fc.constantFrom(
  property('detail.a'),
  property('detail.b'),
  0,
  1,
  2,
  'a',
  'b',
);
const { predicates } = fc.letrec<{ predicates: Predicate }>((tie) => ({
  predicates: fc.oneof(
    { maxDepth: 4 },
    fc.record({
      op: fc.constantFrom('=', '<>', '<', '<=', '>', '>='),
      args: fc.tuple(scalar, scalar),
    }) as fc.Arbitrary<Predicate>,
    fc.record({ op: fc.constant('between'), args: fc.tuple(scalar, scalar, scalar) }) as fc.Arbitrary<Predicate>,
    fc.record({ op: fc.constant('in'), args: fc.tuple(scalar, fc.array(scalar)) }) as fc.Arbitrary<Predicate>,
    fc.record({ op: fc.constant('isNull'), args: fc.tuple(scalar) }) as fc.Arbitrary<Predicate>,
    fc.record({ op: fc.constant('not'), args: fc.tuple(tie('predicates')) }) as fc.Arbitrary<Predicate>,
    fc.record({
      op: fc.constantFrom('and', 'or'),
      args: fc.array(tie('predicates'), { minLength: 2, maxLength: 4 }),
    }) as fc.Arbitrary<Predicate>,
  ),
}));

function worth({ op, args }: Predicate, properties: Record<string, unknown>): number {
  const read = (one: unknown): unknown =>
    typeof one === 'object' ? properties[(one as { property: string }).property.slice('detail.'.length)] : one;
  const known = (holds: (a: never, b: never) => boolean, [a, b]: unknown[]): number =>
    a === null || b === null || typeof a !== typeof b ? 0.5 : Number(holds(a as never, b as never));
  const list = args as unknown[];
  switch (op) {
    case 'and':
      return Math.min(...args.map((each) => worth(each, properties)));
    case 'or':
      return Math.max(...args.map((each) => worth(each, properties)));
    case 'not':
      return 1 - worth(args[0], properties);
    case 'isNull':
      return Number(read(args[0]) === null);
    case 'in':
      return Math.max(0, ...args[1].map((choice) => known((a, b) => a === b, [args[0], choice].map(read))));
    case 'between': {
      const [one, from, to] = list.map(read);
      return Math.min(
        known((a, b) => a >= b, [one, from]),
        known((a, b) => a <= b, [one, to]),
      );
    }
    case 'like':
      throw new Error('not asked');
    case '=':
      return known((a, b) => a === b, list.map(read));
    case '<>':
      return known((a, b) => a !== b, list.map(read));
    case '<':
      return known((a, b) => a < b, list.map(read));
    case '<=':
      return known((a, b) => a <= b, list.map(read));
    case '>':
      return known((a, b) => a > b, list.map(read));
    case '>=':
      return known((a, b) => a >= b, list.map(read));
  }
}
