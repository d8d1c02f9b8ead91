import 'maplibre-gl/dist/maplibre-gl.css';
import type { FeatureV1 } from '@hinomi/contracts';
import type { Feature } from 'geojson';
import { addProtocol, setWorkerUrl, type Map as MapLibreMap, type VectorTileSource } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { Protocol } from 'pmtiles';
import { DrawQueue, type DrawDiff } from '../picture/draw-queue.js';
import { differences } from '../picture/shared-map.js';
import { isThing } from '../things/thing-feature.js';
import { plain } from '../words/ruby-text.js';
import type { Words } from '../words/words.js';
import { AreaPainter } from './area-painter.js';
import { AreaShapes } from './area-shapes.js';
import { basemapUrl, mapStyle, nameField, repaint } from './base-style.js';
import { isInSight, isInside, type Bounds } from './bounds.js';
import { boundsBetween, coveredEdges, EDGE_PX } from './covered-edges.js';
import { DrawingOverlay } from './drawing-overlay.js';
import { BASE_SOURCE, POINT_SOURCE, SENSOR_SOURCE, SHAPE_SOURCE } from './hazard-layers.js';
import { onScreen, watchHover } from './hover.js';
import { HomeView } from './home-view.js';
import { FoundOverlay } from './found-overlay.js';
import { ON_PAPER, type Edges, type HazardMapOptions } from './hazard-map-options.js';
import { setSensorClock } from './sensor-layers.js';
import { addBadges, addMapImages } from './map-images.js';
import { HAZARD_ZOOM, THING_ZOOM, UNIT_ZOOM } from './how-near.js';
import { makeMap } from './make-map.js';
import { LogOverlay } from './log-overlay.js';
import { NeedOverlay } from './need-overlay.js';
import { OrderOverlay } from './order-overlay.js';
import type { Theme } from './palette.js';
import { pairMaps } from './pair-maps.js';
import { pickAt } from './pick.js';
import { RasterOverlay } from './raster-overlay.js';
import { RollupOverlay } from './rollup-overlay.js';
import { SitePainter, type ShownSites } from './site-painter.js';
import { drawnShapes, type DrawnShapes } from './shape-features.js';
import { stillOf, type Still } from './still.js';
import { SourceWriter } from './source-writer.js';
import { ThingPainter } from './thing-painter.js';

setWorkerUrl(workerUrl);
addProtocol('pmtiles', new Protocol().tile);

/**
 * The map, outside React: it is told what is shown and draws the difference, at most once per frame, and forgets a
 * difference only after MapLibre took it (rule D9). What it has drawn stands in `data-drawn-*` on its container.
 */
export class HazardMap {
  readonly rollups: RollupOverlay;
  readonly needs: NeedOverlay;
  readonly found: FoundOverlay;
  readonly log: LogOverlay;
  readonly rasters: RasterOverlay;
  readonly drawings: DrawingOverlay;
  private readonly orders: OrderOverlay;
  private readonly map: MapLibreMap;
  private readonly queue = new DrawQueue<FeatureV1>();
  /** The whole place of this hub. */
  readonly home: HomeView;
  private readonly painter: AreaPainter;
  private readonly shapes: AreaShapes;
  private readonly things: ThingPainter;
  private readonly sites: SitePainter;
  private readonly hazardShapes: SourceWriter;
  private readonly hazardPoints: SourceWriter;
  private readonly sensors: SourceWriter;
  private shown: ReadonlyMap<string, FeatureV1> = new Map();
  private position = '';
  private ready = false;
  private frame = 0;
  private selection: readonly FeatureV1[] = [];
  private words: Words;
  private nowMs = 0;
  private basemap: string;
  private unpair = (): void => undefined;

  constructor(
    private readonly container: HTMLElement,
    private readonly options: HazardMapOptions,
  ) {
    this.words = options.words;
    this.basemap = options.basemap;
    this.map = makeMap(container, options);
    this.home = new HomeView(this.map, options);
    this.shapes = new AreaShapes(options.fetchArea);
    this.painter = new AreaPainter(this.map, this.shapes, options.onShapeless);
    this.things = new ThingPainter(this.map, options.scale);
    this.sites = new SitePainter(this.map);
    this.rollups = new RollupOverlay(this.map, options.scale);
    this.needs = new NeedOverlay(this.map, options.scale);
    this.found = new FoundOverlay(this.map, options.scale);
    this.log = new LogOverlay(this.map, options.scale);
    this.rasters = new RasterOverlay(this.map);
    this.orders = new OrderOverlay(this.map, this.shapes, options.scale);
    this.drawings = new DrawingOverlay(this.map, options.scale);
    this.hazardShapes = new SourceWriter(this.map, SHAPE_SOURCE);
    this.hazardPoints = new SourceWriter(this.map, POINT_SOURCE);
    this.sensors = new SourceWriter(this.map, SENSOR_SOURCE);
    this.map.on('click', (event) => {
      if ([this.drawings, this.rollups, this.needs, this.log].some((overlay) => overlay.press(event))) return;
      if (this.things.openCluster(event)) return;
      const pick = pickAt(this.map, this.painter.index, event);
      if (pick.featureIds.length > 0 || !this.sites.openCluster(event)) options.onPick(pick);
    });
    if (options.onHover) watchHover(this.map, this.painter.index, options.onHover);
    this.map.on('zoomend', () => options.onZoom(this.map.getZoom()));
    this.map.once('style.load', () => void this.start());
  }

  /** What is shown from now on; `position` names the picture it comes from. */
  show(features: ReadonlyMap<string, FeatureV1>, position: string): void {
    const changes = differences(this.shown, features);
    for (const { id, after } of changes) {
      if (after === undefined) this.queue.remove(id);
      else this.queue.upsert(id, after);
    }
    this.sites.changed(changes.flatMap(({ before, after }) => after ?? before ?? []));
    this.shown = features;
    this.position = position;
    if (this.queue.idle && this.ready) this.mark();
    else this.schedule();
  }

  /** Which layers of places are drawn out of tiles, and of which realm. */
  showSites(shown: ShownSites): void {
    this.sites.show(shown);
  }

  select(features: readonly FeatureV1[]): void {
    this.selection = features;
    if (!this.ready) return;
    this.painter.select(features);
    this.things.select(features);
  }

  /** Moves only when something of it is out of sight. */
  async bringIntoSight(features: readonly FeatureV1[]): Promise<void> {
    const box = await this.shapes.boundsOf(features);
    const padding = coveredEdges(this.container, this.options.coveredBy());
    if (box === null) return;
    // A thing is a place in a town: from afar it is hidden in a cluster, and coming near must not mean going back.
    const near = features.some(isThing) ? Math.max(this.map.getZoom(), THING_ZOOM) : HAZARD_ZOOM;
    const view = this.view(padding);
    const seen = near === HAZARD_ZOOM ? isInSight(box, view) : this.map.getZoom() >= THING_ZOOM && isInside(box, view);
    if (!seen) this.map.fitBounds(box, { padding, maxZoom: near });
  }

  /** Where the middle of these features is on the map, in pixels; null where that is out of sight or unknown. */
  async placeOf(features: readonly FeatureV1[]): Promise<[x: number, y: number] | null> {
    return onScreen(this.map, await this.shapes.boundsOf(features));
  }

  /** Shows a place whole. */
  fit(bounds: Bounds, maxZoom = UNIT_ZOOM): void {
    this.map.fitBounds(bounds, { padding: coveredEdges(this.container, this.options.coveredBy()), maxZoom });
  }

  viewBesidePanels(): Bounds {
    return this.view(coveredEdges(this.container, this.options.coveredBy()));
  }

  setTheme(theme: Theme): void {
    repaint(this.map, mapStyle({ ...this.options, theme, language: this.words.language }));
  }

  /** Other boundaries: the view and what is painted stay, and the old shapes until the new ones are here. */
  setBasemap(basemap: string): void {
    if (basemap === this.basemap) return;
    this.basemap = basemap;
    this.map.getSource<VectorTileSource>(BASE_SOURCE)?.setUrl(basemapUrl(basemap));
  }

  /** The hub's time, by the minute: a sensor or a shelter that fell silent is drawn so without a word from the hub. */
  setClock(nowMs: number): void {
    for (const thing of this.things.setClock(nowMs, this.shown.values())) this.queue.upsert(thing.id, thing);
    this.nowMs = nowMs;
    this.schedule();
    if (this.ready) setSensorClock(this.map, nowMs);
  }

  setWords(words: Words): void {
    this.words = words;
    if (!this.ready) return;
    this.map.getCanvas().setAttribute('aria-label', plain(this.options.title(words)));
    this.map.setLayoutProperty('municipality-label', 'text-field', nameField(words.language, 'municipality'));
    this.map.setLayoutProperty('prefecture-label', 'text-field', nameField(words.language, 'prefecture'));
    addBadges(this.map, words.badge, this.options.scale);
  }

  /** The same picture and view once more, for paper: `pixelRatio` is of its canvas. Whoever asked for it destroys it. */
  copyTo(container: HTMLElement, pixelRatio: number): HazardMap {
    const { words, basemap } = this;
    const now = { words, basemap, bounds: this.viewBesidePanels(), still: { pixelRatio } };
    const copy = new HazardMap(container, { ...this.options, ...ON_PAPER, ...now });
    copy.setClock(this.nowMs);
    copy.show(this.shown, this.position);
    for (const part of ['sites', 'needs', 'rollups', 'rasters'] as const) this[part].copyTo(copy[part] as never);
    return copy;
  }

  /** What stands on the map, once all of it does. */
  still(): Promise<Still> {
    const { index } = this.painter;
    const isDrawn = (): boolean => this.ready && this.queue.idle && this.shapes.settled;
    return stillOf(this.map, { index, nowMs: this.nowMs, credits: this.rasters.credited(), isDrawn });
  }

  /** For what is loaded later and draws or moves by itself. */
  lend<T>(to: (map: MapLibreMap) => T): T {
    return to(this.map);
  }

  zoomBy(levels: 1 | -1): void {
    this.map.zoomTo(this.map.getZoom() + levels);
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.sites.destroy();
    this.unpair();
    this.map.remove();
  }

  /** What is in sight, all of it or what the edges leave free. */
  view(edges: Edges = { top: EDGE_PX, bottom: EDGE_PX, left: EDGE_PX, right: EDGE_PX }): Bounds {
    return boundsBetween(this.map, edges);
  }

  private async start(): Promise<void> {
    await document.fonts.load('700 16px "Noto Sans JP"', '弱強').catch(() => []);
    addMapImages(this.map, this.words.badge, this.options.scale);
    if (this.options.leader === null) this.home.go();
    else this.unpair = pairMaps(this.options.leader.map, this.map);
    this.ready = true;
    for (const at of ['sites', 'rollups', 'needs', 'orders', 'found', 'rasters', 'log', 'drawings'] as const)
      this[at].start();
    this.setWords(this.words);
    this.setClock(this.nowMs);
    this.container.dataset['mapReady'] = 'true';
    this.schedule();
    this.select(this.selection);
    if (this.selection.length > 0) void this.bringIntoSight(this.selection);
    this.options.onZoom(this.map.getZoom());
  }

  private schedule(): void {
    if (!this.ready || this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      void this.drawOnce();
    });
  }

  private async drawOnce(): Promise<void> {
    const diff = this.queue.take();
    if (diff === null) {
      if (this.queue.idle) this.mark();
      return;
    }
    const { position } = this;
    try {
      await this.apply(diff);
      this.queue.taken();
      this.mark(position);
    } catch {
      // The queue keeps the difference; the next frame tries again with whatever came meanwhile.
      this.queue.failed();
    }
    if (!this.queue.idle) this.schedule();
  }

  private async apply(diff: DrawDiff<FeatureV1>): Promise<void> {
    for (const id of diff.removes) this.painter.remove(id);
    const hazards = [...diff.upserts.values()].filter((feature) => !isThing(feature));
    for (const feature of hazards) this.painter.upsert(feature);
    const painted = this.painter.paintChanges();
    const drawn = hazards.map((feature) => drawnShapes(feature));
    const of = (part: keyof DrawnShapes): (Feature | null)[] => drawn.map((each) => each[part]);
    await Promise.all([
      this.hazardShapes.update(diff, of('shape')),
      this.hazardPoints.update(diff, of('point')),
      this.sensors.update(diff, of('sensor')),
      this.things.update(diff),
    ]);
    for (const overlay of [this.orders, this.drawings]) overlay.update(diff);
    this.painter.layOut(painted);
  }

  /** After the next frame the difference is on the screen; then, and only then, it says so. */
  private mark(position: string = this.position): void {
    const count = String(this.shown.size);
    this.map.once('render', () => {
      this.container.dataset['drawnPosition'] = position;
      this.container.dataset['drawnCount'] = count;
      this.container.dataset['drawnAt'] = String(Date.now());
    });
    this.map.triggerRepaint();
  }
}
