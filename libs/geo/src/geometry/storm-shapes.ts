import destination from '@turf/destination';
import { intersection, union } from 'polyclip-ts';
import type { LngLat, PolygonGeometry } from '@hinomi/contracts';
import { orientRings, polygonGeometry, type Ring } from './rings.js';

/** A side of a wind area: the radius holds for the half circle around `bearing` (degrees from north); null = all round. */
export interface SideRadius {
  bearing: number | null;
  km: number;
}

const CORNERS = 64;
const WORLD: Ring = [
  [-180, -90],
  [180, -90],
  [180, 90],
  [-180, 90],
  [-180, -90],
];

/**
 * The area of wind around a centre, of one circle or of two half circles of different radius, which meet in a straight step
 * (台風解析・予報情報, 暴風域 and 強風域). Null without a radius.
 */
export function windArea(center: LngLat, radii: readonly SideRadius[]): PolygonGeometry | null {
  const ring = windRing(center, radii);
  return ring.length === 0 ? null : within([[ring]]);
}

/** What areas around a moving centre sweep: each joined to the next by their common tangents (暴風警戒域). */
export function sweptArea(stops: readonly { center: LngLat; radii: readonly SideRadius[] }[]): PolygonGeometry | null {
  const rings = stops.map(({ center, radii }) => windRing(center, radii));
  const hulls = rings.flatMap((ring, index) => {
    const previous = rings[index - 1] ?? [];
    if (ring.length === 0) return [];
    return [convexHull([...previous, ...ring])];
  });
  const [first, ...more] = hulls;
  if (first === undefined) return null;
  return within(more.length === 0 ? [[first]] : (union([first], ...more.map((hull) => [hull])) as Ring[][]));
}

function windRing(center: LngLat, radii: readonly SideRadius[]): Ring {
  if (radii.length === 0) return [];
  const ring = Array.from({ length: CORNERS }, (_, corner): LngLat => {
    const bearing = (corner * 360) / CORNERS;
    const [lng, lat] = destination(center, radiusAt(bearing, radii), bearing).geometry.coordinates as LngLat;
    // Not wrapped: a ring that leaps to the other side of the world is no ring.
    return [lng + 360 * Math.round((center[0] - lng) / 360), lat];
  });
  return [...ring, ring[0] as LngLat].reverse();
}

/** Of the side that faces the bearing most; on the step between two sides the larger. */
function radiusAt(bearing: number, radii: readonly SideRadius[]): number {
  const off = (side: SideRadius): number => {
    if (side.bearing === null) return 0;
    const turn = Math.abs(bearing - side.bearing) % 360;
    return Math.min(turn, 360 - turn);
  };
  const nearest = Math.min(...radii.map(off));
  return Math.max(...radii.filter((side) => off(side) === nearest).map(({ km }) => km));
}

/** Andrew's monotone chain, counter-clockwise and closed. */
function convexHull(points: readonly LngLat[]): Ring {
  const sorted = [...points].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (list: readonly LngLat[]): LngLat[] => {
    const chain: LngLat[] = [];
    for (const point of list) {
      while (chain.length > 1 && !turnsLeft(chain.at(-2) as LngLat, chain.at(-1) as LngLat, point)) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  const hull = [...half(sorted), ...half([...sorted].reverse())];
  return [...hull, hull[0] as LngLat];
}

function turnsLeft(a: LngLat, b: LngLat, c: LngLat): boolean {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]) > 0;
}

/** What lies beyond the antimeridian is cut off: the picture's longitudes end at 180. */
function within(polygons: Ring[][]): PolygonGeometry | null {
  const inside = polygons.flat(2).every(([lng]) => lng >= -180 && lng <= 180);
  const cut = inside ? polygons : (intersection(polygons, [WORLD]) as Ring[][]);
  const geometry = polygonGeometry(cut);
  return geometry && orientRings(geometry);
}
