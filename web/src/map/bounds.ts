import type { Geometry } from '@hinomi/contracts';

/** `[west, south, east, north]` in degrees. */
export type Bounds = [number, number, number, number];

/** From Yonaguni to Etorofu: what "all Japan" shows. */
export const JAPAN: Bounds = [122.9, 24.0, 146.2, 45.7];

export function boundsOf(geometry: Geometry): Bounds | null {
  const box: Bounds = [Infinity, Infinity, -Infinity, -Infinity];
  const visit = (coordinates: unknown): void => {
    if (!Array.isArray(coordinates)) return;
    const [lng, lat] = coordinates as unknown[];
    if (typeof lng !== 'number' || typeof lat !== 'number') {
      coordinates.forEach(visit);
      return;
    }
    box[0] = Math.min(box[0], lng);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lng);
    box[3] = Math.max(box[3], lat);
  };
  visit(geometry.coordinates);
  return box[0] === Infinity ? null : box;
}

export function union(a: Bounds | null, b: Bounds | null): Bounds | null {
  if (a === null || b === null) return a ?? b;
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** Smaller than this part of the view, in both directions, a thing is a speck: it is there, but nobody sees it. */
const SPECK = 0.1;

/** Whether the view shows the box well enough that moving would only annoy. */
export function isInSight(box: Bounds, view: Bounds): boolean {
  const width = (box[2] - box[0]) / (view[2] - view[0]);
  const height = (box[3] - box[1]) / (view[3] - view[1]);
  return isInside(box, view) && Math.max(width, height) >= SPECK;
}

export function isInside(box: Bounds, view: Bounds): boolean {
  return box[0] >= view[0] && box[1] >= view[1] && box[2] <= view[2] && box[3] <= view[3];
}

/** A box as a shape. */
export function boxShape([west, south, east, north]: Bounds): Geometry {
  const ring: [number, number][] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: 'Polygon', coordinates: [ring] };
}
