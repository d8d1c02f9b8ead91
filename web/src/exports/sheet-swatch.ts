import { drawDrawing } from '../map/drawing-sign.js';
import { drawBadge, drawEpicentre, drawPattern, PATTERN_SIZE, patternOf, PIXEL_RATIO } from '../map/marks.js';
import { drawNeed } from '../map/need-marks.js';
import { STYLE_COLOR } from '../map/palette.js';
import { drawSensor } from '../map/sensor-marks.js';
import { drawCluster, drawThing } from '../map/thing-marks.js';
import type { Swatch } from './sheet-legend.js';

type Pen = CanvasRenderingContext2D;
const INK = '#10151c';
const COAST_DASH = { 'major-warning': [], warning: [9, 2], advisory: [4, 2.5], forecast: [2, 3] } as const;

/** With the map's own pens, in a box of the height `h` and twice as wide, at the pen's place. */
export function drawSwatch(pen: Pen, swatch: Swatch, h: number): void {
  pen.save();
  const w = h * 1.8;
  const square = (draw: () => void, size = h * 1.15): void => {
    pen.translate((w - size) / 2, (h - size) / 2);
    draw();
  };
  switch (swatch.kind) {
    case 'area':
      fillArea(pen, swatch, w, h);
      break;
    case 'badge':
      drawBadge(pen, swatch.style, swatch.text, w, h);
      break;
    case 'coast':
      line(pen, w, h, INK, 0.62, []);
      line(pen, w, h, '#ffffff', 0.44, []);
      line(pen, w, h, STYLE_COLOR[`coast:${swatch.category}`], 0.44, COAST_DASH[swatch.category]);
      if (swatch.category === 'major-warning') line(pen, w, h, '#ffffff', 0.12, []);
      break;
    case 'thing':
      square(() => drawThing(pen, swatch.glyph, swatch.state, swatch.severity, h * 1.4), h * 1.4);
      break;
    case 'sensor':
      square(() => drawSensor(pen, swatch.mark, h * 1.15));
      break;
    case 'epicentre':
      square(() => drawEpicentre(pen, h * 0.9), h * 0.9);
      break;
    case 'cluster':
      square(() => drawCluster(pen, 0, '', h * 1.4), h * 1.4);
      break;
    case 'need':
      drawNeed(pen, { glyph: 'medicine', urgent: true, old: false }, w);
      break;
    case 'squares':
      pen.fillStyle = '#6fa6e6';
      pen.fillRect(0, 0, w, h);
      pen.strokeStyle = '#22436e';
      pen.strokeRect(0, 0, w, h);
      break;
    case 'drawing':
      drawDrawing(pen, swatch.drawing, w, h);
      break;
    case 'dashes':
      line(pen, w, h, INK, 0.1, [3, 2.5]);
      break;
  }
  pen.restore();
}

function line(pen: Pen, w: number, h: number, color: string, width: number, dash: readonly number[]): void {
  pen.strokeStyle = color;
  pen.lineWidth = width * h;
  pen.setLineDash(dash.map((part) => (part * h) / 7));
  pen.beginPath();
  pen.moveTo(0, h / 2);
  pen.lineTo(w, h / 2);
  pen.stroke();
}

function fillArea(pen: Pen, swatch: Extract<Swatch, { kind: 'area' }>, w: number, h: number): void {
  pen.fillStyle = STYLE_COLOR[swatch.style];
  pen.fillRect(0, 0, w, h);
  const pattern = patternOf(swatch.severity, swatch.missing);
  if (pattern !== null) {
    const size = PATTERN_SIZE * PIXEL_RATIO;
    const tile = new OffscreenCanvas(size, size);
    const tilePen = tile.getContext('2d');
    if (tilePen !== null) drawPattern(tilePen, pattern, size);
    pen.fillStyle = pen.createPattern(tile, 'repeat') ?? pen.fillStyle;
    pen.fillRect(0, 0, w, h);
  }
  pen.strokeStyle = INK;
  pen.lineWidth = h / 14;
  pen.strokeRect(0, 0, w, h);
}
