import { DOTS_PER_MM, CSS_PX_PER_MM, sheetDots, type Sheet } from './paper.js';
import type { LegendPart } from './sheet-legend.js';
import { columnsOf, flow, layoutSheet, LINE, scaleBar, wrap, type Box, type SheetLayout } from './sheet-layout.js';
import { drawSwatch } from './sheet-swatch.js';

/** What stands on a sheet, as it is read there. */
export interface SheetContent {
  title: string;
  /** When the data are from, and when it was printed. */
  times: string;
  /** Null: it is no drill; it is the situation of now. */
  drill: string | null;
  past: string | null;
  legendTitle: string;
  legend: readonly LegendPart[];
  /** Said when not all of the legend has room. */
  left: (count: number) => string;
  north: string;
  /** Of a length in metres, in the middle of the map. */
  scale: (meters: number) => string;
  /** Sources and credits, a line each. */
  foot: readonly string[];
}

/** In both scripts, whatever the language of the page: a sheet goes from hand to hand. */
export const DRILL_MARK = '訓練 DRILL';
const INK = '#000000';
const FONT = '"Noto Sans JP", sans-serif';
const k = DOTS_PER_MM;

/** Where the map goes on a sheet of this kind, in CSS pixels of a map. */
export function mapSizePx(sheet: Sheet, content: { drill: boolean; past: boolean }): { width: number; height: number } {
  const { map } = layoutSheet(sheet, content);
  return { width: Math.round(map.width * CSS_PX_PER_MM), height: Math.round(map.height * CSS_PX_PER_MM) };
}

/** The letters of the page, also those that the page has not shown yet. */
export async function loadLetters(): Promise<void> {
  await Promise.all(['400', '700'].map((weight) => document.fonts.load(`${weight} 16px "Noto Sans JP"`, '訓練 Drill')));
}

/** Draws the whole sheet; `metersPerPx` is of a CSS pixel of the map. */
export function drawSheet(
  sheet: Sheet,
  content: SheetContent,
  map: { canvas: CanvasImageSource; metersPerPx: number },
): HTMLCanvasElement {
  const layout = layoutSheet(sheet, { drill: content.drill !== null, past: content.past !== null });
  const canvas = document.createElement('canvas');
  Object.assign(canvas, sheetDots(sheet));
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('this browser has no canvas to draw a sheet on');
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  if (layout.drill !== null && content.drill !== null) drawDrillBand(pen, layout.drill, content.drill);
  if (layout.past !== null && content.past !== null) drawPastBand(pen, layout.past, content.past);
  write(pen, content.title, layout.title, layout.titleText, 700);
  write(pen, content.times, layout.times, layout.text, 700);
  drawMap(pen, layout, content, map);
  drawLegend(pen, layout, content);
  content.foot.slice(0, 4).forEach((line, index) => {
    const y = layout.foot.y + index * layout.text * LINE;
    write(pen, line, { ...layout.foot, y, height: layout.text * LINE }, layout.text * 0.9, 400);
  });
  return canvas;
}

/** One line; what does not fit ends with "…". */
function write(pen: CanvasRenderingContext2D, text: string, box: Box, size: number, weight: 400 | 700): void {
  pen.font = `${weight} ${size * k}px ${FONT}`;
  pen.fillStyle = INK;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  const [line = ''] = wrap(text, box.width * k, (part) => pen.measureText(part).width, 1);
  pen.fillText(line, box.x * k, (box.y + box.height / 2) * k);
}

function drawMap(
  pen: CanvasRenderingContext2D,
  { map: box, text }: SheetLayout,
  { drill, north, scale }: SheetContent,
  map: { canvas: CanvasImageSource; metersPerPx: number },
): void {
  pen.save();
  const [x, y, width, height] = [box.x * k, box.y * k, box.width * k, box.height * k];
  pen.beginPath();
  pen.rect(x, y, width, height);
  pen.clip();
  pen.drawImage(map.canvas, x, y, width, height);
  if (drill !== null) drawWatermark(pen, box);
  drawNorth(pen, box, text, north);
  drawScale(pen, box, text, map.metersPerPx * CSS_PX_PER_MM, scale);
  pen.restore();
  pen.strokeStyle = INK;
  pen.lineWidth = 0.4 * k;
  pen.strokeRect(x, y, width, height);
}

/** Across the whole map, so that no cutting takes it away: white with a dark edge can be seen on every colour, and in grey. */
function drawWatermark(pen: CanvasRenderingContext2D, box: Box): void {
  const [step, size] = [box.width / 4, box.width / 26];
  pen.save();
  pen.font = `700 ${size * k}px ${FONT}`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.globalAlpha = 0.42;
  pen.lineJoin = 'round';
  for (let row = 0; row * step * 0.6 < box.height; row += 1) {
    for (let column = 0; column < 5; column += 1) {
      pen.save();
      const shift = row % 2 === 0 ? 0 : step / 2;
      pen.translate((box.x + column * step + shift) * k, (box.y + (row + 0.5) * step * 0.6) * k);
      pen.rotate(-Math.PI / 9);
      pen.strokeStyle = '#ffffff';
      pen.lineWidth = 1.4 * k;
      pen.strokeText(DRILL_MARK, 0, 0);
      pen.fillStyle = INK;
      pen.fillText(DRILL_MARK, 0, 0);
      pen.restore();
    }
  }
  pen.restore();
}

/** Black and yellow stripes, and words on white: in grey they are still stripes. */
function drawDrillBand(pen: CanvasRenderingContext2D, box: Box, text: string): void {
  const [x, y, width, height] = [box.x * k, box.y * k, box.width * k, box.height * k];
  pen.save();
  pen.beginPath();
  pen.rect(x, y, width, height);
  pen.clip();
  pen.fillStyle = '#ffd400';
  pen.fillRect(x, y, width, height);
  pen.fillStyle = INK;
  for (let at = -height; at < width; at += height) {
    pen.beginPath();
    pen.moveTo(x + at, y + height);
    pen.lineTo(x + at + height, y);
    pen.lineTo(x + at + height * 1.5, y);
    pen.lineTo(x + at + height * 0.5, y + height);
    pen.fill();
  }
  labelInBand(pen, box, text, INK, '#ffffff');
  pen.restore();
}

function drawPastBand(pen: CanvasRenderingContext2D, box: Box, text: string): void {
  pen.strokeStyle = INK;
  pen.lineWidth = 0.8 * k;
  pen.setLineDash([3 * k, 1.5 * k]);
  pen.strokeRect(box.x * k, box.y * k, box.width * k, box.height * k);
  pen.setLineDash([]);
  labelInBand(pen, box, text, INK, '#ffffff');
}

function labelInBand(pen: CanvasRenderingContext2D, box: Box, text: string, ink: string, paper: string): void {
  let size = box.height * 0.52 * k;
  pen.font = `700 ${size}px ${FONT}`;
  const most = (box.width - box.height * 2) * k;
  size *= Math.min(1, most / pen.measureText(text).width);
  pen.font = `700 ${size}px ${FONT}`;
  const width = pen.measureText(text).width + box.height * 0.6 * k;
  const middle = (box.x + box.width / 2) * k;
  pen.fillStyle = paper;
  pen.fillRect(middle - width / 2, (box.y + box.height * 0.1) * k, width, box.height * 0.8 * k);
  pen.fillStyle = ink;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text, middle, (box.y + box.height * 0.53) * k);
}

function drawNorth(pen: CanvasRenderingContext2D, box: Box, text: number, north: string): void {
  const [x, y, size] = [(box.x + box.width - text * 3) * k, (box.y + text) * k, text * k];
  pen.save();
  pen.translate(x, y);
  pen.fillStyle = 'rgb(255 255 255 / 85%)';
  pen.fillRect(-size * 0.6, -size * 0.4, size * 3, size * 5.2);
  pen.fillStyle = INK;
  pen.beginPath();
  pen.moveTo(size * 0.9, 0);
  pen.lineTo(size * 1.8, size * 3);
  pen.lineTo(size * 0.9, size * 2.3);
  pen.lineTo(0, size * 3);
  pen.fill();
  pen.font = `700 ${size * 1.1}px ${FONT}`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(north, size * 0.9, size * 3.9);
  pen.restore();
}

function drawScale(
  pen: CanvasRenderingContext2D,
  box: Box,
  text: number,
  metersPerMm: number,
  words: (meters: number) => string,
): void {
  const { meters, mm } = scaleBar(metersPerMm, box.width * 0.25);
  const label = words(meters);
  pen.font = `700 ${text * k}px ${FONT}`;
  pen.textAlign = 'left';
  const width = Math.max(mm * k, pen.measureText(label).width) + 2 * text * k;
  const [x, y] = [(box.x + box.width - 2) * k - width, (box.y + box.height - 2 - text * 3) * k];
  pen.fillStyle = 'rgb(255 255 255 / 85%)';
  pen.fillRect(x, y, width, text * 3 * k);
  pen.fillStyle = INK;
  pen.textBaseline = 'middle';
  pen.fillText(label, x + text * k, y + text * 0.9 * k);
  pen.fillRect(x + text * k, y + text * 1.8 * k, mm * k, text * 0.5 * k);
  pen.fillStyle = '#ffffff';
  pen.fillRect(x + text * k + (mm * k) / 2, y + text * 1.9 * k, (mm * k) / 2 - 0.1 * text * k, text * 0.3 * k);
}

function drawLegend(pen: CanvasRenderingContext2D, { legend: box, text }: SheetLayout, content: SheetContent): void {
  const line = text * LINE;
  write(pen, content.legendTitle, { ...box, height: line }, text * 1.15, 700);
  const body = { ...box, y: box.y + line * 1.3, height: box.height - line * 2.4 };
  const columns = columnsOf(body, text);
  const swatch = text * 2.4;
  const measure = (part: string): number => pen.measureText(part).width;
  const { columnWidth } = flow([], body, columns, line);
  pen.font = `400 ${text * k}px ${FONT}`;
  const entries = content.legend.flatMap((part) => [
    { heading: true, text: part.title, swatch: null, indent: 0 },
    ...part.rows.map((row) => ({ heading: false, ...row, indent: row.swatch === null ? 0 : swatch })),
  ]);
  const broken = entries.map((entry) => wrap(entry.text, (columnWidth - entry.indent) * k, measure, 4));
  const { at, left } = flow(
    entries.map(({ heading }, index) => ({ heading, lines: broken[index]?.length ?? 1 })),
    body,
    columns,
    line,
  );
  entries.forEach((entry, index) => {
    const place = at[index];
    if (!place) return;
    if (entry.swatch !== null) {
      pen.save();
      pen.translate(place.x * k, (place.y + line * 0.1) * k);
      drawSwatch(pen, entry.swatch, text * k);
      pen.restore();
    }
    broken[index]?.forEach((words, row) => {
      const y = place.y + row * line;
      write(
        pen,
        words,
        { x: place.x + entry.indent, y, width: columnWidth, height: line },
        text,
        entry.heading ? 700 : 400,
      );
    });
  });
  if (left > 0) write(pen, content.left(left), { ...box, y: box.y + box.height - line, height: line }, text, 700);
}
