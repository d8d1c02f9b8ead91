import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Bounds } from './bounds.js';
import type { Edges, HazardMapOptions } from './hazard-map-options.js';

/** Room left around what is brought into sight. */
export const EDGE_PX = 40;

/** How much of each edge of the map is under the panels that lie over it. */
export function coveredEdges(container: HTMLElement, panels: ReturnType<HazardMapOptions['coveredBy']>): Edges {
  const map = container.getBoundingClientRect();
  const edges = { top: EDGE_PX, bottom: EDGE_PX, left: EDGE_PX, right: EDGE_PX };
  for (const { side, element } of panels) {
    const panel = element.getBoundingClientRect();
    // On a small screen a panel covers everything, and there is no better place to move to.
    if (panel.width > map.width * 0.7) continue;
    edges[side] = Math.max(
      edges[side],
      side === 'right' ? map.right - panel.left + EDGE_PX : panel.right - map.left + EDGE_PX,
    );
  }
  return edges;
}

/** What is seen of a map between its sides as far as they are free, in degrees. */
export function boundsBetween(map: MapLibreMap, { left, right }: Edges): Bounds {
  const { clientWidth, clientHeight } = map.getContainer();
  const southWest = map.unproject([left - EDGE_PX, clientHeight]);
  const northEast = map.unproject([clientWidth - right + EDGE_PX, 0]);
  return [southWest.lng, southWest.lat, northEast.lng, northEast.lat];
}
