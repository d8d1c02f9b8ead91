import type { Geometry, LngLat } from '@hinomi/contracts';
import { orientRings, polygonGeometry, signedArea2 } from './rings.js';
import type { PolygonRings, Ring } from './rings.js';

/** About 10 cm. Every vertex is rounded by itself, so neighbours keep equal ones, and files shrink. */
const FINEST_DEGREES = 1e-6;

/** What cleaning had to leave out. */
export interface CleaningCount {
  droppedRings: number;
}

/**
 * A polygon or line geometry from outside as the picture stores it: two dimensions, rounded, closed rings in RFC 7946
 * order. Rings and lines that are not usable are dropped and counted; null when nothing is left.
 */
export function cleanGeometry(geometry: unknown, count: CleaningCount, gridDegrees = FINEST_DEGREES): Geometry | null {
  const perDegree = Math.round(1 / gridDegrees);
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown };
  switch (type) {
    case 'Polygon':
      return polygons([coordinates], count, perDegree);
    case 'MultiPolygon':
      return polygons(listOf(coordinates), count, perDegree);
    case 'LineString':
      return lines([coordinates], count, perDegree);
    case 'MultiLineString':
      return lines(listOf(coordinates), count, perDegree);
    default:
      return null;
  }
}

function polygons(list: readonly unknown[], count: CleaningCount, perDegree: number): Geometry | null {
  const kept: PolygonRings[] = [];
  for (const polygon of list) {
    const rings: Ring[] = [];
    for (const [index, candidate] of listOf(polygon).entries()) {
      const ring = cleanRing(candidate, perDegree);
      if (ring) rings.push(ring);
      else count.droppedRings++;
      if (!ring && index === 0) break;
    }
    if (rings.length > 0) kept.push(rings);
  }
  const geometry = polygonGeometry(kept);
  return geometry && orientRings(geometry);
}

function cleanRing(candidate: unknown, perDegree: number): Ring | null {
  const ring = cleanLine(candidate, perDegree);
  const [first] = ring ?? [];
  if (!ring || !first) return null;
  const last = ring.at(-1) as LngLat;
  if (first[0] !== last[0] || first[1] !== last[1]) ring.push(first);
  return ring.length >= 4 && signedArea2(ring) !== 0 ? ring : null;
}

function lines(list: readonly unknown[], count: CleaningCount, perDegree: number): Geometry | null {
  const kept: LngLat[][] = [];
  for (const candidate of list) {
    const line = cleanLine(candidate, perDegree);
    if (line && line.length >= 2) kept.push(line);
    else count.droppedRings++;
  }
  return kept.length === 0 ? null : { type: 'MultiLineString', coordinates: kept };
}

/** Null when a position is not one on the earth. */
function cleanLine(candidate: unknown, perDegree: number): LngLat[] | null {
  const line: LngLat[] = [];
  for (const position of listOf(candidate)) {
    const [lng, lat] = listOf(position).map((value) => Math.round(Number(value) * perDegree) / perDegree);
    if (lng === undefined || lat === undefined || !(Math.abs(lng) <= 180) || !(Math.abs(lat) <= 90)) return null;
    const last = line.at(-1);
    if (!last || last[0] !== lng || last[1] !== lat) line.push([lng, lat]);
  }
  return line;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
