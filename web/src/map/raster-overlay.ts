import type { MapLayer } from '@hinomi/contracts';
import type { Map as MapLibreMap, MapSourceDataEvent } from 'maplibre-gl';
import { hazardFillLayers } from './hazard-layers.js';
import { BASE_PALETTE } from './palette.js';

/** How the pictures of a layer come: nothing yet, some have, or whoever has them does not answer. */
export type RasterState = 'waiting' | 'shown' | 'unreachable';

/** Beneath every hazard: what is dangerous is never under somebody's picture. */
const BELOW = hazardFillLayers(BASE_PALETTE.light)[0]?.id;
const nameOf = (id: string): string => `raster:${id}`;

/** Pictures of others on the map, beneath the hazards; with whom they are to be credited to. */
export class RasterOverlay {
  private readonly shown = new Map<string, MapLayer>();
  private opacities: ReadonlyMap<string, number> = new Map();
  private readonly credits: HTMLElement;
  private tell: (id: string, state: RasterState) => void = () => undefined;
  private ready = false;

  constructor(private readonly map: MapLibreMap) {
    this.credits = document.createElement('p');
    this.credits.className = 'map-credits';
    this.credits.dataset['testid'] = 'map-credits';
    this.credits.hidden = true;
    map.getContainer().append(this.credits);
    map.on('error', (event) => {
      const id = this.idOf((event as { sourceId?: string }).sourceId);
      if (id !== null) this.tell(id, 'unreachable');
    });
    map.on('data', (event) => {
      const { dataType, sourceId, tile } = event as MapSourceDataEvent;
      const id = this.idOf(sourceId);
      if (dataType === 'source' && id !== null && (tile as { state?: string } | undefined)?.state === 'loaded') {
        this.tell(id, 'shown');
      }
    });
  }

  /** The style is there. */
  start(): void {
    this.ready = true;
    for (const layer of this.shown.values()) this.add(layer);
  }

  copyTo(other: RasterOverlay): void {
    other.show([...this.shown.values()], this.opacities);
  }

  /** To whom the pictures that are on the map are to be credited, each once. */
  credited(): string[] {
    return [...new Set([...this.shown.values()].map(({ credit }) => credit))];
  }

  /** Who hears how the pictures come. */
  hear(tell: (id: string, state: RasterState) => void): void {
    this.tell = tell;
  }

  /** Exactly these, the first undermost; a background always lies beneath an overlay. `opacities` by id, 0 to 1. */
  show(layers: readonly MapLayer[], opacities: ReadonlyMap<string, number>): void {
    this.opacities = opacities;
    for (const id of [...this.shown.keys()]) {
      if (layers.some((layer) => layer.id === id)) continue;
      this.shown.delete(id);
      if (!this.ready) continue;
      this.map.removeLayer(nameOf(id));
      this.map.removeSource(nameOf(id));
    }
    for (const layer of layers) {
      if (!this.shown.has(layer.id) && this.ready) this.add(layer);
      this.shown.set(layer.id, layer);
      if (this.ready) this.map.setPaintProperty(nameOf(layer.id), 'raster-opacity', this.opacityOf(layer));
    }
    this.credit();
  }

  private add(layer: MapLayer): void {
    const { tileSize, minZoom, maxZoom, tiles, pmtiles } = layer;
    const where =
      pmtiles === null
        ? { tiles: [tiles ?? ''], minzoom: minZoom, maxzoom: maxZoom }
        : { url: `pmtiles://${new URL(pmtiles, window.location.href).href}` };
    const name = nameOf(layer.id);
    this.map.addSource(name, { type: 'raster', tileSize, ...where });
    const paint = { 'raster-opacity': this.opacityOf(layer), 'raster-fade-duration': 0 };
    const overlays = [...this.shown.values()].filter(({ role }) => role === 'overlay').map(({ id }) => nameOf(id));
    const above = layer.role === 'background' ? overlays.find((each) => this.map.getLayer(each)) : undefined;
    this.map.addLayer({ id: name, type: 'raster', source: name, minzoom: minZoom, paint }, above ?? BELOW);
  }

  private opacityOf({ id, opacity }: MapLayer): number {
    return this.opacities.get(id) ?? opacity;
  }

  private credit(): void {
    const all = new Map([...this.shown.values()].map(({ credit, creditUrl }) => [credit, creditUrl]));
    this.credits.hidden = all.size === 0;
    this.credits.replaceChildren(
      ...[...all].map(([credit, url]) => {
        const element = document.createElement(url === null ? 'span' : 'a');
        element.textContent = credit;
        element.lang = 'ja';
        if (url !== null) {
          element.setAttribute('href', url);
          element.setAttribute('target', '_blank');
          element.setAttribute('rel', 'noreferrer');
        }
        return element;
      }),
    );
  }

  private idOf(source: string | undefined): string | null {
    const id = source?.startsWith('raster:') ? source.slice('raster:'.length) : null;
    return id !== null && this.shown.has(id) ? id : null;
  }
}
