import type { Severity } from '@hinomi/contracts';
import type { PaintStyle } from './area-paint.js';
import { severityColor, STYLE_COLOR, STYLE_INK } from './palette.js';

/** Images are drawn at twice their size, so that they are crisp on dense screens. */
export const PIXEL_RATIO = 2;

export type PatternName = 'pattern:2' | 'pattern:3' | 'pattern:4' | 'pattern:5' | 'pattern:missing';
export const PATTERNS: readonly PatternName[] = ['pattern:2', 'pattern:3', 'pattern:4', 'pattern:5', 'pattern:missing'];

/** Edge of a pattern's tile, in CSS pixels. */
export const PATTERN_SIZE = 16;

type Pen = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

/** The pattern of a severity, so that areas can be told apart in greyscale and by colour-blind people. */
export function patternOf(severity: Severity, missing: boolean): PatternName | null {
  if (missing) return 'pattern:missing';
  return severity >= 2 ? (`pattern:${severity as 2 | 3 | 4 | 5}` as const) : null;
}

/** 2: dots · 3: diagonals · 4: cross-hatch · 5: double uprights · missing: broad broken diagonals with gaps. */
export function drawPattern(pen: Pen, name: PatternName, size: number): void {
  const unit = size / 16;
  const stroke = (lines: [number, number, number, number][], width: number, dash: number[] = []): void => {
    for (const [color, shift] of [
      ['rgba(255,255,255,0.55)', 1],
      ['rgba(0,0,0,0.42)', 0],
    ] as const) {
      pen.strokeStyle = color;
      pen.lineWidth = width * unit;
      pen.setLineDash(dash.map((part) => part * unit));
      pen.beginPath();
      for (const [x1, y1, x2, y2] of lines) {
        pen.moveTo((x1 + shift) * unit, y1 * unit);
        pen.lineTo((x2 + shift) * unit, y2 * unit);
      }
      pen.stroke();
    }
  };
  const rising: [number, number, number, number][] = [
    [-16, 16, 0, 0],
    [-16, 32, 16, 0],
    [0, 32, 32, 0],
  ];
  if (name === 'pattern:2') drawDots(pen, unit);
  if (name === 'pattern:3') stroke(rising, 1.4);
  if (name === 'pattern:4') {
    stroke(halved(rising), 1.1);
    stroke(
      halved(rising).map(([x1, y1, x2, y2]) => [16 - x1, y1, 16 - x2, y2]),
      1.1,
    );
  }
  if (name === 'pattern:5') {
    stroke(
      [
        [4, -2, 4, 18],
        [12, -2, 12, 18],
      ],
      2.2,
    );
  }
  if (name === 'pattern:missing') stroke(rising, 4.5, [6.6, 4.7]);
}

/** Twice as dense. */
function halved(lines: [number, number, number, number][]): [number, number, number, number][] {
  return [...lines, ...lines.map(([x1, y1, x2, y2]) => [x1 + 8, y1, x2 + 8, y2] as [number, number, number, number])];
}

function drawDots(pen: Pen, unit: number): void {
  for (const [x, y] of [
    [4, 4],
    [12, 12],
  ] as const) {
    pen.fillStyle = 'rgba(0,0,0,0.38)';
    pen.beginPath();
    pen.arc(x * unit, y * unit, 1.5 * unit, 0, Math.PI * 2);
    pen.fill();
  }
}

/** Outlines of the severity shapes in a box of 24: one glance tells them apart without colour. */
export const SEVERITY_SHAPE: Record<Severity, string> = {
  0: 'M12 3a9 9 0 1 0 .01 0z',
  1: 'M12 3a9 9 0 1 0 .01 0z',
  2: 'M12 1.5 22.5 12 12 22.5 1.5 12z',
  3: 'M12 1.5 23.2 21.5H.8z',
  4: 'M3 3h18v18H3z',
  5: 'M8 1.5h8L22.5 8v8L16 22.5H8L1.5 16V8z',
};

/** The × of an epicentre, in a box of 24. */
const CROSS = 'M5 5 19 19M19 5 5 19';

/** An epicentre: red × with a white and a dark edge, readable on land, sea and every fill. */
export function drawEpicentre(pen: Pen, size: number): void {
  pen.scale(size / 24, size / 24);
  const cross = new Path2D(CROSS);
  pen.lineCap = 'round';
  for (const [color, width] of [
    ['#10151c', 8.4],
    ['#ffffff', 6.8],
    ['#d7000f', 3.8],
  ] as const) {
    pen.strokeStyle = color;
    pen.lineWidth = width;
    pen.stroke(cross);
  }
}

/** The shape and number of a severity, as on the chips of the list. */
export function drawSeverity(pen: Pen, severity: Severity, size: number): void {
  pen.scale(size / 26, size / 26);
  pen.translate(1, 1);
  const shape = new Path2D(SEVERITY_SHAPE[severity]);
  pen.lineJoin = 'round';
  pen.strokeStyle = '#ffffff';
  pen.lineWidth = 3;
  pen.stroke(shape);
  pen.fillStyle = severityColor(severity);
  pen.fill(shape);
  pen.fillStyle = STYLE_INK[`level:${severity === 0 ? 1 : severity}`];
  pen.font = '700 13px "Noto Sans JP", sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(String(severity), 12, severity === 3 ? 15.5 : 12.8);
}

/** A badge with an intensity class, e.g. 6強, as on JMA's maps. */
export function drawBadge(pen: Pen, style: PaintStyle, text: string, width: number, height: number): void {
  pen.beginPath();
  pen.roundRect(1.5, 1.5, width - 3, height - 3, height / 5);
  pen.fillStyle = STYLE_COLOR[style];
  pen.fill();
  pen.lineWidth = 2.5;
  pen.strokeStyle = '#10151c';
  pen.stroke();
  pen.fillStyle = STYLE_INK[style];
  pen.font = `700 ${Math.round(height * 0.62)}px "Noto Sans JP", sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text, width / 2, height / 2 + height * 0.05);
}
