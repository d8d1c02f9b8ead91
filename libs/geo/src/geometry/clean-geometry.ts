import type { Geometry, LngLat } from '@hinomi/contracts';
import { orientRings, polygonGeometry, signedArea2 } from './rings.js';
import type { PolygonRings, Ring } from './rings.js';

/** About 10 cm: neighbours keep equal vertices, and files shrink. */
const PRECISION = 1e6;

/** What cleaning had to leave out. */
export interface CleaningCount {
  droppedRings: number;
}

/**
 * A polygon or line geometry from outside as the picture stores it: two dimensions, rounded, closed rings in RFC 7946
 * order. Rings and lines that are not usable are dropped and counted; null when nothing is left.
 */
export function cleanGeometry(geometry: unknown, count: CleaningCount): Geometry | null {
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown };
  switch (type) {
    case 'Polygon':
      return polygons([coordinates], count);
    case 'MultiPolygon':
      return polygons(listOf(coordinates), count);
    case 'LineString':
      return lines([coordinates], count);
    case 'MultiLineString':
      return lines(listOf(coordinates), count);
    default:
      return null;
  }
}

function polygons(list: readonly unknown[], count: CleaningCount): Geometry | null {
  const kept: PolygonRings[] = [];
  for (const polygon of list) {
    const rings: Ring[] = [];
    for (const [index, candidate] of listOf(polygon).entries()) {
      const ring = cleanRing(candidate);
      if (ring) rings.push(ring);
      else count.droppedRings++;
      if (!ring && index === 0) break;
    }
    if (rings.length > 0) kept.push(rings);
  }
  const geometry = polygonGeometry(kept);
  return geometry && orientRings(geometry);
}

function cleanRing(candidate: unknown): Ring | null {
  const ring = cleanLine(candidate);
  const [first] = ring ?? [];
  if (!ring || !first) return null;
  const last = ring.at(-1) as LngLat;
  if (first[0] !== last[0] || first[1] !== last[1]) ring.push(first);
  return ring.length >= 4 && signedArea2(ring) !== 0 ? ring : null;
}

function lines(list: readonly unknown[], count: CleaningCount): Geometry | null {
  const kept: LngLat[][] = [];
  for (const candidate of list) {
    const line = cleanLine(candidate);
    if (line && line.length >= 2) kept.push(line);
    else count.droppedRings++;
  }
  return kept.length === 0 ? null : { type: 'MultiLineString', coordinates: kept };
}

/** Null when a position is not one on the earth. */
function cleanLine(candidate: unknown): LngLat[] | null {
  const line: LngLat[] = [];
  for (const position of listOf(candidate)) {
    const [lng, lat] = listOf(position).map((value) => Math.round(Number(value) * PRECISION) / PRECISION);
    if (lng === undefined || lat === undefined || !(Math.abs(lng) <= 180) || !(Math.abs(lat) <= 90)) return null;
    const last = line.at(-1);
    if (!last || last[0] !== lng || last[1] !== lat) line.push([lng, lat]);
  }
  return line;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
