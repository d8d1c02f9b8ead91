import type { Geometry, LngLat } from '@hinomi/contracts';

/** What could be read of a GeoJSON geometry: itself, or why not; `mended` says what was put right. */
export type ReadGeometry = { geometry: Geometry; mended: string | null } | { geometry: null; why: string };

/** Deeper than any geometry; more is no geometry. */
const DEPTH = { Point: 0, MultiPoint: 1, LineString: 1, MultiLineString: 2, Polygon: 2, MultiPolygon: 3 } as const;
type Kind = keyof typeof DEPTH;

/** Reads a geometry of RFC 7946: heights are dropped, open rings closed; what has no meaning is told. */
export function readGeometry(written: unknown): ReadGeometry {
  if (written === null || typeof written !== 'object') return refused('there is no geometry');
  const { type, coordinates } = written as { type?: unknown; coordinates?: unknown };
  if (typeof type !== 'string' || !Object.hasOwn(DEPTH, type))
    return refused(`geometries of type ${String(type)} are not read`);
  const kind = type as Kind;
  const mended = { closed: false };
  const read = nested(coordinates, DEPTH[kind], kind, mended);
  if (read === null) return refused(`the coordinates are no ${kind} of [longitude, latitude] in degrees`);
  return {
    geometry: { type: kind, coordinates: read } as Geometry,
    mended: mended.closed ? 'a ring was not closed' : null,
  };
}

function nested(written: unknown, depth: number, kind: Kind, mended: { closed: boolean }): unknown {
  if (depth === 0) return position(written);
  if (!Array.isArray(written) || written.length === 0) return null;
  const parts = written.map((part) => nested(part, depth - 1, kind, mended));
  if (parts.includes(null)) return null;
  if (depth > 1 || kind === 'MultiPoint') return parts;
  const line = parts as LngLat[];
  if (kind === 'LineString' || kind === 'MultiLineString') return line.length < 2 ? null : line;
  return closedRing(line, mended);
}

function closedRing(ring: LngLat[], mended: { closed: boolean }): LngLat[] | null {
  const [first, last] = [ring[0] as LngLat, ring.at(-1) as LngLat];
  const isClosed = first[0] === last[0] && first[1] === last[1];
  if (!isClosed) mended.closed = true;
  const closed = isClosed ? ring : [...ring, first];
  return closed.length < 4 ? null : closed;
}

function position(written: unknown): LngLat | null {
  if (!Array.isArray(written) || written.length < 2) return null;
  const [lng, lat] = written as unknown[];
  if (typeof lng !== 'number' || typeof lat !== 'number') return null;
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? [lng, lat] : null;
}

function refused(why: string): ReadGeometry {
  return { geometry: null, why };
}
