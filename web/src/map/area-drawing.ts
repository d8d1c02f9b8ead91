import type { FieldGeometry, Geometry, LngLat, PolygonGeometry } from '@hinomi/contracts';
import type { Feature } from 'geojson';
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import { BASE_PALETTE } from './palette.js';

const SOURCE = 'drawn-area';
export type DrawnShape = 'point' | 'line' | 'area';
/** Fewer corners have no length, or no inside. */
export const LEAST_CORNERS: Readonly<Record<DrawnShape, number>> = { point: 1, line: 2, area: 3 };
const CORNER_PX = 5;

/** An area, a line or a point that somebody draws, corner by corner, by mouse, finger or the middle of the map; and the one that is drawn. */
export class AreaDrawing {
  private corners: LngLat[] | null = null;
  private area: Geometry | null = null;
  private shape: DrawnShape = 'area';
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
      filter: ['==', ['geometry-type'], 'Polygon'],
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
  begin(hears: (corners: number | null) => void, shape: DrawnShape = 'area'): void {
    this.hears = hears;
    this.shape = shape;
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
    const drawn = this.shape === 'area' ? this.finishShape() : null;
    return drawn?.type === 'Polygon' ? drawn : null;
  }

  /** The shape of the corners, of the kind that was begun; null while there are too few. */
  finishShape(): FieldGeometry | null {
    const { corners, shape } = this;
    if (corners === null || corners.length < LEAST_CORNERS[shape]) return null;
    this.cancel();
    if (shape === 'point') return { type: 'Point', coordinates: corners[0]! };
    if (shape === 'line') return { type: 'LineString', coordinates: corners };
    return { type: 'Polygon', coordinates: [[...corners, corners[0]!]] };
  }

  cancel(): void {
    if (this.corners === null) return;
    this.set(null);
    this.hears = null;
    this.map.doubleClickZoom.enable();
  }

  /** A shape that stays until another is shown. */
  show(area: Geometry | null): void {
    this.area = area;
    this.draw();
  }

  private set(corners: LngLat[] | null): void {
    this.corners = corners;
    this.hears?.(corners === null ? null : corners.length);
    this.draw();
  }

  private draw(): void {
    const features = this.corners === null ? shown(this.area) : drawn(this.corners, this.shape);
    const source = this.map.getSource<GeoJSONSource>(SOURCE);
    void source?.setData({ type: 'FeatureCollection', features });
  }
}

function shown(area: Geometry | null): Feature[] {
  return area === null ? [] : [{ type: 'Feature', properties: {}, geometry: area }];
}

function drawn(corners: LngLat[], shape: DrawnShape): Feature[] {
  const points = corners.map((coordinates): Feature => {
    return { type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates } };
  });
  if (corners.length < 2) return points;
  const geometry: Feature['geometry'] =
    corners.length === 2 || shape === 'line'
      ? { type: 'LineString', coordinates: corners }
      : { type: 'Polygon', coordinates: [[...corners, corners[0]!]] };
  return [{ type: 'Feature', properties: {}, geometry }, ...points];
}
