import { z } from 'zod';

/** `[longitude, latitude]` in degrees, WGS 84. */
export const LngLat = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
export type LngLat = z.infer<typeof LngLat>;

const Ring = z.array(LngLat).min(4);

/** The GeoJSON geometries of the picture (RFC 7946), two-dimensional. */
export const Geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: LngLat }),
  z.object({ type: z.literal('MultiPoint'), coordinates: z.array(LngLat) }),
  z.object({ type: z.literal('LineString'), coordinates: z.array(LngLat).min(2) }),
  z.object({ type: z.literal('MultiLineString'), coordinates: z.array(z.array(LngLat).min(2)) }),
  z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring).min(1) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring).min(1)) }),
]);
export type Geometry = z.infer<typeof Geometry>;
export type PolygonGeometry = Extract<Geometry, { type: 'Polygon' | 'MultiPolygon' }>;
