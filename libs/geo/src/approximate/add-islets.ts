import { union } from 'polyclip-ts';
import type { LngLat } from '@hinomi/contracts';
import { boundsIntersect, boundsOf } from '../geometry/bounds.js';
import { circlePolygon } from '../geometry/circle-polygon.js';
import { ringsContain } from '../geometry/rings.js';
import type { PolygonRings } from '../geometry/rings.js';

/** A small island that the outline lacks: large enough to be seen and hit, small enough to be one island. */
const ISLET_KM = 3;
/** A town on the shore that the coarse outline leaves at sea: a bulge only. */
const SHORE_KM = 1.6;
const KM_PER_DEGREE = 111.2;

/** The land with round islets where a point lies at sea, so that no municipality disappears. */
export function addIslets(land: readonly PolygonRings[], points: readonly LngLat[]): PolygonRings[] {
  const boxes = land.map((rings) => boundsOf({ type: 'Polygon', coordinates: rings }));
  const islets: PolygonRings[] = [];
  for (const point of points) {
    if (land.some((rings, index) => covers(boxes[index], point) && ringsContain(rings, point))) continue;
    const radius = isNearLand(land, boxes, point) ? SHORE_KM : ISLET_KM;
    islets.push(circlePolygon(point, radius, 20).coordinates as PolygonRings);
  }
  if (islets.length === 0) return [...land];
  const isletBoxes = islets.map((rings) => boundsOf({ type: 'Polygon', coordinates: rings }));
  const touched = land.filter((_, index) => isletBoxes.some((box) => boundsIntersect(box, boxes[index] as typeof box)));
  const untouched = land.filter((rings) => !touched.includes(rings));
  const [first, ...rest] = [...touched, ...islets] as [PolygonRings, ...PolygonRings[]];
  return [...untouched, ...(union(first, ...rest) as PolygonRings[])];
}

type Box = ReturnType<typeof boundsOf>;

function covers(box: Box | undefined, [lng, lat]: LngLat): boolean {
  return box !== undefined && lng >= box[0] && lng <= box[2] && lat >= box[1] && lat <= box[3];
}

function isNearLand(land: readonly PolygonRings[], boxes: readonly Box[], [lng, lat]: LngLat): boolean {
  const reach = (2 * ISLET_KM) / KM_PER_DEGREE;
  const around: Box = [lng - reach * 1.3, lat - reach, lng + reach * 1.3, lat + reach];
  return land.some(
    (rings, index) =>
      boundsIntersect(around, boxes[index] as Box) && (rings[0] ?? []).some((position) => covers(around, position)),
  );
}
