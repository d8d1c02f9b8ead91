import type { FeatureV1 } from '@hinomi/contracts';
import type { Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import type { AreaIndex } from './area-paint.js';
import type { Bounds } from './bounds.js';
import { pickAt } from './pick.js';
import { SITE_CLUSTERS, SITE_DOTS } from './site-layers.js';
import { isCluster } from './thing-layers.js';

/** What the pointer, or the focus of a list, is on. */
export type Hovered =
  | { is: 'features'; ids: readonly string[] }
  /** A calm place out of tiles: only its name is here. */
  | { is: 'place'; name: string }
  | { is: 'cluster'; count: number; severity: number };

export interface MapHover {
  what: Hovered;
  /** Pixels from the left and the top of the map. */
  at: [x: number, y: number];
}

/** The map is asked what lies there no more often than this, in milliseconds: it answers in some, but not while it moves. */
const EVERY_MS = 60;

/** Tells what the pointer is on; null when it is on nothing any more. Where there is only a finger it says nothing. */
export function watchHover(map: MapLibreMap, index: AreaIndex, tell: (hover: MapHover | null) => void): void {
  if (window.matchMedia('(hover: hover)').matches) new HoverWatch(map, index, tell);
}

class HoverWatch {
  private due: ReturnType<typeof setTimeout> | null = null;
  private latest: MapMouseEvent | null = null;
  private told = false;

  constructor(
    private readonly map: MapLibreMap,
    private readonly index: AreaIndex,
    private readonly tell: (hover: MapHover | null) => void,
  ) {
    map.on('mousemove', (event) => this.moved(event));
    map.on('mouseout', () => this.leave());
    map.on('movestart', () => this.leave());
    map.on('remove', () => {
      if (this.due !== null) clearTimeout(this.due);
    });
  }

  private moved(event: MapMouseEvent): void {
    this.latest = event;
    this.due ??= setTimeout(() => {
      this.due = null;
      if (this.latest === null || this.map.isMoving() || !this.map.isStyleLoaded()) return;
      const { point } = this.latest;
      const what = hoveredAt(this.map, this.index, this.latest);
      if (what === null) this.leave();
      else this.say({ what, at: [point.x, point.y] });
    }, EVERY_MS);
  }

  private leave(): void {
    this.latest = null;
    if (this.told) this.tell(null);
    this.told = false;
  }

  private say(hover: MapHover): void {
    this.told = true;
    this.tell(hover);
  }
}

/** What is drawn on top: a cluster says how many and how bad, a place of the tiles its name. */
function hoveredAt(map: MapLibreMap, index: AreaIndex, event: MapMouseEvent): Hovered | null {
  const [top] = map.queryRenderedFeatures(event.point, { layers: ['thing-signs', ...SITE_DOTS, ...SITE_CLUSTERS] });
  if (top !== undefined) {
    const { properties, layer } = top;
    if (isCluster(top)) return clusterOf(properties['point_count'], properties['severity']);
    if (SITE_CLUSTERS.includes(layer.id)) return clusterOf(properties['count'], properties['severity']);
    if (SITE_DOTS.includes(layer.id)) return { is: 'place', name: String(properties['name'] ?? '') };
  }
  const { featureIds } = pickAt(map, index, event);
  return featureIds.length === 0 ? null : { is: 'features', ids: featureIds };
}

function clusterOf(count: unknown, severity: unknown): Hovered {
  return { is: 'cluster', count: Number(count), severity: Number(severity ?? 0) };
}

/** The one of several that a person should hear of first: the worst, then the newest. */
export function foremost(features: readonly FeatureV1[]): FeatureV1 | null {
  return features.reduce<FeatureV1 | null>((best, each) => {
    if (best === null || each.severity > best.severity) return each;
    return each.severity === best.severity && each.issuedAt > best.issuedAt ? each : best;
  }, null);
}

/** The middle of a box on the map, in pixels; null where it is out of sight. */
export function onScreen(map: MapLibreMap, box: Bounds | null): [x: number, y: number] | null {
  if (box === null) return null;
  const { x, y } = map.project([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2]);
  const { clientWidth, clientHeight } = map.getContainer();
  return x < 0 || y < 0 || x > clientWidth || y > clientHeight ? null : [x, y];
}
