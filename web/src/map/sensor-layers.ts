import type { ExpressionSpecification, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';
import { SENSOR_LAYERS, SENSOR_SOURCE } from './hazard-layers.js';
import type { BasePalette } from './palette.js';

/** From here on a screen shows a basin: its values fit beside their marks. */
const LABEL_ZOOM = 9;
/** A level from which a sensor is never hidden by another. */
const SHOWN_SEVERITY = 2;

/** The mark of a sensor at a time: past its own moment it is silent. */
function sensorIcon(nowMs: number): ExpressionSpecification {
  return ['case', ['<=', ['get', 'silentFromMs'], nowMs], 'sensor:no-data', ['get', 'icon']];
}

/**
 * Which of the marks that give way to each other is placed first: the lower the number, the sooner. A level before none, and one that
 * is silent or not to be believed before one that is as it should be.
 */
export function calmRank(nowMs: number): ExpressionSpecification {
  const isWell: ExpressionSpecification = ['in', ['get', 'icon'], ['literal', ['sensor:level:0', 'sensor:level:1']]];
  const isHeard: ExpressionSpecification = ['>', ['get', 'silentFromMs'], nowMs];
  return ['-', ['case', ['all', isWell, isHeard], 0, -1], ['*', 2, ['get', 'severity']]];
}

/** What of the marks changes with the time alone. */
export function setSensorClock(map: MapLibreMap, nowMs: number): void {
  for (const layer of SENSOR_LAYERS) map.setLayoutProperty(layer, 'icon-image', sensorIcon(nowMs));
  map.setLayoutProperty(SENSOR_LAYERS[0], 'symbol-sort-key', calmRank(nowMs));
}

export function sensorLayers(font: string, palette: BasePalette, scale: number): LayerSpecification[] {
  return SENSOR_LAYERS.map((id): LayerSpecification => {
    const calm = id === 'sensors-calm';
    return {
      id,
      type: 'symbol',
      source: SENSOR_SOURCE,
      filter: [calm ? '<' : '>=', ['get', 'severity'], SHOWN_SEVERITY],
      layout: {
        'icon-image': sensorIcon(0),
        'icon-size': ['interpolate', ['linear'], ['zoom'], 4, calm ? 0.45 : 0.7, 9, calm ? 1 : 1.2],
        'icon-anchor': 'bottom',
        'icon-allow-overlap': !calm,
        'icon-padding': 0,
        'text-optional': true,
        'text-field': ['step', ['zoom'], '', LABEL_ZOOM, ['get', 'label']],
        'text-font': [font],
        'text-size': 12 * scale,
        'text-anchor': 'top',
        'text-offset': [0, 0.15],
        // Where marks give way to each other the lowest key is placed first; where they lie over each other it is drawn first.
        'symbol-sort-key': calm ? calmRank(0) : ['get', 'severity'],
      },
      paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 2 },
    };
  });
}
