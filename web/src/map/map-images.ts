import { INTENSITY_CLASSES, type IntensityClass, type Severity } from '@hinomi/contracts';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { drawSensor, SENSOR_MARKS } from './sensor-marks.js';
import { drawBadge, drawEpicentre, drawPattern, drawSeverity, PATTERN_SIZE, PATTERNS, PIXEL_RATIO } from './marks.js';

/** What stands on a badge: short, and the same in every language of the page but for 弱 and 強. */
export type BadgeTexts = Record<IntensityClass, string>;

/** Every image of the map is drawn here: nothing is fetched, and nothing depends on a system font with Japanese. */
export function addMapImages(map: MapLibreMap, badges: BadgeTexts, scale: number): void {
  for (const name of PATTERNS) {
    const size = PATTERN_SIZE * PIXEL_RATIO;
    put(map, name, size, size, PIXEL_RATIO, (pen) => drawPattern(pen, name, size));
  }
  const mark = Math.round(26 * scale) * PIXEL_RATIO;
  put(map, 'epicentre', mark, mark, PIXEL_RATIO, (pen) => drawEpicentre(pen, mark));
  for (const severity of [1, 2, 3, 4, 5] as Severity[]) {
    put(map, `severity:${severity}`, mark, mark, PIXEL_RATIO, (pen) => drawSeverity(pen, severity, mark));
  }
  for (const name of SENSOR_MARKS) {
    put(map, `sensor:${name}`, mark, mark, PIXEL_RATIO, (pen) => drawSensor(pen, name, mark));
  }
  addBadges(map, badges, scale);
}

export function addBadges(map: MapLibreMap, badges: BadgeTexts, scale: number): void {
  const height = Math.round(19 * scale) * PIXEL_RATIO;
  for (const name of INTENSITY_CLASSES) {
    const text = badges[name];
    const width = Math.round(height * (text.length > 1 ? 1.55 : 1));
    put(map, `badge:${name}`, width, height, PIXEL_RATIO, (pen) =>
      drawBadge(pen, `intensity:${name}`, text, width, height),
    );
  }
}

export function put(
  map: MapLibreMap,
  name: string,
  width: number,
  height: number,
  pixelRatio: number,
  draw: (pen: OffscreenCanvasRenderingContext2D) => void,
): void {
  const pen = new OffscreenCanvas(width, height).getContext('2d');
  if (pen === null) return;
  draw(pen);
  const image = pen.getImageData(0, 0, width, height);
  if (map.hasImage(name)) map.removeImage(name);
  map.addImage(name, image, { pixelRatio });
}
