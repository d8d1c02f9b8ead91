import {
  instantFromMillis,
  millisOf,
  type Instant,
  type NeedArea,
  type NeedCode,
  type NeedLevel,
  type PublishedNeed,
} from '@hinomi/contracts';
import { isSafeFamily, type Child } from './is-safe-family.js';
import type { ExactCounts, Publication } from './publication.js';
import { shownNext, type Shown } from './shown-value.js';

type Areas = Record<string, Record<NeedCode, PublishedNeed>>;

/** An area with what lies within it, for one need. */
interface Node extends Child {
  key: string;
  known: PublishedNeed | undefined;
  children: Node[];
}

/**
 * Makes the publication of a period out of exact counts (docs/needs.md). Deterministic. From the large to the small: a total is shown if it may be,
 * then what lies within it if both together tell nothing of a small count, else nothing of it. Asked again within a
 * period it says what it said.
 */
export function suppressCounts(exact: ExactCounts): Publication {
  const { settings, previous, rulesVersion } = exact;
  const period = periodOf(exact.at, settings.periodHours);
  if (previous !== null && previous.period.from >= period.from) return previous;
  const placed = new Set(exact.places.map(({ shelterId }) => shelterId));
  const areas: Areas = {};
  for (const [need, finest] of exact.publishedFrom) {
    for (const root of treesOf(exact, need, finest)) publish(root, need, areas, period.from, settings.threshold);
  }
  const unplaced = exact.counts.map(({ shelterId }) => shelterId).filter((id) => !placed.has(id));
  return { period, threshold: settings.threshold, rulesVersion, areas, unplaced };
}

function periodOf(at: Instant, hours: number): Publication['period'] {
  const length = hours * 3_600_000;
  const from = Math.floor(millisOf(at) / length) * length;
  return { from: instantFromMillis(from), until: instantFromMillis(from + length) };
}

/** The key of an area in a publication and on the topic. */
export function areaKey({ level, code }: { level: NeedArea['level']; code: string }): string {
  return `${level}/${code}`;
}

/** Prefectures with their municipalities and these with their shelters, as far down as the need may be shown. */
function treesOf({ places, counts, previous, settings }: ExactCounts, need: NeedCode, finest: NeedLevel): Node[] {
  const nodes = new Map<string, Node>();
  const roots: Node[] = [];
  const nodeAt = (level: NeedLevel, code: string, parent: Node | null): Node => {
    const key = areaKey({ level, code });
    let node = nodes.get(key);
    if (node === undefined) {
      const known = previous?.areas[key]?.[need];
      node = { key, known, count: 0, last: lastOf(known), shown: 'below', children: [] };
      nodes.set(key, node);
      (parent?.children ?? roots).push(node);
    }
    return node;
  };
  const countOf = new Map(counts.map(({ shelterId, needs }) => [shelterId, needs[need]?.count ?? 0]));
  for (const { shelterId, municipality, prefecture } of places) {
    const count = countOf.get(shelterId) ?? 0;
    const ofPrefecture = nodeAt('prefecture', prefecture, null);
    ofPrefecture.count += count;
    if (finest === 'prefecture') continue;
    const ofMunicipality = nodeAt('municipality', municipality, ofPrefecture);
    ofMunicipality.count += count;
    if (finest === 'shelter') nodeAt('shelter', shelterId, ofMunicipality).count += count;
  }
  for (const node of nodes.values()) node.shown = shownNext(node.count, node.last, settings.threshold);
  return roots;
}

function lastOf(known: PublishedNeed | undefined): Shown | null {
  if (known === undefined) return null;
  return known.value === 'hidden' ? (known.last?.value ?? null) : known.value;
}

function publish(node: Node, need: NeedCode, areas: Areas, at: Instant, k: number): void {
  put(areas, node.key, need, { value: node.shown, asOf: shownSince(node, at) });
  const isTold = node.shown !== 'below' && isSafeFamily(node.count, node.children, k);
  for (const child of node.children) {
    if (isTold) publish(child, need, areas, at, k);
    else hide(child, need, areas, at);
  }
}

/** When what is shown began to be so, over times in which it was hidden too. */
function shownSince({ known, shown, last }: Node, at: Instant): Instant {
  if (known === undefined || shown !== last) return at;
  return known.value === 'hidden' ? (known.last?.asOf ?? at) : known.asOf;
}

/** Of what was never shown nothing is kept; of the rest what was shown last, which everybody has seen. */
function hide({ key, known, children }: Node, need: NeedCode, areas: Areas, at: Instant): void {
  if (known?.value === 'hidden') put(areas, key, need, known);
  else if (known !== undefined) {
    put(areas, key, need, { value: 'hidden', asOf: at, last: { value: known.value, asOf: known.asOf } });
  }
  for (const child of children) hide(child, need, areas, at);
}

function put(areas: Areas, key: string, need: NeedCode, published: PublishedNeed): void {
  const area = (areas[key] ??= {});
  area[need] = published;
}
