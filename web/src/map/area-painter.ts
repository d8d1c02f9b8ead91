import type { FeatureV1 } from '@hinomi/contracts';
import type { Feature } from 'geojson';
import type { ExpressionSpecification, GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl';
import { AreaIndex, setOfEdition, type AreaChange } from './area-paint.js';
import type { AreaShapes } from './area-shapes.js';
import { AREA_LAYERS, BASE_SOURCE, COAST_LAYER, COAST_SET, OTHER_SOURCE } from './hazard-layers.js';
import { patternOf, PATTERNS, type PatternName } from './marks.js';

/** Weakest first, so that the strongest badge is placed last and wins the space. */
const BADGE_LAYERS = { 'jma-quake-area': 'badge-quake-area', 'jma-city': 'badge-municipality' } as const;

type Target = { source: string; sourceLayer?: string; id: string };

/** Paints coded areas by feature-state, and keeps what depends on the whole: patterns in use and intensity badges. */
export class AreaPainter {
  readonly index = new AreaIndex();
  private readonly editionOf = new Map<string, string>();
  private readonly patternUse = new Map<string, PatternName>();
  private readonly badges = new Map<string, Map<string, string>>();
  /** By area outside the basemap, the edition whose shape is drawn or on its way. */
  private readonly fetched = new Map<string, string>();
  private readonly shapeless = new Set<string>();
  private selected: Target[] = [];

  constructor(
    private readonly map: MapLibreMap,
    private readonly shapes: AreaShapes,
    private readonly onShapeless: (count: number) => void,
  ) {}

  upsert(feature: FeatureV1): void {
    if (feature.area) this.editionOf.set(setOfEdition(feature.area.edition), feature.area.edition);
    this.index.upsert(feature);
  }

  remove(id: string): void {
    this.index.remove(id);
  }

  /** Colours, at once: feature-state needs no new tiles. */
  paintChanges(): AreaChange[] {
    const changes = this.index.changes();
    for (const change of changes) this.paint(change);
    return changes;
  }

  /** Patterns and badges lay the tiles out again in the background, so they come after everything that is quick. */
  layOut(changes: readonly AreaChange[]): void {
    if (changes.length === 0) return;
    this.showUsedPatterns();
    this.placeBadges(changes);
  }

  select(features: readonly FeatureV1[]): void {
    for (const target of this.selected) this.map.setFeatureState(target, { selected: false });
    this.selected = features.flatMap((feature) => [
      ...(feature.area?.codes.map((code) => targetOf(setOfEdition(feature.area?.edition ?? ''), code)) ?? []),
      ...(feature.geometry === null ? [] : [{ source: 'shapes', id: feature.id }]),
    ]);
    for (const target of this.selected) this.map.setFeatureState(target, { selected: true });
  }

  private paint({ set, code, paint }: AreaChange): void {
    const target = targetOf(set, code);
    const key = `${set}|${code}`;
    if (paint === null) {
      this.map.setFeatureState(target, { style: '', pattern: '', approximate: false });
      this.patternUse.delete(key);
      this.countShapeless(key, false);
      return;
    }
    const pattern = patternOf(paint.severity, paint.missing);
    this.map.setFeatureState(target, {
      style: paint.style,
      pattern: pattern ?? '',
      approximate: paint.approximate,
    });
    if (pattern === null || set === COAST_SET) this.patternUse.delete(key);
    else this.patternUse.set(key, pattern);
    if (target.source === OTHER_SOURCE) void this.fetchShape(set, code);
  }

  /**
   * Pattern layers cost time on every frame, so each is hidden until it is needed. Showing or hiding one lays the tiles out
   * again, so within one event they only ever appear; they go together, when nothing of the set is painted any more.
   */
  private showUsedPatterns(): void {
    const used = new Set<string>();
    for (const [key, pattern] of this.patternUse) used.add(`${prefixOf(key.slice(0, key.indexOf('|')))}-${pattern}`);
    for (const prefix of ['jma-quake-area', 'jma-city', 'other']) {
      const layers = PATTERNS.map((pattern) => `${prefix}-${pattern}`);
      const isCalm = !layers.some((layer) => used.has(layer));
      for (const layer of layers) {
        if (isCalm) this.setVisibility(layer, 'none');
        else if (used.has(layer)) this.setVisibility(layer, 'visible');
      }
    }
  }

  private setVisibility(layer: string, visibility: 'visible' | 'none'): void {
    if (this.map.getLayoutProperty(layer, 'visibility') === visibility) return;
    this.map.setLayoutProperty(layer, 'visibility', visibility);
  }

  private placeBadges(changes: readonly AreaChange[]): void {
    for (const [set, layer] of Object.entries(BADGE_LAYERS)) {
      const badges = this.badges.get(set) ?? new Map<string, string>();
      this.badges.set(set, badges);
      let changed = false;
      for (const { code, paint, ...change } of changes) {
        if (change.set !== set) continue;
        const image = paint?.style.startsWith('intensity:') ? paint.style.replace('intensity:', 'badge:') : null;
        // The label layer knows municipalities by their five digits.
        const key = set === 'jma-city' ? code.slice(0, 5) : code;
        if ((badges.get(key) ?? null) === image) continue;
        changed = true;
        if (image === null) badges.delete(key);
        else badges.set(key, image);
      }
      if (!changed) continue;
      this.setVisibility(layer, badges.size === 0 ? 'none' : 'visible');
      this.map.setLayoutProperty(layer, 'icon-image', badges.size === 0 ? '' : matchCode(badges, ''));
      this.map.setLayoutProperty(layer, 'symbol-sort-key', badges.size === 0 ? 0 : sortKey(badges));
    }
  }

  private async fetchShape(set: string, code: string): Promise<void> {
    const key = `${set}|${code}`;
    const edition = this.editionOf.get(set);
    if (edition === undefined || this.fetched.get(key) === edition) return;
    const before = this.fetched.get(key);
    this.fetched.set(key, edition);
    const geometry = await this.shapes.get(edition, code);
    // A later edition may have been asked for meanwhile.
    if (this.fetched.get(key) !== edition) return;
    const source = this.map.getSource<GeoJSONSource>(OTHER_SOURCE);
    if (geometry === null || source === undefined) {
      // The shape of the edition before, where there is one, is better than none.
      if (before === undefined) this.fetched.delete(key);
      else this.fetched.set(key, before);
      this.countShapeless(key, before === undefined && this.index.at(set, code).length > 0);
      return;
    }
    this.countShapeless(key, false);
    const shape: Feature = { type: 'Feature', geometry, properties: { id: key } };
    await source.updateData({ add: [shape] });
  }

  private countShapeless(key: string, is: boolean): void {
    if (this.shapeless.has(key) === is) return;
    if (is) this.shapeless.add(key);
    else this.shapeless.delete(key);
    this.onShapeless(this.shapeless.size);
  }
}

function prefixOf(set: string): string {
  return Object.hasOwn(AREA_LAYERS, set) ? set : 'other';
}

function targetOf(set: string, code: string): Target {
  if (set === COAST_SET) return { source: BASE_SOURCE, sourceLayer: COAST_LAYER, id: code };
  if (Object.hasOwn(AREA_LAYERS, set)) {
    return { source: BASE_SOURCE, sourceLayer: AREA_LAYERS[set as keyof typeof AREA_LAYERS], id: code };
  }
  return { source: OTHER_SOURCE, id: `${set}|${code}` };
}

function matchCode(values: ReadonlyMap<string, string>, otherwise: string): ExpressionSpecification {
  return ['match', ['get', 'code'], ...[...values].flat(), otherwise] as unknown as ExpressionSpecification;
}

/** Lower keys are placed first and keep their place, so the strongest class has the lowest key. */
function sortKey(badges: ReadonlyMap<string, string>): ExpressionSpecification {
  const order = ['7', '6+', '6-', '5+', '5-', '5-?', '4', '3', '2', '1'];
  const byRank = new Map<number, string[]>();
  for (const [code, image] of badges) {
    const rank = order.indexOf(image.replace('badge:', ''));
    byRank.set(rank, [...(byRank.get(rank) ?? []), code]);
  }
  const ranks = [...byRank].flatMap(([rank, codes]) => [codes, rank]);
  return ['match', ['get', 'code'], ...ranks, 99] as unknown as ExpressionSpecification;
}
