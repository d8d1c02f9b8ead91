import { useEffect, useRef, type ReactNode } from 'react';
import { INTENSITY_CLASSES, type Severity } from '@hinomi/contracts';
import type { PaintStyle } from '../../map/area-paint.js';
import { drawBadge, drawEpicentre, drawPattern, patternOf, type PatternName } from '../../map/marks.js';
import { STYLE_COLOR } from '../../map/palette.js';
import { COAST_CATEGORIES } from '../../map/hazard-layers.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import type { HazardLayer } from '../../hazards/shown-features.js';

interface LegendProps {
  open: boolean;
  setOpen: (open: boolean) => void;
  /** Layers that are switched on. */
  layers: ReadonlySet<HazardLayer>;
}

/** Drawn with the map's own pens, so that it cannot say anything else than the map. */
export function Legend({ open, setOpen, layers }: LegendProps): ReactNode {
  const words = useWords();
  const { legend } = words;
  return (
    <section className="legend" data-open={open} aria-label={plain(legend.title)} data-testid="legend">
      <button
        type="button"
        className="legend-toggle"
        aria-expanded={open}
        aria-controls="legend-body"
        onClick={() => setOpen(!open)}
      >
        <Ruby>{legend.title}</Ruby>
        <span className="legend-caret" aria-hidden="true" />
      </button>
      <div
        id="legend-body"
        className="legend-body"
        hidden={!open}
        tabIndex={open ? 0 : -1}
        role="group"
        aria-label={plain(legend.title)}
      >
        {layers.has('earthquake') && (
          <LegendPart title={legend.intensity}>
            <ul className="legend-badges">
              {[...INTENSITY_CLASSES].reverse().map((name) => (
                <li key={name}>
                  <Badge style={`intensity:${name}`} text={words.badge[name]} name={plain(words.intensity[name])} />
                </li>
              ))}
            </ul>
            <ul className="legend-rows">
              <li>
                <Drawn width={20} height={20} draw={(pen) => drawEpicentre(pen, 40)} />
                <Ruby>{legend.epicentre}</Ruby>
              </li>
              <li>
                <Area style="intensity:5-?" pattern="pattern:missing" />
                <Ruby>{legend.missing}</Ruby>
              </li>
            </ul>
          </LegendPart>
        )}
        {layers.has('tsunami') && (
          <LegendPart title={legend.tsunami}>
            <ul className="legend-rows">
              {[...COAST_CATEGORIES].reverse().map((category) => (
                <li key={category}>
                  <Coast category={category} />
                  <Ruby>{words.tsunami[category]}</Ruby>
                </li>
              ))}
            </ul>
          </LegendPart>
        )}
        {(['weather-warning', 'river-flood', 'alert'] as const).some((layer) => layers.has(layer)) && (
          <LegendPart title={legend.levels}>
            <ul className="legend-rows">
              {([5, 4, 3, 2, 1] as const).map((level: Exclude<Severity, 0>) => (
                <li key={level}>
                  <Area style={`level:${level}`} pattern={patternOf(level, false)} />
                  <Ruby>{legend.level[level] ?? ''}</Ruby>
                </li>
              ))}
            </ul>
          </LegendPart>
        )}
        <div className="legend-notes">
          <p>
            <span className="legend-dash" aria-hidden="true" />
            <Ruby>{legend.approximate}</Ruby>
          </p>
          <p>
            <Ruby>{legend.levelNote}</Ruby>
          </p>
          <p className="legend-silence">
            <Ruby>{legend.silence}</Ruby>
          </p>
        </div>
      </div>
    </section>
  );
}

function LegendPart({ title, children }: { title: string; children: ReactNode }): ReactNode {
  return (
    <div className="legend-part">
      <h2>
        <Ruby>{title}</Ruby>
      </h2>
      {children}
    </div>
  );
}

const PIXEL_RATIO = 2;

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

function Area({ style, pattern }: { style: PaintStyle; pattern: PatternName | null }): ReactNode {
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

function Badge({ style, text, name }: { style: PaintStyle; text: string; name: string }): ReactNode {
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

function Coast({ category }: { category: (typeof COAST_CATEGORIES)[number] }): ReactNode {
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
