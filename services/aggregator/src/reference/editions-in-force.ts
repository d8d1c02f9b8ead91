import { boundariesRank, type AreaSet, type BoundariesChangedV1, type Instant } from '@hinomi/contracts';
import { APPROXIMATE_NAME } from '@hinomi/geo';

/** The edition that places of one set are named in. All of it comes from the log, so that every process says the same. */
export interface EditionInForce {
  edition: string;
  approximate: boolean;
  /** Codes whose shapes are derived though the edition is not. */
  derivedCodes: readonly string[];
}

/** Which edition of each set the log says is in force, and since when it says so. */
export type EditionsInForce = Readonly<
  Partial<Record<AreaSet, EditionInForce & { digest: string; at: Instant; appendedAt: Instant }>>
>;

/** The later statement wins; a repeat changes nothing. */
export function integrateBoundaries(
  editions: EditionsInForce,
  { set, edition, digest, approximate, derivedCodes = [], at }: BoundariesChangedV1,
  appendedAt: Instant,
): EditionsInForce {
  const known = editions[set];
  if (known !== undefined && boundariesRank(known) >= boundariesRank({ edition, digest, at })) return editions;
  return { ...editions, [set]: { edition, digest, approximate, derivedCodes, at, appendedAt } };
}

/** Before the log says anything, places are named in the approximate set that every hub can make. */
export function editionInForce(editions: EditionsInForce, set: AreaSet): EditionInForce {
  return editions[set] ?? { edition: `${set}@${APPROXIMATE_NAME}`, approximate: true, derivedCodes: [] };
}
