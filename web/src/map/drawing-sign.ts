import type { DrawingKind } from '@hinomi/contracts';
import { DRAWING_COLOR } from '../drawings/drawn-features.js';

type Pen = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

/** The head of an arrow in a box of 26 by 26, its tip in the middle of the upper side. */
const HEAD = 'M13 5 L21 22 L13 18 L5 22 Z';

/** In a square of so many pixels; its tip in the middle of the image, so that it turns about the end of the line. */
export function drawHead(pen: Pen, fill: string, size: number): void {
  pen.scale(size / 26, size / 26);
  const head = new Path2D(HEAD);
  pen.lineJoin = 'round';
  pen.lineWidth = 4;
  pen.strokeStyle = '#ffffff';
  pen.stroke(head);
  pen.fillStyle = fill;
  pen.fill(head);
}

/** What a kind of drawing looks like on the map, for a legend: `w` by `h`, in one of its colours, with its white casing. */
export function drawDrawing(pen: Pen, kind: DrawingKind, w: number, h: number): void {
  const color = DRAWING_COLOR.vermilion;
  const middle = h / 2;
  switch (kind) {
    case 'point':
      circle(pen, w / 2, middle, h * 0.42, '#ffffff');
      circle(pen, w / 2, middle, h * 0.3, color);
      return;
    case 'text':
      pen.font = `700 ${h * 0.75}px sans-serif`;
      pen.textAlign = 'center';
      pen.textBaseline = 'middle';
      pen.lineJoin = 'round';
      pen.lineWidth = h * 0.2;
      pen.strokeStyle = '#ffffff';
      pen.strokeText('Aa', w / 2, middle);
      pen.fillStyle = color;
      pen.fillText('Aa', w / 2, middle);
      return;
    case 'area':
      pen.globalAlpha = 0.14;
      pen.fillStyle = color;
      pen.fillRect(0, 0, w, h);
      pen.globalAlpha = 1;
      pen.strokeStyle = color;
      pen.lineWidth = h * 0.2;
      pen.strokeRect(h * 0.1, h * 0.1, w - h * 0.2, h * 0.8);
      return;
    case 'line':
    case 'arrow':
    case 'measure':
      // The head has its tip a little before the end of its box.
      stroke(pen, kind === 'arrow' ? w - h * 0.6 : w, middle, '#ffffff', h * 0.5);
      stroke(pen, kind === 'arrow' ? w - h * 0.6 : w, middle, color, h * 0.25);
      if (kind === 'arrow') {
        pen.translate(w, middle - h * 0.5);
        pen.rotate(Math.PI / 2);
        drawHead(pen, color, h);
      } else if (kind === 'measure') {
        for (const at of [h * 0.12, w - h * 0.12]) {
          pen.fillStyle = color;
          pen.fillRect(at - h * 0.1, h * 0.1, h * 0.2, h * 0.8);
        }
      }
  }
}

function circle(pen: Pen, x: number, y: number, radius: number, fill: string): void {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = fill;
  pen.fill();
}

function stroke(pen: Pen, w: number, y: number, color: string, width: number): void {
  pen.strokeStyle = color;
  pen.lineWidth = width;
  pen.beginPath();
  pen.moveTo(0, y);
  pen.lineTo(w, y);
  pen.stroke();
}
