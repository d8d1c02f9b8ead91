import type { LngLat } from '@hinomi/contracts';
import { orient2d } from 'robust-predicates';
import type { Bounds } from '../geometry/bounds.js';

/** Edges of a leaf, and children of a node: 4 takes longer to build, 16 longer to ask. */
const FAN = 8;

/** Where a position is of a ring; `on` = exactly on an edge or a vertex. */
export const OUTSIDE = -1;
export const ON = 0;
export const INSIDE = 1;
export type Side = typeof OUTSIDE | typeof ON | typeof INSIDE;

/**
 * Lines and rings as one flat tree of boxes over runs of consecutive edges, nodes in the order of a walk through them.
 *
 * Edges follow one another, so a run that lies wholly east of a position adds to its winding number only by where the run
 * begins and ends: above or not. What is left to look at are the runs whose box holds the position itself, however many
 * edges its parallel crosses. No sorting, about 6 bytes a vertex beside the coordinates.
 */
export class EdgeTree {
  private readonly xs: Float64Array;
  private readonly ys: Float64Array;
  /** West, south, east, north of every node. */
  private readonly boxes: Float64Array;
  /** First and last vertex of every node. */
  private readonly from: Int32Array;
  private readonly to: Int32Array;
  /** The node after all that is below this one. */
  private readonly next: Int32Array;
  /** The first node of every line, then the end. */
  private readonly roots: Int32Array;
  private nodes = 0;

  /** Every line has at least two positions; one whose last equals its first is a ring. */
  constructor(lines: readonly (readonly LngLat[])[]) {
    const vertices = lines.reduce((sum, line) => sum + line.length, 0);
    const nodes = lines.reduce((sum, line) => sum + nodesOver(line.length - 1), 0);
    this.xs = new Float64Array(vertices);
    this.ys = new Float64Array(vertices);
    this.boxes = new Float64Array(nodes * 4);
    this.from = new Int32Array(nodes);
    this.to = new Int32Array(nodes);
    this.next = new Int32Array(nodes);
    this.roots = new Int32Array(lines.length + 1);
    let vertex = 0;
    for (const [index, line] of lines.entries()) {
      const first = vertex;
      for (const [lng, lat] of line) {
        if (!Number.isFinite(lng) || !Number.isFinite(lat)) throw new RangeError(`${lng}, ${lat} is no position`);
        this.xs[vertex] = lng;
        this.ys[vertex++] = lat;
      }
      this.addNode(first, vertex - 1);
      this.roots[index + 1] = this.nodes;
    }
  }

  get lines(): number {
    return this.roots.length - 1;
  }

  get vertices(): number {
    return this.xs.length;
  }

  bounds(line: number): Bounds {
    const box = (this.roots[line] as number) * 4;
    return [...this.boxes.subarray(box, box + 4)] as unknown as Bounds;
  }

  /** Of a ring that crosses itself, what it goes around is inside: non-zero winding, as PostGIS says. */
  sideOf(line: number, x: number, y: number): Side {
    const { xs, ys, boxes, from, to, next } = this;
    const end = this.roots[line + 1] as number;
    let winding = 0;
    let node = this.roots[line] as number;
    while (node < end) {
      const box = node * 4;
      const below = next[node] as number;
      if (x < (boxes[box] as number)) {
        const first = ys[from[node] as number] as number;
        const last = ys[to[node] as number] as number;
        winding += (last > y ? 1 : 0) - (first > y ? 1 : 0);
        node = below;
      } else if (x > (boxes[box + 2] as number) || y < (boxes[box + 1] as number) || y > (boxes[box + 3] as number)) {
        node = below;
      } else {
        node++;
        if (node < below) continue;
        const last = to[node - 1] as number;
        for (let vertex = from[node - 1] as number; vertex < last; vertex++) {
          const ay = ys[vertex] as number;
          const by = ys[vertex + 1] as number;
          if ((ay < y && by < y) || (ay > y && by > y)) continue;
          const ax = xs[vertex] as number;
          const bx = xs[vertex + 1] as number;
          if (ax < x && bx < x) continue;
          const rises = (by > y ? 1 : 0) - (ay > y ? 1 : 0);
          if (ax > x && bx > x) {
            winding += rises;
            continue;
          }
          const turn = orient2d(ax, ay, bx, by, x, y);
          if (turn === 0) return ON;
          // `orient2d` is negative where the position lies left of the edge, looking along it with north up.
          if (rises !== 0 && turn < 0 === rises > 0) winding += rises;
        }
      }
    }
    return winding === 0 ? OUTSIDE : INSIDE;
  }

  /** True when an edge shares a position with the box; the box's own border belongs to it. */
  meets(line: number, bounds: Bounds): boolean {
    return this.someEdge(line, bounds, (ax, ay, bx, by) => edgeMeets(ax, ay, bx, by, bounds));
  }

  /** True when an edge shares a position with the edge from a to b. */
  meetsEdge(line: number, ax: number, ay: number, bx: number, by: number): boolean {
    const around: Bounds = [Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by)];
    return this.someEdge(line, around, (cx, cy, dx, dy) => edgesMeet(ax, ay, bx, by, cx, cy, dx, dy));
  }

  /** Where the line begins. */
  start(line: number): LngLat {
    const vertex = this.from[this.roots[line] as number] as number;
    return [this.xs[vertex] as number, this.ys[vertex] as number];
  }

  /** Asks about edges that may meet a box, and some near it, until one is as asked. */
  someEdge(line: number, bounds: Bounds, isSuch: (ax: number, ay: number, bx: number, by: number) => boolean): boolean {
    const [west, south, east, north] = bounds;
    const { xs, ys, boxes, from, to, next } = this;
    const end = this.roots[line + 1] as number;
    let node = this.roots[line] as number;
    while (node < end) {
      const box = node * 4;
      const below = next[node] as number;
      const apart =
        east < (boxes[box] as number) ||
        north < (boxes[box + 1] as number) ||
        west > (boxes[box + 2] as number) ||
        south > (boxes[box + 3] as number);
      if (apart) {
        node = below;
        continue;
      }
      node++;
      if (node < below) continue;
      const last = to[node - 1] as number;
      for (let vertex = from[node - 1] as number; vertex < last; vertex++) {
        const ax = xs[vertex] as number;
        const ay = ys[vertex] as number;
        if (isSuch(ax, ay, xs[vertex + 1] as number, ys[vertex + 1] as number)) return true;
      }
    }
    return false;
  }

  private addNode(from: number, to: number): void {
    const node = this.nodes++;
    const edges = to - from;
    let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
    if (edges <= FAN) {
      for (let vertex = from; vertex <= to; vertex++) {
        const [x, y] = [this.xs[vertex] as number, this.ys[vertex] as number];
        west = Math.min(west, x);
        south = Math.min(south, y);
        east = Math.max(east, x);
        north = Math.max(north, y);
      }
    } else {
      let run = FAN;
      while (run * FAN < edges) run *= FAN;
      for (let first = from; first < to; first += run) {
        const box = this.nodes * 4;
        this.addNode(first, Math.min(first + run, to));
        west = Math.min(west, this.boxes[box] as number);
        south = Math.min(south, this.boxes[box + 1] as number);
        east = Math.max(east, this.boxes[box + 2] as number);
        north = Math.max(north, this.boxes[box + 3] as number);
      }
    }
    this.boxes.set([west, south, east, north], node * 4);
    this.from[node] = from;
    this.to[node] = to;
    this.next[node] = this.nodes;
  }
}

/** At least as many nodes as the tree over so many edges has. */
function nodesOver(edges: number): number {
  let sum = 0;
  for (let level = edges; level > 1; level = Math.ceil(level / FAN)) sum += Math.ceil(level / FAN);
  return Math.max(1, sum);
}

/** Two convex shapes are apart when an axis of one of them separates them; here both axes of the box, then the edge. */
function edgeMeets(ax: number, ay: number, bx: number, by: number, [west, south, east, north]: Bounds): boolean {
  if (Math.max(ax, bx) < west || Math.min(ax, bx) > east) return false;
  if (Math.max(ay, by) < south || Math.min(ay, by) > north) return false;
  const rising = ax < bx === ay < by;
  const one = orient2d(ax, ay, bx, by, west, rising ? north : south);
  const other = orient2d(ax, ay, bx, by, east, rising ? south : north);
  return !sameSide(one, other);
}

/** The same with the axes of both edges; where all lie on one line, what they share of both axes they share of it. */
function edgesMeet(
  ax: number,
  ay: number,
  bx: number,
  by: number,
  cx: number,
  cy: number,
  dx: number,
  dy: number,
): boolean {
  if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx)) return false;
  if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return false;
  return (
    !sameSide(orient2d(ax, ay, bx, by, cx, cy), orient2d(ax, ay, bx, by, dx, dy)) &&
    !sameSide(orient2d(cx, cy, dx, dy, ax, ay), orient2d(cx, cy, dx, dy, bx, by))
  );
}

function sameSide(one: number, other: number): boolean {
  return (one > 0 && other > 0) || (one < 0 && other < 0);
}
