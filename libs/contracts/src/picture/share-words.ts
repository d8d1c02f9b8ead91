import { WordPool } from '../word-pool.js';
import type { FeatureV1 } from './feature.v1.js';

const pool = new WordPool();

/** Makes a feature that was just read share what it says of its sources and columns with all others: it says so with every value. */
export function shareWords({ properties, sources }: FeatureV1): void {
  for (const source of sources) {
    source.agency = pool.share(source.agency);
    source.attribution = pool.share(source.attribution);
    source.source = pool.share(source.source);
    source.issuedAt = pool.share(source.issuedAt);
  }
  if (properties.type !== 'thing') return;
  for (const attribute of Object.values(properties.attributes)) {
    attribute.agency = pool.share(attribute.agency);
    attribute.source = pool.share(attribute.source);
    attribute.observedAt = pool.share(attribute.observedAt);
    if (attribute.title !== undefined) attribute.title = pool.share(attribute.title);
  }
}
