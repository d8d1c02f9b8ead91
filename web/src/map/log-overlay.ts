import type { Feature, Point } from 'geojson';
import type { GeoJSONSource, Map as MapLibreMap, MapMouseEvent, PointLike } from 'maplibre-gl';
import type { LogMark } from '../chronology/log-marks.js';

const SOURCE = 'log-entries';
const RING = 'log-ring';

/** Entries of the log book on the map: rings with a dot, small and without colour, for they are no hazard and no thing. */
export class LogOverlay {
  private marks: readonly LogMark[] = [];
  private opens: ((entryId: string) => void) | null = null;
  private ready = false;

  constructor(
    private readonly map: MapLibreMap,
    private readonly scale: number,
  ) {}

  start(): void {
    this.map.addSource(SOURCE, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
    const { ring, dot, stroke, ink, paper } = LOG_MARK;
    this.map.addLayer({
      ...{ id: RING, type: 'circle', source: SOURCE },
      paint: {
        'circle-radius': ring * this.scale,
        'circle-color': paper,
        'circle-stroke-color': ink,
        'circle-stroke-width': stroke,
      },
    });
    this.map.addLayer({
      ...{ id: 'log-dot', type: 'circle', source: SOURCE },
      paint: { 'circle-radius': dot * this.scale, 'circle-color': ink },
    });
    this.map.on('mousemove', RING, ({ features }) => {
      this.map.getCanvas().style.cursor = 'pointer';
      this.map.getCanvas().title = String(features?.[0]?.properties['title'] ?? '');
    });
    this.map.on('mouseleave', RING, () => {
      this.map.getCanvas().style.cursor = '';
      this.map.getCanvas().title = '';
    });
    this.ready = true;
    this.draw();
  }

  /** `opens` hears which entry was pressed; null = none are shown. */
  show(marks: readonly LogMark[], opens: ((entryId: string) => void) | null): void {
    this.marks = marks;
    this.opens = opens;
    this.draw();
  }

  /** Whether a press was for a mark. */
  press({ point }: MapMouseEvent): boolean {
    if (!this.ready || this.opens === null) return false;
    const around: [PointLike, PointLike] = [
      [point.x - 2, point.y - 2],
      [point.x + 2, point.y + 2],
    ];
    const [mark] = this.map.queryRenderedFeatures(around, { layers: [RING] });
    if (mark === undefined) return false;
    this.opens(String(mark.properties['id']));
    return true;
  }

  private draw(): void {
    // How many the map was given, for whoever looks from outside.
    this.map.getContainer().dataset['logMarks'] = String(this.marks.length);
    if (!this.ready) return;
    const features = this.marks.map(({ at, ...properties }): Feature<Point> => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates: [...at] },
      properties,
    }));
    void this.map.getSource<GeoJSONSource>(SOURCE)?.setData({ type: 'FeatureCollection', features });
  }
}

/** Radii and line in pixels; the legend draws the same. */
export const LOG_MARK = { ring: 6, dot: 2, stroke: 1.5, ink: '#10151c', paper: '#ffffff' } as const;
