import { z } from 'zod';
import { PolygonGeometry } from '../hazards/geometry.js';
import { Layer } from './feature.v1.js';
import { Predicate } from './predicate.js';

const LeastSeverity = z.int().min(0).max(5);

/** More codes than Japan has municipalities and wards; a shape finer than any border needs. */
const MAX_CODES = 2_500;
const MAX_POSITIONS = 10_000;

/** A feature is in the area when it touches one of the codes, or meets the polygon. */
export const InterestArea = z
  .object({
    /** JIS codes: 5 digits per municipality or ward, 2 per prefecture. */
    codes: z
      .array(z.string().regex(/^\d{2}(\d{3})?$/, 'expected a JIS code of 2 or 5 digits'))
      .max(MAX_CODES)
      .optional(),
    /** RFC 7946, split at the antimeridian. */
    polygon: PolygonGeometry.refine(
      (polygon) => positionsOf(polygon) <= MAX_POSITIONS,
      `expected at most ${MAX_POSITIONS} positions`,
    ).optional(),
  })
  .refine(({ codes, polygon }) => codes !== undefined || polygon !== undefined, 'expected codes or a polygon');
export type InterestArea = z.infer<typeof InterestArea>;

/** What somebody wants to hear of (design section 1, idea 7). An absent field means "all". */
export const InterestV1 = z.object({
  layers: z.array(Layer).optional(),
  /** `[west, south, east, north]` in degrees. A feature without a place always matches. */
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  /** A feature of which the place is not known always matches, as with a box. */
  area: InterestArea.optional(),
  minSeverity: LeastSeverity.optional(),
  /** For single layers in place of `minSeverity`, below or above it: shelters only when they are open. */
  minSeverityOf: z.partialRecord(Layer, LeastSeverity).optional(),
  where: Predicate.optional(),
  /** Which world: the real one, or the drill's. */
  exercise: z.boolean(),
});
export type InterestV1 = z.infer<typeof InterestV1>;

function positionsOf(polygon: PolygonGeometry): number {
  const polygons = polygon.type === 'Polygon' ? [polygon.coordinates] : polygon.coordinates;
  return polygons.flat().reduce((sum, ring) => sum + ring.length, 0);
}
