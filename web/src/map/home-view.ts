import type { Map as MapLibreMap } from 'maplibre-gl';
import { isInSight } from './bounds.js';
import { boundsBetween, coveredEdges } from './covered-edges.js';
import type { HazardMapOptions } from './hazard-map-options.js';
import { HOME_PADDING_PX } from './how-near.js';

type Home = Pick<HazardMapOptions, 'bounds' | 'coveredBy'>;

/** The whole place that a hub is of, in what the panels leave free of the map. */
export class HomeView {
  /** Where that was; empty before the first time. */
  private there = '';

  constructor(
    private readonly map: MapLibreMap,
    private readonly home: Home,
  ) {
    map.on('resize', () => this.keep());
  }

  go(): void {
    const { bounds, coveredBy } = this.home;
    // Seen whole beside the panels, the place stays in the middle; else it moves into what they leave free.
    this.map.fitBounds(bounds, { padding: HOME_PADDING_PX, animate: false });
    const padding = coveredEdges(this.map.getContainer(), coveredBy());
    if (!isInSight(bounds, boundsBetween(this.map, padding))) this.map.fitBounds(bounds, { padding, animate: false });
    this.there = this.here();
  }

  /** The page or the panels are others now: goes there anew, unless somebody has moved the map since. */
  keep(): void {
    if (this.there === this.here()) this.go();
  }

  private here(): string {
    const { lng, lat } = this.map.getCenter();
    return [lng, lat, this.map.getZoom()].map((number) => number.toFixed(4)).join(' ');
  }
}
