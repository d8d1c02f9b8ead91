import { HubError } from '@hinomi/contracts';
import { readJson } from '../json/read-json.js';
import { readGeometry } from './read-geometry.js';
import { columnName, type Table, type TableRow } from './table.js';

/** A row's cells, by {@link columnName}. */
function cellsOf(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [columnName(name), value]));
}

/**
 * The rows of a GeoJSON feature collection: properties as cells. A geometry that cannot be used is a finding; its row is
 * kept, without a place.
 *
 * Errors: `report.unreadable` when it is not JSON, `report.invalid` when it is no feature collection.
 */
export function readGeoJsonRows(bytes: Uint8Array): Table {
  const { type, features } = objectOf(readJson(bytes), '');
  if (type !== 'FeatureCollection' || !Array.isArray(features)) throw invalid('this is no FeatureCollection', '');
  const table: Table = { rows: [], findings: [] };
  features.forEach((feature: unknown, index) => {
    const path = `/features/${index}`;
    if (!isObject(feature) || !(isObject(feature['properties']) || feature['properties'] === null)) {
      table.findings.push({ rule: 'feature.form', level: 'refused', place: { path }, message: 'this is no Feature' });
      return;
    }
    const read = readGeometry(feature['geometry']);
    const place = { path: `${path}/geometry` };
    if (read.geometry === null) {
      if (feature['geometry'] !== null)
        table.findings.push({
          rule: 'geometry.form',
          level: 'mended',
          place,
          message: `${read.why}; kept without a place`,
        });
    } else if (read.mended !== null) {
      table.findings.push({ rule: 'geometry.ring', level: 'mended', place, message: read.mended });
    }
    const properties = (feature['properties'] ?? {}) as Record<string, unknown>;
    table.rows.push({ place: { path }, cells: cellsOf(properties), geometry: read.geometry });
  });
  return table;
}

/**
 * The rows of any JSON: the objects of the array at `at`, a JSON pointer.
 *
 * Errors: `report.unreadable` when it is not JSON, `report.invalid` when there is no array at `at`.
 */
export function readJsonRows(bytes: Uint8Array, at: string): Table {
  const array = atPointer(readJson(bytes), at);
  if (!Array.isArray(array)) throw invalid(`there is no array at ${at === '' ? 'the top' : at}`, at);
  const table: Table = { rows: [], findings: [] };
  array.forEach((row: unknown, index) => {
    const place = { path: `${at}/${index}` };
    if (!isObject(row))
      table.findings.push({ rule: 'row.form', level: 'refused', place, message: 'this is no object' });
    else table.rows.push({ place, cells: cellsOf(row), geometry: null } satisfies TableRow);
  });
  return table;
}

/** The value that a JSON pointer (RFC 6901) names; `undefined` for none. */
export function atPointer(value: unknown, pointer: string): unknown {
  const steps = pointer.split('/').slice(1);
  return steps.reduce<unknown>((inner, step) => {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(inner)) return /^\d+$/.test(name) ? inner[Number(name)] : undefined;
    return isObject(inner) && Object.hasOwn(inner, name) ? inner[name] : undefined;
  }, value);
}

function objectOf(value: unknown, path: string): Record<string, unknown> {
  if (!isObject(value)) throw invalid('this is no JSON object', path);
  return value;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function invalid(message: string, path: string): HubError {
  return new HubError('report.invalid', message, { place: { path } });
}
