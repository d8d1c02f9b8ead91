import { useEffect, useRef, type ReactNode } from 'react';
import type { DrawingKind, OrderLevel } from '@hinomi/contracts';
import type { PaintStyle } from '../../map/area-paint.js';
import type { COAST_CATEGORIES } from '../../map/hazard-layers.js';
import { drawBadge, drawEpicentre, drawPattern, type PatternName } from '../../map/marks.js';
import { drawDrawing } from '../../map/drawing-sign.js';
import { drawCluster } from '../../map/thing-marks.js';
import { drawSensor, type SensorMark } from '../../map/sensor-marks.js';
import { drawOrderSign } from '../../map/order-marks.js';
import { STYLE_COLOR } from '../../map/palette.js';
import { TYPHOON_LOOK, type TyphoonPart } from '../../map/shape-features.js';

const PIXEL_RATIO = 2;

export function OrderSwatch({ level }: { level: OrderLevel }): ReactNode {
  return <Drawn width={34} height={34} draw={(pen) => drawOrderSign(pen, level, 68)} />;
}

function Drawn({
  width,
  height,
  draw,
}: {
  width: number;
  height: number;
  draw: (pen: CanvasRenderingContext2D) => void;
}): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (!pen) return;
    pen.reset();
    draw(pen);
  });
  return (
    <canvas
      ref={canvas}
      width={width * PIXEL_RATIO}
      height={height * PIXEL_RATIO}
      className="legend-drawn"
      style={{ inlineSize: `${width / 16}rem`, blockSize: `${height / 16}rem` }}
      aria-hidden="true"
    />
  );
}

export function AreaSwatch({ style, pattern }: { style: PaintStyle; pattern: PatternName | null }): ReactNode {
  return (
    <Drawn
      width={30}
      height={18}
      draw={(pen) => {
        pen.fillStyle = STYLE_COLOR[style];
        pen.fillRect(0, 0, 60, 36);
        if (pattern !== null) fillWithPattern(pen, pattern);
        pen.strokeStyle = '#10151c';
        pen.lineWidth = 2;
        pen.strokeRect(1, 1, 58, 34);
      }}
    />
  );
}

function fillWithPattern(pen: CanvasRenderingContext2D, name: PatternName): void {
  const tile = new OffscreenCanvas(32, 32);
  const tilePen = tile.getContext('2d');
  if (tilePen === null) return;
  drawPattern(tilePen, name, 32);
  const fill = pen.createPattern(tile, 'repeat');
  if (fill === null) return;
  pen.fillStyle = fill;
  pen.fillRect(0, 0, 60, 36);
}

export function BadgeSwatch({ style, text, name }: { style: PaintStyle; text: string; name: string }): ReactNode {
  const width = text.length > 1 ? 34 : 24;
  return (
    <span title={name}>
      <Drawn width={width} height={22} draw={(pen) => drawBadge(pen, style, text, width * 2, 44)} />
      <span className="visually-hidden">{name}</span>
    </span>
  );
}

const LEGEND_DASH: Record<(typeof COAST_CATEGORIES)[number], number[]> = {
  'major-warning': [],
  warning: [18, 4],
  advisory: [8, 5],
  forecast: [4, 6],
};

export function CoastSwatch({ category }: { category: (typeof COAST_CATEGORIES)[number] }): ReactNode {
  return (
    <Drawn
      width={30}
      height={14}
      draw={(pen) => {
        const line = (color: string, width: number, dash: number[] = []): void => {
          pen.strokeStyle = color;
          pen.lineWidth = width;
          pen.setLineDash(dash);
          pen.beginPath();
          pen.moveTo(0, 14);
          pen.lineTo(60, 14);
          pen.stroke();
        };
        line('#10151c', 16);
        line('#ffffff', 11);
        line(STYLE_COLOR[`coast:${category}`], 11, LEGEND_DASH[category]);
        if (category === 'major-warning') line('#ffffff', 3);
      }}
    />
  );
}

export function EpicentreSwatch(): ReactNode {
  return <Drawn width={20} height={20} draw={(pen) => drawEpicentre(pen, 40)} />;
}

/** Many things drawn as one. */
export function ClusterSwatch(): ReactNode {
  return <Drawn width={28} height={28} draw={(pen) => drawCluster(pen, 3, '', 56)} />;
}

/** What headquarters drew. */
export function DrawingSwatch({ kind }: { kind: DrawingKind }): ReactNode {
  return <Drawn width={30} height={18} draw={(pen) => drawDrawing(pen, kind, 60, 36)} />;
}

export function SensorSwatch({ mark }: { mark: SensorMark }): ReactNode {
  return <Drawn width={24} height={24} draw={(pen) => drawSensor(pen, mark, 48)} />;
}

/** A line or an area of a storm, as the map draws it. */
export function TyphoonSwatch({ part }: { part: TyphoonPart }): ReactNode {
  const { style, fill, line } = TYPHOON_LOOK[part];
  return (
    <Drawn
      width={30}
      height={18}
      draw={(pen) => {
        pen.lineWidth = line === 'ink' ? 3 : 5;
        pen.strokeStyle = line === 'ink' ? '#10151c' : STYLE_COLOR[style];
        pen.setLineDash(line === 'ink' ? [9, 6] : []);
        pen.beginPath();
        if (part === 'track') {
          pen.moveTo(4, 30);
          pen.lineTo(56, 6);
        } else pen.ellipse(30, 18, 25, 14, 0, 0, Math.PI * 2);
        pen.globalAlpha = fill;
        pen.fillStyle = STYLE_COLOR[style];
        if (fill > 0) pen.fill();
        pen.globalAlpha = 1;
        pen.stroke();
      }}
    />
  );
}
