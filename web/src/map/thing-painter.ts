import type { FeatureV1, Severity } from '@hinomi/contracts';
import type { Point } from 'geojson';
import type { GeoJSONSource, Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import type { DrawDiff } from '../picture/draw-queue.js';
import { isThing, type ThingFeature } from '../things/thing-feature.js';
import { isLongOver } from '../things/long-over.js';
import { isSilent, type ThingLook } from '../things/thing-silence.js';
import { put } from './map-images.js';
import { PIXEL_RATIO } from './marks.js';
import { SourceWriter } from './source-writer.js';
import { isCluster, PICKED_SOURCE, QUIET_SOURCE, THING_SHAPE_SOURCE, THING_SOURCE } from './thing-layers.js';
import {
  drawCluster,
  drawThing,
  drawUnderHazard,
  MARK_BOX,
  type ClusterState,
  type ThingGlyph,
} from './thing-marks.js';
import { drawnThing, markPlace, partsOfImage } from './thing-shapes.js';

/** Draws shelters, roads and reports: clusters from afar, signs from near, the closed ones apart. */
export class ThingPainter {
  private readonly signs: SourceWriter;
  private readonly quiet: SourceWriter;
  private readonly shapes: SourceWriter;
  private selectedShape: string | null = null;
  private nowMs = 0;

  constructor(
    private readonly map: MapLibreMap,
    private readonly scale: number,
  ) {
    this.signs = new SourceWriter(map, THING_SOURCE);
    this.quiet = new SourceWriter(map, QUIET_SOURCE);
    this.shapes = new SourceWriter(map, THING_SHAPE_SOURCE);
    map.setMissingStyleImageResolver((name) => this.drawImage(name));
  }

  /** The hub's time; answers what is to be drawn again, as it is silent now and was not, or no more; or has long been over. */
  setClock(nowMs: number, shown: Iterable<FeatureV1>): ThingFeature[] {
    const beforeMs = this.nowMs;
    this.nowMs = nowMs;
    const looks = (thing: ThingFeature, atMs: number): string => `${isSilent(thing, atMs)} ${isLongOver(thing, atMs)}`;
    return [...shown].filter(isThing).filter((thing) => looks(thing, beforeMs) !== looks(thing, nowMs));
  }

  async update(diff: DrawDiff<FeatureV1>): Promise<void> {
    const drawn = [...diff.upserts.values()].filter(isThing).map((thing) => drawnThing(thing, this.nowMs));
    await Promise.all([
      this.signs.update(
        diff,
        drawn.map(({ quiet, point }) => (quiet ? null : point)),
      ),
      this.quiet.update(
        diff,
        drawn.map(({ quiet, point }) => (quiet ? point : null)),
      ),
      this.shapes.update(
        diff,
        drawn.map(({ shape }) => shape),
      ),
    ]);
  }

  /** A ring around the sign, also where the thing is one of a cluster. */
  select(features: readonly FeatureV1[]): void {
    const thing = features.find(isThing);
    const at = thing?.geometry ? markPlace(thing.geometry) : null;
    this.map.getSource<GeoJSONSource>(PICKED_SOURCE)?.setData({
      type: 'FeatureCollection',
      features: at === null ? [] : [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: at } }],
    });
    if (this.selectedShape !== null) this.markShape(this.selectedShape, false);
    this.selectedShape = thing?.id ?? null;
    if (this.selectedShape !== null) this.markShape(this.selectedShape, true);
  }

  /** A press on a cluster comes nearer until it opens; false when there is none. */
  openCluster({ point }: MapMouseEvent): boolean {
    const [cluster] = this.map.queryRenderedFeatures(point, { layers: ['thing-signs'] });
    if (cluster === undefined || !isCluster(cluster)) return false;
    const [lng, lat] = (cluster.geometry as Point).coordinates as [number, number];
    void this.map
      .getSource<GeoJSONSource>(THING_SOURCE)
      ?.getClusterExpansionZoom(Number(cluster.properties['cluster_id']))
      .then((zoom) => this.map.easeTo({ center: [lng, lat], zoom: Math.min(zoom + 0.2, this.map.getMaxZoom()) }));
    return true;
  }

  private markShape(id: string, selected: boolean): void {
    this.map.setFeatureState({ source: THING_SHAPE_SOURCE, id }, { selected });
  }

  /** Signs are many and few of them are ever seen: each is drawn when the map first asks for it. */
  private drawImage(name: string): void {
    const parts = partsOfImage(name);
    if (parts === null) return;
    const [glyph, state, severity] = parts as [string, string, string];
    const level = Number(severity) as Severity;
    const size = Math.round(MARK_BOX.size * this.scale) * PIXEL_RATIO;
    put(this.map, name, size, size, PIXEL_RATIO, (pen) => {
      if (glyph === 'cluster') drawCluster(pen, level, state as ClusterState, size);
      else if (glyph === 'under-hazard') drawUnderHazard(pen, size);
      else drawThing(pen, glyph as ThingGlyph, state as ThingLook, level, size);
    });
  }
}
