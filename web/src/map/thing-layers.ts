import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl';
import type { BasePalette } from './palette.js';

export const THING_SOURCE = 'things';
export const QUIET_SOURCE = 'quiet-things';
export const THING_SHAPE_SOURCE = 'thing-shapes';
export const PICKED_SOURCE = 'picked-thing';

/** From here every thing stands by itself; nearer there is nothing to see. */
const CLUSTERED_TO_ZOOM = 11;
/** Closed and ended things are many and ask for nothing: from here on they are drawn. */
const QUIET_FROM_ZOOM = 9;
/** Names of everything at once are noise. */
const NAMED_FROM_ZOOM = CLUSTERED_TO_ZOOM + 1;

const EMPTY = { type: 'FeatureCollection' as const, features: [] };
const ofMany: ExpressionSpecification = ['has', 'point_count'];
const some = (name: string, word: string): ExpressionSpecification => ['case', ['>', ['get', name], 0], word, ''];
/** The sign of a cluster: its worst severity, and what of it is worth knowing however calm it is. */
const clusterImage: ExpressionSpecification = [
  'concat',
  'thing|cluster|',
  some('silent', 'silent'),
  some('unknown', 'unknown'),
  '|',
  ['get', 'severity'],
];

export function thingSources(): Record<string, SourceSpecification> {
  return {
    [THING_SHAPE_SOURCE]: { type: 'geojson', data: EMPTY, promoteId: 'id' },
    [QUIET_SOURCE]: { type: 'geojson', data: EMPTY, promoteId: 'id' },
    [THING_SOURCE]: {
      type: 'geojson',
      data: EMPTY,
      promoteId: 'id',
      cluster: true,
      clusterRadius: 42,
      clusterMaxZoom: CLUSTERED_TO_ZOOM,
      // However many are drawn as one, the worst of them shows, and that one is silent, or that of one nobody knows.
      clusterProperties: {
        severity: ['max', ['get', 'severity']],
        silent: ['+', ['get', 'silent']],
        unknown: ['+', ['get', 'unknown']],
      },
    },
    [PICKED_SOURCE]: { type: 'geojson', data: EMPTY },
  };
}

const LOOK_COLOR: ExpressionSpecification = [
  'match',
  ['get', 'look'],
  'closed',
  '#c4001d',
  'limited',
  '#ffc800',
  'quiet',
  '#8793a1',
  '#7d1d40',
];

/** Roads and damaged areas: above what is painted by area, below every line of a hazard. */
export function thingShapeLayers(palette: BasePalette): LayerSpecification[] {
  const width = (base: number): ExpressionSpecification => [
    'interpolate',
    ['linear'],
    ['zoom'],
    6,
    base * 0.5,
    12,
    base * 1.4,
  ];
  const looks = (look: string): ExpressionSpecification => ['==', ['get', 'look'], look];
  const isArea: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon'];
  const isLine: ExpressionSpecification = ['!', isArea];
  const source = THING_SHAPE_SOURCE;
  const round = { 'line-join': 'round' as const, 'line-cap': 'round' as const };
  return [
    {
      id: 'thing-area',
      type: 'fill',
      source,
      filter: isArea,
      paint: { 'fill-color': LOOK_COLOR, 'fill-opacity': 0.28 },
    },
    {
      id: 'thing-area-outline',
      type: 'line',
      source,
      filter: isArea,
      layout: round,
      paint: { 'line-color': LOOK_COLOR, 'line-width': width(1.8) },
    },
    {
      // Around the line, so that its own look stays.
      id: 'thing-shape-selected',
      type: 'line',
      source,
      layout: round,
      paint: {
        'line-color': palette.selected,
        'line-width': ['case', isArea, 3, 12],
        'line-opacity': ['case', ['boolean', ['feature-state', 'selected'], false], 1, 0],
      },
    },
    {
      id: 'thing-line-casing',
      type: 'line',
      source,
      filter: isLine,
      layout: round,
      paint: { 'line-color': '#10151c', 'line-width': width(6.4) },
    },
    {
      id: 'thing-line',
      type: 'line',
      source,
      filter: isLine,
      layout: round,
      paint: { 'line-color': LOOK_COLOR, 'line-width': width(4.4) },
    },
    {
      // Dashes: passable with care. Seen in greyscale too.
      id: 'thing-line-limited',
      type: 'line',
      source,
      filter: looks('limited'),
      paint: { 'line-color': '#10151c', 'line-width': width(3), 'line-dasharray': [1.2, 1.6] },
    },
    {
      // A white core: nobody passes.
      id: 'thing-line-closed',
      type: 'line',
      source,
      filter: looks('closed'),
      paint: { 'line-color': '#ffffff', 'line-width': width(1.1) },
    },
  ];
}

/** Signs and clusters of them: below the signs of hazards, above the names of places. */
export function thingSignLayers(palette: BasePalette, font: string, scale: number): LayerSpecification[] {
  const clusterSize: ExpressionSpecification = [
    'interpolate',
    ['linear'],
    ['get', 'point_count'],
    ...[2, 0.95],
    ...[100, 1.2],
    ...[1000, 1.6],
  ];
  const name = {
    'text-field': ['step', ['zoom'], '', NAMED_FROM_ZOOM, ['get', 'label']] as ExpressionSpecification,
    'text-font': [font],
    'text-size': 12 * scale,
    'text-anchor': 'top' as const,
    'text-offset': [0, 1.15] as [number, number],
    'text-max-width': 9,
    'text-optional': true,
  };
  const ink = { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 1.8 };
  return [
    {
      id: 'quiet-things',
      type: 'symbol',
      source: QUIET_SOURCE,
      minzoom: QUIET_FROM_ZOOM,
      layout: {
        ...name,
        'icon-image': ['get', 'icon'],
        'icon-size': ['interpolate', ['linear'], ['zoom'], QUIET_FROM_ZOOM, 0.5, 13, 0.85],
        'icon-padding': 0,
      },
      paint: { ...ink, 'text-color': palette.labelFaint, 'icon-opacity': 0.9 },
    },
    {
      // One layer for both: whether alone or as one of many, the worst lies on top. There are no names while there are clusters.
      id: 'thing-signs',
      type: 'symbol',
      source: THING_SOURCE,
      layout: {
        ...name,
        'icon-image': ['case', ofMany, clusterImage, ['get', 'icon']],
        'icon-size': [
          'interpolate',
          ['linear'],
          ['zoom'],
          5,
          ['case', ofMany, clusterSize, 0.8],
          12,
          ['case', ofMany, clusterSize, 1],
        ],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'text-field': [
          'step',
          ['zoom'],
          ['case', ofMany, ['to-string', ['get', 'point_count_abbreviated']], ''],
          NAMED_FROM_ZOOM,
          ['get', 'label'],
        ],
        'text-anchor': ['case', ofMany, 'center', 'top'],
        'text-offset': ['case', ofMany, ['literal', [0, 0]], ['literal', [0, 1.15]]],
        'text-allow-overlap': ['step', ['zoom'], true, NAMED_FROM_ZOOM, false],
        'text-ignore-placement': ['step', ['zoom'], true, NAMED_FROM_ZOOM, false],
        'symbol-sort-key': ['get', 'severity'],
      },
      paint: {
        ...ink,
        'text-color': ['case', ofMany, '#10151c', palette.label],
        'text-halo-width': ['case', ofMany, 0, 1.8],
      },
    },
    {
      id: 'thing-picked',
      type: 'circle',
      source: PICKED_SOURCE,
      paint: {
        'circle-radius': 19 * scale,
        'circle-color': 'rgba(0,0,0,0)',
        'circle-stroke-color': palette.selected,
        'circle-stroke-width': 3.5,
      },
    },
  ];
}

/** Whether what was found stands for many. */
export function isCluster({ properties }: { properties: Readonly<Record<string, unknown>> }): boolean {
  return properties['cluster'] === true;
}
