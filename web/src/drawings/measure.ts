import type { LngLat } from '@hinomi/contracts';

/** Mean radius of the earth (IUGG R1), in metres: a sphere is right to half a per cent, well below a stroke by hand. */
const EARTH_METERS = 6_371_008.8;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Along great circles (haversine). */
export function lengthMeters(points: readonly LngLat[]): number {
  return points.slice(1).reduce((sum, to, index) => sum + distance(points[index]!, to), 0);
}

function distance([lng1, lat1]: LngLat, [lng2, lat2]: LngLat): number {
  const dLat = radians(lat2 - lat1);
  const dLng = radians(lng2 - lng1);
  const a = Math.sin(dLat / 2) ** 2 + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * Math.sin(dLng / 2) ** 2;
  return 2 * EARTH_METERS * Math.asin(Math.min(1, Math.sqrt(a)));
}

/** What corners enclose, on a sphere (Chamberlain and Duquette, JPL 07-03, 2007). Open or closed, either way round. */
export function areaSquareMeters(corners: readonly LngLat[]): number {
  if (corners.length < 3) return 0;
  let sum = 0;
  for (const [index, [lng, lat]] of corners.entries()) {
    const [nextLng, nextLat] = corners[(index + 1) % corners.length]!;
    sum += radians(nextLng - lng) * (2 + Math.sin(radians(lat)) + Math.sin(radians(nextLat)));
  }
  return Math.abs((sum * EARTH_METERS ** 2) / 2);
}

/** `850 m`, `1.25 km`: no more digits than a stroke by hand bears. */
export function lengthText(meters: number): string {
  if (meters < 1000) return `${Math.round(meters)} m`;
  return `${digits(meters / 1000)} km`;
}

/** `400 m²`, `3.4 ha`, `1.25 km²`. */
export function areaText(squareMeters: number): string {
  if (squareMeters < 1_000) return `${Math.round(squareMeters)} m²`;
  if (squareMeters < 1_000_000) return `${digits(squareMeters / 10_000)} ha`;
  return `${digits(squareMeters / 1_000_000)} km²`;
}

function digits(value: number): string {
  return value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
}
