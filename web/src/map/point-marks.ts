import type { Feature, Point } from 'geojson';
import type { Map as MapLibreMap, MapMouseEvent, PointLike } from 'maplibre-gl';

/** Fingers and mice press a little beside. */
const NEAR_PX = 2;

/** A mark that can be pressed, and says what it is when it is pointed at. */
export interface PointMark {
  id: string;
  at: readonly [number, number];
  title: string;
}

/** Marks of a layer say their title while they are pointed at. */
export function tellTitles(map: MapLibreMap, layer: string): void {
  const canvas = map.getCanvas();
  map.on('mousemove', layer, ({ features }) => {
    canvas.style.cursor = 'pointer';
    canvas.title = String(features?.[0]?.properties['title'] ?? '');
  });
  map.on('mouseleave', layer, () => {
    canvas.style.cursor = '';
    canvas.title = '';
  });
}

/** The mark of a layer that was pressed; null = none. */
export function pressedMark(map: MapLibreMap, layer: string, { point }: MapMouseEvent): Record<string, unknown> | null {
  const around: [PointLike, PointLike] = [
    [point.x - NEAR_PX, point.y - NEAR_PX],
    [point.x + NEAR_PX, point.y + NEAR_PX],
  ];
  return map.queryRenderedFeatures(around, { layers: [layer] })[0]?.properties ?? null;
}

export function pointFeature({ at, ...properties }: PointMark): Feature<Point> {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: [...at] }, properties };
}
