import { z } from 'zod';

/** A text in the languages of the page; `easy` is やさしい日本語. */
const Title = z.strictObject({ ja: z.string().min(1), en: z.string().min(1), easy: z.string().min(1) });

/** `background`: instead of the hub's own land; `overlay`: over it. */
export const MapLayerRole = z.enum(['background', 'overlay']);

/** A picture of somebody else, that whoever runs the hub allowed on its map. */
export const MapLayer = z.object({
  id: z.string(),
  title: Title,
  role: MapLayerRole,
  /** An address with `{z}/{x}/{y}`, or of a WMS with `{bbox-epsg-3857}`; null for a file of the hub. */
  tiles: z.string().nullable(),
  /** Path of a PMTiles file of raster tiles that the hub serves; null otherwise. */
  pmtiles: z.string().nullable(),
  /** Pixels. */
  tileSize: z.union([z.literal(256), z.literal(512)]),
  minZoom: z.int().min(0).max(24),
  maxZoom: z.int().min(0).max(24),
  /** 0 to 1, at first. */
  opacity: z.number().min(0).max(1),
  /** Whom it is to be credited to, and where that is said; shown on the map with it. */
  credit: z.string(),
  creditUrl: z.string().nullable(),
});
export type MapLayer = z.infer<typeof MapLayer>;

/** `GET /api/v1/map/layers` */
export const MapLayers = z.object({ layers: z.array(MapLayer) });
export type MapLayers = z.infer<typeof MapLayers>;
