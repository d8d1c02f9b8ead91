import type { FeatureV1, Geometry } from '@hinomi/contracts';
import type { Feature } from 'geojson';
import type { ExpressionSpecification, GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import type { DrawDiff } from '../picture/draw-queue.js';
import type { AreaShapes } from './area-shapes.js';
import { put } from './map-images.js';
import { PIXEL_RATIO } from './marks.js';
import { drawOrderPattern, drawOrderSign, ORDER_PATTERN_SIZE, ORDER_SIGN } from './order-marks.js';
import { severityColor } from './palette.js';

export const ORDER_SOURCE = 'evacuation-orders';
export const ORDER_FILL = 'order-pattern';
/** Above whatever JMA says of the same place, which is seen between the bands; beneath the signs of things. */
const BELOW = 'thing-area';
const LEVELS = [3, 4, 5] as const;
const level: ExpressionSpecification = ['get', 'level'];

/** What municipalities order, over what JMA says of the same place: bands and a double border, and a sign with its level. */
export class OrderOverlay {
  private readonly orders = new Map<string, FeatureV1>();
  private readonly shapeOf = new Map<string, Geometry>();
  private ready = false;

  constructor(
    private readonly map: MapLibreMap,
    private readonly shapes: AreaShapes,
    private readonly scale: number,
  ) {}

  /** The style is there. */
  start(): void {
    const tile = ORDER_PATTERN_SIZE * PIXEL_RATIO;
    const sign = Math.round(ORDER_SIGN * this.scale) * PIXEL_RATIO;
    for (const each of LEVELS) {
      put(this.map, `order-pattern:${each}`, tile, tile, PIXEL_RATIO, (pen) => drawOrderPattern(pen, each, tile));
      put(this.map, `order-sign:${each}`, sign, sign, PIXEL_RATIO, (pen) => drawOrderSign(pen, each, sign));
    }
    const source = ORDER_SOURCE;
    this.map.addSource(source, { type: 'geojson', data: { type: 'FeatureCollection', features: [] } });
    this.map.addLayer(
      {
        id: ORDER_FILL,
        type: 'fill',
        source,
        paint: { 'fill-pattern': ['concat', 'order-pattern:', ['to-string', level]], 'fill-opacity': 0.9 },
      },
      BELOW,
    );
    for (const [id, color, width] of [
      ['order-edge', '#10151c', 7],
      ['order-casing', '#ffffff', 5.5],
      ['order-line', ['match', level, 3, severityColor(3), 4, severityColor(4), severityColor(5)], 3],
    ] as const) {
      this.map.addLayer(
        {
          id,
          type: 'line',
          source,
          layout: { 'line-join': 'round' },
          paint: { 'line-color': color as unknown as ExpressionSpecification, 'line-width': width },
        },
        BELOW,
      );
    }
    this.map.addLayer({
      id: 'order-sign',
      type: 'symbol',
      source,
      layout: {
        'icon-image': ['concat', 'order-sign:', ['to-string', level]],
        'icon-allow-overlap': true,
        'symbol-sort-key': level,
      },
    });
    this.ready = true;
    this.draw();
  }

  update(diff: DrawDiff<FeatureV1>): void {
    let changed = false;
    for (const id of diff.removes) changed = this.orders.delete(id) || changed;
    for (const [id, feature] of diff.upserts) {
      if (feature.properties.type !== 'evacuation-order') continue;
      this.orders.set(id, feature);
      changed = true;
    }
    if (!changed) return;
    for (const feature of this.orders.values()) void this.fetchShape(feature);
    this.draw();
  }

  /** Of a whole municipality, by its code. */
  private async fetchShape({ area }: FeatureV1): Promise<void> {
    const [code] = area?.codes ?? [];
    if (area === null || code === undefined || this.shapeOf.has(`${area.edition}|${code}`)) return;
    const shape = await this.shapes.get(area.edition, code);
    if (shape === null) return;
    this.shapeOf.set(`${area.edition}|${code}`, shape);
    this.draw();
  }

  private draw(): void {
    if (!this.ready) return;
    // The highest last: of orders over each other it is the one that is seen.
    const features = [...this.orders.values()]
      .sort((a, b) => a.severity - b.severity)
      .flatMap((each) => this.drawn(each));
    void this.map.getSource<GeoJSONSource>(ORDER_SOURCE)?.setData({ type: 'FeatureCollection', features });
  }

  private drawn({ id, geometry, area, properties }: FeatureV1): Feature[] {
    if (properties.type !== 'evacuation-order') return [];
    const shape = geometry ?? (area && this.shapeOf.get(`${area.edition}|${area.codes[0]}`)) ?? null;
    return shape === null ? [] : [{ type: 'Feature', geometry: shape, properties: { id, level: properties.level } }];
  }
}
