import { isObject } from '../table/read-json-rows.js';
import type { ColumnRule, Find } from './check-columns.js';
import { Decimal } from './exact-json.js';

const PROPERTY_NAME = /^[a-z0-9_]+$/;
const DATETIME = /^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z?$/;

/** The published rules of the rows (sip4d 3.4); `written` is as {@link readExactJson} reads it. */
export function checkGeoJson(
  written: unknown,
  file: string,
  columns: ReadonlyMap<string, ColumnRule>,
  find: Find,
): void {
  const collection = isObject(written) ? written : {};
  if (collection['type'] !== 'FeatureCollection') {
    find('geojson.type', `${file}#/type`, 'is no FeatureCollection');
    return;
  }
  if (!Array.isArray(collection['features'])) {
    find('geojson.features', `${file}#/features`, 'has no list of features');
    return;
  }
  const types = new Set<string>();
  collection['features'].forEach((feature: unknown, index) => {
    const at = `${file}#/features/${index}`;
    if (!isObject(feature) || feature['type'] !== 'Feature') find('geojson.feature', `${at}/type`, 'is no Feature');
    const { geometry, properties } = isObject(feature) ? feature : {};
    const type = checkGeometry(geometry, `${at}/geometry`, find);
    if (type !== null) types.add(type);
    if (isObject(properties)) checkProperties(properties, `${at}/properties`, columns, find);
    else find('geojson.properties', `${at}/properties`, 'has no properties');
  });
  if (types.size > 1) {
    const several = [...types].sort().join(', ');
    find('geojson.one-type', `${file}#/features`, `has geometries of several types: ${several}`);
  }
}

/** How many lists lie around a position, and what they are. */
const SHAPES: Readonly<Record<string, readonly ('parts' | 'line' | 'ring')[]>> = {
  Point: [],
  MultiPoint: ['parts'],
  LineString: ['line'],
  MultiLineString: ['parts', 'line'],
  Polygon: ['parts', 'ring'],
  MultiPolygon: ['parts', 'parts', 'ring'],
};

function checkGeometry(geometry: unknown, at: string, find: Find): string | null {
  const type = isObject(geometry) ? geometry['type'] : undefined;
  const shape = typeof type === 'string' && Object.hasOwn(SHAPES, type) ? SHAPES[type] : undefined;
  if (!isObject(geometry) || shape === undefined) {
    find('geojson.geometry', at, isObject(geometry) ? `${String(type)} is no type of geometry` : 'has no geometry');
    return null;
  }
  checkPart(geometry['coordinates'], shape, `${at}/coordinates`, find);
  return type as string;
}

function checkPart(part: unknown, shape: readonly ('parts' | 'line' | 'ring')[], at: string, find: Find): void {
  const [outer, ...inner] = shape;
  if (outer === undefined) {
    checkPosition(part, at, find);
    return;
  }
  const parts: readonly unknown[] = Array.isArray(part) ? part : [];
  if (outer === 'parts' && parts.length === 0) find('geojson.empty', at, 'is empty');
  if (outer === 'line' && parts.length < 2)
    find('geojson.line', at, `${parts.length} positions; a line has at least 2`);
  if (outer === 'ring' && parts.length < 4)
    find('geojson.ring', at, `${parts.length} positions; a ring has at least 4`);
  else if (outer === 'ring' && JSON.stringify(parts[0]) !== JSON.stringify(parts.at(-1))) {
    find('geojson.closed', at, 'is not closed: its first and last positions differ');
  }
  parts.forEach((one, index) => checkPart(one, inner, `${at}/${index}`, find));
}

function checkPosition(position: unknown, at: string, find: Find): void {
  const numbers: readonly unknown[] = Array.isArray(position) ? position : [];
  if (numbers.length !== 2 || !numbers.every((number) => number instanceof Decimal)) {
    find('geojson.position', at, 'is not two decimal numbers such as 140.0');
  }
}

function checkProperties(
  properties: Readonly<Record<string, unknown>>,
  at: string,
  columns: ReadonlyMap<string, ColumnRule>,
  find: Find,
): void {
  for (const [name, value] of Object.entries(properties)) {
    const path = `${at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (!PROPERTY_NAME.test(name)) find('geojson.property-name', path, 'has other characters than a-z, 0-9 and _');
    const column = columns.get(name);
    if (column === undefined) find('geojson.undefined-column', path, 'is not in the columns file');
    else checkValue(value, column, path, find);
  }
}

/** Truth values and nothing are never looked at. */
function checkValue(value: unknown, { type, values, format }: ColumnRule, path: string, find: Find): void {
  if (value === null || typeof value === 'boolean') return;
  const isText = type === null || type === 'String' || type === 'List' || type === 'Datetime';
  const fits =
    typeof value === 'string'
      ? isText
      : typeof value === 'number'
        ? type === null || type === 'Integer'
        : value instanceof Decimal && (type === null || type === 'Double');
  if (!fits) {
    find('attribute.type', path, `is no ${type ?? 'text or number'}`);
    return;
  }
  if (typeof value !== 'string' || value === '') return;
  if (type === 'Datetime') {
    if (!DATETIME.test(value))
      find('attribute.datetime', path, `"${shown(value)}" is no time such as 2026-04-14T13:50:02`);
  } else if (values !== null) {
    if (!values.includes(value)) find('attribute.value', path, `"${shown(value)}" is none of ${values.join(', ')}`);
  } else if (format !== null && !format.test(value)) {
    find('attribute.format', path, `"${shown(value)}" has another form than ${format.source}`);
  }
}

function shown(value: string): string {
  return value.length <= 80 ? value : `${value.slice(0, 80)}…`;
}
