import type { CatalogueCredit, CatalogueFreshness, FeatureV1, Instant, Layer, SourceId } from '@hinomi/contracts';

/** What only the picture says of a layer. */
export interface LiveLayer {
  credits: CatalogueCredit[];
  freshness: CatalogueFreshness;
}

/** Licences by source, as the entries of sources state them. */
export type Licences = ReadonlyMap<string, string>;

/** Whoever posts by hand has no entry of their own. */
const DOOR = 'door';

/** Of these features: who is to be credited, the busiest first, and how new they are. A layer without one of them is absent. */
export function deriveLive(features: Iterable<FeatureV1>, licences: Licences): Map<Layer, LiveLayer> {
  const layers = new Map<Layer, { freshness: CatalogueFreshness; credits: Map<string, CatalogueCredit> }>();
  for (const { layer, observedAt, recordedAt, sources } of features) {
    let known = layers.get(layer);
    if (known === undefined) {
      known = {
        freshness: { features: 0, newestObservedAt: null, newestRecordedAt: null },
        credits: new Map(),
      };
      layers.set(layer, known);
    }
    const { freshness, credits } = known;
    freshness.features++;
    freshness.newestObservedAt = newer(freshness.newestObservedAt, observedAt);
    freshness.newestRecordedAt = newer(freshness.newestRecordedAt, recordedAt);
    const counted = new Set<string>();
    for (const { source, agency, attribution } of sources) {
      const key = JSON.stringify([source, agency, attribution]);
      // Several reports of one source in one feature are one contribution.
      if (counted.has(key)) continue;
      counted.add(key);
      const credit = credits.get(key);
      if (credit !== undefined) credit.features++;
      else credits.set(key, { source, agency, attribution, licence: licenceOf(source, licences), features: 1 });
    }
  }
  return new Map(
    [...layers].map(([layer, { freshness, credits }]) => [
      layer,
      { freshness, credits: [...credits.values()].sort((a, b) => b.features - a.features || order(a, b)) },
    ]),
  );
}

function licenceOf(source: SourceId, licences: Licences): string | null {
  const name = source.startsWith(`${DOOR}:`) ? DOOR : source;
  return licences.get(name) ?? null;
}

function newer(known: Instant | null, next: Instant | null): Instant | null {
  if (known === null || next === null) return known ?? next;
  return next > known ? next : known;
}

function order(a: CatalogueCredit, b: CatalogueCredit): number {
  return a.source < b.source ? -1 : a.source > b.source ? 1 : a.agency < b.agency ? -1 : 1;
}
