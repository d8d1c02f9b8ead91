import type { Geometry } from '@hinomi/contracts';
import type { Feature } from 'geojson';
import type { GeoJSONSource, Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import { put } from './map-images.js';
import { PIXEL_RATIO } from './marks.js';
import { pointFeature, pressedMark, tellTitles, type PointMark } from './point-marks.js';
import { drawNeed, NEED_GLYPHS, NEED_TAG, needImage } from './need-marks.js';

const AREAS = 'need-areas';
const MARKS = 'need-marks';
/** Beneath every sign and line. */
const BELOW = 'thing-area';
const INK = '#10151c';
const EMPTY = { type: 'FeatureCollection' as const, features: [] };

/** One area's mark: what is most urgent there, and how many. */
export interface NeedMark extends PointMark {
  /** What is painted beneath: a municipality or prefecture that is published as a whole. */
  shape: Geometry | null;
  icon: string;
  text: string;
  urgent: boolean;
  /** Before another where both have no room. */
  rank: number;
  /** Seen from this zoom on, and below that one: what is finer stands in its place there. */
  fromZoom: number;
  toZoom: number;
}

/** Published needs on the map: a tag with a pictogram and a number for each area, and the outline of what is only known as a whole. */
export class NeedOverlay {
  private marks: readonly NeedMark[] = [];
  private opens: (area: string) => void = () => undefined;
  private ready = false;

  constructor(
    private readonly map: MapLibreMap,
    private readonly scale: number,
  ) {}

  start(): void {
    const width = Math.round(NEED_TAG.width * this.scale) * PIXEL_RATIO;
    const height = Math.round(NEED_TAG.height * this.scale) * PIXEL_RATIO;
    for (const glyph of NEED_GLYPHS) {
      for (const [urgent, old] of [
        [true, true],
        [true, false],
        [false, true],
        [false, false],
      ] as const) {
        const look = { glyph, urgent, old };
        put(this.map, needImage(look), width, height, PIXEL_RATIO, (pen) => drawNeed(pen, look, width));
      }
    }
    this.map.addSource(AREAS, { type: 'geojson', data: EMPTY });
    this.map.addSource(MARKS, { type: 'geojson', data: EMPTY });
    const zoomed = ['all', ['>=', ['zoom'], ['get', 'fromZoom']], ['<', ['zoom'], ['get', 'toZoom']]];
    this.map.addLayer(
      {
        id: 'need-area',
        type: 'fill',
        source: AREAS,
        paint: { 'fill-color': INK, 'fill-opacity': 0.04 },
        filter: zoomed as never,
      },
      BELOW,
    );
    this.map.addLayer(
      {
        id: 'need-outline',
        type: 'line',
        source: AREAS,
        layout: { 'line-cap': 'round' },
        // Dots: dashes are approximate borders.
        paint: { 'line-color': INK, 'line-width': 2, 'line-dasharray': [0.01, 2.4] },
        filter: zoomed as never,
      },
      BELOW,
    );
    this.map.addLayer({
      id: 'need-marks',
      type: 'symbol',
      source: MARKS,
      filter: zoomed as never,
      layout: {
        'icon-image': ['get', 'icon'],
        // Beside what stands at the same place, not over it.
        'icon-offset': [0, -30],
        'text-field': ['get', 'text'],
        'text-font': ['Hinomi'],
        'text-size': 14 * this.scale,
        'text-offset': [0.8, -2.14],
        'text-allow-overlap': false,
        'icon-allow-overlap': false,
        'symbol-sort-key': ['get', 'rank'],
        'icon-padding': 1,
      },
      paint: { 'text-color': ['case', ['get', 'urgent'], '#ffffff', INK] },
    });
    tellTitles(this.map, MARKS);
    this.ready = true;
    this.draw();
  }

  show(marks: readonly NeedMark[], opens: (area: string) => void): void {
    this.marks = marks;
    this.opens = opens;
    this.draw();
  }

  copyTo(other: NeedOverlay): void {
    other.show(this.marks, () => undefined);
  }

  /** Whether a press was for a mark. */
  press(event: MapMouseEvent): boolean {
    if (!this.ready) return false;
    const mark = pressedMark(this.map, MARKS, event);
    if (mark === null) return false;
    this.opens(String(mark['id']));
    return true;
  }

  private draw(): void {
    if (!this.ready) return;
    const points = this.marks.map(({ shape: _, ...mark }) => pointFeature(mark));
    const shapes = this.marks.flatMap(({ shape }, index): Feature[] =>
      shape === null
        ? []
        : [{ type: 'Feature', geometry: shape as Feature['geometry'], properties: points[index]?.properties ?? null }],
    );
    void this.map.getSource<GeoJSONSource>(AREAS)?.setData({ type: 'FeatureCollection', features: shapes });
    void this.map.getSource<GeoJSONSource>(MARKS)?.setData({ type: 'FeatureCollection', features: points });
    this.map.getContainer().dataset['needMarks'] = String(points.length);
  }
}
