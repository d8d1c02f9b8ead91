import type { FeatureV1, FoundArea } from '@hinomi/contracts';
import { boundsOf } from '../map/bounds.js';

/** A municipality or prefecture that everything is limited to. */
export type AreaLimit = Pick<FoundArea, 'code' | 'codes' | 'name' | 'en' | 'bounds' | 'shape'>;

/**
 * Whether a feature concerns an area. By the codes it carries: what is told of the prefecture as a whole concerns each of its
 * municipalities. Without codes by its position; what is told of no place at all concerns everybody and stays.
 */
export function isInArea({ areaCodes, geometry }: Pick<FeatureV1, 'areaCodes' | 'geometry'>, area: AreaLimit): boolean {
  if (areaCodes.length > 0) {
    if (areaCodes.some((code) => area.codes.includes(code))) return true;
    const prefecture = area.code.slice(0, 2);
    const isNamedFiner = areaCodes.some((code) => code.length === 5 && code.startsWith(prefecture));
    return area.code.length === 5 && !isNamedFiner && areaCodes.includes(prefecture);
  }
  const box = geometry === null ? null : boundsOf(geometry);
  if (box === null || area.bounds === null) return true;
  const [west, south, east, north] = area.bounds;
  return box[0] <= east && box[2] >= west && box[1] <= north && box[3] >= south;
}
