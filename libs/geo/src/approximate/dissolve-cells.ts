import type { PolygonGeometry } from '@hinomi/contracts';
import { polygonGeometry } from '../geometry/rings.js';
import { polygonsFromRings, traceRings } from '../geometry/trace-rings.js';
import { SEA } from './cell-network.js';
import type { CellNetwork } from './cell-network.js';

/** Joins the cells of one key into one area. `keyOf` a site is null when it belongs to none. */
export function dissolveCells(
  network: CellNetwork,
  keyOf: (site: number) => string | null,
): Map<string, PolygonGeometry> {
  const borders = new Map<string, number[][]>();
  const add = (key: string | null, line: number[]): void => {
    if (key === null) return;
    const lines = borders.get(key);
    if (lines) lines.push(line);
    else borders.set(key, [line]);
  };
  for (const { vertices, left, right } of network.arcs) {
    const [leftKey, rightKey] = [keyOf(left), right === SEA ? null : keyOf(right)];
    if (leftKey === rightKey) continue;
    add(leftKey, vertices);
    add(rightKey, vertices.toReversed());
  }
  const areas = new Map<string, PolygonGeometry>();
  for (const [key, lines] of borders) {
    const geometry = polygonGeometry(polygonsFromRings(traceRings(lines, network.vertices)));
    if (geometry) areas.set(key, geometry);
  }
  return areas;
}
