import type { DrawingColor, LngLat } from '@hinomi/contracts';
import type { Feature } from 'geojson';
import type { StandingDrawing } from './drawings-in.js';
import { measured, pointsOf } from './sketch.js';

/** Okabe and Ito's colours; purple is Tol's darker one, which bears letters on white. */
export const DRAWING_COLOR: Readonly<Record<DrawingColor, string>> = {
  black: '#1a1a1a',
  blue: '#0072b2',
  vermilion: '#c24a00',
  green: '#00795a',
  purple: '#8f2f86',
};

type Drawn = Pick<StandingDrawing, 'content' | 'unsent'> & { id: string };

/** What the map draws of one drawing: its shape, the head of an arrow, and one place for its words. */
export function drawnFeatures({ id, content, unsent }: Drawn): Feature[] {
  const { kind, geometry, color, dash } = content;
  const points = pointsOf(content);
  const common = { id, kind, dash, color: DRAWING_COLOR[color], unsent };
  const said = [kind === 'measure' ? measured(kind, points) : null, content.text].filter(Boolean).join('  ');
  const features: Feature[] = [{ type: 'Feature', geometry, properties: { ...common, part: 'shape' } }];
  if (kind === 'arrow')
    features.push(
      spot(points.at(-1)!, { ...common, part: 'head', icon: `drawing-head:${color}`, turn: turnOf(points) }),
    );
  if (said !== '') features.push(spot(placeOfWords(content.kind, points), { ...common, part: 'words', said }));
  return features;
}

function spot(coordinates: LngLat, properties: Feature['properties']): Feature {
  return { type: 'Feature', geometry: { type: 'Point', coordinates }, properties };
}

/** Clockwise from north, as an arrow's last stretch runs on the map, which is Mercator's. */
export function turnOf(points: readonly LngLat[]): number {
  const [from, to] = [points.at(-2)!, points.at(-1)!];
  const north = (lat: number): number => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
  const up = north(to[1]) - north(from[1]);
  return (Math.atan2(((to[0] - from[0]) * Math.PI) / 180, up) * 180) / Math.PI;
}

/** In the middle of a line's stretches or of an area's corners. */
function placeOfWords(kind: string, points: readonly LngLat[]): LngLat {
  if (kind === 'area') {
    const sum = points.reduce(([x, y], [lng, lat]) => [x + lng, y + lat] as LngLat, [0, 0] as LngLat);
    return [sum[0] / points.length, sum[1] / points.length];
  }
  if (points.length % 2 === 1) return points[(points.length - 1) / 2]!;
  const [a, b] = [points[points.length / 2 - 1]!, points[points.length / 2]!];
  return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
}
