import type { GeoJSONSource, Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import { pointFeature, pressedMark, tellTitles, type PointMark } from './point-marks.js';

const SOURCE = 'silence';
const INK = '#10151c';

/** Where nothing has come from: a municipality, or a shelter in it. */
export interface SilenceMark extends PointMark {
  /** `id`: the municipality's code, or the shelter's id. */
  is: 'municipality' | 'shelter';
}

/** Question marks on the map: filled for a municipality, a ring for a shelter. They stand for what is not known, and have no colour. */
export class SilenceOverlay {
  private marks: readonly SilenceMark[] = [];
  private opens: ((mark: { id: string; is: string }) => void) | null = null;
  private ready = false;

  constructor(
    private readonly map: MapLibreMap,
    private readonly scale: number,
  ) {}

  start(): void {
    this.map.addSource(SOURCE, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
    const isWhole = ['==', ['get', 'is'], 'municipality'];
    this.map.addLayer({
      id: 'silence-ring',
      type: 'circle',
      source: SOURCE,
      paint: {
        'circle-radius': ['case', isWhole, 15 * this.scale, 9 * this.scale] as never,
        'circle-color': ['case', isWhole, INK, '#ffffff'] as never,
        'circle-stroke-color': ['case', isWhole, '#ffffff', INK] as never,
        'circle-stroke-width': 2.5,
      },
    });
    this.map.addLayer({
      id: 'silence-text',
      type: 'symbol',
      source: SOURCE,
      layout: {
        'text-field': '?',
        'text-font': ['Hinomi'],
        'text-size': ['case', isWhole, 19 * this.scale, 13 * this.scale] as never,
        'text-allow-overlap': true,
        'text-ignore-placement': true,
      },
      paint: { 'text-color': ['case', isWhole, '#ffffff', INK] as never },
    });
    tellTitles(this.map, 'silence-ring');
    this.ready = true;
    this.draw();
  }

  /** `opens` hears which mark was pressed; null = none are shown. */
  show(marks: readonly SilenceMark[], opens: ((mark: { id: string; is: string }) => void) | null): void {
    this.marks = marks;
    this.opens = opens;
    this.draw();
  }

  /** Whether a press was for a mark. */
  press(event: MapMouseEvent): boolean {
    if (!this.ready || this.opens === null) return false;
    const mark = pressedMark(this.map, 'silence-ring', event);
    if (mark === null) return false;
    this.opens({ id: String(mark['id']), is: String(mark['is']) });
    return true;
  }

  private draw(): void {
    // How many the map was given, for whoever looks from outside.
    this.map.getContainer().dataset['silenceMarks'] = String(this.marks.length);
    if (!this.ready) return;
    const features = this.marks.map(pointFeature);
    void this.map.getSource<GeoJSONSource>(SOURCE)?.setData({ type: 'FeatureCollection', features });
  }
}
