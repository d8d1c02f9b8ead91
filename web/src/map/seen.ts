import { THEMES } from '@hinomi/contracts';
import type { Map as MapLibreMap, MapGeoJSONFeature } from 'maplibre-gl';
import type { AreaIndex } from './area-paint.js';
import { COAST_CATEGORIES, POINT_SOURCE, SENSOR_LAYERS, SENSOR_SOURCE, SHAPE_SOURCE } from './hazard-layers.js';
import { covering } from './pick.js';
import { SITE_CLUSTERS, SITE_DOTS } from './site-layers.js';
import { isCluster } from './thing-layers.js';

/** What is in sight on a map, for its legend and its sources. */
export interface Seen {
  /** Of features of the picture. */
  ids: ReadonlySet<string>;
  /** How things are drawn: a style of paint, `icon:…` an image, or one of the words below. */
  marks: ReadonlySet<string>;
}

const AREAS = ['jma-quake-area-fill', 'other-fill', 'jma-city-fill'];
const COASTS = COAST_CATEGORIES.map((category) => `coast-${category}`);
const SHAPES = ['shape-fill', 'shape-outline', 'shape-dashes'];
const SIGNS = ['points', ...SENSOR_LAYERS, 'thing-signs', 'quiet-things'];
const THING_LINES = ['thing-line', 'thing-area'];
const DRAWINGS = ['drawing-casing', 'drawing-point', 'drawing-words'];
const OTHERS: Record<string, string> = {
  ...Object.fromEntries(SITE_CLUSTERS.map((layer) => [layer, 'site-cluster'])),
  'rollup-fill': 'squares',
  'need-marks': 'needs',
};

/** Of everything that is drawn, once: names of marks and ids of features. */
export function seenOn(map: MapLibreMap, index: AreaIndex, nowMs: number): Seen {
  const [ids, marks] = [new Set<string>(), new Set<string>()];
  const signs = [...AREAS, ...COASTS, ...SHAPES, ...SIGNS, ...THING_LINES, ...SITE_DOTS];
  const layers = [...signs, ...DRAWINGS, ...Object.keys(OTHERS)];
  for (const found of map.queryRenderedFeatures({ layers })) {
    const { layer } = found;
    const other = OTHERS[layer.id];
    if (other !== undefined) marks.add(other);
    else if (DRAWINGS.includes(layer.id)) marks.add(`drawing:${String(found.properties['kind'])}`);
    else if (isCluster(found)) marks.add('cluster');
    else if (AREAS.includes(layer.id) || COASTS.includes(layer.id)) {
      const painted = paintedBy(found);
      if (painted.length > 0) for (const { id } of covering(index, found.sourceLayer, nameOf(found))) ids.add(id);
      for (const mark of painted) marks.add(mark);
    } else {
      ids.add(nameOf(found));
      for (const mark of drawnAs(found, nowMs)) marks.add(mark);
    }
  }
  return { ids, marks };
}

const nameOf = ({ id, properties }: MapGeoJSONFeature): string => String(id ?? properties['id'] ?? properties['code']);

/** Areas are painted by their state; most are not painted at all. */
function paintedBy({ state, layer }: MapGeoJSONFeature): string[] {
  const style = String(state['style'] ?? '');
  if (style === '' || (COASTS.includes(layer.id) && layer.id !== style.replace('coast:', 'coast-'))) return [];
  return [style, ...(state['approximate'] === true ? ['approximate'] : [])];
}

function drawnAs({ source, properties }: MapGeoJSONFeature, nowMs: number): string[] {
  const theme = String(properties['theme'] ?? '');
  if (source.startsWith('sites-')) return (THEMES as readonly string[]).includes(theme) ? [`theme:${theme}`] : [];
  if (source === SHAPE_SOURCE) return [String(properties['style'])];
  if (source === SENSOR_SOURCE && Number(properties['silentFromMs']) <= nowMs) return ['icon:sensor:no-data'];
  const icon = String(properties['icon'] ?? '');
  if (icon === '') return [];
  return source === POINT_SOURCE && icon === 'epicentre' ? ['epicentre'] : [`icon:${icon}`];
}
