import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Predicate } from './predicate.js';

const severity = { property: 'severity' };
const troubleOf = (value: unknown): { path: string; message: string } | null => {
  const [issue] = Predicate.safeParse(value).error?.issues ?? [];
  return issue ? { path: `/${issue.path.join('/')}`, message: issue.message } : null;
};
const nested = (levels: number): unknown =>
  levels === 1 ? { op: 'isNull', args: [severity] } : { op: 'not', args: [nested(levels - 1)] };

describe('a predicate', () => {
  it.each([
    { op: '=', args: [severity, 3] },
    { op: '<>', args: ['a', { property: 'detail.theme' }] },
    { op: 'between', args: [severity, 1, 3] },
    { op: 'in', args: [severity, []] },
    { op: 'like', args: [{ property: 'id' }, 'a%'] },
    { op: '>', args: [{ property: 'issuedAt' }, { timestamp: '2026-11-23T18:00:00+09:00' }] },
    nested(16),
  ])('is taken as it stands: %j', (value) => {
    expect(Predicate.parse(value)).toEqual(value);
  });

  it.each([
    ['/', null],
    ['/', 'severity > 3'],
    ['/', { op: '=' }],
    ['/op', { op: 'casei', args: [severity] }],
    ['/args', { op: '=', args: { 0: severity } }],
    ['/args', { op: '=', args: [severity] }],
    ['/args', { op: 'and', args: [nested(1)] }],
    ['/args', { op: 'not', args: [nested(1), nested(1)] }],
    ['/args/1', { op: '=', args: [severity, null] }],
    ['/args/1', { op: '=', args: [severity, [1]] }],
    ['/args/1/units', { op: '=', args: [severity, { property: 'a', units: 'm' }] }],
    ['/args/1/property', { op: '=', args: [severity, { property: 5 }] }],
    ['/args/1/timestamp', { op: '=', args: [severity, { timestamp: 'yesterday' }] }],
    ['/args/1', { op: 'in', args: [severity, 3] }],
    ['/args/1/2', { op: 'in', args: [severity, [1, 2, {}]] }],
    ['/args/1', { op: 'like', args: [severity, 3] }],
    ['/args/1', { op: 'like', args: [severity, 'x'.repeat(501)] }],
    ['/args/1/args/0', { op: 'or', args: [nested(1), { op: 'not', args: [7] }] }],
    ['/filter', { op: 'not', args: [nested(1)], filter: 1 }],
  ])('is refused with its place %s: %j', (path, value) => {
    expect(troubleOf(value)?.path).toBe(path);
  });

  it('is bounded in depth and size, however deep or large', () => {
    expect(troubleOf(nested(17))).toMatchObject({ message: 'expected at most 16 levels' });
    expect(troubleOf(JSON.parse('{"op":"not","args":['.repeat(5_000) + '1' + ']}'.repeat(5_000)))).toMatchObject({
      message: 'expected at most 16 levels',
    });
    const many = { op: 'in', args: [severity, Array.from({ length: 100_000 }, () => 1)] };
    expect(troubleOf(many)).toMatchObject({ path: '/args/1/498', message: 'expected at most 500 parts' });
  });

  it('is never more than refused, whatever is sent', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => void Predicate.safeParse({ op: 'and', args: [value, value] })));
  });
});
