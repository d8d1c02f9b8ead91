import type { LngLat } from '@hinomi/contracts';
import type { Feature } from 'geojson';
import type { GeoJSONSource, Map as MapLibreMap, MapMouseEvent, MapTouchEvent } from 'maplibre-gl';
import type { Bounds } from './bounds.js';
import type { MapTool } from './drawing-overlay.js';

const SOURCE = 'sketch';
const LAYERS = ['sketch-casing', 'sketch-line', 'sketch-points', 'sketch-words'];
/** A finger is wider than a handle. */
const GRAB_PX = 14;

export interface SketchLook {
  points: readonly LngLat[];
  /** Its ends meet. */
  closed: boolean;
  color: string;
  words: string;
  /** The position that keys move. */
  chosen: number | null;
}

export interface SketchHears {
  /** Null = presses are not for the tool. */
  press: ((at: LngLat) => void) | null;
  /** A handle was moved, and let go. */
  move: ((index: number, at: LngLat) => void) | null;
}

/** What is being drawn or moved, with handles; only this page sees it. */
export class SketchTool implements MapTool {
  private look: SketchLook | null = null;
  private hears: SketchHears = { press: null, move: null };
  private grabbed: { index: number; at: LngLat } | null = null;

  private readonly cross = document.createElement('div');
  private removed = false;

  /** `view`: what panels leave free of the map. */
  constructor(
    private readonly map: MapLibreMap,
    private readonly view: () => Bounds,
  ) {
    this.cross.className = 'sketch-cross';
    map.getContainer().append(this.cross);
    map.addSource(SOURCE, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
    const common = { source: SOURCE };
    const stroke = { 'line-join': 'round', 'line-cap': 'round' } as const;
    map.addLayer({
      ...{ id: 'sketch-casing', type: 'line', ...common, layout: stroke },
      paint: { 'line-color': '#ffffff', 'line-width': 7 },
    });
    map.addLayer({
      ...{ id: 'sketch-line', type: 'line', ...common, layout: stroke },
      paint: { 'line-color': ['get', 'color'], 'line-width': 3, 'line-dasharray': [1, 1.6] },
    });
    map.addLayer({
      ...{ id: 'sketch-points', type: 'circle', ...common, filter: ['has', 'index'] },
      paint: {
        ...{ 'circle-radius': ['case', ['get', 'chosen'], 9, 6], 'circle-color': '#ffffff' },
        ...{ 'circle-stroke-color': ['get', 'color'], 'circle-stroke-width': ['case', ['get', 'chosen'], 5, 3] },
      },
    });
    map.addLayer({
      ...{ id: 'sketch-words', type: 'symbol', ...common, filter: ['has', 'said'] },
      layout: {
        ...{ 'text-field': ['get', 'said'], 'text-font': ['Hinomi'], 'text-size': 16, 'text-offset': [0, -1.3] },
        ...{ 'text-allow-overlap': true, 'text-ignore-placement': true },
      },
      paint: { 'text-color': '#10151c', 'text-halo-color': '#ffffff', 'text-halo-width': 3 },
    });
    map.once('remove', () => (this.removed = true));
    map.on('mousedown', this.grab);
    map.on('touchstart', this.grab);
    map.on('mousemove', this.drag);
    map.on('touchmove', this.drag);
    map.on('mouseup', this.letGo);
    map.on('touchend', this.letGo);
  }

  /** Where somebody who draws by keys means: the middle of what is free of panels. */
  middle(): LngLat {
    const { lng, lat } = this.map.unproject(this.middlePx());
    return [lng, lat];
  }

  /** The keys are the map's from now on. */
  focus(): void {
    this.map.getCanvas().focus({ preventScroll: true });
  }

  /** `cross`: the middle is marked. */
  show(look: SketchLook | null, hears: SketchHears, cross: boolean): void {
    const [x, y] = this.middlePx();
    this.cross.hidden = !cross;
    this.cross.style.translate = `${x}px ${y}px`;
    this.look = look;
    this.hears = hears;
    const { doubleClickZoom } = this.map;
    if (hears.press === null) doubleClickZoom.enable();
    else doubleClickZoom.disable();
    this.map.getCanvas().style.cursor = hears.press === null ? '' : 'crosshair';
    this.draw();
  }

  press({ lngLat }: MapMouseEvent): boolean {
    if (this.hears.press === null) return false;
    this.hears.press([lngLat.lng, lngLat.lat]);
    return true;
  }

  stop(): void {
    this.cross.remove();
    // The map may go first.
    if (this.removed) return;
    this.show(null, { press: null, move: null }, false);
    this.map.off('mousedown', this.grab);
    this.map.off('touchstart', this.grab);
    this.map.off('mousemove', this.drag);
    this.map.off('touchmove', this.drag);
    this.map.off('mouseup', this.letGo);
    this.map.off('touchend', this.letGo);
    for (const layer of LAYERS) this.map.removeLayer(layer);
    this.map.removeSource(SOURCE);
  }

  private middlePx(): [number, number] {
    const [west, south, east, north] = this.view();
    const [a, b] = [this.map.project([west, north]), this.map.project([east, south])];
    return [(a.x + b.x) / 2, (a.y + b.y) / 2];
  }

  private readonly grab = (event: MapMouseEvent | MapTouchEvent): void => {
    if (this.hears.move === null || this.look === null) return;
    const { x, y } = event.point;
    const near = this.look.points
      .map((at, index) => ({ index, at, away: Math.hypot(this.map.project(at).x - x, this.map.project(at).y - y) }))
      .filter(({ away }) => away <= GRAB_PX)
      .sort((a, b) => a.away - b.away)[0];
    if (near === undefined) return;
    // The map itself stays where it is.
    event.preventDefault();
    this.grabbed = { index: near.index, at: near.at };
  };

  private readonly drag = ({ lngLat }: MapMouseEvent | MapTouchEvent): void => {
    if (this.grabbed === null) return;
    this.grabbed = { ...this.grabbed, at: [lngLat.lng, lngLat.lat] };
    this.draw();
  };

  private readonly letGo = (): void => {
    const { grabbed } = this;
    this.grabbed = null;
    if (grabbed !== null && this.look?.points[grabbed.index] !== grabbed.at)
      this.hears.move?.(grabbed.index, grabbed.at);
  };

  private draw(): void {
    const features = this.look === null ? [] : drawn(this.look, this.grabbed);
    void this.map.getSource<GeoJSONSource>(SOURCE)?.setData({ type: 'FeatureCollection', features });
  }
}

function drawn(look: SketchLook, grabbed: { index: number; at: LngLat } | null): Feature[] {
  const { closed, color, words, chosen } = look;
  const points = look.points.map((at, index) => (grabbed?.index === index ? grabbed.at : at));
  const handles = points.map((coordinates, index): Feature => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates },
    properties: { index, color, chosen: index === chosen },
  }));
  const last = points.at(-1);
  const line = closed && points.length > 2 ? [...points, points[0]!] : points;
  return [
    ...(line.length < 2
      ? []
      : [{ type: 'Feature', geometry: { type: 'LineString', coordinates: line }, properties: { color } } as Feature]),
    ...handles,
    ...(words === '' || last === undefined
      ? []
      : [{ type: 'Feature', geometry: { type: 'Point', coordinates: last }, properties: { said: words } } as Feature]),
  ];
}
