import type { Geometry, LngLat, PolygonGeometry } from '@hinomi/contracts';
import { orientRings, polygonGeometry, polygonsOf } from './rings.js';
import { polygonsFromRings, traceRings } from './trace-rings.js';

/** More vertices than any boundary set has; keeps an edge's key an exact integer. */
const MOST_VERTICES = 2 ** 26;

class VertexTable {
  readonly positions: LngLat[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(position: LngLat): number {
    const key = `${position[0]},${position[1]}`;
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    const number = this.positions.push(position) - 1;
    this.numbers.set(key, number);
    return number;
  }
}

function* edgesOf(geometry: Geometry | null, table: VertexTable): Generator<[from: number, to: number]> {
  for (const rings of polygonsOf(geometry && orientRings(geometry)))
    for (const ring of rings) {
      let previous = -1;
      for (const position of ring) {
        const vertex = table.numberOf(position);
        if (previous >= 0 && previous !== vertex) yield [previous, vertex];
        previous = vertex;
      }
    }
}

/** One area out of many: edges that two of them share disappear. Edges must match exactly, as in one topology. */
export function dissolveShapes(shapes: Iterable<Geometry | null>): PolygonGeometry | null {
  const table = new VertexTable();
  const open = new Map<number, number[]>();
  for (const shape of shapes)
    for (const [from, to] of edgesOf(shape, table))
      if (!open.delete(to * MOST_VERTICES + from)) open.set(from * MOST_VERTICES + to, [from, to]);
  return polygonGeometry(polygonsFromRings(traceRings([...open.values()], table.positions)));
}

/**
 * The lines along which two areas touch, each once, sorted by what `kindOf` the two owners says; null leaves a line
 * out. Edges that one area has alone (the coast) are no border.
 */
export function borderLines(
  areas: Iterable<readonly [owner: string, shape: Geometry | null]>,
  kindOf: (one: string, other: string) => string | null,
): Map<string, LngLat[][]> {
  const table = new VertexTable();
  const owners = new Map<number, string>();
  const edges = new Map<string, [number, number][]>();
  for (const [owner, shape] of areas)
    for (const [from, to] of edgesOf(shape, table)) {
      const key = Math.min(from, to) * MOST_VERTICES + Math.max(from, to);
      const other = owners.get(key);
      if (other === undefined) owners.set(key, owner);
      const kind = other === undefined || other === owner ? null : kindOf(other, owner);
      if (kind === null) continue;
      const known = edges.get(kind);
      if (known) known.push([from, to]);
      else edges.set(kind, [[from, to]]);
    }
  return new Map(
    [...edges].map(([kind, list]) => [
      kind,
      chain(list).map((line) => line.map((vertex) => table.positions[vertex] as LngLat)),
    ]),
  );
}

/** Joins edges into lines that end where three or more meet, or where one ends. */
function chain(edges: readonly [number, number][]): number[][] {
  const at = new Map<number, number[]>();
  edges.forEach((edge, index) => {
    for (const vertex of edge) {
      const known = at.get(vertex);
      if (known) known.push(index);
      else at.set(vertex, [index]);
    }
  });
  const used = new Set<number>();
  const walk = (start: number, first: number): number[] => {
    const line = [start];
    for (let index: number | undefined = first; index !== undefined;) {
      used.add(index);
      const [a, b] = edges[index] as [number, number];
      const next: number = a === line.at(-1) ? b : a;
      line.push(next);
      const meeting = at.get(next) ?? [];
      index = meeting.length === 2 ? meeting.find((other) => !used.has(other)) : undefined;
    }
    return line;
  };
  const lines: number[][] = [];
  for (const [vertex, meeting] of at)
    if (meeting.length !== 2) for (const index of meeting) if (!used.has(index)) lines.push(walk(vertex, index));
  edges.forEach(([start], index) => {
    if (!used.has(index)) lines.push(walk(start, index));
  });
  return lines;
}
