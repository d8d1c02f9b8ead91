import type { FeatureV1 } from '@hinomi/contracts';
import type { ThingFeature } from './thing-feature.js';

/** The photos of a shelter by any id it had, the newest first; none for whoever may not see them. */
export function photosOf(
  { id, properties: { aliases } }: ThingFeature,
  features: ReadonlyMap<string, FeatureV1>,
): FeatureV1[] {
  const ids = new Set<unknown>([id, ...aliases]);
  return [...features.values()]
    .filter(
      ({ properties }) =>
        properties.type === 'thing' &&
        properties.theme === 'shelter-photo' &&
        ids.has(properties.attributes['shelter']?.value),
    )
    .sort((a, b) => (a.issuedAt < b.issuedAt ? 1 : -1));
}
