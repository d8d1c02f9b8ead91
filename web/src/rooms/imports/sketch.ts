import type { Geometry, LngLat } from '@hinomi/contracts';

export interface Sketch {
  width: number;
  height: number;
  /** `[x, y]` of each point. */
  dots: [number, number][];
  /** SVG paths. */
  outlines: string[];
}

const WIDTH = 480;
const MOST_HEIGHT = 420;
const MARGIN = 12;
/** Degrees around a single point. */
const LEAST_SPAN = 0.02;

/** Points over the outlines of their areas, north up, degrees of longitude as long as they are there. */
export function sketch(points: readonly LngLat[], shapes: readonly Geometry[]): Sketch {
  const rings = shapes.flatMap(ringsOf);
  const all = [...points, ...rings.flat()];
  if (all.length === 0) return { width: WIDTH, height: WIDTH / 2, dots: [], outlines: [] };
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lng, lat] of all) {
    [west, east] = [Math.min(west, lng), Math.max(east, lng)];
    [south, north] = [Math.min(south, lat), Math.max(north, lat)];
  }
  const stretch = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const spanX = Math.max(LEAST_SPAN, east - west) * stretch;
  const spanY = Math.max(LEAST_SPAN, north - south);
  const scale = Math.min((WIDTH - 2 * MARGIN) / spanX, (MOST_HEIGHT - 2 * MARGIN) / spanY);
  const [midX, midY] = [(west + east) / 2, (south + north) / 2];
  const height = Math.round(spanY * scale + 2 * MARGIN);
  const at = ([lng, lat]: LngLat): [number, number] => [
    round(WIDTH / 2 + (lng - midX) * stretch * scale),
    round(height / 2 - (lat - midY) * scale),
  ];
  return {
    width: WIDTH,
    height,
    dots: points.map(at),
    outlines: rings.map((ring) => `M${ring.map((lngLat) => at(lngLat).join(' ')).join('L')}Z`),
  };
}

const round = (value: number): number => Math.round(value * 10) / 10;

function ringsOf({ type, coordinates }: Geometry): LngLat[][] {
  if (type === 'Polygon') return coordinates as LngLat[][];
  return type === 'MultiPolygon' ? (coordinates as LngLat[][][]).flat() : [];
}
