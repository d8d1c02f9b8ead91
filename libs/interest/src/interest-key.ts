import { contentDigest, type InterestArea, type InterestV1, type Layer } from '@hinomi/contracts';

/** The same interest said in another way (order of layers, a minimum of 0) becomes the same value. */
export function canonicalInterest({
  layers,
  bbox,
  area,
  minSeverity,
  minSeverityOf,
  where,
  exercise,
}: InterestV1): InterestV1 {
  const own = Object.entries(minSeverityOf ?? {}).filter(
    ([layer, least]) => least !== (minSeverity ?? 0) && (layers?.includes(layer as Layer) ?? true),
  );
  return {
    ...(layers === undefined ? {} : { layers: [...new Set(layers)].sort() }),
    ...(bbox === undefined ? {} : { bbox }),
    ...(area === undefined ? {} : { area: canonicalArea(area) }),
    ...(minSeverity === undefined || minSeverity === 0 ? {} : { minSeverity }),
    ...(own.length === 0 ? {} : { minSeverityOf: Object.fromEntries(own) }),
    ...(where === undefined ? {} : { where }),
    exercise,
  };
}

function canonicalArea({ codes, polygon }: InterestArea): InterestArea {
  return {
    ...(codes === undefined ? {} : { codes: [...new Set(codes)].sort() }),
    ...(polygon === undefined ? {} : { polygon }),
  };
}

/** One short text per interest: equal for equal interests, for cursors and audiences. */
export function interestKey(interest: InterestV1): string {
  return contentDigest(canonicalInterest(interest));
}
