import type { Instant, Layer } from '@hinomi/contracts';
import type { Bounds } from '@hinomi/geo';
import type { Item } from './read-items-query.js';

/** Where and when the features of a collection are; null = no feature says. */
export interface Extent {
  bbox: Bounds | null;
  /** The end is null where a feature's is open. */
  interval: readonly [from: Instant, to: Instant | null];
}

/** The extents of the layers that have features; of nothing else than these features. */
export function deriveExtents(items: Iterable<Item>): ReadonlyMap<Layer, Extent> {
  const extents = new Map<Layer, Extent>();
  for (const { feature, place } of items) {
    const { from, to } = feature.valid;
    const bounds = place !== null && place.bounds[0] <= place.bounds[2] ? place.bounds : null;
    const known = extents.get(feature.layer);
    if (known === undefined) {
      extents.set(feature.layer, { bbox: bounds, interval: [from, to] });
      continue;
    }
    const [first, last] = known.interval;
    extents.set(feature.layer, {
      bbox: around(known.bbox, bounds),
      interval: [from < first ? from : first, to === null || last === null ? null : to > last ? to : last],
    });
  }
  return extents;
}

function around(one: Bounds | null, other: Bounds | null): Bounds | null {
  if (one === null || other === null) return one ?? other;
  return [
    Math.min(one[0], other[0]),
    Math.min(one[1], other[1]),
    Math.max(one[2], other[2]),
    Math.max(one[3], other[3]),
  ];
}
