import type { Map as MapLibreMap } from 'maplibre-gl';
import { isInSight } from './bounds.js';
import { boundsBetween, coveredEdges } from './covered-edges.js';
import type { Edges, HazardMapOptions } from './hazard-map-options.js';
import { HOME_PADDING_PX, MIN_ZOOM } from './how-near.js';

type Home = Pick<HazardMapOptions, 'bounds' | 'coveredBy'>;

/** The whole place that a hub is of, in what the panels leave free of the map. */
export class HomeView {
  /** Where that was; empty before the first time. */
  private there = '';
  /** Nobody has moved the map since. */
  private isThere = false;

  constructor(
    private readonly map: MapLibreMap,
    private readonly home: Home,
  ) {
    // Another size may move the map by itself: away from the edge of the world. Its move ends after this.
    map.on('resize', () => this.keep());
    map.on('moveend', () => (this.isThere = this.here() === this.there));
  }

  go(): void {
    const { bounds, coveredBy } = this.home;
    // Seen whole beside the panels, the place stays in the middle; else it moves into what they leave free.
    this.map.fitBounds(bounds, { padding: HOME_PADDING_PX, animate: false });
    const padding = coveredEdges(this.map.getContainer(), coveredBy());
    if (!isInSight(bounds, boundsBetween(this.map, padding))) this.goBeside(padding);
    this.there = this.here();
    this.isThere = true;
  }

  private goBeside(padding: Edges): void {
    const { bounds } = this.home;
    const zoom = this.map.cameraForBounds(bounds, { padding })?.zoom ?? MIN_ZOOM;
    if (zoom >= this.map.getMinZoom()) return void this.map.fitBounds(bounds, { padding, animate: false });
    // Too large for what is free: its middle, as far as the map goes out.
    const { left, right, top, bottom } = padding;
    const center: [number, number] = [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2];
    this.map.easeTo({ center, zoom: MIN_ZOOM, offset: [(left - right) / 2, (top - bottom) / 2], animate: false });
  }

  /** The page or the panels are others now: goes there anew, unless somebody has moved the map since. */
  keep(): void {
    if (this.isThere && !this.map.isMoving()) this.go();
  }

  private here(): string {
    const { lng, lat } = this.map.getCenter();
    return [lng, lat, this.map.getZoom()].map((number) => number.toFixed(4)).join(' ');
  }
}
