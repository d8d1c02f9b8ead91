import {
  HubError,
  PolygonGeometry,
  readInstant,
  ROLLUP_LEVELS,
  rollupLevelAt,
  ROLLUPS_BY,
  SILENT_LISTED,
  SILENT_LISTED_AT_MOST,
  type Instant,
  type RollupLevel,
  type RollupsBy,
} from '@hinomi/contracts';
import { gridSquare, type Bounds, type GridSquare } from '@hinomi/geo';
import { wrongParameter } from '../picture/read-picture-query.js';

type Query = Readonly<Record<string, unknown>>;

export interface RollupAsked {
  exercise: boolean;
  heardSince: Instant | null;
  silentAt: Instant | null;
  silentListed: number;
}

export interface RollupQuery extends RollupAsked {
  by: RollupsBy;
  /** Null where `by` is not `grid`. */
  level: RollupLevel | null;
  box: Bounds | null;
  area: string | null;
  square: GridSquare | null;
}

const OF_ALL = ['exercise', 'heardSince', 'silentAt', 'silent'];
const OF_UNITS = [...OF_ALL, 'by', 'level', 'zoom', 'bbox', 'area'];

/** A wall of screens at the zoom from which such squares can be seen: more is work that holds others up. */
const WIDEST_DEGREES: Readonly<Record<RollupLevel, number>> = {
  first: Number.POSITIVE_INFINITY,
  second: 10,
  third: 3,
};
/** As of an interest's polygon: a shape finer than any border needs. */
const MAX_POSITIONS = 10_000;

/** The query of `GET /api/v1/rollups`; `request.invalid` names the parameter that is wrong. */
export function readRollupQuery(query: Query): RollupQuery {
  refuseOthers(query, OF_UNITS);
  const by = oneOf(query, 'by', ROLLUPS_BY) ?? 'municipality';
  const box = readBox(query);
  const area = readOne(query, 'area') ?? null;
  if (by !== 'grid') {
    for (const name of ['level', 'zoom'])
      if (query[name] !== undefined) throw wrongParameter(name, 'goes with by=grid');
    const isCode = area === null || (by === 'prefecture' ? /^\d{2}$/ : /^\d{2}(\d{3})?$/).test(area);
    if (!isCode) throw wrongParameter('area', `must be a JIS code of ${by === 'prefecture' ? '2' : '2 or 5'} digits`);
    return { by, level: null, box, area, square: null, ...readAsked(query) };
  }
  const level = readLevel(query, area);
  const square = area === null ? null : gridSquare(level, area);
  if (area !== null && square === null)
    throw wrongParameter('area', `must be the code of a square of the level ${level}`);
  const widest = WIDEST_DEGREES[level];
  if (square === null && (box === null ? Number.POSITIVE_INFINITY : extentOf(box)) > widest) {
    throw wrongParameter('bbox', `must be given for the level ${level}, ${widest} degrees wide and high at most`);
  }
  return { by, level, box, area, square, ...readAsked(query) };
}

/** The query of `POST /api/v1/rollups`. */
export function readDrawnQuery(query: Query): RollupAsked {
  refuseOthers(query, OF_ALL);
  return readAsked(query);
}

/** A drawn area: a GeoJSON Polygon or MultiPolygon; `request.invalid` points at what is wrong of it. */
export function readDrawnArea(body: unknown): PolygonGeometry {
  const type = typeof body === 'object' && body !== null && 'type' in body ? body.type : undefined;
  if (type !== 'Polygon' && type !== 'MultiPolygon') throw wrongArea(['type'], 'expected Polygon or MultiPolygon');
  const { data: area, error } = PolygonGeometry.safeParse(body);
  if (error !== undefined) throw wrongArea(error.issues[0]!.path, error.issues[0]!.message);
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  if (polygons.length === 0) throw wrongArea(['coordinates'], 'expected a polygon at least');
  let positions = 0;
  for (const [index, polygon] of polygons.entries())
    for (const [line, ring] of polygon.entries()) {
      const path = ['coordinates', ...(area.type === 'Polygon' ? [] : [index]), line];
      positions += ring.length;
      if (positions > MAX_POSITIONS) throw wrongArea(path, `expected at most ${MAX_POSITIONS} positions`);
      const [first, last] = [ring[0]!, ring.at(-1)!];
      if (first[0] !== last[0] || first[1] !== last[1])
        throw wrongArea([...path, ring.length - 1], 'expected the first position again, to close the ring');
      if (new Set(ring.map(String)).size < 3) throw wrongArea(path, 'expected three different positions at least');
    }
  return area;
}

function readAsked(query: Query): RollupAsked {
  const exercise = oneOf(query, 'exercise', ['true', 'false'] as const) ?? 'false';
  const [heardSince, silentAt] = [instantOf(query, 'heardSince'), instantOf(query, 'silentAt')];
  const silent = readOne(query, 'silent');
  const silentListed = silent === undefined ? SILENT_LISTED : /^\d{1,4}$/.test(silent) ? Number(silent) : NaN;
  if (!(silentListed <= SILENT_LISTED_AT_MOST))
    throw wrongParameter('silent', `must be a whole number from 0 to ${SILENT_LISTED_AT_MOST}`);
  return { exercise: exercise === 'true', heardSince, silentAt, silentListed };
}

function instantOf(query: Query, name: string): Instant | null {
  const given = readOne(query, name);
  const instant = given === undefined ? null : readInstant(given);
  if (given !== undefined && instant === null) throw wrongParameter(name, 'must be an RFC 3339 date and time');
  return instant;
}

function readLevel(query: Query, area: string | null): RollupLevel {
  const level = oneOf(query, 'level', ROLLUP_LEVELS);
  const zoom = readOne(query, 'zoom');
  if (level !== undefined && zoom !== undefined) throw wrongParameter('zoom', 'and level say the same: one of them');
  if (level !== undefined) return level;
  if (zoom === undefined) {
    const ofCode = ROLLUP_LEVELS.find((each) => area !== null && gridSquare(each, area) !== null);
    if (ofCode === undefined)
      throw wrongParameter('level', `must be one of ${ROLLUP_LEVELS.join(', ')}, or zoom given`);
    return ofCode;
  }
  const value = /^\d+(\.\d+)?$/.test(zoom) ? Number(zoom) : NaN;
  if (!(value <= 24)) throw wrongParameter('zoom', 'must be a number from 0 to 24');
  return rollupLevelAt(value);
}

function readBox(query: Query): Bounds | null {
  const text = readOne(query, 'bbox');
  if (text === undefined) return null;
  const [west = NaN, south = NaN, east = NaN, north = NaN, ...more] = text
    .split(',')
    .map((part) => (/^[+-]?\d+(\.\d+)?$/.test(part.trim()) ? Number(part) : NaN));
  if (
    more.length > 0 ||
    !(west <= east && south <= north && south >= -90 && north <= 90 && Number.isFinite(west + east))
  )
    throw wrongParameter(
      'bbox',
      'must be west,south,east,north in degrees, west not east of east, south not above north',
    );
  return [west, south, east, north];
}

function extentOf([west, south, east, north]: Bounds): number {
  return Math.max(east - west, north - south);
}

function oneOf<T extends string>(query: Query, name: string, known: readonly T[]): T | undefined {
  const value = readOne(query, name);
  const found = known.find((each) => each === value);
  if (value !== undefined && found === undefined) throw wrongParameter(name, `must be one of ${known.join(', ')}`);
  return found;
}

function readOne(query: Query, name: string): string | undefined {
  const value = query[name];
  if (value !== undefined && typeof value !== 'string') throw wrongParameter(name, 'is given twice');
  return value;
}

function refuseOthers(query: Query, known: readonly string[]): void {
  for (const name of Object.keys(query))
    if (!known.includes(name)) throw wrongParameter(name, `is not a parameter here; known are ${known.join(', ')}`);
}

function wrongArea(path: readonly PropertyKey[], what: string): HubError {
  const pointer = ['', ...path.map(String)].join('/');
  return new HubError('request.invalid', `The drawn area is wrong at ${pointer}: ${what}.`, {
    place: { path: pointer },
  });
}
