import { HubError } from '@hinomi/contracts';
import { area } from '../areas/areas.js';
import { boundsOf } from '../geometry/bounds.js';
import type { EditionShapes } from './boundaries.js';

/** A file may hold a part of a prefecture only, and offices of far islands stand on another island. */
const NEAR_DEGREES = 3;

/**
 * Refuses a file whose areas are mostly unknown, mostly without a shape, or mostly elsewhere than the hub's tables say: the
 * file of another country, another projection, latitude before longitude, or codes of something else.
 */
export function refuseImplausible(fileName: string, editions: readonly EditionShapes[]): void {
  for (const { set, shapes } of editions) {
    const codes = [...shapes.keys()];
    const known = codes.filter((code) => area(set, code));
    const refuse = (why: string): never => {
      throw new HubError('report.invalid', `${fileName}: ${why}. Nothing was changed.`);
    };
    if (4 * known.length < codes.length)
      refuse(`${codes.length - known.length} of its ${codes.length} ${set} codes are not known in Japan`);
    const shaped = codes.filter((code) => shapes.get(code));
    if (2 * shaped.length < codes.length)
      refuse(
        `${codes.length - shaped.length} of its ${codes.length} ${set} areas have no usable shape (longitude and latitude in degrees, WGS 84 or JGD2011, are expected)`,
      );
    const placed = shaped.filter((code) => !area(set, code) || area(set, code)?.lngLat);
    const astray = placed.filter((code) => !isNear(shapes.get(code), area(set, code)?.lngLat));
    if (2 * astray.length > placed.length)
      refuse(
        `${astray.length} of its ${placed.length} ${set} areas are not where they should be, for example ${astray[0]} (longitude and latitude in degrees, in this order, are expected)`,
      );
  }
}

/** A code of another year is near when it is in Japan. */
function isNear(
  shape: Parameters<typeof boundsOf>[0] | null | undefined,
  point: readonly number[] | null | undefined,
): boolean {
  if (!shape) return false;
  const [west, south, east, north] = boundsOf(shape);
  const [lng, lat] = point ?? [];
  if (lng === undefined || lat === undefined) return west > 122 && east < 155 && south > 20 && north < 47;
  const near = NEAR_DEGREES;
  return lng >= west - near && lng <= east + near && lat >= south - near && lat <= north + near;
}
