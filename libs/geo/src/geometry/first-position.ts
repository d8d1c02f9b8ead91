import type { Geometry, LngLat } from '@hinomi/contracts';

/** Where a place counts: a line or area lies where it begins; its whole course is for the map. */
export function firstPosition(geometry: Geometry | null): LngLat | null {
  if (geometry === null) return null;
  let inner: unknown = geometry.coordinates;
  while (Array.isArray(inner) && Array.isArray(inner[0])) inner = inner[0];
  return inner as LngLat;
}
