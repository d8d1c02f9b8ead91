import type { AreaSet, BoundariesChangedV1, Instant } from '@hinomi/contracts';

/** Which edition of each set the log says is in force, and since when it says so. */
export type EditionsInForce = Readonly<
  Partial<Record<AreaSet, { edition: string; digest: string; at: Instant; appendedAt: Instant }>>
>;

/** The later statement wins; a repeat changes nothing. */
export function integrateBoundaries(
  editions: EditionsInForce,
  { set, edition, digest, at }: BoundariesChangedV1,
  appendedAt: Instant,
): EditionsInForce {
  const known = editions[set];
  if (known !== undefined && rankOf(known) >= rankOf({ edition, digest, at })) return editions;
  return { ...editions, [set]: { edition, digest, at, appendedAt } };
}

function rankOf({ edition, digest, at }: Pick<BoundariesChangedV1, 'edition' | 'digest' | 'at'>): string {
  return `${at} ${edition} ${digest}`;
}
