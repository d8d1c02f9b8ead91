import type { Severity } from '@hinomi/contracts';
import type { Feature, Polygon } from 'geojson';
import type { ExpressionSpecification, GeoJSONSource, Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import type { SquareLook } from '../rollups/square-features.js';
import { AreaDrawing } from './area-drawing.js';
import type { Bounds } from './bounds.js';
import { severityColor } from './palette.js';
import { SilenceOverlay } from './silence-overlay.js';

const SOURCE = 'rollup-squares';
const FONT = 'Hinomi';
/** Beneath every sign and line. */
const BELOW = 'thing-area';
const MANY = '#3f82d1';
const UNKNOWN = '#dfe3e8';
const EDGE = '#22436e';

const step: ExpressionSpecification = ['get', 'step'];
const severity: ExpressionSpecification = ['get', 'severity'];
const SEVERITIES: readonly Severity[] = [3, 4, 5];

/** What is counted, on the map: squares with a number, the area that somebody draws, and where the map looks. */
export class RollupOverlay {
  readonly drawing: AreaDrawing;
  /** Above the squares: where nothing has come from. */
  readonly silence: SilenceOverlay;
  private squares: readonly Feature<Polygon, SquareLook>[] = [];
  private opens: ((code: string) => void) | null = null;

  constructor(
    private readonly map: MapLibreMap,
    private readonly scale: number,
  ) {
    this.drawing = new AreaDrawing(map);
    this.silence = new SilenceOverlay(map, scale);
  }

  /** The style is there. */
  start(): void {
    const source = SOURCE;
    this.map.addSource(source, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
    this.map.addLayer(
      {
        id: 'rollup-fill',
        type: 'fill',
        source,
        paint: {
          'fill-color': ['match', step, 0, '#ffffff', 1, UNKNOWN, 2, '#d9e8fb', 3, '#a9cbf3', 4, '#6fa6e6', MANY],
          // What is painted beneath would make every square another colour.
          'fill-opacity': ['case', ['==', step, 0], 0.3, 0.9],
        },
      },
      BELOW,
    );
    this.map.addLayer(
      {
        id: 'rollup-line',
        type: 'line',
        source,
        paint: {
          'line-color': [
            'match',
            severity,
            ...SEVERITIES.flatMap((each) => [each, severityColor(each)]),
            EDGE,
          ] as unknown as ExpressionSpecification,
          'line-width': ['case', ['>=', severity, 3], 2.5, 0.8],
          'line-offset': ['case', ['>=', severity, 3], 1.5, 0],
        },
      },
      BELOW,
    );
    this.map.addLayer({
      id: 'rollup-text',
      type: 'symbol',
      source,
      layout: {
        'text-field': ['get', 'text'],
        'text-font': [FONT],
        'text-size': 13 * this.scale,
        'text-padding': 0,
        'symbol-sort-key': ['-', 0, step],
      },
      paint: { 'text-color': '#0a1c33', 'text-halo-color': '#ffffff', 'text-halo-width': 2 },
    });
    this.drawing.start();
    this.silence.start();
    this.draw();
  }

  /** `opens` hears which square was pressed; null = no squares are shown. */
  show(squares: readonly Feature<Polygon, SquareLook>[], opens: ((code: string) => void) | null): void {
    this.squares = squares;
    this.opens = opens;
    this.draw();
  }

  copyTo(other: RollupOverlay): void {
    other.show(this.squares, null);
  }

  /** Whether a press was for a corner or a square. */
  press(event: MapMouseEvent): boolean {
    const { point, lngLat } = event;
    if (this.drawing.isDrawing) {
      this.drawing.add([lngLat.lng, lngLat.lat]);
      return true;
    }
    if (this.silence.press(event)) return true;
    if (this.opens === null) return false;
    const [square] = this.map.queryRenderedFeatures(point, { layers: ['rollup-fill'] });
    if (square === undefined) return false;
    this.opens(String(square.properties['code']));
    return true;
  }

  /** Hears where the map looks, now and whenever it comes to rest; returns how to stop. */
  watch(hears: (view: { bounds: Bounds; zoom: number }) => void): () => void {
    const tell = (): void => {
      const box = this.map.getBounds();
      hears({ bounds: [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()], zoom: this.map.getZoom() });
    };
    tell();
    this.map.on('moveend', tell);
    return () => void this.map.off('moveend', tell);
  }

  private draw(): void {
    void this.map.getSource<GeoJSONSource>(SOURCE)?.setData({ type: 'FeatureCollection', features: [...this.squares] });
  }
}
