import type { Geometry, LngLat } from '@hinomi/contracts';
import { coastLines } from '../areas/areas.js';
import { SEA } from './cell-network.js';
import type { CellNetwork } from './cell-network.js';

/** Every coast of Japan belongs to a named one; this far off lie only rocks far out at sea. */
const REACH_DEGREES = 1.5;

interface Segment {
  code: string;
  from: LngLat;
  to: LngLat;
  south: number;
  north: number;
}

/**
 * Lines for the tsunami coasts: each stretch of the outline's coast goes to the nearest named coast, so that the line
 * lies on the coast that is drawn. A coast with none (islands the outline lacks) keeps its own few points.
 */
export function snapCoasts(network: CellNetwork): Map<string, Geometry> {
  const named = coastLines();
  const coasts = new NamedCoasts(
    [...named].flatMap(([code, lines]) =>
      lines.flatMap((line) =>
        line.slice(1).map((to, index): Segment => {
          const from = line[index] as LngLat;
          return { code, from, to, south: Math.min(from[1], to[1]), north: Math.max(from[1], to[1]) };
        }),
      ),
    ),
  );
  const found = new Map<string, LngLat[][]>();
  for (const { vertices, right } of network.arcs) {
    if (right !== SEA) continue;
    let open: { code: string | null; line: LngLat[] } = { code: null, line: [] };
    for (let index = 1; index < vertices.length; index++) {
      const from = network.vertices[vertices[index - 1] as number] as LngLat;
      const to = network.vertices[vertices[index] as number] as LngLat;
      const code = coasts.nearest([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2]);
      if (code !== open.code || code === null) {
        open = { code, line: [from] };
        if (code !== null) found.set(code, [...(found.get(code) ?? []), open.line]);
      }
      open.line.push(to);
    }
  }
  return new Map(
    [...named].map(([code, lines]): [string, Geometry] => [
      code,
      { type: 'MultiLineString', coordinates: joinLines(found.get(code) ?? []) ?? lines },
    ]),
  );
}

/** Finds the named coast of a point; walks along a coast ask for near points in a row. */
class NamedCoasts {
  private last: Segment | null = null;

  constructor(private readonly segments: readonly Segment[]) {}

  nearest(point: LngLat): string | null {
    const [lng, lat] = point;
    const narrowing = Math.cos((lat * Math.PI) / 180);
    let best: Segment | null = null;
    let leastSquare = REACH_DEGREES ** 2;
    let least = REACH_DEGREES;
    const look = (segment: Segment): void => {
      const square = squareDistance(segment, lng, lat, narrowing);
      if (square >= leastSquare) return;
      best = segment;
      leastSquare = square;
      least = Math.sqrt(square);
    };
    // The neighbour's segment is near, and rules most of the others out by their latitude.
    if (this.last) look(this.last);
    for (const segment of this.segments)
      if (segment.south - lat <= least && lat - segment.north <= least) look(segment);
    this.last = best;
    return (best as Segment | null)?.code ?? null;
  }
}

/** In plain comparisons: this runs millions of times. */
function squareDistance({ from, to }: Segment, lng: number, lat: number, narrowing: number): number {
  const ax = (from[0] - lng) * narrowing;
  const ay = from[1] - lat;
  const dx = (to[0] - from[0]) * narrowing;
  const dy = to[1] - from[1];
  const along = -(ax * dx + ay * dy);
  const length = dx * dx + dy * dy;
  const share = along <= 0 ? 0 : along >= length ? 1 : along / length;
  const x = ax + share * dx;
  const y = ay + share * dy;
  return x * x + y * y;
}

/** Joins lines that continue each other; null for none. */
function joinLines(lines: readonly LngLat[][]): LngLat[][] | null {
  if (lines.length === 0) return null;
  const starts = new Map(lines.map((line) => [String(line[0]), line]));
  const ends = new Set(lines.map((line) => String(line.at(-1))));
  const joined: LngLat[][] = [];
  const used = new Set<LngLat[]>();
  const heads = lines.filter((line) => !ends.has(String(line[0])));
  for (const head of [...heads, ...lines]) {
    if (used.has(head)) continue;
    const whole: LngLat[] = [head[0] as LngLat];
    for (let line: LngLat[] | undefined = head; line && !used.has(line); line = starts.get(String(line.at(-1)))) {
      used.add(line);
      whole.push(...line.slice(1));
    }
    joined.push(whole);
  }
  return joined;
}
