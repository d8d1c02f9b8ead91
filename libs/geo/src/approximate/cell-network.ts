import { Delaunay } from 'd3-delaunay';
import type { LngLat } from '@hinomi/contracts';
import { latOfMercatorY, mercatorY } from '../geometry/mercator.js';
import type { PolygonRings } from '../geometry/rings.js';
import { CoastIndex } from './coast-index.js';
import type { Crossing, PlanarPoint } from './coast-index.js';

/** The right side of a coast arc. */
export const SEA = -1;

/** A line between two vertices where three areas, or an area and the sea, may meet. Sites are indexes into the input. */
export interface Arc {
  /** Indexes into {@link CellNetwork.vertices}, first and last included. */
  vertices: number[];
  left: number;
  right: number;
}

/**
 * The Voronoi cells of points, cut off at the coast, as arcs that every level of areas shares: dissolving is choosing
 * arcs, so neighbours can neither overlap nor leave a gap.
 */
export interface CellNetwork {
  vertices: LngLat[];
  arcs: Arc[];
}

/** Degrees from the middle of Japan: far enough that no bisector with a real site reaches land. */
const FAR = 80;

/** About a metre: everything meets in the same rounded vertex. */
const PRECISION = 1e5;

export function cellNetwork(land: readonly PolygonRings[], sites: readonly LngLat[]): CellNetwork {
  const coast = new CoastIndex(land);
  const planar: PlanarPoint[] = sites.map(([lng, lat]) => [lng, mercatorY(lat)]);
  for (const x of [-FAR, FAR]) for (const y of [-FAR, FAR]) planar.push([137 + x, 38 + y]);
  const delaunay = Delaunay.from(planar as [number, number][]);
  const arcs = voronoiArcs(delaunay, planar, sites.length, coast);
  arcs.push(...coastArcs(delaunay, coast));
  const vertices = coast.points.map(([x, y]): LngLat => [
    Math.round(x * PRECISION) / PRECISION,
    Math.round(latOfMercatorY(y) * PRECISION) / PRECISION,
  ]);
  return { vertices, arcs };
}

function voronoiArcs(
  delaunay: Delaunay<unknown>,
  planar: readonly PlanarPoint[],
  siteCount: number,
  coast: CoastIndex,
): Arc[] {
  const { halfedges, triangles } = delaunay;
  const { circumcenters } = delaunay.voronoi();
  const centres = new Map<number, number>();
  const centrePoint = (triangle: number): PlanarPoint => [
    circumcenters[2 * triangle] as number,
    circumcenters[2 * triangle + 1] as number,
  ];
  const centreVertex = (triangle: number): number => {
    const known = centres.get(triangle) ?? coast.addPoint(centrePoint(triangle));
    centres.set(triangle, known);
    return known;
  };
  const arcs: Arc[] = [];
  for (let edge = 0; edge < halfedges.length; edge++) {
    const twin = halfedges[edge] as number;
    if (twin < edge) continue;
    const one = triangles[edge] as number;
    const other = triangles[edge % 3 === 2 ? edge - 2 : edge + 1] as number;
    if (one >= siteCount || other >= siteCount) continue;
    const [from, to] = [Math.floor(edge / 3), Math.floor(twin / 3)];
    const [start, end] = [centrePoint(from), centrePoint(to)];
    const oneIsLeft = cross(start, end, planar[one] as PlanarPoint) > 0;
    const [left, right] = oneIsLeft ? [one, other] : [other, one];
    for (const piece of piecesOnLand(coast, start, end)) {
      const first = piece.first ?? centreVertex(from);
      const last = piece.last ?? centreVertex(to);
      if (first !== last) arcs.push({ vertices: [first, last], left, right });
    }
  }
  return arcs;
}

/** The parts of a segment that lie on land; null stands for the segment's own end. */
function piecesOnLand(
  coast: CoastIndex,
  start: PlanarPoint,
  end: PlanarPoint,
): { first: number | null; last: number | null }[] {
  const crossings: Crossing[] = coast.cut(start, end);
  const [head] = crossings;
  if (!head) return coast.isLand(start) ? [{ first: null, last: null }] : [];
  const pieces: { first: number | null; last: number | null }[] = [];
  let entered: { vertex: number | null } | null = head.landward ? null : { vertex: null };
  for (const { vertex, landward } of crossings) {
    if (landward) entered = { vertex };
    else if (entered) {
      pieces.push({ first: entered.vertex, last: vertex });
      entered = null;
    }
  }
  if (entered) pieces.push({ first: entered.vertex, last: null });
  return pieces;
}

function coastArcs(delaunay: Delaunay<unknown>, coast: CoastIndex): Arc[] {
  const arcs: Arc[] = [];
  let near = 0;
  for (const { vertices, cuts } of coast.rings()) {
    const [firstCut] = cuts;
    const starts = firstCut === undefined ? [0] : cuts;
    const round = [...vertices, ...vertices];
    starts.forEach((start, index) => {
      const end = starts[index + 1] ?? (starts[0] as number) + vertices.length;
      const line = round.slice(start, end + 1);
      const [x, y] = middleOfLongest(line.map((vertex) => coast.points[vertex] as PlanarPoint));
      near = delaunay.find(x, y, near);
      arcs.push({ vertices: line, left: near, right: SEA });
    });
  }
  return arcs;
}

function middleOfLongest(line: readonly PlanarPoint[]): PlanarPoint {
  let middle = line[0] as PlanarPoint;
  let longest = -1;
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1] as PlanarPoint, line[i] as PlanarPoint];
    const length = Math.hypot(a[0] - b[0], a[1] - b[1]);
    if (length > longest) [longest, middle] = [length, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]];
  }
  return middle;
}

function cross(origin: PlanarPoint, a: PlanarPoint, b: PlanarPoint): number {
  return (a[0] - origin[0]) * (b[1] - origin[1]) - (a[1] - origin[1]) * (b[0] - origin[0]);
}
