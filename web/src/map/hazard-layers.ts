import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { ALL_STYLES, STYLE_COLOR, type BasePalette } from './palette.js';
import { PATTERNS } from './marks.js';

/** Sets of coded areas that the basemap carries as polygons, and the layer they are in. */
export const AREA_LAYERS = {
  'jma-quake-area': 'area-jma-quake-area',
  'jma-city': 'area-jma-city',
} as const;
export const COAST_SET = 'jma-tsunami-coast';
export const COAST_LAYER = 'area-jma-tsunami-coast';
export const BASE_SOURCE = 'base';
/** Shapes fetched by code, for sets that the basemap has no layer for. */
export const OTHER_SOURCE = 'other-areas';
export const SHAPE_SOURCE = 'shapes';
export const POINT_SOURCE = 'points';
export const SENSOR_SOURCE = 'sensors';
/** Those that are calm give way to each other; those at a level are drawn whatever they cover. */
export const SENSOR_LAYERS = ['sensors-calm', 'sensors'] as const;

export const COAST_CATEGORIES = ['forecast', 'advisory', 'warning', 'major-warning'] as const;

const state = (name: string, otherwise: string | number | boolean): ExpressionSpecification => [
  'coalesce',
  ['feature-state', name],
  otherwise,
];
const selected: ExpressionSpecification = ['boolean', ['feature-state', 'selected'], false];

const styleColor = (style: ExpressionSpecification): ExpressionSpecification =>
  [
    'match',
    style,
    ...ALL_STYLES.flatMap((name) => [name, STYLE_COLOR[name]]),
    'rgba(0,0,0,0)',
  ] as unknown as ExpressionSpecification;

const painted: ExpressionSpecification = ['!=', state('style', ''), ''];
const approximate: ExpressionSpecification = ['boolean', ['feature-state', 'approximate'], false];

/** Outlines of small areas would bury the colours of a whole country, so they come with the zoom. */
const fadingIn = (when: ExpressionSpecification, opacity: number): ExpressionSpecification => [
  'interpolate',
  ['linear'],
  ['zoom'],
  5,
  0,
  7,
  ['case', when, opacity, 0],
];

interface Where {
  source: string;
  'source-layer'?: string;
}

/** The fills, patterns and outlines of one set of areas, all driven by feature-state. */
function areaLayers(prefix: string, where: Where, palette: BasePalette, fillOpacity: number): LayerSpecification[] {
  return [
    {
      id: `${prefix}-fill`,
      type: 'fill',
      ...where,
      paint: { 'fill-color': styleColor(state('style', '')), 'fill-opacity': fillOpacity, 'fill-antialias': false },
    },
    ...PATTERNS.map((pattern): LayerSpecification => ({
      id: `${prefix}-${pattern}`,
      type: 'fill',
      ...where,
      layout: { visibility: 'none' },
      paint: {
        'fill-pattern': pattern,
        'fill-opacity': ['case', ['==', state('pattern', ''), pattern], 0.85, 0],
        'fill-antialias': false,
      },
    })),
    {
      id: `${prefix}-outline`,
      type: 'line',
      ...where,
      paint: {
        'line-color': palette.outline,
        'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.3, 8, 0.9],
        'line-opacity': fadingIn(['all', painted, ['!', approximate]], 0.45),
      },
    },
    {
      id: `${prefix}-outline-approximate`,
      type: 'line',
      ...where,
      paint: {
        'line-color': palette.outline,
        'line-width': ['interpolate', ['linear'], ['zoom'], 5, 0.5, 8, 1.4],
        'line-dasharray': [3, 2.5],
        'line-opacity': fadingIn(['all', painted, approximate], 0.75),
      },
    },
  ];
}

/** Drawn above everything else that is coloured, so that a selection is seen whatever lies over it. */
function selectionLayers(
  prefix: string,
  where: Where,
  palette: BasePalette,
  width: number,
  narrow = 0.2,
): LayerSpecification[] {
  return (
    [
      ['casing', palette.casing, width + 2.5],
      ['line', palette.selected, width],
    ] as const
  ).map(([part, color, lineWidth]) => ({
    id: `${prefix}-selected-${part}`,
    type: 'line',
    ...where,
    layout: { 'line-join': 'round', 'line-cap': 'round' },
    paint: {
      'line-color': color,
      'line-width': [
        'interpolate',
        ['linear'],
        ['zoom'],
        4,
        lineWidth * narrow,
        6,
        lineWidth * narrow * 1.6,
        8.5,
        lineWidth,
      ],
      'line-opacity': ['case', selected, 1, 0],
    },
  }));
}

/** Longer dashes for the lesser categories: the order can be read without colour. */
const COAST_DASH: Record<(typeof COAST_CATEGORIES)[number], number[] | undefined> = {
  forecast: [0.6, 1.1],
  advisory: [1.4, 0.9],
  warning: [3.4, 0.7],
  'major-warning': undefined,
};

function coastLayers(palette: BasePalette): LayerSpecification[] {
  const where = { source: BASE_SOURCE, 'source-layer': COAST_LAYER };
  const width = (base: number): ExpressionSpecification => [
    'interpolate',
    ['linear'],
    ['zoom'],
    4,
    base * 0.6,
    9,
    base * 1.7,
  ];
  const isCategory = (category: string): ExpressionSpecification => ['==', state('style', ''), `coast:${category}`];
  return [
    {
      id: 'coast-casing',
      type: 'line',
      ...where,
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': '#10151c', 'line-width': width(6.4), 'line-opacity': ['case', painted, 1, 0] },
    },
    {
      id: 'coast-bed',
      type: 'line',
      ...where,
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': palette.casing, 'line-width': width(4.6), 'line-opacity': ['case', painted, 1, 0] },
    },
    ...COAST_CATEGORIES.map((category): LayerSpecification => {
      const dash = COAST_DASH[category];
      return {
        id: `coast-${category}`,
        type: 'line',
        ...where,
        layout: { 'line-join': 'round' },
        paint: {
          'line-color': STYLE_COLOR[`coast:${category}`],
          'line-width': width(4.6),
          'line-opacity': ['case', isCategory(category), 1, 0],
          ...(dash === undefined ? {} : { 'line-dasharray': dash }),
        },
      };
    }),
    {
      id: 'coast-major-core',
      type: 'line',
      ...where,
      paint: {
        'line-color': '#ffffff',
        'line-width': width(1.2),
        'line-opacity': ['case', isCategory('major-warning'), 1, 0],
      },
    },
  ];
}

function shapeLayers(palette: BasePalette): LayerSpecification[] {
  const polygons: ExpressionSpecification = ['==', ['geometry-type'], 'Polygon'];
  const solid: ExpressionSpecification = ['==', ['get', 'line'], 'solid'];
  return [
    {
      id: 'shape-fill',
      type: 'fill',
      source: SHAPE_SOURCE,
      filter: polygons,
      paint: { 'fill-color': styleColor(['get', 'style']), 'fill-opacity': ['get', 'fill'] },
    },
    {
      id: 'shape-pattern',
      type: 'fill',
      source: SHAPE_SOURCE,
      filter: ['all', polygons, ['!=', ['get', 'pattern'], '']] as ExpressionSpecification,
      paint: { 'fill-pattern': ['get', 'pattern'], 'fill-opacity': 0.75 },
    },
    {
      id: 'shape-casing',
      type: 'line',
      source: SHAPE_SOURCE,
      filter: solid,
      paint: { 'line-color': palette.casing, 'line-width': 4.5 },
    },
    {
      id: 'shape-outline',
      type: 'line',
      source: SHAPE_SOURCE,
      filter: solid,
      paint: { 'line-color': styleColor(['get', 'style']), 'line-width': 2.4 },
    },
    {
      id: 'shape-dashes',
      type: 'line',
      source: SHAPE_SOURCE,
      filter: ['==', ['get', 'line'], 'ink'],
      paint: { 'line-color': palette.outline, 'line-width': 1.3, 'line-dasharray': [4, 2.5] },
    },
  ];
}

/** Everything between the land and the boundaries. */
export function hazardFillLayers(palette: BasePalette): LayerSpecification[] {
  const tiles = (layer: string): Where => ({ source: BASE_SOURCE, 'source-layer': layer });
  return [
    ...areaLayers('jma-quake-area', tiles(AREA_LAYERS['jma-quake-area']), palette, 0.62),
    ...areaLayers('other', { source: OTHER_SOURCE }, palette, 0.62),
    ...areaLayers('jma-city', tiles(AREA_LAYERS['jma-city']), palette, 0.8),
  ];
}

/** Everything above the boundaries and below the labels. */
export function hazardLineLayers(palette: BasePalette): LayerSpecification[] {
  const tiles = (layer: string): Where => ({ source: BASE_SOURCE, 'source-layer': layer });
  return [
    ...shapeLayers(palette),
    ...selectionLayers('jma-quake-area', tiles(AREA_LAYERS['jma-quake-area']), palette, 2.2),
    ...selectionLayers('other', { source: OTHER_SOURCE }, palette, 2.2),
    ...selectionLayers('jma-city', tiles(AREA_LAYERS['jma-city']), palette, 2.2),
    ...selectionLayers('shape', { source: SHAPE_SOURCE }, palette, 3),
    ...selectionLayers('coast', tiles(COAST_LAYER), palette, 14, 0.5),
    ...coastLayers(palette),
  ];
}
