import type { LngLat } from '@hinomi/contracts';

/**
 * A closed ring as RFC 7946 wants it: counter-clockwise, and cut into parts where it crosses the antimeridian, written
 * either with a jump (179 → -179) or by going on (179 → 181).
 * @NOTE A ring around a pole does not close once its jumps are taken out; it is left as it came.
 */
export function cutRing(ring: readonly LngLat[]): LngLat[][] {
  const unrolled = unroll(ring);
  let [west, east] = [Infinity, -Infinity];
  for (const [lng] of unrolled) [west, east] = [Math.min(west, lng), Math.max(east, lng)];
  if (unrolled[0]?.[0] !== unrolled.at(-1)?.[0] || east - west > MOST_TURNS * 360) return [counterClockwise([...ring])];
  if (west >= -180 && east <= 180) return [counterClockwise(unrolled)];
  const parts: LngLat[][] = [];
  for (let turn = Math.floor((west + 180) / 360); -180 + 360 * turn < east; turn += 1) {
    const [from, to] = [-180 + 360 * turn, 180 + 360 * turn];
    const inside = clip(clip(unrolled.slice(0, -1), from, 1), to, -1);
    const first = inside[0];
    if (inside.length >= 3 && first) {
      parts.push(counterClockwise([...inside, first].map(([lng, lat]): LngLat => [lng - 360 * turn, lat])));
    }
  }
  return parts;
}

/** A ring that winds further around the world is none of a place. */
const MOST_TURNS = 3;

/** Takes out jumps over the antimeridian. An edge of exactly 360° is a box around the world, not a jump. */
function unroll(ring: readonly LngLat[]): LngLat[] {
  let shift = 0;
  return ring.map(([lng, lat], index) => {
    const step = lng - (ring[index - 1]?.[0] ?? lng);
    if (Math.abs(step) > 180 && Math.abs(step) < 360) shift += step > 0 ? -360 : 360;
    return [lng + shift, lat];
  });
}

/** Keeps what lies east (`side` 1) or west (`side` -1) of a meridian (Sutherland and Hodgman). */
function clip(open: readonly LngLat[], meridian: number, side: 1 | -1): LngLat[] {
  return open.flatMap((here, index): LngLat[] => {
    const before = open.at(index - 1) ?? here;
    const [inside, wasInside] = [(here[0] - meridian) * side >= 0, (before[0] - meridian) * side >= 0];
    if (inside === wasInside) return inside ? [here] : [];
    const share = (meridian - before[0]) / (here[0] - before[0]);
    const crossing: LngLat = [meridian, Number((before[1] + share * (here[1] - before[1])).toFixed(7))];
    return inside ? [crossing, here] : [crossing];
  });
}

function counterClockwise(ring: LngLat[]): LngLat[] {
  let doubleArea = 0;
  for (let index = 1; index < ring.length; index += 1) {
    const [from, to] = [ring[index - 1], ring[index]];
    if (from && to) doubleArea += from[0] * to[1] - to[0] * from[1];
  }
  return doubleArea < 0 ? ring.reverse() : ring;
}
