import { createHash } from 'node:crypto';
import { canonicalFeature, type FeatureV1 } from '@hinomi/contracts';

/** SHA-256 of a feature's canonical bytes: equal for equal content, and a fraction of its size. */
export function featureDigest(feature: FeatureV1): string {
  return createHash('sha256').update(canonicalFeature(feature)).digest('base64');
}
