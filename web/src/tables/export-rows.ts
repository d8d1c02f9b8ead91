import type { Geometry } from '@hinomi/contracts';
import type { Feature, FeatureCollection, Geometry as AnyGeometry } from 'geojson';
import { markPlace } from '../map/thing-shapes.js';
import { plain } from '../words/ruby-text.js';
import type { ColumnName, RowPlace, TableRow } from './table-row.js';

type SpreadsheetRow = (string | number | null)[];

/** What stands in a spreadsheet behind the columns of the table. */
export interface CsvHeads {
  column: (column: ColumnName) => string;
  /** id, severity as a number, latitude, longitude, drill. */
  more: readonly [string, string, string, string, string];
}

/** The rows as they stand, in their order; `drill`: what each of them says of itself. */
export function csvRows(
  rows: readonly TableRow[],
  columns: readonly ColumnName[],
  heads: CsvHeads,
  drill: string,
): SpreadsheetRow[] {
  return [
    [...columns.map((column) => plain(heads.column(column))), ...heads.more.map(plain)],
    ...rows.map(({ id, severity, cells, place }): SpreadsheetRow => {
      const at = place === null || place.geometry === null ? null : markPlace(place.geometry);
      const said = columns.map((column) => {
        const cell = cells[column];
        if (cell === undefined) return null;
        return cell.value === undefined ? plain(cell.text) : cell.value;
      });
      return [...said, id, severity, at?.[1] ?? null, at?.[0] ?? null, drill];
    }),
  ];
}

export type ShapeOf = (edition: string, code: string) => Geometry | null;

/** The file as a whole says when it was so, of which world, and that places may be missing. */
export interface GeoJsonHead {
  table: string;
  dataAt: string;
  drill: boolean;
  language: string;
}

/** RFC 7946: the rows that have a place at all; one that is given by codes has the shapes of those that the hub knows. */
export function rowsGeoJson(
  rows: readonly TableRow[],
  shapeOf: ShapeOf,
  head: GeoJsonHead,
): FeatureCollection<AnyGeometry | null> & { hinomi: GeoJsonHead } {
  const features = rows.flatMap(({ id, place }): Feature<AnyGeometry | null>[] =>
    place === null
      ? []
      : [{ type: 'Feature', id, geometry: geometryOf(place, shapeOf), properties: { ...place.properties() } }],
  );
  return { type: 'FeatureCollection', hinomi: head, features };
}

/** Every shape that these rows need, once. */
export function shapesWanted(rows: readonly TableRow[]): { edition: string; code: string }[] {
  const wanted = new Map<string, { edition: string; code: string }>();
  for (const { place } of rows) for (const area of place?.areas ?? []) wanted.set(`${area.edition}|${area.code}`, area);
  return [...wanted.values()];
}

function geometryOf({ geometry, areas }: RowPlace, shapeOf: ShapeOf): AnyGeometry | null {
  if (geometry !== null) return geometry;
  const shapes = areas.flatMap(({ edition, code }) => shapeOf(edition, code) ?? []);
  const [only] = shapes;
  if (only === undefined) return null;
  if (shapes.length === 1) return only;
  const polygons = shapes.flatMap((shape) =>
    shape.type === 'Polygon' ? [shape.coordinates] : shape.type === 'MultiPolygon' ? shape.coordinates : [],
  );
  const lines = shapes.flatMap((shape) =>
    shape.type === 'LineString' ? [shape.coordinates] : shape.type === 'MultiLineString' ? shape.coordinates : [],
  );
  const parts: AnyGeometry[] = [
    ...(polygons.length > 0 ? [{ type: 'MultiPolygon' as const, coordinates: polygons }] : []),
    ...(lines.length > 0 ? [{ type: 'MultiLineString' as const, coordinates: lines }] : []),
  ];
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { type: 'GeometryCollection', geometries: shapes };
}
