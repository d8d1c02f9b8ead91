import type { PresenceEntry } from '@hinomi/contracts';
import type { GeoJSONSource, Map as MapLibreMap, MapLibreEvent } from 'maplibre-gl';
import { frameFeatures } from '../presence/presence-parts.js';

const SOURCE = 'onlookers';
/** A little less than the next word of whom one follows takes. */
const EASE_MS = 900;
const NEAR_PX = 1;
/** Marks what this file moves: every other movement is somebody's own. */
const LED = { ledByOther: true };

export interface Eye {
  centre: [lng: number, lat: number];
  zoom: number;
  bounds: [west: number, south: number, east: number, north: number];
}

/** What a map shows of where others look, what it tells of its own view, and how it goes where somebody else is. */
export class Onlookers {
  private frames: readonly PresenceEntry[] = [];
  private isStyled = false;
  /** Whose view is shown; null = somebody's own. */
  private goal: Pick<Eye, 'centre' | 'zoom'> | null = null;
  private at = '';
  private readonly stops: (() => void)[] = [];

  /** `moved`: whenever the view is another; `own`: somebody here moved it. */
  constructor(
    private readonly map: MapLibreMap,
    hear: { moved: () => void; own: () => void },
  ) {
    this.at = this.here();
    const onMove = (event: MapLibreEvent): void => {
      const before = this.at;
      this.at = this.here();
      // A map of another size says that it moves, and stands where it stood.
      if (this.at !== before && !('ledByOther' in event)) hear.own();
      hear.moved();
    };
    const onResize = (): void => {
      hear.moved();
      // It ended the movement on its way.
      if (this.goal !== null) this.lead(this.goal, true);
    };
    const onRemove = (): void => {
      this.isStyled = false;
    };
    map.on('move', onMove);
    map.on('resize', onResize);
    map.on('remove', onRemove);
    const onStyle = (): void => this.styled();
    if (map.getLayer('municipality-label') === undefined) map.once('style.load', onStyle);
    else onStyle();
    this.stops.push(() => {
      map.off('move', onMove);
      map.off('resize', onResize);
      map.off('remove', onRemove);
      map.off('style.load', onStyle);
    });
  }

  look(): Eye {
    const { lng, lat } = this.map.getCenter();
    const bounds = this.map.getBounds();
    const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;
    return {
      centre: [round(lng), round(lat)],
      zoom: Math.round(this.map.getZoom() * 1000) / 1000,
      bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map(round) as Eye['bounds'],
    };
  }

  /** To somebody's view, of which the middle and the scale are taken: screens differ in size. */
  lead(goal: Pick<Eye, 'centre' | 'zoom'>, calm: boolean): void {
    const { centre, zoom } = goal;
    this.goal = goal;
    const { x, y } = this.map.project(centre);
    const { clientWidth, clientHeight } = this.map.getContainer();
    const isThere = Math.hypot(x - clientWidth / 2, y - clientHeight / 2) < NEAR_PX;
    if (isThere && Math.abs(this.map.getZoom() - zoom) < 0.001) return;
    if (calm) this.map.jumpTo({ center: centre, zoom }, LED);
    else this.map.easeTo({ center: centre, zoom, duration: EASE_MS, easing: (part) => part, essential: true }, LED);
  }

  /** The view is somebody's own again. */
  letGo(): void {
    this.goal = null;
  }

  show(frames: readonly PresenceEntry[]): void {
    this.frames = frames;
    this.draw();
  }

  destroy(): void {
    for (const stop of this.stops) stop();
    this.show([]);
  }

  private here(): string {
    const { lng, lat } = this.map.getCenter();
    return [lng, lat, this.map.getZoom()].map((number) => number.toFixed(6)).join(' ');
  }

  private styled(): void {
    if (this.map.getSource(SOURCE) === undefined) {
      const common = { source: SOURCE };
      const color = ['get', 'color'] as ['get', string];
      this.map.addSource(SOURCE, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
      this.map.addLayer({
        ...{ id: 'onlooker-casing', type: 'line', ...common, filter: ['==', ['get', 'part'], 'frame'] },
        paint: { 'line-color': '#ffffff', 'line-width': 5, 'line-opacity': 0.85 },
      });
      this.map.addLayer({
        ...{ id: 'onlooker-frame', type: 'line', ...common, filter: ['==', ['get', 'part'], 'frame'] },
        paint: { 'line-color': color, 'line-width': 2.5 },
      });
      this.map.addLayer({
        ...{ id: 'onlooker-name', type: 'symbol', ...common, filter: ['==', ['get', 'part'], 'name'] },
        layout: {
          ...{ 'text-field': ['get', 'name'], 'text-font': ['Hinomi'], 'text-size': 14, 'text-anchor': 'top-left' },
          ...{ 'text-offset': [0.4, 0.3], 'text-allow-overlap': true, 'text-ignore-placement': true },
        },
        paint: { 'text-color': color, 'text-halo-color': '#ffffff', 'text-halo-width': 2.5 },
      });
    }
    this.isStyled = true;
    this.draw();
  }

  private draw(): void {
    if (!this.isStyled) return;
    const features = frameFeatures(this.frames);
    void this.map.getSource<GeoJSONSource>(SOURCE)?.setData({ type: 'FeatureCollection', features });
    this.map.getContainer().dataset['onlookers'] = String(this.frames.length);
  }
}
