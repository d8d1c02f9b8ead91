import type { LngLat } from '@hinomi/contracts';
import type { Bounds } from '../../map/bounds.js';

export type AreaTool = 'box' | 'polygon';

/** An area on its way: opposite corners of a box, or the corners of a polygon. */
export interface AreaSketch {
  tool: AreaTool;
  points: readonly LngLat[];
  /** It is whole: presses add nothing, corners can be moved. */
  ended: boolean;
}

export type SketchAct =
  | { act: 'tool'; tool: AreaTool }
  | { act: 'add'; at: LngLat }
  | { act: 'take-back' }
  | { act: 'end' }
  | { act: 'move'; index: number; at: LngLat }
  | { act: 'box'; box: Bounds };

const LEAST_CORNERS = 3;

export const NO_AREA: AreaSketch = { tool: 'box', points: [], ended: false };

export function withAct(sketch: AreaSketch, act: SketchAct): AreaSketch {
  switch (act.act) {
    case 'tool':
      return { tool: act.tool, points: [], ended: false };
    case 'add':
      return added(sketch, act.at);
    case 'take-back':
      return { ...sketch, points: sketch.points.slice(0, -1), ended: false };
    case 'end':
      return sketch.tool === 'polygon' && sketch.points.length >= LEAST_CORNERS ? { ...sketch, ended: true } : sketch;
    case 'move':
      return moved(sketch, act.index, act.at);
    case 'box':
      return boxed(act.box);
  }
}

/** The second press of a double one is none; a press after the end begins anew. */
function added({ tool, points, ended }: AreaSketch, at: LngLat): AreaSketch {
  if (ended) return { tool, points: [at], ended: false };
  const last = points.at(-1);
  if (last !== undefined && last[0] === at[0] && last[1] === at[1]) return { tool, points, ended };
  const next = [...points, at];
  return { tool, points: next, ended: tool === 'box' && next.length === 2 };
}

/** Of a box the opposite corner stays. */
function moved(sketch: AreaSketch, index: number, at: LngLat): AreaSketch {
  if (sketch.tool === 'polygon' || !sketch.ended) {
    return { ...sketch, points: sketch.points.map((point, each) => (each === index ? at : point)) };
  }
  const opposite = cornersOf(sketch)[(index + 2) % 4];
  return opposite === undefined ? sketch : { ...sketch, points: [opposite, at] };
}

function boxed([west, south, east, north]: Bounds): AreaSketch {
  const points: LngLat[] = [
    [west, south],
    [east, north],
  ];
  return { tool: 'box', points, ended: true };
}

/** What is drawn: of a whole box all four corners. */
export function cornersOf(sketch: AreaSketch): readonly LngLat[] {
  const box = boxOf(sketch);
  if (box === null) return sketch.points;
  const [west, south, east, north] = box;
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ];
}

/** The box that is drawn, to some ten metres; null while it is none. */
export function boxOf({ tool, points, ended }: AreaSketch): Bounds | null {
  const [a, b] = points;
  if (tool !== 'box' || !ended || a === undefined || b === undefined) return null;
  const box: Bounds = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])];
  return box.map(rounded) as Bounds;
}

/** The polygon's ring, closed and against the clock (RFC 7946 section 3.1.6); null while it is none. */
export function ringOf({ tool, points, ended }: AreaSketch): LngLat[] | null {
  if (tool !== 'polygon' || !ended) return null;
  const corners = points.map(([lng, lat]): LngLat => [rounded(lng), rounded(lat)]);
  const turned = isClockwise(corners) ? corners.reverse() : corners;
  return [...turned, turned[0]!];
}

/** The four numbers that somebody typed, as a box; null while they are none. */
export function readBox(typed: readonly string[]): Bounds | null {
  const numbers = typed.map((text) => (/^\s*-?\d+(\.\d+)?\s*$/.test(text) ? Number(text) : NaN));
  const [west = NaN, south = NaN, east = NaN, north = NaN] = numbers;
  const isPlace = Math.abs(west) <= 180 && Math.abs(east) <= 180 && Math.abs(south) <= 90 && Math.abs(north) <= 90;
  return isPlace && west < east && south < north ? [west, south, east, north] : null;
}

function rounded(degrees: number): number {
  return Math.round(degrees * 10_000) / 10_000;
}

function isClockwise(corners: readonly LngLat[]): boolean {
  const twice = corners.reduce((sum, [lng, lat], index) => {
    const [nextLng, nextLat] = corners[(index + 1) % corners.length]!;
    return sum + lng * nextLat - nextLng * lat;
  }, 0);
  return twice < 0;
}
