import type { PolygonRings } from '../geometry/rings.js';
import { signedArea2 } from '../geometry/rings.js';
import { mercatorY } from '../geometry/mercator.js';

export type PlanarPoint = readonly [x: number, y: number];

/** Where a segment meets the coast; `landward` = it comes from the sea there. */
export interface Crossing {
  vertex: number;
  landward: boolean;
}

interface CoastSegment {
  from: number;
  to: number;
  cuts: { share: number; vertex: number }[];
}

/** A tenth of a degree: a few coast segments per cell at Natural Earth's detail. */
const CELL = 0.1;

/** The coast as segments in a grid, in Mercator degrees, land on the left. Cutting it adds shared vertices. */
export class CoastIndex {
  readonly points: PlanarPoint[] = [];
  private readonly segments: CoastSegment[] = [];
  private readonly ringStarts: number[] = [];
  private readonly grid = new Map<number, number[]>();
  private readonly rows = new Map<number, number[]>();
  private bounds: [west: number, south: number, east: number, north: number] = [
    Infinity,
    Infinity,
    -Infinity,
    -Infinity,
  ];

  constructor(land: readonly PolygonRings[]) {
    for (const rings of land)
      rings.forEach((ring, index) => {
        const landLeft = signedArea2(ring) > 0 === (index === 0) ? ring : ring.toReversed();
        this.addRing(landLeft.slice(0, -1).map(([lng, lat]) => [lng, mercatorY(lat)]));
      });
  }

  addPoint(point: PlanarPoint): number {
    return this.points.push(point) - 1;
  }

  private addRing(ring: PlanarPoint[]): void {
    const first = this.points.length;
    this.points.push(...ring);
    this.ringStarts.push(this.segments.length);
    ring.forEach((point, index) => {
      const segment = { from: first + index, to: first + ((index + 1) % ring.length), cuts: [] };
      const number = this.segments.push(segment) - 1;
      const [west, south, east, north] = boxOf(point, this.points[segment.to] as PlanarPoint);
      const known = this.bounds;
      this.bounds = [
        Math.min(known[0], west),
        Math.min(known[1], south),
        Math.max(known[2], east),
        Math.max(known[3], north),
      ];
      for (const cell of cellsOf([west, south, east, north])) put(this.grid, cell, number);
      for (let row = Math.floor(south / CELL); row <= Math.floor(north / CELL); row++) put(this.rows, row, number);
    });
  }

  /** Even-odd along a line to the east. */
  isLand([x, y]: PlanarPoint): boolean {
    let inside = false;
    for (const number of this.rows.get(Math.floor(y / CELL)) ?? []) {
      const { from, to } = this.segments[number] as CoastSegment;
      const [a, b] = [this.points[from] as PlanarPoint, this.points[to] as PlanarPoint];
      if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
    }
    return inside;
  }

  /** Marks where a segment crosses the coast; the crossings in order from `start`. */
  cut(start: PlanarPoint, end: PlanarPoint): Crossing[] {
    const found: { along: number; crossing: Crossing }[] = [];
    const [dx, dy] = [end[0] - start[0], end[1] - start[1]];
    for (const number of this.near(start, end)) {
      const segment = this.segments[number] as CoastSegment;
      const [a, b] = [this.points[segment.from] as PlanarPoint, this.points[segment.to] as PlanarPoint];
      const [ex, ey] = [b[0] - a[0], b[1] - a[1]];
      const turn = dx * ey - dy * ex;
      if (turn === 0) continue;
      const along = ((a[0] - start[0]) * ey - (a[1] - start[1]) * ex) / turn;
      const share = ((a[0] - start[0]) * dy - (a[1] - start[1]) * dx) / turn;
      if (along <= 0 || along >= 1 || share < 0 || share >= 1) continue;
      const vertex = this.addPoint([start[0] + along * dx, start[1] + along * dy]);
      segment.cuts.push({ share, vertex });
      found.push({ along, crossing: { vertex, landward: turn < 0 } });
    }
    return found.sort((a, b) => a.along - b.along).map(({ crossing }) => crossing);
  }

  private near(start: PlanarPoint, end: PlanarPoint): Set<number> {
    const numbers = new Set<number>();
    const span = shareWithin(start, end, this.bounds);
    if (!span) return numbers;
    const at = (share: number): PlanarPoint => [
      start[0] + (end[0] - start[0]) * share,
      start[1] + (end[1] - start[1]) * share,
    ];
    const length = Math.hypot(end[0] - start[0], end[1] - start[1]) * (span[1] - span[0]);
    const steps = Math.max(1, Math.ceil(length / CELL));
    for (let step = 0; step < steps; step++) {
      const from = at(span[0] + ((span[1] - span[0]) * step) / steps);
      const to = at(span[0] + ((span[1] - span[0]) * (step + 1)) / steps);
      for (const cell of cellsOf(boxOf(from, to))) for (const number of this.grid.get(cell) ?? []) numbers.add(number);
    }
    return numbers;
  }

  /** Every ring with its cuts inserted; `cuts` are positions within `vertices`. */
  *rings(): Generator<{ vertices: number[]; cuts: number[] }> {
    for (let ring = 0; ring < this.ringStarts.length; ring++) {
      const vertices: number[] = [];
      const cuts: number[] = [];
      const end = this.ringStarts[ring + 1] ?? this.segments.length;
      for (let number = this.ringStarts[ring] as number; number < end; number++) {
        const segment = this.segments[number] as CoastSegment;
        vertices.push(segment.from);
        for (const { vertex } of segment.cuts.sort((a, b) => a.share - b.share)) cuts.push(vertices.push(vertex) - 1);
      }
      yield { vertices, cuts };
    }
  }
}

type Box = [west: number, south: number, east: number, north: number];

function boxOf(a: PlanarPoint, b: PlanarPoint): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])];
}

function* cellsOf([west, south, east, north]: Box): Generator<number> {
  for (let row = Math.floor(south / CELL); row <= Math.floor(north / CELL); row++)
    for (let column = Math.floor(west / CELL); column <= Math.floor(east / CELL); column++) yield row * 10_000 + column;
}

function put(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

/** The part of a segment within a box as shares of its length (Liang–Barsky); null when it misses the box. */
function shareWithin(start: PlanarPoint, end: PlanarPoint, box: Box): [number, number] | null {
  let [first, last] = [0, 1];
  for (const axis of [0, 1] as const) {
    const delta = end[axis] - start[axis];
    const [low, high] = [box[axis] - start[axis], (box[axis + 2] as number) - start[axis]];
    if (delta === 0) {
      if (low > 0 || high < 0) return null;
      continue;
    }
    first = Math.max(first, Math.min(low / delta, high / delta));
    last = Math.min(last, Math.max(low / delta, high / delta));
  }
  return first <= last ? [first, last] : null;
}
