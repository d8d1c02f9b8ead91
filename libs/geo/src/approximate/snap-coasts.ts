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
}

/**
 * Lines for the tsunami coasts: each stretch of the outline's coast goes to the nearest named coast, so that the line
 * lies on the coast that is drawn. A coast with none (islands the outline lacks) keeps its own few points.
 */
export function snapCoasts(network: CellNetwork): Map<string, Geometry> {
  const named = coastLines();
  const segments = [...named].flatMap(([code, lines]) =>
    lines.flatMap((line) => line.slice(1).map((to, index): Segment => ({ code, from: line[index] as LngLat, to }))),
  );
  const found = new Map<string, LngLat[][]>();
  for (const { vertices, right } of network.arcs) {
    if (right !== SEA) continue;
    let open: { code: string | null; line: LngLat[] } = { code: null, line: [] };
    for (let index = 1; index < vertices.length; index++) {
      const from = network.vertices[vertices[index - 1] as number] as LngLat;
      const to = network.vertices[vertices[index] as number] as LngLat;
      const code = nearestCoast([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], segments);
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

function nearestCoast(point: LngLat, segments: readonly Segment[]): string | null {
  const cos = Math.cos((point[1] * Math.PI) / 180);
  let best: string | null = null;
  let least = REACH_DEGREES;
  for (const { code, from, to } of segments) {
    if (Math.min(from[1], to[1]) - point[1] > least || point[1] - Math.max(from[1], to[1]) > least) continue;
    const [ax, ay] = [(from[0] - point[0]) * cos, from[1] - point[1]];
    const [dx, dy] = [(to[0] - from[0]) * cos, to[1] - from[1]];
    const share = Math.max(0, Math.min(1, -(ax * dx + ay * dy) / (dx * dx + dy * dy || 1)));
    const distance = Math.hypot(ax + share * dx, ay + share * dy);
    if (distance < least) [least, best] = [distance, code];
  }
  return best;
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
