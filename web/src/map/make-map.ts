import { Map as MapLibreMap, ScaleControl } from 'maplibre-gl';
import { mapStyle } from './base-style.js';
import type { HazardMapOptions } from './hazard-map-options.js';
import { HOME_PADDING_PX, MAX_ZOOM, MIN_ZOOM } from './how-near.js';
import { mapLocale } from './map-locale.js';
import { withToken } from './site-painter.js';

/** MapLibre's map as this page uses it: flat, north up, without a network but the hub's. */
export function makeMap(container: HTMLElement, options: HazardMapOptions): MapLibreMap {
  const { still } = options;
  const map = new MapLibreMap({
    container,
    style: mapStyle({ ...options, language: options.words.language }),
    bounds: options.bounds,
    fitBoundsOptions: { padding: HOME_PADDING_PX },
    minZoom: MIN_ZOOM,
    maxZoom: MAX_ZOOM,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    fadeDuration: 0,
    attributionControl: false,
    locale: mapLocale(options.words),
    maxPitch: 0,
    renderWorldCopies: false,
    transformRequest: withToken(options.token),
    ...(still && {
      ...{ interactive: false, pixelRatio: still.pixelRatio, trackResize: false },
      canvasContextAttributes: { preserveDrawingBuffer: true },
    }),
  });
  map.touchZoomRotate.disableRotation();
  for (const begins of ['movestart', 'dataloading'] as const)
    map.on(begins, () => (container.dataset['mapIdle'] = 'false'));
  map.on('idle', () => (container.dataset['mapIdle'] = 'true'));
  if (!still) map.addControl(new ScaleControl({ unit: 'metric' }), 'bottom-right');
  return map;
}
