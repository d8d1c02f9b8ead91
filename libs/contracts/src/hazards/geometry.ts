import { z } from 'zod';

/** `[longitude, latitude]` in degrees, WGS 84. */
export const LngLat = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
export type LngLat = z.infer<typeof LngLat>;

const Ring = z.array(LngLat).min(4);

const Polygon = z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring).min(1) });
const MultiPolygon = z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring).min(1)) });

/** The GeoJSON geometries of the picture (RFC 7946), two-dimensional. */
export const Geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: LngLat }),
  z.object({ type: z.literal('MultiPoint'), coordinates: z.array(LngLat) }),
  z.object({ type: z.literal('LineString'), coordinates: z.array(LngLat).min(2) }),
  z.object({ type: z.literal('MultiLineString'), coordinates: z.array(z.array(LngLat).min(2)) }),
  Polygon,
  MultiPolygon,
]);
export type Geometry = z.infer<typeof Geometry>;

/** The geometries that have an inside. */
export const PolygonGeometry = z.discriminatedUnion('type', [Polygon, MultiPolygon]);
export type PolygonGeometry = z.infer<typeof PolygonGeometry>;
