import type { LngLat } from '@hinomi/contracts';
import { ringsContain, signedArea2 } from './rings.js';
import type { PolygonRings, Ring } from './rings.js';

/** Walks directed border lines, area on the left, into closed rings; at a touching point it turns left to stay simple. */
export function traceRings(lines: readonly number[][], positions: readonly LngLat[]): Ring[] {
  const leaving = new Map<number, number[]>();
  lines.forEach((line, index) => {
    const start = line[0] as number;
    const known = leaving.get(start);
    if (known) known.push(index);
    else leaving.set(start, [index]);
  });
  const used = new Set<number>();
  const rings: Ring[] = [];
  for (let first = 0; first < lines.length; first++) {
    if (used.has(first)) continue;
    const ring: number[] = [];
    for (let at: number | undefined = first; at !== undefined && !used.has(at);) {
      used.add(at);
      const line = lines[at] as number[];
      ring.push(...line.slice(0, -1));
      const choices = (leaving.get(line.at(-1) as number) ?? []).filter((index) => !used.has(index));
      at = choices.length > 1 ? leftmost(line, choices, lines, positions) : choices[0];
    }
    const closed = closeRing(ring.map((vertex) => positions[vertex] as LngLat));
    if (closed) rings.push(closed);
  }
  return rings;
}

function leftmost(
  line: readonly number[],
  choices: readonly number[],
  lines: readonly number[][],
  positions: readonly LngLat[],
): number | undefined {
  const heading = (from: number, to: number): number => {
    const [a, b] = [positions[from] as LngLat, positions[to] as LngLat];
    return Math.atan2(b[1] - a[1], b[0] - a[0]);
  };
  const arrived = heading(line.at(-2) as number, line.at(-1) as number);
  const turn = (choice: number): number => {
    const next = lines[choice] as number[];
    const angle = heading(next[0] as number, next[1] as number) - arrived;
    return ((angle + 3 * Math.PI) % (2 * Math.PI)) - Math.PI;
  };
  return choices.toSorted((a, b) => turn(b) - turn(a))[0];
}

/** Without repeated positions; null when nothing is left of the ring. */
function closeRing(positions: readonly LngLat[]): Ring | null {
  const ring = positions.filter((position, index) => {
    const previous = positions.at(index - 1) as LngLat;
    return position[0] !== previous[0] || position[1] !== previous[1];
  });
  return ring.length < 3 ? null : [...ring, ring[0] as LngLat];
}

/** Sorts rings by their direction: counter-clockwise ones are polygons, the others holes of the smallest around them. */
export function polygonsFromRings(rings: readonly Ring[]): PolygonRings[] {
  const polygons = rings
    .filter((ring) => signedArea2(ring) > 0)
    .map((ring): PolygonRings => [ring])
    .sort((a, b) => signedArea2(a[0] as Ring) - signedArea2(b[0] as Ring));
  for (const hole of rings.filter((ring) => signedArea2(ring) < 0)) {
    const corner = hole[0] as LngLat;
    const area = -signedArea2(hole);
    polygons
      .find((rings) => signedArea2(rings[0] as Ring) > area && ringsContain([rings[0] as Ring], corner))
      ?.push(hole);
  }
  return polygons.reverse();
}
