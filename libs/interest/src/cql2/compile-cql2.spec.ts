import { describe, expect, it } from '@jest/globals';
import type { Geometry } from '@hinomi/contracts';
import fc from 'fast-check';
import { placeOfGeometry } from '../place.js';
import { compileCql2 } from './compile-cql2.js';
import { TEMPORAL_OPS } from './cql2.js';
import { filters } from './cql2-filters.suite.js';
import { cql2Text } from './cql2-text.suite.js';
import { ringAround, worthOf } from './naive-cql2.suite.js';
import { readCql2Text } from './read-cql2-text.js';
import type { Subject } from './subject.js';

const feature = {
  id: 'thing:1',
  severity: 3,
  kind: 'hazard',
  alertLevel: null,
  issuedAt: '2026-11-27T03:00:00.000Z',
  valid: { from: '2026-11-27T00:00:00.000Z', to: null },
  properties: { name: '輪島ABC' },
} as unknown as Subject['feature'];
const at = (geometry: Geometry | null, of = feature): Subject => ({
  feature: of,
  place: geometry && placeOfGeometry(geometry),
});
const wajima = at({ type: 'Point', coordinates: [136.9, 37.4] });
const holds = (text: string, subject = wajima): boolean => compileCql2(readCql2Text(text))(subject);

describe('a compiled filter', () => {
  it.each([
    ['severity >= 3', true],
    ['severity > 3', false],
    ['alertLevel = 4 OR severity = 3', true],
    ['NOT alertLevel = 4', false],
    ['alertLevel IS NULL', true],
    ["kind IN ('shelter', 'hazard')", true],
    ['severity BETWEEN 1 AND 2', false],
    ["detail.name LIKE '輪島%'", true],
    ["detail.name LIKE '%abc'", false],
    ["CASEI(detail.name) LIKE CASEI('%abc')", true],
    ["CASEI(kind) = CASEI('HAZARD')", true],
    ["CASEI('STRASSE') = CASEI('straße')", true],
    ['TRUE', true],
    ['FALSE', false],
    ["issuedAt > TIMESTAMP('2026-11-27T11:59:59+09:00')", true],
    ["issuedAt > TIMESTAMP('2026-11-27T12:00:00+09:00')", false],
    ["issuedAt >= DATE('2026-11-27')", true],
    ["issuedAt >= DATE('2026-11-28')", false],
    ["T_DURING(issuedAt, INTERVAL('2026-11-27', '..'))", true],
    ["T_INTERSECTS(issuedAt, DATE('2026-11-27'))", true],
    ["T_INTERSECTS(INTERVAL(valid.from, valid.to), INTERVAL('2030-01-01', '2030-01-02'))", true],
    ["T_AFTER(INTERVAL(valid.from, valid.to), DATE('2026-11-26'))", true],
    ["NOT T_AFTER(observedAt, DATE('2026-11-26'))", false],
    ['S_INTERSECTS(geometry, POINT(136.9 37.4))', true],
    ['S_INTERSECTS(geometry, BBOX(136, 37, 137, 38))', true],
    ['S_INTERSECTS(BBOX(137, 37, 138, 38), geometry)', false],
    ['S_INTERSECTS(geometry, BBOX(130, 30, 100, 136.9, 37.4, 200))', true],
    ['S_INTERSECTS(geometry, BBOX(170, 37, -170, 38))', false],
    ['S_INTERSECTS(geometry, POLYGON((136 37, 138 37, 138 38, 136 38, 136 37)))', true],
    ['S_INTERSECTS(geometry, POLYGON((136 37, 138 37, 136 38, 136 37)))', true],
    [
      'S_INTERSECTS(geometry, POLYGON((136 37, 138 37, 138 38, 136 38, 136 37), (136.5 37.1, 137 37.9, 136.5 37.9, 136.5 37.1)))',
      true,
    ],
    [
      'S_INTERSECTS(geometry, POLYGON((136 37, 138 37, 138 38, 136 38, 136 37), (136.5 37.1, 137 37.1, 137 37.9, 136.5 37.9, 136.5 37.1)))',
      false,
    ],
    ['S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(1 1), LINESTRING(136 37.4, 137 37.4)))', true],
    ['S_INTERSECTS(POINT(1 1), BBOX(0, 0, 1, 1))', true],
    ['geometry IS NULL', false],
  ])('says of %s: %s', (text, is) => {
    expect(holds(text)).toBe(is);
  });

  it('crosses 180 degrees where the west of a box is east of its east', () => {
    const fiji = at({ type: 'Point', coordinates: [179.5, -17] });
    const samoa = at({ type: 'Point', coordinates: [-172, -13] });
    const box = 'S_INTERSECTS(geometry, BBOX(170, -20, -170, -10))';
    expect([holds(box, fiji), holds(box, samoa), holds(box, wajima)]).toEqual([true, true, false]);
  });

  it('says neither yes nor no where the place is unknown', () => {
    const box = 'S_INTERSECTS(geometry, BBOX(-180, -90, 180, 90))';
    expect([holds(box, at(null)), holds(`NOT ${box}`, at(null))]).toEqual([false, false]);
    expect(holds('geometry IS NULL', at(null))).toBe(true);
  });

  it('is what a plain evaluation says', () => {
    fc.assert(
      fc.property(filters, subjects, (filter, [of, box]) => {
        const subject = at(box && rectangle(box), of);
        expect([filter, compileCql2(filter)(subject)]).toEqual([filter, worthOf(filter, of, box) === 1]);
      }),
      { numRuns: 5_000 },
    );
  });

  it('answers the same as text and as JSON', () => {
    fc.assert(
      fc.property(filters, subjects, (filter, [of, box]) => {
        const subject = at(box && rectangle(box), of);
        expect(holds(cql2Text(filter), subject)).toBe(compileCql2(filter)(subject));
      }),
      { numRuns: 2_000 },
    );
  });

  it('knows thirteen relations of two spans, of which exactly one is so', () => {
    const basic = TEMPORAL_OPS.filter((op) => op !== 't_disjoint' && op !== 't_intersects');
    const day = fc.integer({ min: 1, max: 6 });
    const span = fc
      .tuple(day, day)
      .filter(([from, to]) => from < to)
      .map((days) => ({ interval: days.map((each) => `2026-11-0${each}T00:00:00Z`) as [string, string] }));
    const moment = { feature, place: null };
    fc.assert(
      fc.property(span, span, (one, other) => {
        const is = (op: (typeof TEMPORAL_OPS)[number]): boolean => compileCql2({ op, args: [one, other] })(moment);
        const so = basic.filter(is);
        expect(so).toHaveLength(1);
        const isApart = so[0] === 't_after' || so[0] === 't_before';
        expect([is('t_disjoint'), is('t_intersects')]).toEqual([isApart, !isApart]);
        const back = (op: (typeof TEMPORAL_OPS)[number]): boolean => compileCql2({ op, args: [other, one] })(moment);
        expect(back(INVERSE[so[0]!]!)).toBe(true);
      }),
    );
  });
});

const INVERSE: Partial<Record<string, (typeof TEMPORAL_OPS)[number]>> = {
  ...{ t_after: 't_before', t_before: 't_after', t_contains: 't_during', t_during: 't_contains', t_equals: 't_equals' },
  ...{ t_finishedBy: 't_finishes', t_finishes: 't_finishedBy', t_meets: 't_metBy', t_metBy: 't_meets' },
  ...{ t_overlaps: 't_overlappedBy', t_overlappedBy: 't_overlaps', t_starts: 't_startedBy', t_startedBy: 't_starts' },
};

const moment = fc.constantFrom(
  null,
  '2026-11-26T12:00:00.000Z',
  '2026-11-27T00:00:00.000Z',
  '2026-11-28T00:00:00.000Z',
);
const subjects = fc.tuple(
  fc.record({
    severity: fc.integer({ min: 0, max: 3 }),
    kind: fc.constantFrom('hazard', 'Hazard', 'shelter'),
    issuedAt: moment,
    valid: fc.record({ from: moment, to: moment }),
    properties: fc.record({ name: fc.constantFrom('a', 'A', '島', 'aA島', null) }),
  }) as unknown as fc.Arbitrary<Subject['feature']>,
  fc.option(
    fc
      .tuple(...([-80, -80, 1, 1] as const).map((min) => fc.integer({ min, max: 40 })))
      .map(([x, y, w, h]) => [x!, y!, x! + w!, y! + h!] as const),
  ),
);

function rectangle([west, south, east, north]: readonly [number, number, number, number]): Geometry {
  return { type: 'Polygon', coordinates: [ringAround(west, south, east, north)] };
}
