import regularJapanese from '@fontsource/noto-sans-jp/files/noto-sans-jp-japanese-400-normal.woff2?url';
import regularLatin from '@fontsource/noto-sans-jp/files/noto-sans-jp-latin-400-normal.woff2?url';
import type { ExpressionSpecification, LayerSpecification, Map as MapLibreMap, StyleSpecification } from 'maplibre-gl';
import type { Language } from '../words/words.js';
import {
  AREA_LAYERS,
  BASE_SOURCE,
  COAST_LAYER,
  hazardFillLayers,
  hazardLineLayers,
  OTHER_SOURCE,
  POINT_SOURCE,
  SENSOR_SOURCE,
  SHAPE_SOURCE,
} from './hazard-layers.js';
import { sensorLayers } from './sensor-layers.js';
import { siteLayers, siteSources } from './site-layers.js';
import { thingShapeLayers, thingSignLayers, thingSources } from './thing-layers.js';
import { BASE_PALETTE, type BasePalette, type Theme } from './palette.js';

export interface StyleChoice {
  /** URL path of the PMTiles file. */
  basemap: string;
  theme: Theme;
  language: Language;
  /** 1 on a desk, more on a wall. */
  scale: number;
}

const FONT = 'Hinomi';
const absolute = (path: string): string => new URL(path, window.location.href).href;

/** What MapLibre asks for the tiles of a PMTiles file of the hub. */
export function basemapUrl(path: string): string {
  return `pmtiles://${absolute(path)}`;
}

/** The whole style: offline tiles, the page's own fonts, and every layer a hazard can need. */
export function mapStyle(choice: StyleChoice): StyleSpecification {
  const palette = BASE_PALETTE[choice.theme];
  const empty = { type: 'FeatureCollection' as const, features: [] };
  return {
    version: 8,
    sources: {
      [BASE_SOURCE]: {
        type: 'vector',
        url: basemapUrl(choice.basemap),
        promoteId: {
          [AREA_LAYERS['jma-city']]: 'code',
          [AREA_LAYERS['jma-quake-area']]: 'code',
          [COAST_LAYER]: 'code',
        },
      },
      [OTHER_SOURCE]: { type: 'geojson', data: empty, promoteId: 'id' },
      [SHAPE_SOURCE]: { type: 'geojson', data: empty, promoteId: 'id' },
      [POINT_SOURCE]: { type: 'geojson', data: empty, promoteId: 'id' },
      ...thingSources(),
      ...siteSources(),
      [SENSOR_SOURCE]: { type: 'geojson', data: empty, promoteId: 'id' },
    },
    'font-faces': {
      [FONT]: [
        { url: absolute(regularLatin), 'unicode-range': ['U+0-2FF', 'U+2000-206F'] },
        { url: absolute(regularJapanese) },
      ],
    },
    layers: [
      { id: 'sea', type: 'background', paint: { 'background-color': palette.sea } },
      {
        id: 'land',
        type: 'fill',
        source: BASE_SOURCE,
        'source-layer': 'land',
        paint: { 'fill-color': ['case', ['==', ['get', 'n'], 1], palette.foreign, palette.land] },
      },
      ...hazardFillLayers(palette),
      ...boundaryLayers(palette),
      ...thingShapeLayers(palette),
      ...hazardLineLayers(palette),
      ...labelLayers(palette, choice),
    ],
  };
}

/** Gives the layers of a map the colours of a style. */
export function repaint(map: MapLibreMap, style: StyleSpecification): void {
  for (const layer of style.layers) {
    for (const [name, value] of Object.entries('paint' in layer ? (layer.paint ?? {}) : {})) {
      map.setPaintProperty(layer.id, name as never, value as never);
    }
  }
}

function boundaryLayers(palette: BasePalette): LayerSpecification[] {
  return [
    {
      id: 'municipality-line',
      type: 'line',
      source: BASE_SOURCE,
      'source-layer': 'municipality-line',
      minzoom: 7,
      paint: { 'line-color': palette.municipalityLine, 'line-width': 0.7 },
    },
    {
      id: 'prefecture-line',
      type: 'line',
      source: BASE_SOURCE,
      'source-layer': 'prefecture-line',
      paint: {
        'line-color': palette.prefectureLine,
        'line-width': ['interpolate', ['linear'], ['zoom'], 4, 0.5, 9, 1.5],
      },
    },
  ];
}

/** Names as each language writes them; やさしい日本語 adds the reading below. */
export function nameField(language: Language, layer: 'prefecture' | 'municipality'): ExpressionSpecification {
  if (language === 'en') {
    return ['case', ['==', ['coalesce', ['get', 'en'], ''], ''], ['get', 'name'], ['get', 'en']];
  }
  if (language === 'easy' && layer === 'municipality') {
    return ['format', ['get', 'name'], {}, '\n', {}, ['coalesce', ['get', 'kana'], ''], { 'font-scale': 0.75 }];
  }
  return ['get', 'name'];
}

function labelLayers(palette: BasePalette, { language, scale }: StyleChoice): LayerSpecification[] {
  const text = { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 1.6 };
  return [
    ...siteLayers(palette, FONT, scale),
    {
      id: 'municipality-label',
      type: 'symbol',
      source: BASE_SOURCE,
      'source-layer': 'municipality-label',
      minzoom: 7.6,
      layout: {
        'text-field': nameField(language, 'municipality'),
        'text-font': [FONT],
        'text-size': ['interpolate', ['linear'], ['zoom'], 7, 10.5 * scale, 10, 14 * scale],
        'text-padding': 1,
        'text-max-width': 8,
        'symbol-sort-key': ['coalesce', ['get', 'rank'], 9],
        'text-anchor': 'top',
        'text-offset': [0, 1.15],
      },
      paint: { ...text, 'text-color': palette.labelFaint },
    },
    {
      id: 'prefecture-label',
      type: 'symbol',
      source: BASE_SOURCE,
      'source-layer': 'prefecture-label',
      maxzoom: 8.2,
      layout: {
        'text-field': nameField(language, 'prefecture'),
        'text-font': [FONT],
        'text-size': ['interpolate', ['linear'], ['zoom'], 4, 10.5 * scale, 8, 17 * scale],
        'text-padding': 6,
        'text-letter-spacing': 0.08,
      },
      paint: text,
    },
    ...thingSignLayers(palette, FONT, scale),
    ...badgeLayers(),
    ...sensorLayers(FONT, palette, scale),
    pointLayer(palette, scale),
  ];
}

/** Intensity classes as badges; which area carries which is filled in by the map when an earthquake changes. */
function badgeLayers(): LayerSpecification[] {
  const layout = {
    'icon-image': '',
    'icon-padding': 1,
    visibility: 'none' as const,
  };
  return [
    {
      id: 'badge-quake-area',
      type: 'symbol',
      source: BASE_SOURCE,
      'source-layer': AREA_LAYERS['jma-quake-area'],
      maxzoom: 8,
      layout,
    },
    {
      id: 'badge-municipality',
      type: 'symbol',
      source: BASE_SOURCE,
      'source-layer': 'municipality-label',
      minzoom: 7,
      layout,
    },
  ];
}

function pointLayer(palette: BasePalette, scale: number): LayerSpecification {
  return {
    id: 'points',
    type: 'symbol',
    source: POINT_SOURCE,
    layout: {
      'icon-image': ['get', 'icon'],
      'icon-size': [
        'interpolate',
        ['linear'],
        ['zoom'],
        4,
        ['interpolate', ['linear'], ['get', 'severity'], 1, 0.45, 5, 0.8],
        8,
        ['interpolate', ['linear'], ['get', 'severity'], 1, 0.7, 5, 1.2],
      ],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
      'text-optional': true,
      'text-field': ['get', 'label'],
      'text-font': [FONT],
      'text-size': 13 * scale,
      'text-anchor': 'top',
      'text-offset': [0, 1.1],
      'symbol-sort-key': ['get', 'severity'],
    },
    paint: {
      'text-color': palette.label,
      'text-halo-color': palette.halo,
      'text-halo-width': 2,
      'icon-opacity': 1,
    },
  };
}
