import type { LngLat } from '@hinomi/contracts';
import fc from 'fast-check';
import { COMPARISONS, TEMPORAL_OPS, type Cql2, type Cql2Bound, type Cql2Pattern, type Cql2Scalar } from './cql2.js';

const STAMPS = ['2026-11-27T00:00:00Z', '2026-11-27T12:00:00.5+09:00', '2026-11-28T00:00:00Z'];
const DAYS = ['2026-11-26', '2026-11-27', '2026-11-28'];
const PROPERTIES = ['severity', 'kind', 'issuedAt', 'valid.from', 'valid.to', 'detail.name', 'and', '名前 x'];

/** A text cannot end with a backslash in CQL2's grammar: the quote after it would be its own. */
const text = fc
  .string({ unit: fc.constantFrom('a', 'A', "'", '\\', '%', '_', ' ', '島', '𠮷', 'ß'), maxLength: 6 })
  .filter((value) => !value.endsWith('\\'));
const number = fc.oneof(fc.integer({ min: -3, max: 6 }), fc.double({ noNaN: true, noDefaultInfinity: true }));
const property = fc.constantFrom(...PROPERTIES).map((name) => ({ property: name }));
const instant = fc.oneof(
  fc.constantFrom(...STAMPS).map((timestamp) => ({ timestamp })),
  fc.constantFrom(...DAYS).map((date) => ({ date })),
);
const plain: fc.Arbitrary<Cql2Scalar> = fc.oneof(
  { weight: 4, arbitrary: property },
  fc.constantFrom(0, 1, 2, 3, 'hazard', 'HAZARD'),
  number.map((value) => value + 0),
  text,
  instant,
  fc.boolean(),
);
const scalar: fc.Arbitrary<Cql2Scalar> = fc.oneof(
  { weight: 5, arbitrary: plain },
  plain.map((value) => ({ op: 'casei' as const, args: [value] as [Cql2Scalar] })),
);
const pattern: fc.Arbitrary<Cql2Pattern> = fc.oneof(
  text,
  text.map((value) => ({ op: 'casei' as const, args: [value] as [Cql2Pattern] })),
);
const bound = fc.constantFrom('..', ...STAMPS, ...DAYS);
const ordered = fc.tuple(fc.constantFrom('..', DAYS[0]!), fc.constantFrom('..', STAMPS[2]!, DAYS[2]!));
const interval: fc.Arbitrary<{ interval: [Cql2Bound, Cql2Bound] }> = fc
  .oneof(ordered, fc.tuple(property, bound), fc.tuple(bound, property), fc.tuple(property, property))
  .map((bounds) => ({ interval: bounds as [Cql2Bound, Cql2Bound] }));

const degree = fc.integer({ min: -80, max: 80 });
const position = fc.tuple(degree, degree) as fc.Arbitrary<LngLat>;
const line = fc.array(position, { minLength: 2, maxLength: 4 });
const ring = fc
  .tuple(degree, degree, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .map(([x, y, w, h]): LngLat[] => [
    [x, y],
    [x + w, y],
    [x + w, y + h],
    [x, y + h],
    [x, y],
  ]);
const some = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 3 });
const simple = fc.oneof(
  position.map((coordinates) => ({ type: 'Point' as const, coordinates })),
  some(position).map((coordinates) => ({ type: 'MultiPoint' as const, coordinates })),
  line.map((coordinates) => ({ type: 'LineString' as const, coordinates })),
  some(line).map((coordinates) => ({ type: 'MultiLineString' as const, coordinates })),
  ring.map((outer) => ({ type: 'Polygon' as const, coordinates: [outer] })),
  some(ring).map((outers) => ({ type: 'MultiPolygon' as const, coordinates: outers.map((outer) => [outer]) })),
);
const box = fc
  .tuple(degree, degree, degree, fc.integer({ min: 0, max: 9 }), fc.boolean())
  .map(([west, south, east, height, isHigh]) => ({
    bbox: isHigh ? [west, south, -1, east, south + height, 2] : [west, south, east, south + height],
  }));
const place = fc.oneof(
  fc.constant({ property: 'geometry' as const }),
  box,
  simple,
  some(simple).map((geometries) => ({ type: 'GeometryCollection' as const, geometries })),
);
const time = fc.oneof(property, instant, interval);

const leaf = fc.oneof(
  fc.boolean(),
  fc.record({ op: fc.constantFrom(...COMPARISONS), args: fc.tuple(scalar, scalar) }),
  fc.record({ op: fc.constant('between'), args: fc.tuple(scalar, scalar, scalar) }),
  fc.record({ op: fc.constant('in'), args: fc.tuple(scalar, some(scalar)) }),
  fc.record({ op: fc.constant('like'), args: fc.tuple(scalar, pattern) }),
  fc.record({ op: fc.constant('isNull'), args: fc.tuple(property) }),
  fc.record({ op: fc.constant('s_intersects'), args: fc.tuple(place, place) }),
  fc.record({ op: fc.constantFrom(...TEMPORAL_OPS), args: fc.tuple(time, time) }),
) as fc.Arbitrary<Cql2>;

/** Any filter. */
export const { filters } = fc.letrec<{ filters: Cql2 }>((tie) => ({
  filters: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({ op: fc.constant('not'), args: fc.tuple(tie('filters')) }) as fc.Arbitrary<Cql2>,
    fc.record({
      op: fc.constantFrom('and', 'or'),
      args: fc.array(tie('filters'), { minLength: 2, maxLength: 3 }),
    }) as fc.Arbitrary<Cql2>,
  ),
}));
