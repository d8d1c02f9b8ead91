const RADIANS = Math.PI / 180;

/** Latitude → Web Mercator northing in degrees of longitude, so that shapes and right angles keep locally. */
export function mercatorY(lat: number): number {
  return Math.log(Math.tan(Math.PI / 4 + (lat * RADIANS) / 2)) / RADIANS;
}

/** The inverse of {@link mercatorY}. */
export function latOfMercatorY(y: number): number {
  return (2 * Math.atan(Math.exp(y * RADIANS)) - Math.PI / 2) / RADIANS;
}
