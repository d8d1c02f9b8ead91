import type { Geometry, LngLat } from '@hinomi/contracts';
import { GEOMETRY, type Cql2Geometry, type Cql2Place } from './cql2.js';
import { boxFault, ringFault } from './check-cql2-place.js';
import type { Cql2Cursor } from './cql2-cursor.js';

/** An operand of `S_INTERSECTS`: the property `geometry`, `BBOX(…)` or well-known text; heights are read over. */
export function readTextPlace(words: Cql2Cursor): Cql2Place {
  words.count(1);
  const { at } = words;
  if (words.takeCall('bbox')) {
    const bbox = readList(words, () => words.expectNumber());
    const fault = boxFault(bbox);
    if (fault !== null) words.fail(fault, at);
    return { bbox };
  }
  const geometry = readGeometry(words);
  if (geometry !== null) return geometry;
  if (words.expectProperty() !== GEOMETRY) words.fail(`expected the property ${GEOMETRY}, a box or a geometry`, at);
  return { property: GEOMETRY };
}

function readGeometry(words: Cql2Cursor): Cql2Geometry | null {
  if (!takeKind(words, 'geometrycollection')) return readSimple(words);
  const geometries = readList(words, () => readSimple(words) ?? words.fail('expected a geometry'));
  return { type: 'GeometryCollection', geometries };
}

function readSimple(words: Cql2Cursor): Geometry | null {
  if (takeKind(words, 'point')) {
    const coordinates = readPosition(words);
    words.expectSign(')');
    return { type: 'Point', coordinates };
  }
  if (takeKind(words, 'linestring')) return { type: 'LineString', coordinates: readLine(words) };
  if (takeKind(words, 'polygon')) return { type: 'Polygon', coordinates: readPolygon(words) };
  if (takeKind(words, 'multipoint'))
    return { type: 'MultiPoint', coordinates: readList(words, () => readPoint(words)) };
  if (takeKind(words, 'multilinestring')) {
    return { type: 'MultiLineString', coordinates: readList(words, () => readLine(opened(words))) };
  }
  if (takeKind(words, 'multipolygon')) {
    return { type: 'MultiPolygon', coordinates: readList(words, () => readPolygon(opened(words))) };
  }
  return null;
}

/** `POINT(` or `POINT Z(`. */
function takeKind(words: Cql2Cursor, kind: string): boolean {
  return words.takeCall(kind) || (words.isWordThenCall(kind, 'z') && words.takeWord(kind) && words.takeCall('z'));
}

/** One or more, up to the closing bracket; the opening one is read. */
function readList<T>(words: Cql2Cursor, one: () => T): T[] {
  const all = [one()];
  while (words.takeSign(',')) all.push(one());
  words.expectSign(')');
  return all;
}

function opened(words: Cql2Cursor): Cql2Cursor {
  words.expectSign('(');
  return words;
}

function readPolygon(words: Cql2Cursor): LngLat[][] {
  return readList(words, () => {
    const { at } = words;
    const ring = readList(opened(words), () => readPosition(words));
    const fault = ringFault(ring);
    if (fault !== null) words.fail(fault, at);
    return ring;
  });
}

function readLine(words: Cql2Cursor): LngLat[] {
  const { at } = words;
  const line = readList(words, () => readPosition(words));
  if (line.length < 2) words.fail('expected two positions or more', at);
  return line;
}

/** Both `MULTIPOINT((1 2), (3 4))` and `MULTIPOINT(1 2, 3 4)` are written. */
function readPoint(words: Cql2Cursor): LngLat {
  const isInBrackets = words.takeSign('(');
  const position = readPosition(words);
  if (isInBrackets) words.expectSign(')');
  return position;
}

function readPosition(words: Cql2Cursor): LngLat {
  words.countPosition();
  const { at } = words;
  const position: LngLat = [words.expectNumber(), words.expectNumber()];
  words.takeNumber();
  if (Math.abs(position[0]) > 180 || Math.abs(position[1]) > 90) words.fail('expected longitude and latitude', at);
  return position;
}
