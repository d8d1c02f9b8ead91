import type { OrderLevel } from '@hinomi/contracts';
import { STYLE_COLOR, STYLE_INK } from './palette.js';

type Pen = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

/** Edges in CSS pixels. */
export const ORDER_PATTERN_SIZE = 24;
export const ORDER_SIGN = 34;

/** Broad falling bands of the official colour with white edges, clear between: no information is drawn so. */
export function drawOrderPattern(pen: Pen, level: OrderLevel, size: number): void {
  const unit = size / 24;
  for (const [color, width] of [
    ['#ffffff', 10],
    [STYLE_COLOR[`level:${level}`], 6.5],
  ] as const) {
    pen.strokeStyle = color;
    pen.lineWidth = width * unit;
    pen.beginPath();
    for (const shift of [-24, 0, 24]) {
      pen.moveTo((shift - 4) * unit, -4 * unit);
      pen.lineTo((shift + 28) * unit, 28 * unit);
    }
    pen.stroke();
  }
}

/** A pointed board as at the roadside, with the level: neither the shapes of severities nor of things. */
export function drawOrderSign(pen: Pen, level: OrderLevel, size: number): void {
  pen.scale(size / 34, size / 34);
  const board = new Path2D('M4 7h18l9 10-9 10H4z');
  pen.lineJoin = 'round';
  for (const [color, width] of [
    ['#10151c', 6],
    ['#ffffff', 3.5],
  ] as const) {
    pen.strokeStyle = color;
    pen.lineWidth = width;
    pen.stroke(board);
  }
  pen.fillStyle = STYLE_COLOR[`level:${level}`];
  pen.fill(board);
  pen.fillStyle = STYLE_INK[`level:${level}`];
  pen.font = '700 16px "Noto Sans JP", sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(String(level), 15, 17.8);
}
