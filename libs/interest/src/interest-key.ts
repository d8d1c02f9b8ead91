import { contentDigest, type InterestV1 } from '@hinomi/contracts';

/** The same interest said in another way (order of layers, a minimum of 0) becomes the same value. */
export function canonicalInterest({ layers, bbox, minSeverity, exercise }: InterestV1): InterestV1 {
  return {
    ...(layers === undefined ? {} : { layers: [...new Set(layers)].sort() }),
    ...(bbox === undefined ? {} : { bbox }),
    ...(minSeverity === undefined || minSeverity === 0 ? {} : { minSeverity }),
    exercise,
  };
}

/** One short text per interest: equal for equal interests, for cursors and audiences. */
export function interestKey(interest: InterestV1): string {
  return contentDigest(canonicalInterest(interest));
}
