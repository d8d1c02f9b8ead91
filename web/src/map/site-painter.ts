import type { FeatureV1, Layer } from '@hinomi/contracts';
import type { Point } from 'geojson';
import type { Map as MapLibreMap, MapMouseEvent, RequestParameters, VectorTileSource } from 'maplibre-gl';
import {
  SITE_CLUSTERS,
  SITE_DOTS,
  SITE_LAYERS,
  siteSource,
  siteTiles,
  TILES_PATH,
  type SiteLayer,
} from './site-layers.js';

/** Which places are drawn out of tiles. */
export interface ShownSites {
  layers: ReadonlySet<Layer>;
  exercise: boolean;
}

/** A storm of changes costs one look at the tiles per so long. */
const REFRESH_MS = 4_000;
/** What calls for nobody's attention is not told live: a new name or place of a closed shelter is seen this late. */
const CALM_REFRESH_MS = 60_000;
/** A cluster opens into four times four. */
const OPENING_ZOOMS = 2;

/** Places out of the hub's tiles: drawn while their layer is switched on, asked for anew when something there changes. */
export class SitePainter {
  private shown: ShownSites = { layers: new Set(), exercise: false };
  private drawn: ShownSites = this.shown;
  private readonly stale = new Set<SiteLayer>();
  private due: ReturnType<typeof setTimeout> | null = null;
  private readonly calm: ReturnType<typeof setInterval>;
  private ready = false;

  constructor(private readonly map: MapLibreMap) {
    this.calm = setInterval(() => this.refresh(SITE_LAYERS), CALM_REFRESH_MS);
  }

  show(shown: ShownSites): void {
    this.shown = shown;
    if (this.ready) this.draw();
  }

  copyTo(other: SitePainter): void {
    other.show(this.shown);
  }

  /** The style is there. */
  start(): void {
    this.ready = true;
    this.draw();
  }

  /** Something of these layers came, changed or went. */
  changed(features: Iterable<FeatureV1>): void {
    for (const { layer } of features) if (isSiteLayer(layer)) this.stale.add(layer);
    if (this.stale.size === 0 || this.due !== null) return;
    this.due = setTimeout(() => {
      this.due = null;
      this.refresh(this.stale);
      this.stale.clear();
    }, REFRESH_MS);
  }

  /** Ids of the places at a press. */
  pick(around: [[number, number], [number, number]]): string[] {
    const found = this.map.queryRenderedFeatures(around, { layers: SITE_DOTS });
    return found.map(({ properties }) => String(properties['id']));
  }

  /** A press on a cluster comes nearer; false when there is none. */
  openCluster({ point }: MapMouseEvent): boolean {
    const [cluster] = this.map.queryRenderedFeatures(point, { layers: SITE_CLUSTERS });
    if (cluster === undefined) return false;
    const center = (cluster.geometry as Point).coordinates as [number, number];
    this.map.easeTo({ center, zoom: Math.min(this.map.getZoom() + OPENING_ZOOMS, this.map.getMaxZoom()) });
    return true;
  }

  destroy(): void {
    clearInterval(this.calm);
    if (this.due !== null) clearTimeout(this.due);
  }

  private draw(): void {
    for (const layer of SITE_LAYERS) {
      if (this.shown.exercise !== this.drawn.exercise) {
        this.map.getSource<VectorTileSource>(siteSource(layer))?.setTiles(siteTiles(layer, this.shown.exercise));
      }
      if (this.shown.layers.has(layer) === this.drawn.layers.has(layer)) continue;
      const visibility = this.shown.layers.has(layer) ? 'visible' : 'none';
      for (const part of ['cluster', 'count', 'worst', 'dot', 'sign']) {
        this.map.setLayoutProperty(`site-${part}-${layer}`, 'visibility', visibility);
      }
    }
    this.drawn = this.shown;
  }

  private refresh(layers: Iterable<SiteLayer>): void {
    if (!this.ready) return;
    for (const layer of layers) if (this.drawn.layers.has(layer)) this.map.refreshTiles(siteSource(layer));
  }
}

/** Tiles are asked for with the token of who is looking; nothing else of the map's is. */
export function withToken(token: () => Promise<string>) {
  return (url: string): RequestParameters | Promise<RequestParameters> => {
    if (!url.startsWith(`${window.location.origin}${TILES_PATH}`)) return { url };
    return token().then((bearer) => ({ url, headers: { authorization: `Bearer ${bearer}` } }));
  };
}

function isSiteLayer(layer: Layer): layer is SiteLayer {
  return (SITE_LAYERS as readonly Layer[]).includes(layer);
}
