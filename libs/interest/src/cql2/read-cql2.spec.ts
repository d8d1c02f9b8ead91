import { describe, expect, it } from '@jest/globals';
import { HubError } from '@hinomi/contracts';
import fc from 'fast-check';
import { CQL2_LIMITS } from './cql2.js';
import { filters } from './cql2-filters.suite.js';
import { cql2Text } from './cql2-text.suite.js';
import { readCql2Json } from './read-cql2-json.js';
import { readCql2Text } from './read-cql2-text.js';

const NAMES = ['severity', 'kind'];
const isName = (name: string): boolean => NAMES.includes(name);

function refused(read: () => unknown): Pick<HubError, 'code' | 'message' | 'place'> {
  try {
    read();
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error('it was read');
}

describe('a filter in CQL2', () => {
  it('is the same filter after it was written as text and read again', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(readCql2Text(cql2Text(filter))).toEqual(filter);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is read from JSON as it stands there', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(readCql2Json(JSON.parse(JSON.stringify(filter)))).toEqual(filter);
      }),
      { numRuns: 1_000 },
    );
  });

  it.each([
    ['severity >= 3', { op: '>=', args: [{ property: 'severity' }, 3] }],
    ['a=1 or b=2 and c=3', or(eq('a', 1), and(eq('b', 2), eq('c', 3)))],
    ['(a=1 OR b=2) AND c=3', and(or(eq('a', 1), eq('b', 2)), eq('c', 3))],
    ['not a=1 and b=2', and({ op: 'not', args: [eq('a', 1)] }, eq('b', 2))],
    ["detail.name not like '輪島%'", not({ op: 'like', args: [{ property: 'detail.name' }, '輪島%'] })],
    ['a NOT BETWEEN -1.5 AND 2e1', not({ op: 'between', args: [{ property: 'a' }, -1.5, 20] })],
    ["a NOT IN ('x', 'it''s', 'it\\'s')", not({ op: 'in', args: [{ property: 'a' }, ['x', "it's", "it's"]] })],
    ['a IS NOT NULL', not({ op: 'isNull', args: [{ property: 'a' }] })],
    ['"and" = true', { op: '=', args: [{ property: 'and' }, true] }],
    ['True AND a=1', and(true, eq('a', 1))],
    ['a-1', null],
    [
      's_intersects(Geometry, Point Z (137 37 12))'.replace('Geometry', 'geometry'),
      { op: 's_intersects', args: [{ property: 'geometry' }, { type: 'Point', coordinates: [137, 37] }] },
    ],
    [
      'S_INTERSECTS(geometry, MULTIPOINT(1 2, (3 4)))',
      {
        op: 's_intersects',
        args: [
          { property: 'geometry' },
          {
            type: 'MultiPoint',
            coordinates: [
              [1, 2],
              [3, 4],
            ],
          },
        ],
      },
    ],
    ["T_FinishedBy(a, DATE('2026-11-27'))", { op: 't_finishedBy', args: [{ property: 'a' }, { date: '2026-11-27' }] }],
  ])('reads %s', (text, filter) => {
    if (filter === null) expect(refused(() => readCql2Text(text)).code).toBe('request.invalid');
    else expect(readCql2Text(text)).toEqual(filter);
  });

  it.each([
    ['', 1, 'expected a property or a value'],
    ['severity', 9, 'expected a comparison'],
    ['severity >', 11, 'expected a property or a value'],
    ['severity = 3 3', 14, 'expected AND, OR or the end'],
    ['severity = 3x', 12, 'expected a word, a number or a text'],
    ['(severity = 3', 14, 'expected )'],
    ["kind = 'open", 8, 'this quote is not closed'],
    ['color = 3', 1, 'color is not a property'],
    ['severity = 3 AND "color" = 3', 18, 'color is not a property'],
    ['kind LIKE 3', 11, 'expected a pattern'],
    ['3 IS NULL', 1, 'expected a property before IS NULL'],
    ['TRUE NOT', 9, 'expected a comparison'],
    ["severity = TIMESTAMP('yesterday')", 22, 'expected a moment'],
    ["severity = DATE('2026-02-31')", 17, 'expected a day'],
    ["T_DURING(severity, INTERVAL('2026-11-28', '2026-11-27'))", 29, 'its end is before its beginning'],
    ["T_DURING(severity, INTERVAL('now', '..'))", 29, 'expected a moment, a day, a property or ..'],
    ['S_INTERSECTS(kind, POINT(1 2))', 14, 'expected the property geometry'],
    ['S_INTERSECTS(geometry, BBOX(1, 2, 3))', 24, 'expected 4 or 6 numbers'],
    ['S_INTERSECTS(geometry, BBOX(1, 3, 2, 2))', 24, 'south not above north'],
    ['S_INTERSECTS(geometry, POINT(37 137))', 30, 'expected longitude and latitude'],
    ['S_INTERSECTS(geometry, POLYGON((1 1, 2 1, 2 2, 1 2)))', 32, 'expected a ring'],
    ['severity = 1e999', 12, 'this number is too large'],
  ])('says where "%s" is wrong', (text, column, what) => {
    const error = refused(() => readCql2Text(text, isName));
    expect([error.code, error.place]).toEqual(['request.invalid', { path: '/filter', column }]);
    expect(error.message).toContain(what);
  });

  it.each([
    [null, '', 'expected {op, args}'],
    [{ op: '=', args: [{ property: 'severity' }] }, '/args', 'expected 2, not 1'],
    [{ op: 'is', args: [] }, '/op', 'expected one of'],
    [{ op: 'and', args: [true, { op: '=', args: [{ property: 'x' }, 1] }] }, '/args/1/args/0/property', 'x is not'],
    [{ op: 'and', args: [true] }, '/args', 'expected two filters'],
    [{ op: '=', args: [1, 1], note: '' }, '/note', 'expected {op, args}'],
    [{ op: '=', args: [{ property: 'kind' }, null] }, '/args/1', 'expected a value'],
    [{ op: 'in', args: [{ property: 'kind' }, []] }, '/args/1', 'expected one value'],
    [{ op: 'isNull', args: [3] }, '/args/0', 'expected {property}'],
    [{ op: '=', args: [{ timestamp: 'now' }, 1] }, '/args/0/timestamp', 'expected a moment'],
    [{ op: 's_intersects', args: [{ property: 'geometry' }, { bbox: [1] }] }, '/args/1/bbox', 'expected 4 or 6'],
    [
      { op: 's_intersects', args: [{ property: 'geometry' }, { type: 'Point', coordinates: ['a', 1] }] },
      '/args/1/coordinates/0',
      'expected a number',
    ],
    [{ op: 's_intersects', args: [{ property: 'geometry' }, { type: 'Circle' }] }, '/args/1', 'expected {property}'],
  ])('says where %j is wrong', (json, pointer, what) => {
    const error = refused(() => readCql2Json(json, isName));
    expect([error.code, error.place]).toEqual(['request.invalid', { path: `/filter${pointer}` }]);
    expect(error.message).toContain(what);
  });

  it('is refused where it is deeper or larger than anybody would write', () => {
    const deep = (levels: number): string => `${'NOT ('.repeat(levels)}TRUE${')'.repeat(levels)}`;
    expect(readCql2Text(deep(8))).toMatchObject({ op: 'not' });
    const tooMuch = [
      deep(50_000 / 6),
      deep(1_000),
      '('.repeat(10_000),
      Array(CQL2_LIMITS.parts).fill('TRUE').join(' OR ').concat(' OR TRUE'),
      `kind = '${'a'.repeat(CQL2_LIMITS.text + 1)}'`,
      `S_INTERSECTS(geometry, MULTIPOINT(${Array(CQL2_LIMITS.positions + 1)
        .fill('1 1')
        .join()}))`,
    ];
    for (const text of tooMuch) expect(refused(() => readCql2Text(text)).message).toContain('expected at most');
    let nested: unknown = true;
    for (let level = 0; level < 10_000; level++) nested = { op: 'not', args: [nested] };
    expect(refused(() => readCql2Json(nested)).message).toContain('expected at most');
  });

  it('is never an error of another kind, whatever the text', () => {
    const word = fc.constantFrom(
      ...[
        "'",
        '"',
        '(',
        ')',
        ',',
        '=',
        '<>',
        'AND',
        'NOT',
        'IN',
        'kind',
        '3',
        '-',
        ' ',
        "'a'",
        'DATE',
        'INTERVAL(',
        '..',
      ],
      ...['S_INTERSECTS(', 'POLYGON((', 'CASEI(', 'LIKE', 'BETWEEN', 'IS', 'NULL', '\\', 'TRUE'],
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        for (const joint of ['', ' ']) {
          try {
            readCql2Text(words.join(joint));
          } catch (error) {
            expect(error).toBeInstanceOf(HubError);
            expect((error as HubError).place?.column).toBeGreaterThan(0);
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });
});

function eq(property: string, value: number): object {
  return { op: '=', args: [{ property }, value] };
}
function and(...args: unknown[]): object {
  return { op: 'and', args };
}
function or(...args: unknown[]): object {
  return { op: 'or', args };
}
function not(arg: object): object {
  return { op: 'not', args: [arg] };
}
