import type { LngLat, PolygonGeometry } from '@hinomi/contracts';

const EARTH_RADIUS_KM = 6371.0088;
const RADIANS = Math.PI / 180;

/** A circle on the sphere as a counter-clockwise polygon; 64 corners keep the error of the edge below 0.2 % of the radius. */
export function circlePolygon(center: LngLat, radiusKm: number, corners = 64): PolygonGeometry {
  const [lng, lat] = [center[0] * RADIANS, center[1] * RADIANS];
  const angle = radiusKm / EARTH_RADIUS_KM;
  const ring: LngLat[] = [];
  for (let corner = 0; corner < corners; corner++) {
    const bearing = -(corner / corners) * 2 * Math.PI;
    const latAt = Math.asin(Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(bearing));
    const lngAt =
      lng +
      Math.atan2(
        Math.sin(bearing) * Math.sin(angle) * Math.cos(lat),
        Math.cos(angle) - Math.sin(lat) * Math.sin(latAt),
      );
    ring.push([lngAt / RADIANS, latAt / RADIANS]);
  }
  ring.push(ring[0] as LngLat);
  return { type: 'Polygon', coordinates: [ring] };
}
