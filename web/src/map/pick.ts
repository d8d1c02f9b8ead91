import type { FeatureV1 } from '@hinomi/contracts';
import type { Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import type { AreaIndex } from './area-paint.js';
import {
  AREA_LAYERS,
  COAST_CATEGORIES,
  COAST_LAYER,
  COAST_SET,
  POINT_SOURCE,
  SENSOR_LAYERS,
  SENSOR_SOURCE,
  SHAPE_SOURCE,
} from './hazard-layers.js';
import { DRAWING_LAYERS, DRAWING_SOURCE } from './drawing-overlay.js';
import { ORDER_FILL, ORDER_SOURCE } from './order-overlay.js';
import { SITE_DOTS } from './site-layers.js';
import { isCluster, QUIET_SOURCE, THING_SHAPE_SOURCE, THING_SOURCE } from './thing-layers.js';

export interface MapPick {
  lngLat: [number, number];
  /** Ids of every shown feature at that place. */
  featureIds: string[];
}

const OWN_SOURCES: ReadonlySet<string> = new Set([
  POINT_SOURCE,
  SHAPE_SOURCE,
  THING_SOURCE,
  QUIET_SOURCE,
  THING_SHAPE_SOURCE,
  ORDER_SOURCE,
  DRAWING_SOURCE,
]);
const THING_LAYERS = ['thing-signs', 'quiet-things', 'thing-line'];

/** A finger is wider than a coast line. */
const PICK_RADIUS_PX = 7;

/** What a press on the map means. */
export function pickAt(map: MapLibreMap, index: AreaIndex, { point, lngLat }: MapMouseEvent): MapPick {
  const around: [[number, number], [number, number]] = [
    [point.x - PICK_RADIUS_PX, point.y - PICK_RADIUS_PX],
    [point.x + PICK_RADIUS_PX, point.y + PICK_RADIUS_PX],
  ];
  const ids = new Set<string>();
  const exact = Object.keys(AREA_LAYERS).map((set) => `${set}-fill`);
  const coasts = COAST_CATEGORIES.map((category) => `coast-${category}`);
  const found = [
    ...map.queryRenderedFeatures(around, {
      layers: [
        ...DRAWING_LAYERS,
        ...THING_LAYERS,
        ...SITE_DOTS,
        'points',
        ...SENSOR_LAYERS,
        'shape-outline',
        'shape-dashes',
        ...coasts,
      ],
    }),
    ...map.queryRenderedFeatures(point, { layers: [ORDER_FILL, 'thing-area', 'shape-fill', 'other-fill', ...exact] }),
  ];
  for (const { source, sourceLayer, id, properties } of found.filter((each) => !isCluster(each))) {
    const name = String(id ?? properties['id'] ?? properties['code']);
    if (OWN_SOURCES.has(source) || source === SENSOR_SOURCE || source.startsWith('sites-')) ids.add(name);
    else for (const feature of covering(index, sourceLayer, name)) ids.add(feature.id);
  }
  return { lngLat: [lngLat.lng, lngLat.lat], featureIds: [...ids] };
}

/** Every feature that covers an area of the tiles or of the shapes that were fetched. */
export function covering(index: AreaIndex, sourceLayer: string | undefined, name: string): FeatureV1[] {
  if (sourceLayer === COAST_LAYER) return index.at(COAST_SET, name);
  const set = Object.entries(AREA_LAYERS).find(([, layer]) => layer === sourceLayer)?.[0];
  if (set !== undefined) return index.at(set, name);
  const cut = name.indexOf('|');
  return index.at(name.slice(0, cut), name.slice(cut + 1));
}
