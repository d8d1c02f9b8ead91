import type { Layer } from '@hinomi/contracts';
import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl';
import { severityColor, type BasePalette } from './palette.js';

/** Layers of places: a nation has hundreds of thousands, and few call for attention. Those come live, all as tiles. */
export const SITE_LAYERS = ['shelter', 'facility', 'resource'] as const satisfies readonly Layer[];
export type SiteLayer = (typeof SITE_LAYERS)[number];

export const siteSource = (layer: SiteLayer): string => `sites-${layer}`;
export const TILES_PATH = '/api/v1/tiles/';
/** What a press finds. */
export const SITE_DOTS = SITE_LAYERS.flatMap((layer) => [`site-dot-${layer}`, `site-sign-${layer}`]);
export const SITE_CLUSTERS = SITE_LAYERS.map((layer) => `site-cluster-${layer}`);

/** @NOTE As text: an URL object would write the braces as %7B. */
export function siteTiles(layer: SiteLayer, exercise: boolean, origin = window.location.origin): string[] {
  return [`${origin}${TILES_PATH}${layer}/{z}/{x}/{y}.mvt?exercise=${exercise}`];
}

/** Not asked for while no layer of theirs is switched on. */
export function siteSources(origin = window.location.origin): Record<string, SourceSpecification> {
  return Object.fromEntries(
    SITE_LAYERS.map((layer) => [
      siteSource(layer),
      { type: 'vector', tiles: siteTiles(layer, false, origin), maxzoom: 14 },
    ]),
  );
}

/** From here on a site has its sign and its name; before, a dot says enough. */
const SIGN_FROM_ZOOM = 13;
const SITE_COLOR: Record<SiteLayer, string> = { shelter: '#006b3a', facility: '#1b4db3', resource: '#6d4700' };
/** The live picture draws the others. */
const isCalm: ExpressionSpecification = ['all', ['!', ['has', 'count']], ['==', ['get', 'severity'], 0]];
const isCluster: ExpressionSpecification = ['has', 'count'];
/** As `thingState` says it of a feature; a designated site is never closed. */
const state: ExpressionSpecification = [
  'case',
  ['==', ['get', 'theme'], 'evacuation-site'],
  'on',
  [
    'match',
    ['get', 'state'],
    ['open', 'permanent', 'non_sup_req'],
    'on',
    ['notopen', 'close', 'notaccept'],
    'off',
    'unknown',
  ],
];
/** Of a cluster: how bad the worst of its places is, and whether one of them lies under a hazard. */
const worst: ExpressionSpecification = ['coalesce', ['get', 'severity'], 0];
const isAtRisk: ExpressionSpecification = ['==', ['get', 'atRisk'], true];
const callsForAttention: ExpressionSpecification = ['any', ['>=', worst, 2], isAtRisk];
/** The sign at its edge: the worst as its shape and number, else that there is a hazard. */
const WORST_SIGN: ExpressionSpecification = [
  'case',
  ['>=', worst, 2],
  ['concat', 'severity:', ['to-string', worst]],
  'thing|under-hazard||0',
];
/** A place under a hazard that it is not designated for. */
const isUnfit: ExpressionSpecification = ['==', ['get', 'designated'], 'no'];

function worstColor(calm: string): ExpressionSpecification {
  const levels = ([2, 3, 4, 5] as const).flatMap((severity) => [severity, severityColor(severity)]);
  const atRisk: ExpressionSpecification = ['case', isAtRisk, '#c4001d', calm];
  return ['match', worst, ...levels, atRisk] as unknown as ExpressionSpecification;
}

/** Beneath the names of places and the signs of what calls for attention: a count gives way to a name. */
export function siteLayers(palette: BasePalette, font: string, scale: number): LayerSpecification[] {
  return SITE_LAYERS.flatMap((layer) => {
    const where = { source: siteSource(layer), 'source-layer': layer };
    const hidden = { visibility: 'none' as const };
    return [
      {
        id: `site-cluster-${layer}`,
        type: 'circle',
        ...where,
        filter: isCluster,
        layout: { ...hidden, 'circle-sort-key': worst },
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['log10', ['get', 'count']], 0.3, 6 * scale, 4, 15 * scale],
          'circle-color': palette.land,
          'circle-opacity': 0.82,
          'circle-stroke-color': worstColor(SITE_COLOR[layer]),
          'circle-stroke-width': ['case', callsForAttention, 2.6, 1.2],
          'circle-stroke-opacity': ['case', callsForAttention, 1, 0.75],
        },
      },
      {
        id: `site-count-${layer}`,
        type: 'symbol',
        ...where,
        filter: isCluster,
        layout: {
          ...hidden,
          'text-field': ['to-string', ['get', 'count']],
          'text-font': [font],
          'text-size': ['interpolate', ['linear'], ['log10', ['get', 'count']], 0.3, 9 * scale, 4, 11 * scale],
          'text-allow-overlap': true,
          'text-ignore-placement': true,
        },
        paint: { 'text-color': palette.labelFaint },
      },
      {
        id: `site-worst-${layer}`,
        type: 'symbol',
        ...where,
        filter: ['all', isCluster, callsForAttention],
        layout: {
          ...hidden,
          'icon-image': WORST_SIGN,
          // The drawn sign stands at the corner of its own box; the other is moved there.
          'icon-size': ['case', ['>=', worst, 2], 0.55, 0.8],
          'icon-offset': ['case', ['>=', worst, 2], ['literal', [20, -20]], ['literal', [0, 0]]],
          'icon-allow-overlap': true,
          'icon-ignore-placement': true,
          'symbol-sort-key': worst,
        },
      },
      {
        id: `site-dot-${layer}`,
        type: 'circle',
        ...where,
        maxzoom: SIGN_FROM_ZOOM,
        filter: isCalm,
        layout: hidden,
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 5, 2 * scale, 12.9, 4.5 * scale],
          // Filled is open, as on the signs.
          'circle-color': ['match', state, 'on', SITE_COLOR[layer], '#ffffff'],
          'circle-opacity': 0.85,
          'circle-stroke-color': ['case', isUnfit, '#c4001d', SITE_COLOR[layer]],
          'circle-stroke-width': ['case', isUnfit, 2, 1.2],
        },
      },
      {
        id: `site-sign-${layer}`,
        type: 'symbol',
        ...where,
        minzoom: SIGN_FROM_ZOOM,
        filter: isCalm,
        layout: {
          ...hidden,
          'icon-image': ['concat', 'thing|', ['get', 'theme'], '|', state, '|0'],
          'icon-size': 0.8,
          'icon-allow-overlap': true,
          'text-field': ['get', 'name'],
          'text-font': [font],
          'text-size': 11 * scale,
          'text-anchor': 'top',
          'text-offset': [0, 1],
          'text-max-width': 9,
          'text-optional': true,
        },
        paint: { 'text-color': palette.labelFaint, 'text-halo-color': palette.halo, 'text-halo-width': 1.6 },
      },
    ] satisfies LayerSpecification[];
  });
}
