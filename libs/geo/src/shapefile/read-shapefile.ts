import { HubError } from '@hinomi/contracts';
import { signedArea2 } from '../geometry/rings.js';
import { readDbf } from './read-dbf.js';

type Position = [number, number];

/** A shape as GeoJSON would have it; null for a record without one. */
export interface ShapefileFeature {
  type: 'Feature';
  properties: Record<string, string>;
  geometry:
    | { type: 'MultiPolygon'; coordinates: Position[][][] }
    | { type: 'MultiLineString'; coordinates: Position[][] }
    | null;
}

const HEADER_BYTES = 100;
const FILE_CODE = 9994;
/** Plain, with heights, with measures: the positions stand at the same place in all three. */
const LINES = [3, 13, 23];
const POLYGONS = [5, 15, 25];

/**
 * Reads the lines and polygons of an ESRI shapefile with the attributes of its dBase table (`encoding`: what its `.cpg`
 * says; without it UTF-8 where the bytes are, else Shift_JIS).
 *
 * Errors: `report.unreadable` when a file is damaged, with the record; `report.unsupported` for points and surfaces.
 */
export function readShapefile(shp: Uint8Array, dbf: Uint8Array, encoding?: string): ShapefileFeature[] {
  const rows = readDbf(dbf, encoding);
  const view = new DataView(shp.buffer, shp.byteOffset, shp.byteLength);
  if (shp.byteLength < HEADER_BYTES || view.getInt32(0) !== FILE_CODE) throw damaged('is no shapefile', 0);
  const features: ShapefileFeature[] = [];
  for (let at = HEADER_BYTES; at + 8 <= shp.byteLength;) {
    const start = at + 8;
    const end = start + 2 * view.getInt32(at + 4);
    const record = features.length + 1;
    if (end < start + 4 || end > shp.byteLength) throw damaged('ends within a record', record);
    const properties = rows[features.length];
    if (properties === undefined) throw damaged('has more shapes than its table has rows', record);
    features.push({ type: 'Feature', properties, geometry: readShape(view, start, end, record) });
    at = end;
  }
  if (features.length !== rows.length) throw damaged('has fewer shapes than its table has rows', features.length);
  return features;
}

function readShape(view: DataView, start: number, end: number, record: number): ShapefileFeature['geometry'] {
  const type = view.getInt32(start, true);
  if (type === 0) return null;
  const isLine = LINES.includes(type);
  if (!isLine && !POLYGONS.includes(type))
    throw new HubError('report.unsupported', `The shapefile has shapes of type ${type}; lines and polygons are read.`);
  if (start + 44 > end) throw damaged('ends within a shape', record);
  const parts = view.getInt32(start + 36, true);
  const points = view.getInt32(start + 40, true);
  const positionsAt = start + 44 + 4 * parts;
  if (parts < 0 || points < 0 || positionsAt + 16 * points > end) throw damaged('counts more than it has', record);
  const paths: Position[][] = [];
  for (let part = 0; part < parts; part++) {
    const from = view.getInt32(start + 44 + 4 * part, true);
    const to = part + 1 < parts ? view.getInt32(start + 48 + 4 * part, true) : points;
    if (from < 0 || to < from || to > points) throw damaged('has parts out of order', record);
    const path: Position[] = [];
    for (let index = from; index < to; index++) {
      const at = positionsAt + 16 * index;
      path.push([view.getFloat64(at, true), view.getFloat64(at + 8, true)]);
    }
    paths.push(path);
  }
  if (isLine) return { type: 'MultiLineString', coordinates: paths };
  return { type: 'MultiPolygon', coordinates: polygonsOf(paths) };
}

/** Rings that turn clockwise are outer ones; the others are holes in the one that holds them. */
function polygonsOf(rings: readonly Position[][]): Position[][][] {
  const outer = rings.filter((ring) => signedArea2(ring) <= 0).map((ring) => [ring]);
  for (const hole of rings.filter((ring) => signedArea2(ring) > 0)) {
    const [first] = hole;
    const holder = first && outer.find(([ring]) => holds(ring ?? [], first));
    // A hole in nothing is an outer ring written the wrong way round.
    if (holder) holder.push(hole);
    else outer.push([hole]);
  }
  return outer;
}

function holds(ring: readonly Position[], [x, y]: Position): boolean {
  let inside = false;
  for (const [index, [ax, ay]] of ring.entries()) {
    const [bx, by] = ring.at(index - 1) ?? [ax, ay];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

function damaged(why: string, record: number): HubError {
  return new HubError('report.unreadable', `The shapefile ${why} (record ${record}).`, {
    place: { path: `/${record}` },
  });
}
