import type { LngLat } from '@hinomi/contracts';

const EARTH_KM = 6371.0088;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Along the great circle, in km (haversine; IUGG mean radius). */
export function distanceKm([lngA, latA]: LngLat, [lngB, latB]: LngLat): number {
  const half =
    Math.sin(radians(latB - latA) / 2) ** 2 +
    Math.cos(radians(latA)) * Math.cos(radians(latB)) * Math.sin(radians(lngB - lngA) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
}

/** The direction in which one sets out along the great circle: degrees clockwise from north, 0 to 360. */
export function bearingDegrees([lngA, latA]: LngLat, [lngB, latB]: LngLat): number {
  const turn = radians(lngB - lngA);
  const east = Math.sin(turn) * Math.cos(radians(latB));
  const north =
    Math.cos(radians(latA)) * Math.sin(radians(latB)) -
    Math.sin(radians(latA)) * Math.cos(radians(latB)) * Math.cos(turn);
  return ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
}
