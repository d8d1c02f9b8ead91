import type { LngLat, PolygonGeometry } from '@hinomi/contracts';
import type { Feature } from 'geojson';
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import { BASE_PALETTE } from './palette.js';

const SOURCE = 'drawn-area';
/** Fewer corners have no inside. */
const LEAST_CORNERS = 3;
const CORNER_PX = 5;

/** An area that somebody draws, corner by corner, by mouse, finger or the middle of the map; and the one that is drawn. */
export class AreaDrawing {
  private corners: LngLat[] | null = null;
  private area: PolygonGeometry | null = null;
  private hears: ((corners: number | null) => void) | null = null;

  constructor(private readonly map: MapLibreMap) {}

  /** The style is there. */
  start(): void {
    const color = BASE_PALETTE.light.selected;
    this.map.addSource(SOURCE, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
    const common = { source: SOURCE };
    this.map.addLayer({
      id: 'drawn-fill',
      type: 'fill',
      ...common,
      paint: { 'fill-color': color, 'fill-opacity': 0.1 },
    });
    this.map.addLayer({
      id: 'drawn-casing',
      type: 'line',
      ...common,
      paint: { 'line-color': '#ffffff', 'line-width': 6, 'line-opacity': 0.9 },
    });
    this.map.addLayer({
      id: 'drawn-line',
      type: 'line',
      ...common,
      paint: { 'line-color': color, 'line-width': 3, 'line-dasharray': [2, 1] },
    });
    this.map.addLayer({
      id: 'drawn-corners',
      type: 'circle',
      ...common,
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': CORNER_PX,
        'circle-color': '#ffffff',
        'circle-stroke-color': color,
        'circle-stroke-width': 2.5,
      },
    });
    this.draw();
  }

  get isDrawing(): boolean {
    return this.corners !== null;
  }

  /** From now on presses on the map are corners; `hears` is told how many there are, and null at the end. */
  begin(hears: (corners: number | null) => void): void {
    this.hears = hears;
    this.set([]);
    this.map.doubleClickZoom.disable();
  }

  add(lngLat: LngLat): void {
    const { corners } = this;
    const last = corners?.at(-1);
    // The second press of a double one.
    if (corners === null || (last && last[0] === lngLat[0] && last[1] === lngLat[1])) return;
    this.set([...corners, lngLat]);
  }

  addCentre(): void {
    const { lng, lat } = this.map.getCenter();
    this.add([lng, lat]);
  }

  undo(): void {
    if (this.corners !== null) this.set(this.corners.slice(0, -1));
  }

  /** The area of the corners; null while there are too few. */
  finish(): PolygonGeometry | null {
    const { corners } = this;
    if (corners === null || corners.length < LEAST_CORNERS) return null;
    this.cancel();
    return { type: 'Polygon', coordinates: [[...corners, corners[0]!]] };
  }

  cancel(): void {
    if (this.corners === null) return;
    this.set(null);
    this.hears = null;
    this.map.doubleClickZoom.enable();
  }

  /** An area that stays until another is shown. */
  show(area: PolygonGeometry | null): void {
    this.area = area;
    this.draw();
  }

  private set(corners: LngLat[] | null): void {
    this.corners = corners;
    this.hears?.(corners === null ? null : corners.length);
    this.draw();
  }

  private draw(): void {
    const features = this.corners === null ? shown(this.area) : drawn(this.corners);
    const source = this.map.getSource<GeoJSONSource>(SOURCE);
    void source?.setData({ type: 'FeatureCollection', features });
  }
}

function shown(area: PolygonGeometry | null): Feature[] {
  return area === null ? [] : [{ type: 'Feature', properties: {}, geometry: area }];
}

function drawn(corners: LngLat[]): Feature[] {
  const points = corners.map((coordinates): Feature => {
    return { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates } };
  });
  if (corners.length < 2) return points;
  const geometry: Feature['geometry'] =
    corners.length === 2
      ? { type: 'LineString', coordinates: corners }
      : { type: 'Polygon', coordinates: [[...corners, corners[0]!]] };
  return [{ type: 'Feature', properties: {}, geometry }, ...points];
}
