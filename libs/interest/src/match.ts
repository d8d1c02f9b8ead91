import type { FeatureV1, InterestArea, InterestV1 } from '@hinomi/contracts';
import { boundsIntersect, PreparedArea, type Bounds } from '@hinomi/geo';
import { compilePredicate, type Readable } from './compile-predicate.js';
import type { PlaceOf } from './place.js';
import { touchesCodes } from './touches-codes.js';

/** What the matcher looks at; a whole feature has it. */
export type Matchable = Pick<FeatureV1, 'layer' | 'severity' | 'areaCodes'> & Readable;

/**
 * Does somebody with this interest hear of this feature? A feature without a place always matches: not knowing where is
 * no reason for silence. `exercise` is not looked at here: each realm has a picture of its own.
 */
export function matches<F extends Matchable>(interest: InterestV1, feature: F, placeOf: PlaceOf<F>): boolean {
  return matcherOf(interest)(feature, placeOf);
}

/** {@link matches} with the interest read once, for many features. */
export function matcherOf(interest: InterestV1): <F extends Matchable>(feature: F, placeOf: PlaceOf<F>) => boolean {
  const layers = interest.layers && new Set<string>(interest.layers);
  const { minSeverity = 0, minSeverityOf = {} } = interest;
  const boxes = interest.bbox && boxesOf(interest.bbox);
  const isWithin = interest.area && areaMatcher(interest.area);
  const isSuch = interest.where && compilePredicate(interest.where);
  return (feature, placeOf) => {
    if (layers && !layers.has(feature.layer)) return false;
    if (feature.severity < (minSeverityOf[feature.layer] ?? minSeverity)) return false;
    if (isSuch && !isSuch(feature)) return false;
    if (boxes) {
      const bounds = placeOf(feature)?.bounds;
      if (bounds && !boxes.some((box) => boundsIntersect(box, bounds))) return false;
    }
    return !isWithin || isWithin(feature, placeOf);
  };
}

/** By its codes or by its shape. Only a feature of which one of them is known, and none says so, is elsewhere. */
function areaMatcher({ codes, polygon }: InterestArea): ReturnType<typeof matcherOf> {
  const touches = codes && touchesCodes(codes);
  const area = polygon && new PreparedArea(polygon);
  return (feature, placeOf) => {
    const hasCodes = touches !== undefined && feature.areaCodes.length > 0;
    if (hasCodes && touches(feature.areaCodes)) return true;
    const place = area && placeOf(feature);
    if (!area || !place) return !hasCodes;
    return boundsIntersect(area.bounds, place.bounds) && place.meets(area);
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
