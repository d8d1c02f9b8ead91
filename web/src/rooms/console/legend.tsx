import type { ReactNode } from 'react';
import { INTENSITY_CLASSES, THEMES, type Layer, type Severity, type Theme } from '@hinomi/contracts';
import { patternOf } from '../../map/marks.js';
import { COAST_CATEGORIES } from '../../map/hazard-layers.js';
import type { ThingGlyph } from '../../map/thing-marks.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import type { Words } from '../../words/words.js';
import {
  AreaSwatch,
  BadgeSwatch,
  ClusterSwatch,
  CoastSwatch,
  EpicentreSwatch,
  OrderSwatch,
  SensorSwatch,
  TyphoonSwatch,
} from './swatches.js';
import { NeedLegend } from './needs/need-legend.js';
import { ThingSign } from './thing-sign.js';

interface LegendProps {
  open: boolean;
  setOpen: (open: boolean) => void;
  /** Layers that have something on the map. */
  layers: ReadonlySet<Layer>;
  /** Of the things on the map. */
  themes: ReadonlySet<Theme>;
  /** Published needs are on the map. */
  needs: boolean;
  /** What else may be switched on for the map. */
  children?: ReactNode;
}

/** Layers that paint by severity. */
const LEVELLED: readonly Layer[] = [
  'weather-warning',
  'legacy-warning',
  'river-flood',
  'alert',
  'prompt-report',
  'typhoon',
  'volcano',
  'ash',
];

/** Drawn with the map's own pens, so that it cannot say anything else than the map. */
export function Legend({ open, setOpen, layers, themes, needs, children }: LegendProps): ReactNode {
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
        {(layers.has('earthquake') || layers.has('eew')) && (
          <LegendPart title={legend.intensity}>
            <ul className="legend-badges">
              {[...INTENSITY_CLASSES].reverse().map((name) => (
                <li key={name}>
                  <BadgeSwatch
                    style={`intensity:${name}`}
                    text={words.badge[name]}
                    name={plain(words.intensity[name])}
                  />
                </li>
              ))}
            </ul>
            <ul className="legend-rows">
              <li>
                <EpicentreSwatch />
                <Ruby>{legend.epicentre}</Ruby>
              </li>
              <li>
                <AreaSwatch style="intensity:5-?" pattern="pattern:missing" />
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
                  <CoastSwatch category={category} />
                  <Ruby>{words.tsunami[category]}</Ruby>
                </li>
              ))}
            </ul>
          </LegendPart>
        )}
        {LEVELLED.some((layer) => layers.has(layer)) && (
          <LegendPart title={legend.levels}>
            <ul className="legend-rows">
              {([5, 4, 3, 2, 1] as const).map((level: Exclude<Severity, 0>) => (
                <li key={level}>
                  <AreaSwatch style={`level:${level}`} pattern={patternOf(level, false)} />
                  <Ruby>{legend.level[level] ?? ''}</Ruby>
                </li>
              ))}
            </ul>
          </LegendPart>
        )}
        {layers.has('evacuation-order') && (
          <LegendPart title={words.orders.title}>
            <ul className="legend-rows">
              {([5, 4, 3] as const).map((level) => (
                <li key={level}>
                  <OrderSwatch level={level} />
                  <Ruby>{words.orders.level[level]}</Ruby>
                </li>
              ))}
            </ul>
          </LegendPart>
        )}
        {layers.has('typhoon') && (
          <LegendPart title={words.layers.typhoon}>
            <ul className="legend-rows">
              {(['storm', 'gale', 'storm-warning', 'probability', 'track'] as const).map((part) => (
                <li key={part}>
                  <TyphoonSwatch part={part} />
                  <Ruby>{words.typhoonParts[part]}</Ruby>
                </li>
              ))}
            </ul>
          </LegendPart>
        )}
        {themes.size > 0 && (
          <LegendPart title={words.things.legend.title}>
            <ul className="legend-rows legend-things">
              {THEMES.filter((theme) => themes.has(theme))
                .flatMap((theme) => signsOf(theme, words))
                .map(({ glyph, text }) => (
                  <li key={glyph}>
                    <ThingSign glyph={glyph} />
                    <Ruby>{text}</Ruby>
                  </li>
                ))}
            </ul>
            <ul className="legend-rows">
              {(['on', 'off', 'unknown', 'silent'] as const).map((state) => (
                <li key={state}>
                  <ThingSign glyph="shelter" state={state} />
                  <Ruby>{words.things.legend[state]}</Ruby>
                </li>
              ))}
              <li>
                <ThingSign glyph="shelter" severity={3} />
                <Ruby>{words.things.legend.severity}</Ruby>
              </li>
              <li>
                <ClusterSwatch />
                <Ruby>{words.things.legend.cluster}</Ruby>
              </li>
            </ul>
          </LegendPart>
        )}
        {layers.has('sensor') && <SensorLegend />}
        {needs && <NeedLegend />}
        {children}
        <div className="legend-notes">
          <p>
            <span className="legend-dash" aria-hidden="true" />
            <Ruby>{legend.approximate}</Ruby>
          </p>
          <p>
            <Ruby>{legend.levelNote}</Ruby>
          </p>
          {layers.has('legacy-warning') && (
            <p>
              <Ruby>{words.telegrams.legacyLegend}</Ruby>
            </p>
          )}
          <p className="legend-silence">
            <Ruby>{legend.silence}</Ruby>
          </p>
        </div>
      </div>
    </section>
  );
}

interface LegendSign {
  glyph: ThingGlyph;
  text: string;
}

/** A road has two signs, everything else its own. */
function signsOf(theme: Theme, { things }: Words): LegendSign[] {
  if (theme !== 'road') return [{ glyph: theme, text: things.themes[theme] }];
  return [
    { glyph: 'road-closed', text: things.legend.roadClosed },
    { glyph: 'road-limited', text: things.legend.roadLimited },
  ];
}

function SensorLegend(): ReactNode {
  const { legend } = useWords().sensors;
  const rows = [
    ...([5, 4, 3, 2, 1] as const).map((level) => [`level:${level}`, legend.level(level)] as const),
    ['level:0', legend.below],
    ['suspect:0', legend.suspect],
    ['no-data', legend.noData],
    ['sleeping', legend.sleeping],
    ['maintenance', legend.maintenance],
  ] as const;
  return (
    <LegendPart title={legend.title}>
      <ul className="legend-rows">
        {rows.map(([mark, text]) => (
          <li key={mark}>
            <SensorSwatch mark={mark} />
            <Ruby>{text}</Ruby>
          </li>
        ))}
      </ul>
    </LegendPart>
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
