import type { LngLat } from '@hinomi/contracts';
import { boundsIntersect, PreparedArea, type Bounds } from '@hinomi/geo';
import { boxesOf } from '../match.js';
import type { Place } from '../place.js';
import type { Read, Truth } from '../three-values.js';
import type { Cql2Place } from './cql2.js';
import type { Subject } from './subject.js';

/** Whether two places share a position; unknown where the feature's is. */
export function placeTruth([one, other]: readonly [Cql2Place, Cql2Place]): Read<Subject, Truth> {
  const [first, second] = [areasOf(one), areasOf(other)];
  if (first !== null && second !== null) {
    const shares = first.some((area) => second.some((another) => area.meets(another)));
    return () => shares;
  }
  const areas = first ?? second;
  return ({ place }) => place && (areas === null || meetsSome(place, areas));
}

/** Whether a place shares a position with one of the areas. */
export function meetsSome(place: Place, areas: readonly PreparedArea[]): boolean {
  return areas.some((area) => boundsIntersect(area.bounds, place.bounds) && place.meets(area));
}

/** A box of 4 or 6 numbers as areas: two where it crosses 180°. Heights are read over. */
export function areasOfBox(box: readonly number[]): PreparedArea[] {
  const half = box.length / 2;
  return boxesOf([box[0]!, box[1]!, box[half]!, box[half + 1]!]).map((bounds) => areaOfBounds(bounds));
}

/** Null = the feature's own. */
function areasOf(place: Cql2Place): PreparedArea[] | null {
  if ('property' in place) return null;
  if ('bbox' in place) return areasOfBox(place.bbox);
  if (place.type === 'GeometryCollection') return place.geometries.map((geometry) => new PreparedArea(geometry));
  return [new PreparedArea(place)];
}

/** A box without width or height is a line or a position, which a flat ring would not say. */
function areaOfBounds([west, south, east, north]: Bounds): PreparedArea {
  const corners: LngLat[] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  if (west === east || south === north) return new PreparedArea({ type: 'LineString', coordinates: corners });
  return new PreparedArea({ type: 'Polygon', coordinates: [corners] });
}
