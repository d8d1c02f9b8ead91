import type { LngLat } from '@hinomi/contracts';

/** What is wrong with a box of CRS84; null = nothing. Its west may be east of its east: then it crosses 180°. */
export function boxFault(box: readonly number[]): string | null {
  if (box.length !== 4 && box.length !== 6) return 'expected 4 or 6 numbers in a box';
  const half = box.length / 2;
  const [west, south, east, north] = [box[0]!, box[1]!, box[half]!, box[half + 1]!];
  if (!box.every(Number.isFinite)) return 'expected numbers';
  if (Math.abs(west) > 180 || Math.abs(east) > 180) return 'expected longitudes from -180 to 180';
  if (Math.abs(south) > 90 || Math.abs(north) > 90 || south > north) {
    return 'expected latitudes from -90 to 90, south not above north';
  }
  return box.length === 6 && box[2]! > box[5]! ? 'expected the lower height first' : null;
}

/** What is wrong with a ring of a polygon; null = nothing. */
export function ringFault(ring: readonly LngLat[]): string | null {
  const [first, last] = [ring[0], ring.at(-1)];
  if (ring.length < 4 || first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) {
    return 'expected a ring: four positions or more, the last as the first';
  }
  return null;
}
