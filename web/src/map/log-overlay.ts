import type { GeoJSONSource, Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import type { LogMark } from '../chronology/log-marks.js';
import { pointFeature, pressedMark, tellTitles } from './point-marks.js';

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
    tellTitles(this.map, RING);
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
  press(event: MapMouseEvent): boolean {
    if (!this.ready || this.opens === null) return false;
    const mark = pressedMark(this.map, RING, event);
    if (mark === null) return false;
    this.opens(String(mark['id']));
    return true;
  }

  private draw(): void {
    // How many the map was given, for whoever looks from outside.
    this.map.getContainer().dataset['logMarks'] = String(this.marks.length);
    if (!this.ready) return;
    const features = this.marks.map(pointFeature);
    void this.map.getSource<GeoJSONSource>(SOURCE)?.setData({ type: 'FeatureCollection', features });
  }
}

/** Radii and line in pixels; the legend draws the same. */
export const LOG_MARK = { ring: 6, dot: 2, stroke: 1.5, ink: '#10151c', paper: '#ffffff' } as const;
