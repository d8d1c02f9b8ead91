import type { FeatureV1, Geometry, LngLat } from '@hinomi/contracts';
import type { ShapeOf } from '../cap/derive-cap-area.js';
import { Decimal } from './exact-json.js';
import type { Sip4dGeometry } from './sip4d-snapshot.js';

const KINDS: Readonly<Record<Geometry['type'], Sip4dGeometry>> = {
  Point: 'point',
  MultiPoint: 'point',
  LineString: 'line',
  MultiLineString: 'line',
  Polygon: 'polygon',
  MultiPolygon: 'polygon',
};

/** Which package a geometry belongs into. */
export function kindOfGeometry({ type }: Geometry): Sip4dGeometry {
  return KINDS[type];
}

/** Where a feature is: its own geometry, else the shapes of its coded areas together; null when nothing says. */
export function sip4dPlace(
  feature: Pick<FeatureV1, 'geometry' | 'area'>,
  shapeOf: ShapeOf = () => null,
): Geometry | null {
  const { geometry, area } = feature;
  if (geometry !== null) return isEmpty(geometry) ? null : geometry;
  const shapes = (area?.codes ?? []).flatMap((code) => shapeOf(area?.edition ?? '', code) ?? []);
  for (const kind of ['polygon', 'line', 'point'] as const) {
    const alike = shapes.filter((shape) => kindOfGeometry(shape) === kind && !isEmpty(shape));
    if (alike.length > 0) return united(alike);
  }
  return null;
}

function isEmpty({ coordinates }: Geometry): boolean {
  return coordinates.length === 0;
}

/** Shapes of one kind as one. */
function united(shapes: readonly Geometry[]): Geometry {
  const [first] = shapes;
  if (shapes.length === 1 && first !== undefined) return first;
  const multiple = shapes.map(promoted);
  const coordinates = multiple.flatMap((shape): unknown[] => shape.coordinates);
  return { type: multiple[0]?.type, coordinates } as Geometry;
}

/** A single geometry as the one part of a multiple one. */
function promoted(geometry: Geometry): Extract<Geometry, { type: `Multi${string}` }> {
  switch (geometry.type) {
    case 'Point':
      return { type: 'MultiPoint', coordinates: [geometry.coordinates] };
    case 'LineString':
      return { type: 'MultiLineString', coordinates: [geometry.coordinates] };
    case 'Polygon':
      return { type: 'MultiPolygon', coordinates: [geometry.coordinates] };
    default:
      return geometry;
  }
}

/** Geometries as one file may hold them: of one type, closed, with decimal numbers (sip4d 3.4). */
export function writtenGeometries(geometries: readonly Geometry[]): { type: string; coordinates: unknown }[] {
  const alike = geometries.some(({ type }) => type.startsWith('Multi')) ? geometries.map(promoted) : geometries;
  return alike.map((geometry) => {
    const { type } = geometry;
    if (geometry.type === 'Polygon') return { type, coordinates: exact(geometry.coordinates.map(closed)) };
    if (geometry.type === 'MultiPolygon') {
      return { type, coordinates: exact(geometry.coordinates.map((rings) => rings.map(closed))) };
    }
    return { type, coordinates: exact(geometry.coordinates) };
  });
}

function closed(ring: readonly LngLat[]): readonly LngLat[] {
  const [first, last] = [ring[0], ring.at(-1)];
  if (first === undefined || (first[0] === last?.[0] && first[1] === last[1])) return ring;
  return [...ring, first];
}

/** About a centimetre, as the picture stores positions. */
function exact(value: unknown): unknown {
  if (typeof value === 'number') return new Decimal(Math.round(value * 1e7) / 1e7 + 0);
  return Array.isArray(value) ? value.map(exact) : value;
}
