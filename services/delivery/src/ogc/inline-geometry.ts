import type { FeatureV1, Geometry, LngLat } from '@hinomi/contracts';
import type { Boundaries } from '@hinomi/geo';

/**
 * The geometry of a feature for readers who know no codes: its own, or the shapes of its areas as one. Areas without a shape are
 * left out; `area.codes` still names them. Of shapes of several kinds those of the highest dimension stand for all.
 */
export function inlineGeometry(
  { geometry, area }: Pick<FeatureV1, 'geometry' | 'area'>,
  boundaries: Pick<Boundaries, 'shape'>,
): Geometry | null {
  if (geometry !== null || area === null) return geometry;
  const shapes = area.codes.flatMap((code) => boundaries.shape(area.edition, code) ?? []);
  if (shapes.length <= 1) return shapes[0] ?? null;
  const polygons = shapes.flatMap(polygonsOf);
  if (polygons.length > 0) return { type: 'MultiPolygon', coordinates: polygons };
  const lines = shapes.flatMap(linesOf);
  if (lines.length > 0) return { type: 'MultiLineString', coordinates: lines };
  return { type: 'MultiPoint', coordinates: shapes.flatMap(pointsOf) };
}

function polygonsOf(shape: Geometry): LngLat[][][] {
  if (shape.type === 'Polygon') return [shape.coordinates];
  return shape.type === 'MultiPolygon' ? shape.coordinates : [];
}

function linesOf(shape: Geometry): LngLat[][] {
  if (shape.type === 'LineString') return [shape.coordinates];
  return shape.type === 'MultiLineString' ? shape.coordinates : [];
}

function pointsOf(shape: Geometry): LngLat[] {
  if (shape.type === 'Point') return [shape.coordinates];
  return shape.type === 'MultiPoint' ? shape.coordinates : [];
}
