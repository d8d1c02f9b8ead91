import type { Geometry } from '@hinomi/contracts';
import type { Feature, MultiPolygon, Position } from 'geojson';
import type { GeoJSONSource, LngLat, Map as MapLibreMap } from 'maplibre-gl';
import { put } from './map-images.js';
import { PIXEL_RATIO } from './marks.js';

const FOUND = 'found';
const LIMIT = 'limit';
const PIN = 'found:pin';
const INK = '#0b3b8c';
const WORLD: Position[] = [
  [-180, -85],
  [180, -85],
  [180, 85],
  [-180, 85],
  [-180, -85],
];

/** What was looked for, as it is marked. */
export interface FoundMark {
  /** Its own name for whoever reads the page with a program: `data-found` on the container. */
  key: string;
  title: string;
  lngLat: readonly [number, number] | null;
  shape: Geometry | null;
}

/** What somebody looked for, with a mark of its own; and the area that everything is limited to, with a veil over the rest. */
export class FoundOverlay {
  private mark: FoundMark | null = null;
  private limit: Geometry | null = null;
  private before: { center: LngLat; zoom: number } | null = null;
  private ready = false;

  constructor(
    private readonly map: MapLibreMap,
    private readonly scale: number,
  ) {}

  /** The style is there. */
  start(): void {
    const { map } = this;
    const size = Math.round(30 * this.scale) * PIXEL_RATIO;
    put(map, PIN, size, size, PIXEL_RATIO, (pen) => drawPin(pen, size));
    for (const source of [LIMIT, FOUND]) map.addSource(source, { type: 'geojson', data: collection([]) });
    map.addLayer({
      id: 'limit-veil',
      type: 'fill',
      source: LIMIT,
      paint: { 'fill-color': '#8a94a1', 'fill-opacity': 0.5 },
    });
    map.addLayer({ id: 'limit-line', type: 'line', source: LIMIT, paint: { 'line-color': INK, 'line-width': 2.5 } });
    const isPoint = ['==', ['geometry-type'], 'Point'] as never;
    map.addLayer({
      id: 'found-halo',
      type: 'line',
      source: FOUND,
      filter: ['!', isPoint] as never,
      paint: { 'line-color': '#ffffff', 'line-width': 6 },
    });
    map.addLayer({
      id: 'found-line',
      type: 'line',
      source: FOUND,
      filter: ['!', isPoint] as never,
      paint: { 'line-color': INK, 'line-width': 3 },
    });
    map.addLayer({
      id: 'found-pin',
      type: 'symbol',
      source: FOUND,
      filter: isPoint,
      layout: {
        'icon-image': PIN,
        'icon-anchor': 'bottom',
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
        'text-field': ['get', 'title'],
        'text-font': ['Hinomi'],
        'text-size': 14 * this.scale,
        'text-anchor': 'bottom',
        'text-offset': [0, -2.3],
        'text-optional': true,
      },
      paint: { 'text-color': INK, 'text-halo-color': '#ffffff', 'text-halo-width': 2.5 },
    });
    const tellView = (): void => {
      const { lng, lat } = map.getCenter();
      map.getContainer().dataset['view'] = [lng.toFixed(4), lat.toFixed(4), map.getZoom().toFixed(2)].join(' ');
    };
    map.on('moveend', tellView);
    tellView();
    this.ready = true;
    this.draw();
  }

  show(mark: FoundMark | null): void {
    this.mark = mark;
    this.draw();
  }

  /** Null = everywhere. */
  showLimit(shape: Geometry | null): void {
    this.limit = shape;
    this.draw();
  }

  /** Where the map is now is where {@link goBack} goes; once, until it does. */
  remember(): void {
    this.before ??= { center: this.map.getCenter(), zoom: this.map.getZoom() };
  }

  /** False where there is nowhere to go back to. */
  goBack(): boolean {
    const { before } = this;
    this.before = null;
    if (before === null) return false;
    this.map.easeTo({ ...before, padding: { top: 0, bottom: 0, left: 0, right: 0 } });
    return true;
  }

  private draw(): void {
    if (!this.ready) return;
    const { mark } = this;
    const shapes: (Geometry | null)[] = mark === null ? [] : [mark.shape, mark.lngLat && pointAt(mark.lngLat)];
    const features = shapes
      .filter((shape) => shape !== null)
      .map((geometry): Feature => ({
        type: 'Feature',
        geometry: geometry as never,
        properties: { title: mark?.title },
      }));
    void this.map.getSource<GeoJSONSource>(FOUND)?.setData(collection(features));
    void this.map
      .getSource<GeoJSONSource>(LIMIT)
      ?.setData(collection(this.limit === null ? [] : [veilAround(this.limit)]));
    const { dataset } = this.map.getContainer();
    dataset['found'] = mark?.key ?? '';
    dataset['limited'] = String(this.limit !== null);
  }
}

function pointAt([lng, lat]: readonly [number, number]): Geometry {
  return { type: 'Point', coordinates: [lng, lat] };
}

/** The world without an area: its outer rings are the holes. */
function veilAround(shape: Geometry): Feature<MultiPolygon> {
  const polygons = (shape.type === 'Polygon'
    ? [shape.coordinates]
    : shape.type === 'MultiPolygon'
      ? shape.coordinates
      : []) as unknown as Position[][][];
  const holes = polygons.flatMap(([outer]) => (outer === undefined ? [] : [outer]));
  return {
    type: 'Feature',
    properties: {},
    geometry: { type: 'MultiPolygon', coordinates: holes.length === 0 ? [] : [[WORLD, ...holes]] },
  };
}

function collection(features: Feature[]): { type: 'FeatureCollection'; features: Feature[] } {
  return { type: 'FeatureCollection', features };
}

function drawPin(pen: OffscreenCanvasRenderingContext2D, size: number): void {
  const unit = size / 24;
  pen.scale(unit, unit);
  pen.beginPath();
  pen.moveTo(12, 23);
  pen.bezierCurveTo(4.5, 14, 4, 11.5, 4, 9);
  pen.arc(12, 9, 8, Math.PI, 0);
  pen.bezierCurveTo(20, 11.5, 19.5, 14, 12, 23);
  pen.fillStyle = INK;
  pen.fill();
  pen.lineWidth = 1.6;
  pen.strokeStyle = '#ffffff';
  pen.stroke();
  pen.beginPath();
  pen.arc(12, 9, 3.4, 0, 2 * Math.PI);
  pen.fillStyle = '#ffffff';
  pen.fill();
}
