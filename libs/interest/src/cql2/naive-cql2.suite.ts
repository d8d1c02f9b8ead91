import type { Geometry, LngLat } from '@hinomi/contracts';
import type { Cql2, Cql2Bound, Cql2Pattern, Cql2Place, Cql2Scalar, Cql2Time } from './cql2.js';
import type { Subject } from './subject.js';

type Box = readonly [west: number, south: number, east: number, north: number];
type Feature = Subject['feature'];

/** The plain way: 0 = no, ½ = unknown, 1 = yes. Polygons are boxes here. `place`: the feature's own box. */
export function worthOf(filter: Cql2, feature: Feature, place: Box | null): number {
  if (typeof filter === 'boolean') return Number(filter);
  const read = (value: Cql2Scalar): unknown => valueOf(value, feature);
  switch (filter.op) {
    case 'and':
      return Math.min(...filter.args.map((each) => worthOf(each, feature, place)));
    case 'or':
      return Math.max(...filter.args.map((each) => worthOf(each, feature, place)));
    case 'not':
      return 1 - worthOf(filter.args[0], feature, place);
    case 'isNull':
      return Number(read(filter.args[0]) === null);
    case 'between': {
      const [value, from, to] = filter.args.map(read);
      return Math.min(worthOfOrder('>=', value, from), worthOfOrder('<=', value, to));
    }
    case 'in':
      return Math.max(...filter.args[1].map((choice) => worthOfOrder('=', read(filter.args[0]), read(choice))));
    case 'like': {
      const value = read(filter.args[0]);
      return typeof value === 'string' ? Number(regExpOf(patternOf(filter.args[1])).test(value)) : 0.5;
    }
    case 's_intersects': {
      const [one, other] = filter.args.map((each) => boxesOfPlace(each, place));
      if (!one || !other) return 0.5;
      return Number(one.some((a) => other.some((b) => shapesMeet(a, b))));
    }
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return worthOfOrder(filter.op, read(filter.args[0]), read(filter.args[1]));
    default: {
      const [one, other] = filter.args.map((each) => spanOf(each, feature));
      if (!one || !other) return 0.5;
      return Number(TIME[filter.op.toLowerCase()]!(one[0], one[1], other[0], other[1]));
    }
  }
}

/** What features of the tests have. */
interface NaiveFeature {
  severity: number;
  kind: string;
  issuedAt: string | null;
  valid: { from: string | null; to: string | null };
  properties: { name: string | null };
}

function valueOf(value: Cql2Scalar, feature: Feature): unknown {
  if (typeof value !== 'object') return value;
  if ('date' in value) return new Date(`${value.date}T00:00Z`).toISOString();
  if ('timestamp' in value) return new Date(value.timestamp).toISOString();
  if ('op' in value) {
    const inside = valueOf(value.args[0], feature);
    return typeof inside === 'string' ? fold(inside) : null;
  }
  const { severity, kind, issuedAt, valid, properties } = feature as unknown as NaiveFeature;
  const known: Record<string, unknown> = {
    ...{ severity, kind, issuedAt, 'detail.name': properties.name },
    ...{ 'valid.from': valid.from, 'valid.to': valid.to },
  };
  return known[value.property] ?? null;
}

const fold = (text: string): string => text.replaceAll('ß', 'ss').toLowerCase();
const patternOf = (pattern: Cql2Pattern): string =>
  typeof pattern === 'string' ? pattern : fold(patternOf(pattern.args[0]));

function regExpOf(pattern: string): RegExp {
  const source = pattern.replace(/\\(.)|\\$|%|_/gsu, (mark, escaped: string | undefined) =>
    mark === '%' ? '.*' : mark === '_' ? '.' : (escaped ?? mark).replace(/[\\^$.*+?()[\]{}|/]/, '\\$&'),
  );
  return new RegExp(`^${source}$`, 'su');
}

function worthOfOrder(op: string, one: unknown, other: unknown): number {
  if (one === null || other === null || typeof one !== typeof other) return 0.5;
  const [a, b] = [one as number, other as number];
  const is = { '=': a === b, '<>': a !== b, '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b }[op];
  return Number(is);
}

type Shape = { box: Box } | { line: LngLat[] };

function boxesOfPlace(place: Cql2Place, own: Box | null): Shape[] | null {
  if ('property' in place) return own && [{ box: own }];
  if (!('bbox' in place)) {
    return 'geometries' in place ? place.geometries.flatMap(shapesOf) : shapesOf(place);
  }
  const { bbox } = place;
  const half = bbox.length / 2;
  const [west, south, east, north] = [bbox[0]!, bbox[1]!, bbox[half]!, bbox[half + 1]!];
  if (west <= east) return [{ box: [west, south, east, north] }];
  return [{ box: [west, south, 180, north] }, { box: [-180, south, east, north] }];
}

function shapesOf(geometry: Geometry): Shape[] {
  switch (geometry.type) {
    case 'Point':
      return [{ line: [geometry.coordinates, geometry.coordinates] }];
    case 'MultiPoint':
      return geometry.coordinates.map((position) => ({ line: [position, position] }));
    case 'LineString':
      return [{ line: geometry.coordinates }];
    case 'MultiLineString':
      return geometry.coordinates.map((line) => ({ line }));
    case 'Polygon':
      return polygon(geometry.coordinates);
    case 'MultiPolygon':
      return geometry.coordinates.flatMap(polygon);
  }
}

/** Holes are left out by the tests: a box stands for its polygon. */
function polygon(rings: LngLat[][]): Shape[] {
  const [[west, south], , [east, north]] = rings[0]! as [LngLat, LngLat, LngLat];
  return [{ box: [west, south, east, north] }];
}

function shapesMeet(a: Shape, b: Shape): boolean {
  if ('box' in a && 'box' in b) {
    return a.box[0] <= b.box[2] && b.box[0] <= a.box[2] && a.box[1] <= b.box[3] && b.box[1] <= a.box[3];
  }
  if ('box' in a) return pieces((b as { line: LngLat[] }).line).some((piece) => pieceMeetsBox(piece, a.box));
  if ('box' in b) return shapesMeet(b, a);
  return pieces(a.line).some((one) => pieces(b.line).some((other) => piecesMeet(one, other)));
}

type Piece = readonly [LngLat, LngLat];
const pieces = (line: LngLat[]): Piece[] => line.slice(1).map((end, index) => [line[index]!, end]);

function pieceMeetsBox(piece: Piece, [west, south, east, north]: Box): boolean {
  const isIn = ([x, y]: LngLat): boolean => x >= west && x <= east && y >= south && y <= north;
  return piece.some(isIn) || pieces(ringAround(west, south, east, north)).some((edge) => piecesMeet(piece, edge));
}

function piecesMeet([a, b]: Piece, [c, d]: Piece): boolean {
  const turn = (p: LngLat, q: LngLat, r: LngLat): number =>
    Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]));
  const isBeside = (p: LngLat, q: LngLat, r: LngLat): boolean =>
    turn(p, q, r) === 0 &&
    Math.min(p[0], q[0]) <= r[0] &&
    r[0] <= Math.max(p[0], q[0]) &&
    Math.min(p[1], q[1]) <= r[1] &&
    r[1] <= Math.max(p[1], q[1]);
  if (isBeside(a, b, c) || isBeside(a, b, d) || isBeside(c, d, a) || isBeside(c, d, b)) return true;
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

export function ringAround(west: number, south: number, east: number, north: number): LngLat[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}

/** Written from the standard's table: S and E of one, s and e of the other. */
const TIME: Readonly<Record<string, (S: number, E: number, s: number, e: number) => boolean>> = {
  t_after: (S, _E, _s, e) => S > e,
  t_before: (_S, E, s) => E < s,
  t_contains: (S, E, s, e) => S < s && E > e,
  t_disjoint: (S, E, s, e) => E < s || S > e,
  t_during: (S, E, s, e) => S > s && E < e,
  t_equals: (S, E, s, e) => S === s && E === e,
  t_finishedby: (S, E, s, e) => S < s && E === e,
  t_finishes: (S, E, s, e) => S > s && E === e,
  t_intersects: (S, E, s, e) => !(E < s || S > e),
  t_meets: (_S, E, s) => E === s,
  t_metby: (S, _E, _s, e) => S === e,
  t_overlappedby: (S, E, s, e) => S > s && S < e && E > e,
  t_overlaps: (S, E, s, e) => S < s && E > s && E < e,
  t_startedby: (S, E, s, e) => S === s && E > e,
  t_starts: (S, E, s, e) => S === s && E < e,
};

function spanOf(time: Cql2Time, feature: Feature): [number, number] | null {
  if ('interval' in time) {
    const side = (bound: Cql2Bound, index: 0 | 1): number | null => {
      const text = typeof bound === 'string' ? bound : valueOf(bound, feature);
      if (text === '..' || text === null) return index === 0 ? -Infinity : Infinity;
      return textSpan(text)?.[index] ?? null;
    };
    const [from, to] = [side(time.interval[0], 0), side(time.interval[1], 1)];
    return from === null || to === null || from > to ? null : [from, to];
  }
  if ('property' in time) return textSpan(valueOf(time, feature));
  return textSpan('date' in time ? time.date : time.timestamp);
}

function textSpan(text: unknown): [number, number] | null {
  if (typeof text !== 'string' || !/^\d{4}-/.test(text)) return null;
  const from = new Date(text).getTime();
  return [from, text.length === 10 ? from + 86_399_999 : from];
}
