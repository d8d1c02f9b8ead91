import type { CapNamedValue, FeatureV1, Geometry, LngLat } from '@hinomi/contracts';
import { sixDigits } from '../mapping/read-values.js';
import type { CapArea } from './cap-alert.js';
import { convexHull, simplifyRing } from './simplify-ring.js';

/** The shape of a coded area, for a writer that knows no borders; null when there is none. */
export type ShapeOf = (edition: string, code: string) => Geometry | null;

/** Of an archipelago the largest parts stand for it: its code still names all of it. */
const MOST_PARTS = 50;

type Shapes = Pick<CapArea, 'rings' | 'circles'>;
const NO_SHAPES: Shapes = { rings: [], circles: [] };

/**
 * Where a feature is, as CAP areas: one for each coded area with its shape and its code, and one for a geometry of its own. Positions are
 * `[lng, lat]` as everywhere; `writeCapAlert` turns them round.
 */
export function deriveCapAreas(
  feature: Pick<FeatureV1, 'area' | 'geometry'>,
  description: string,
  shapeOf: ShapeOf = () => null,
): CapArea[] {
  const { area, geometry } = feature;
  const coded = (area?.codes ?? []).map((code, index) => {
    const edition = area?.edition ?? '';
    const shape = shapeOf(edition, code);
    // A stretch of coast has no inside, and what would have one reaches far inland.
    const shapes = shape?.type === 'Polygon' || shape?.type === 'MultiPolygon' ? capShapes(shape) : NO_SHAPES;
    return areaOf(area?.names[index] || code, shapes, capGeocodes(edition, code));
  });
  return geometry === null ? coded : [...coded, areaOf(description, capShapes(geometry), [])];
}

/**
 * A code as JIS X 0402 with its check digit (`JIS-X0402` 131016; interop 8) or as JIS X 0401 where it is one, and always plainly with the name of
 * the code table it is from (`jma-city` 1310100).
 */
export function capGeocodes(edition: string, code: string): CapNamedValue[] {
  const set = edition.split('@')[0] ?? '';
  const own = { valueName: set, value: code };
  if (set === 'jma-city' && /^\d{5}00$/.test(code)) {
    return [{ valueName: 'JIS-X0402', value: sixDigits(code.slice(0, 5)) }, own];
  }
  if (set === 'prefecture' && /^\d{2}$/.test(code)) return [{ valueName: 'JIS-X0401', value: code }, own];
  return set === '' ? [] : [own];
}

/** To simplify a border takes longer than all the rest, and one border is in many alerts, in each of their languages. */
const known = new WeakMap<Geometry, Shapes>();

/** Outer rings counter-clockwise, holes left out (CAP has none); a point is a circle of no radius, a line what it lies in. */
export function capShapes(geometry: Geometry): Shapes {
  const shapes = known.get(geometry) ?? shapesOf(geometry);
  known.set(geometry, shapes);
  return shapes;
}

function shapesOf(geometry: Geometry): Shapes {
  switch (geometry.type) {
    case 'Point':
      return { rings: [], circles: [circle(geometry.coordinates)] };
    case 'MultiPoint':
      return { rings: [], circles: geometry.coordinates.slice(0, MOST_PARTS).map(circle) };
    case 'LineString':
      return around([geometry.coordinates]);
    case 'MultiLineString':
      return around(geometry.coordinates);
    case 'Polygon':
      return { rings: largest([geometry.coordinates[0] ?? []]), circles: [] };
    case 'MultiPolygon':
      return { rings: largest(geometry.coordinates.map(([outer = []]) => outer)), circles: [] };
  }
}

function areaOf(description: string, shapes: Shapes, geocodes: CapNamedValue[]): CapArea {
  return { description, ...shapes, geocodes, altitudeFeet: null, ceilingFeet: null };
}

function circle(center: LngLat, radiusKm = 0): CapArea['circles'][number] {
  return { center, radiusKm };
}

function around(lines: readonly (readonly LngLat[])[]): Shapes {
  const shapes: Shapes = { rings: [], circles: [] };
  for (const line of lines.slice(0, MOST_PARTS)) {
    const hull = convexHull(line);
    if (hull === null) shapes.circles.push(overLine(line));
    else shapes.rings.push(hull);
  }
  return shapes;
}

const KM_PER_DEGREE = 111.32;

/** A straight line as the circle over it. */
function overLine(line: readonly LngLat[]): CapArea['circles'][number] {
  const [[west, south] = [0, 0], [east, north] = [0, 0]] = [
    line.reduce((a, b) => [Math.min(a[0], b[0]), Math.min(a[1], b[1])]),
    line.reduce((a, b) => [Math.max(a[0], b[0]), Math.max(a[1], b[1])]),
  ];
  const center: LngLat = [(west + east) / 2, (south + north) / 2];
  const wide = (east - west) * Math.cos((center[1] * Math.PI) / 180);
  return circle(center, Math.ceil(Math.hypot(wide, north - south) * KM_PER_DEGREE * 500) / 1_000);
}

function largest(outer: readonly LngLat[][]): LngLat[][] {
  const bySize = outer.map((ring) => ({ ring, size: Math.abs(doubleArea(ring)) })).sort((a, b) => b.size - a.size);
  return bySize.slice(0, MOST_PARTS).flatMap(({ ring }) => {
    const simple = simplifyRing(ring);
    if (simple === null) return [];
    return [doubleArea(simple) < 0 ? simple.reverse() : simple];
  });
}

/** In square degrees; positive = counter-clockwise. */
function doubleArea(ring: readonly LngLat[]): number {
  return ring.slice(1).reduce((sum, [lng, lat], index) => {
    const [x, y] = ring[index] ?? [lng, lat];
    return sum + x * lat - lng * y;
  }, 0);
}
