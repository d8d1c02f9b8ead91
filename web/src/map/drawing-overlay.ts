import type { DrawingColor, FeatureV1 } from '@hinomi/contracts';
import type { Feature } from 'geojson';
import type {
  ExpressionSpecification,
  FilterSpecification,
  GeoJSONSource,
  Map as MapLibreMap,
  MapMouseEvent,
} from 'maplibre-gl';
import { drawingOf, type StandingDrawing } from '../drawings/drawings-in.js';
import { DRAWING_COLOR, drawnFeatures } from '../drawings/drawn-features.js';
import type { DrawDiff } from '../picture/draw-queue.js';
import { drawHead } from './drawing-sign.js';
import { put } from './map-images.js';
import { PIXEL_RATIO } from './marks.js';

export const DRAWING_SOURCE = 'drawings';
/** What a press can mean a drawing by; an area by its border, for much lies inside it. */
export const DRAWING_LAYERS = ['drawing-casing', 'drawing-point', 'drawing-words', 'drawing-head'];
const HEAD_PX = 26;
const DASHES = { solid: null, dashed: [2.5, 1.5], dotted: [0.2, 1.6] } as const;
const color: ExpressionSpecification = ['get', 'color'];
const opacity: ExpressionSpecification = ['case', ['get', 'unsent'], 0.55, 1];

/** What somebody draws with: it is asked first what a press means. */
export interface MapTool {
  /** True where the press was the tool's. */
  press: (event: MapMouseEvent) => boolean;
  stop: () => void;
}

/** What headquarters drew, above everything else; a white casing keeps it apart from any ground, also in grey. */
export class DrawingOverlay {
  private readonly drawings = new Map<string, StandingDrawing>();
  /** What a page has on its way, by feature id; null = it is being removed. */
  private own: ReadonlyMap<string, StandingDrawing | null> = new Map();
  private tool: MapTool | null = null;
  /** Somebody took a tool before there was a style. */
  private taken: (() => void) | null = null;
  private ready = false;

  constructor(
    private readonly map: MapLibreMap,
    private readonly scale: number,
  ) {}

  /** The style is there. */
  start(): void {
    const size = Math.round(HEAD_PX * this.scale) * PIXEL_RATIO;
    for (const name of Object.keys(DRAWING_COLOR) as DrawingColor[])
      put(this.map, `drawing-head:${name}`, size, size, PIXEL_RATIO, (pen) => drawHead(pen, DRAWING_COLOR[name], size));
    const source = DRAWING_SOURCE;
    this.map.addSource(source, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
    const isArea: FilterSpecification = ['==', ['geometry-type'], 'Polygon'];
    const isStroke: FilterSpecification = ['!=', ['geometry-type'], 'Point'];
    this.map.addLayer({
      ...{ id: 'drawing-fill', type: 'fill', source, filter: isArea },
      paint: { 'fill-color': color, 'fill-opacity': 0.14 },
    });
    this.map.addLayer({
      ...{ id: 'drawing-casing', type: 'line', source, filter: isStroke },
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: { 'line-color': '#ffffff', 'line-width': 8 * this.scale, 'line-opacity': opacity },
    });
    for (const [dash, array] of Object.entries(DASHES)) {
      this.map.addLayer({
        ...{ id: `drawing-line-${dash}`, type: 'line', source },
        filter: ['all', isStroke, ['==', ['get', 'dash'], dash]] as FilterSpecification,
        layout: { 'line-join': 'round', 'line-cap': dash === 'dashed' ? 'butt' : 'round' },
        paint: {
          ...{ 'line-color': color, 'line-width': 4 * this.scale, 'line-opacity': opacity },
          ...(array === null ? {} : { 'line-dasharray': [...array] }),
        },
      });
    }
    this.map.addLayer({
      ...{ id: 'drawing-head', type: 'symbol', source, filter: ['==', ['get', 'part'], 'head'] },
      layout: {
        ...{ 'icon-image': ['get', 'icon'], 'icon-rotate': ['get', 'turn'], 'icon-rotation-alignment': 'map' },
        ...{ 'icon-allow-overlap': true, 'icon-ignore-placement': true },
      },
    });
    this.map.addLayer({
      ...{ id: 'drawing-point', type: 'circle', source },
      filter: ['all', ['==', ['get', 'part'], 'shape'], ['==', ['get', 'kind'], 'point']],
      paint: {
        ...{ 'circle-radius': 7 * this.scale, 'circle-color': color, 'circle-opacity': opacity },
        ...{ 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 3 },
      },
    });
    this.map.addLayer({
      ...{ id: 'drawing-words', type: 'symbol', source, filter: ['==', ['get', 'part'], 'words'] },
      layout: {
        ...{ 'text-field': ['get', 'said'], 'text-font': ['Hinomi'], 'text-size': 16 * this.scale },
        'text-offset': ['case', ['==', ['get', 'kind'], 'text'], ['literal', [0, 0]], ['literal', [0, -1.1]]],
        ...{ 'text-allow-overlap': true, 'text-ignore-placement': true, 'text-max-width': 16 },
      },
      paint: { 'text-color': color, 'text-halo-color': '#ffffff', 'text-halo-width': 3, 'text-opacity': opacity },
    });
    this.ready = true;
    this.taken?.();
    this.draw();
  }

  update(diff: DrawDiff<FeatureV1>): void {
    let changed = false;
    for (const id of diff.removes) changed = this.drawings.delete(id) || changed;
    for (const [id, feature] of diff.upserts) {
      const drawing = feature.layer === 'drawing' ? drawingOf(feature) : null;
      if (drawing === null) continue;
      this.drawings.set(id, drawing);
      changed = true;
    }
    if (changed) this.draw();
  }

  /** Above the picture until that says it. */
  showOwn(own: ReadonlyMap<string, StandingDrawing | null>): void {
    if (own.size === 0 && this.own.size === 0) return;
    this.own = own;
    this.draw();
  }

  /** From now on presses are asked of it first; returns how to lay it down. */
  use(make: (map: MapLibreMap) => MapTool): () => void {
    let laid = false;
    let tool: MapTool | null = null;
    const take = (): void => {
      if (!laid) this.tool = tool = make(this.map);
    };
    if (this.ready) take();
    else this.taken = take;
    return () => {
      laid = true;
      tool?.stop();
      if (this.tool === tool) this.tool = null;
    };
  }

  press(event: MapMouseEvent): boolean {
    return this.tool?.press(event) === true;
  }

  private draw(): void {
    if (!this.ready) return;
    const all = new Map<string, StandingDrawing | null>([...this.drawings, ...this.own]);
    const features = [...all].flatMap(([id, drawing]): Feature[] =>
      drawing === null ? [] : drawnFeatures({ id, content: drawing.content, unsent: drawing.unsent }),
    );
    void this.map.getSource<GeoJSONSource>(DRAWING_SOURCE)?.setData({ type: 'FeatureCollection', features });
    const count = [...all.values()].filter((drawing) => drawing !== null).length;
    this.map.getContainer().dataset['drawings'] = String(count);
  }
}
