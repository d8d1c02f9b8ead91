import type { InterestV1, Layer, Subscription } from '@hinomi/contracts';
import { jurisdictionText } from '../../places/jurisdictions.js';
import type { PlaceNameTable } from '../../places/place-names.js';
import type { AgencyWords } from '../../words/agency/ja.js';
import { plain } from '../../words/ruby-text.js';
import type { Words } from '../../words/words.js';

/** Older than a round of any sound delivery. */
export const BEHIND_MS = 5 * 60_000;
/** Named one by one; more are counted. */
const MOST_NAMED = 4;

export interface Vocabulary {
  words: Words;
  agency: AgencyWords;
  /** Names of municipalities, once they have arrived. */
  places: PlaceNameTable | null;
}

/** How long the oldest waiting change has been there by now: it grows while nobody answers. */
export function lagAt({ account }: Subscription, answeredMs: number, nowMs: number): number {
  return account.waiting === 0 ? 0 : account.lagMs + Math.max(0, nowMs - answeredMs);
}

export function layerName(layer: Layer, { layers }: Words): string {
  return (layers as Partial<Record<Layer, string>>)[layer] ?? layer;
}

export function layersText({ layers }: InterestV1, { words, agency }: Vocabulary): string {
  if (layers === undefined) return agency.everything;
  return layers.map((layer) => layerName(layer, words)).join(words.separator);
}

export function severityText({ minSeverity = 0 }: InterestV1, { words, agency }: Vocabulary): string {
  return minSeverity === 0 ? agency.anySeverity : agency.atLeast(words.severity[minSeverity] ?? '');
}

/** `named`: areas beyond so many are counted only. */
export function areaText({ bbox, area }: InterestV1, vocabulary: Vocabulary, named = MOST_NAMED): string {
  const { words, agency, places } = vocabulary;
  const parts = (area?.codes ?? []).slice(0, named).map((code) => jurisdictionText(code, places, words));
  const more = (area?.codes?.length ?? 0) - parts.length;
  if (more > 0) parts.push(agency.moreAreas(more));
  if (bbox !== undefined) {
    const [west, south, east, north] = bbox.map((degrees) => degrees.toFixed(2));
    parts.push(agency.box(west ?? '', south ?? '', east ?? '', north ?? ''));
  }
  const polygon = area?.polygon;
  if (polygon !== undefined) {
    const rings = polygon.type === 'Polygon' ? [polygon.coordinates[0]] : polygon.coordinates.map(([outer]) => outer);
    parts.push(agency.polygon(rings.reduce((sum, ring) => sum + Math.max(0, (ring?.length ?? 0) - 1), 0)));
  }
  return parts.length === 0 ? agency.everywhere : parts.join(words.separator);
}

export function realmText({ exercise }: InterestV1, { agency }: Vocabulary): string {
  return exercise ? agency.drill : agency.real;
}

/** Why it is paused; the hub's own words where they are others. */
export function pausedText({ pausedBecause }: Subscription, { pausedBy }: AgencyWords): string | null {
  if (pausedBecause === 'Paused by its holder.') return pausedBy.holder;
  return pausedBecause?.startsWith('Paused by the hub') ? pausedBy.operators : pausedBecause;
}

/** Those in which every word of a search stands. */
export function matching(
  all: readonly Subscription[],
  search: string,
  vocabulary: Vocabulary,
): readonly Subscription[] {
  const wanted = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return all;
  return all.filter((subscription) => {
    const text = searchText(subscription, vocabulary);
    return wanted.every((word) => text.includes(word));
  });
}

function searchText(subscription: Subscription, vocabulary: Vocabulary): string {
  const { id, owner, holder, interest, status, channel, format, account } = subscription;
  const { agency } = vocabulary;
  const texts = [
    ...[id, owner.organisation, owner.purpose, owner.contact, holder.name, holder.clientId, holder.agency ?? ''],
    ...[layersText(interest, vocabulary), areaText(interest, vocabulary), severityText(interest, vocabulary)],
    ...[realmText(interest, vocabulary), agency.statuses[status], agency.formats[format]],
    ...(channel.type === 'webhook' ? [agency.channels.webhook, channel.url] : [agency.channels[channel.type]]),
    ...[account.lastFailure ?? ''],
  ];
  return plain(texts.join(' ')).toLowerCase();
}
