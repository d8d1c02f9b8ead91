import type { LngLat } from '@hinomi/contracts';

/** What gateways to mobile phones take of one polygon (IPAWS). */
export const MOST_POINTS = 100;
/** How many points are tried, one after the other, where more make the ring cross itself. */
const TRIED = [MOST_POINTS, 80, 60, 45, 30, 20, 12, 8, 5];

/**
 * A closed ring with at most {@link MOST_POINTS} points that does not cross itself, which CAP does not allow (CAP 1.2 section 3.2.4): the points
 * that matter most (Douglas and Peucker), or the convex hull where every choice crosses. Null for what has no inside.
 */
export function simplifyRing(ring: readonly LngLat[]): LngLat[] | null {
  const rounded = withoutRepeats(ring.map(([lng, lat]): LngLat => [round(lng), round(lat)]));
  if (rounded.length <= MOST_POINTS && rounded.length >= 4 && !crossesItself(rounded)) return rounded;
  const weights = weightsOf(rounded);
  const sorted = weights.toSorted((a, b) => b - a);
  for (const most of TRIED) {
    const least = sorted[Math.min(most, sorted.length) - 1] ?? Infinity;
    // Equal weights could be too many together.
    const kept = rounded.filter((_, index) => (weights[index] ?? 0) >= least && (weights[index] ?? 0) > 0);
    if (kept.length >= 4 && kept.length <= MOST_POINTS && !crossesItself(kept)) return kept;
  }
  return convexHull(ring);
}

/** The smallest convex ring around positions, closed and counter-clockwise (Andrew's monotone chain); null when they lie on a line. */
export function convexHull(positions: readonly LngLat[]): LngLat[] | null {
  const sorted = positions
    .map(([lng, lat]): LngLat => [round(lng), round(lat)])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (points: readonly LngLat[]): LngLat[] => {
    const chain: LngLat[] = [];
    for (const point of points) {
      while (chain.length >= 2 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  const hull = [...half(sorted), ...half(sorted.toReversed())];
  const [first] = hull;
  if (first === undefined || hull.length < 3) return null;
  const closed = [...hull, first];
  return closed.length <= MOST_POINTS ? closed : thinned(closed);
}

/** Of a convex ring any corners make a convex ring. */
function thinned(closed: readonly LngLat[]): LngLat[] {
  const open = closed.slice(0, -1);
  const step = Math.ceil(open.length / (MOST_POINTS - 1));
  const kept = open.filter((_, index) => index % step === 0);
  return [...kept, ...kept.slice(0, 1)];
}

/** About a metre is what a border is good for. */
function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5 + 0;
}

function withoutRepeats(ring: readonly LngLat[]): LngLat[] {
  return ring.filter(([lng, lat], index) => {
    const before = ring[index - 1];
    return before === undefined || before[0] !== lng || before[1] !== lat;
  });
}

/**
 * How much each point matters: its distance from the line between points that matter more. Never more than theirs, so that all points above
 * any weight are one simplification.
 */
function weightsOf(ring: readonly LngLat[]): number[] {
  const weights = ring.map(() => 0);
  const held = [0, furthestFromFirst(ring), ring.length - 1];
  for (const index of held) weights[index] = Infinity;
  const spans: [from: number, to: number, limit: number][] = [
    [0, held[1] ?? 0, Infinity],
    [held[1] ?? 0, ring.length - 1, Infinity],
  ];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [from, to, limit] = span;
    let [worst, distance] = [-1, 0];
    for (let index = from + 1; index < to; index += 1) {
      const away = distanceTo(ring[index], ring[from], ring[to]);
      if (away > distance) [worst, distance] = [index, away];
    }
    if (worst < 0) continue;
    const weight = Math.min(distance, limit);
    weights[worst] = weight;
    spans.push([from, worst, weight], [worst, to, weight]);
  }
  return weights;
}

/** A ring begins where it ends, so a second point must be held first. */
function furthestFromFirst(ring: readonly LngLat[]): number {
  const [lng, lat] = ring[0] ?? [0, 0];
  let [furthest, distance] = [0, 0];
  ring.forEach(([x, y], index) => {
    const away = Math.hypot(x - lng, y - lat);
    if (away > distance) [furthest, distance] = [index, away];
  });
  return furthest;
}

function distanceTo(point: LngLat = [0, 0], from: LngLat = point, to: LngLat = point): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length2 = dx * dx + dy * dy;
  const share = length2 === 0 ? 0 : ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / length2;
  const within = Math.min(1, Math.max(0, share));
  return Math.hypot(point[0] - from[0] - within * dx, point[1] - from[1] - within * dy);
}

function crossesItself(ring: readonly LngLat[]): boolean {
  const last = ring.length - 2;
  for (let a = 0; a <= last; a += 1) {
    if (turnsBack(ring[a === 0 ? last : a - 1], ring[a], ring[a + 1])) return true;
    for (let b = a + 2; b <= last; b += 1) {
      // The first and the last edge meet in the point that closes the ring.
      if (a === 0 && b === last) continue;
      if (meet(ring[a], ring[a + 1], ring[b], ring[b + 1])) return true;
    }
  }
  return false;
}

/** Whether an edge runs back over the one before it. */
function turnsBack(before: LngLat = [0, 0], here: LngLat = before, after: LngLat = here): boolean {
  if (turn(before, here, after) !== 0) return false;
  return (here[0] - before[0]) * (after[0] - here[0]) + (here[1] - before[1]) * (after[1] - here[1]) < 0;
}

/** Whether two edges share a point. */
function meet(a: LngLat = [0, 0], b: LngLat = a, c: LngLat = a, d: LngLat = a): boolean {
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (abc * abd < 0 && cda * cdb < 0) return true;
  return (
    (abc === 0 && inBox(a, b, c)) ||
    (abd === 0 && inBox(a, b, d)) ||
    (cda === 0 && inBox(c, d, a)) ||
    (cdb === 0 && inBox(c, d, b))
  );
}

function inBox(a: LngLat, b: LngLat, point: LngLat): boolean {
  return [0, 1].every((axis) => {
    const [from, to, at] = [a[axis] ?? 0, b[axis] ?? 0, point[axis] ?? 0];
    return Math.min(from, to) <= at && at <= Math.max(from, to);
  });
}

/** The sense of turning at `b`: in units of 1e-5 degrees whole, so that a straight line is exactly 0. */
function turn(a: LngLat = [0, 0], b: LngLat = a, c: LngLat = b): number {
  const whole = ([lng, lat]: LngLat): [number, number] => [Math.round(lng * 1e5), Math.round(lat * 1e5)];
  const [[ax, ay], [bx, by], [cx, cy]] = [whole(a), whole(b), whole(c)];
  return Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
}
