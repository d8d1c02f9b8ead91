import type { FeatureV1 } from '@hinomi/contracts';
import { isThing, THING_LAYERS, type ThingFeature, type ThingLayer } from './thing-feature.js';
import { isQuiet } from './thing-state.js';

/** The things of one layer. */
export interface ThingList {
  layer: ThingLayer;
  /** Worst first, then by reading, so that a name keeps its place while its numbers change. */
  active: ThingFeature[];
  /** Closed, over, or unknown and of no severity. */
  quiet: ThingFeature[];
}

/** Layers without things are left out. */
export function listThings(features: Iterable<FeatureV1>): ThingList[] {
  const lists = new Map<ThingLayer, ThingList>(THING_LAYERS.map((layer) => [layer, { layer, active: [], quiet: [] }]));
  for (const feature of features) {
    if (!isThing(feature)) continue;
    const list = lists.get(feature.layer);
    (isQuiet(feature) ? list?.quiet : list?.active)?.push(feature);
  }
  const found = [...lists.values()].filter(({ active, quiet }) => active.length + quiet.length > 0);
  for (const { active, quiet } of found) {
    active.sort(worstFirst);
    quiet.sort(worstFirst);
  }
  return found;
}

/** Those whose name or reading holds the words that were typed. */
export function searchThings(things: readonly ThingFeature[], typed: string): readonly ThingFeature[] {
  const wanted = typed.split(/\s+/).map(searchable).filter(Boolean);
  if (wanted.length === 0) return things;
  return things.filter(({ properties: { name, nameKana } }) => {
    const text = `${searchable(name)}\n${searchable(nameKana ?? '')}`;
    return wanted.every((word) => text.includes(word));
  });
}

/** Widths, cases, spaces and the two kana do not tell names apart. */
export function searchable(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/[\u30a1-\u30f6]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));
}

function worstFirst(a: ThingFeature, b: ThingFeature): number {
  return b.severity - a.severity || compareText(sortName(a), sortName(b)) || compareText(a.id, b.id);
}

function sortName({ properties }: ThingFeature): string {
  return properties.nameKana ?? properties.name;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
