import type { FeatureV1, InterestV1 } from '@hinomi/contracts';
import { boundsIntersect, type Bounds } from '@hinomi/geo';

/** What the matcher looks at; a whole feature has it. */
export type Matchable = Pick<FeatureV1, 'layer' | 'severity'>;

/** The box of a feature; null when its place is unknown. */
export type BoundsOf<F> = (feature: F) => Bounds | null;

/**
 * Does somebody with this interest hear of this feature? A feature without a place always matches: not knowing where is
 * no reason for silence. `exercise` is not looked at here: each realm has a picture of its own.
 */
export function matches<F extends Matchable>(interest: InterestV1, feature: F, boundsOf: BoundsOf<F>): boolean {
  return matcherOf(interest)(feature, boundsOf);
}

/** {@link matches} with the interest read once, for many features. */
export function matcherOf(interest: InterestV1): <F extends Matchable>(feature: F, boundsOf: BoundsOf<F>) => boolean {
  const layers = interest.layers && new Set<string>(interest.layers);
  const { minSeverity = 0, minSeverityOf = {} } = interest;
  const boxes = interest.bbox && boxesOf(interest.bbox);
  return (feature, boundsOf) => {
    if (layers && !layers.has(feature.layer)) return false;
    if (feature.severity < (minSeverityOf[feature.layer] ?? minSeverity)) return false;
    if (!boxes) return true;
    const bounds = boundsOf(feature);
    return bounds === null || boxes.some((box) => boundsIntersect(box, bounds));
  };
}

/**
 * A map that was panned around the world speaks of longitudes beyond ±180, and a box over the antimeridian has its west
 * edge east of its east edge; both become one or two boxes within ±180.
 */
export function boxesOf([west, south, east, north]: Bounds): Bounds[] {
  if (east - west >= 360) return [[-180, south, 180, north]];
  const from = withinWorld(west);
  const to = withinWorld(east);
  if (from <= to) return [[from, south, to, north]];
  return [
    [from, south, 180, north],
    [-180, south, to, north],
  ];
}

function withinWorld(lng: number): number {
  return lng >= -180 && lng <= 180 ? lng : ((((lng + 180) % 360) + 360) % 360) - 180;
}
