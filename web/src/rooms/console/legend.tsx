import type { ReactNode } from 'react';
import { INTENSITY_CLASSES, type Layer, type Severity } from '@hinomi/contracts';
import { patternOf } from '../../map/marks.js';
import { COAST_CATEGORIES } from '../../map/hazard-layers.js';
import type { ThingGlyph } from '../../map/thing-marks.js';
import { THING_LAYERS, type ThingLayer } from '../../things/thing-feature.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import type { Words } from '../../words/words.js';
import { AreaSwatch, BadgeSwatch, ClusterSwatch, CoastSwatch, EpicentreSwatch, TyphoonSwatch } from './swatches.js';
import { ThingSign } from './thing-sign.js';

interface LegendProps {
  open: boolean;
  setOpen: (open: boolean) => void;
  /** Layers that have something on the map. */
  layers: ReadonlySet<Layer>;
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
        {(['weather-warning', 'river-flood', 'alert', 'prompt-report', 'typhoon', 'volcano', 'ash'] as const).some(
          (layer) => layers.has(layer),
        ) && (
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
        {THING_LAYERS.some((layer) => layers.has(layer)) && (
          <LegendPart title={words.things.legend.title}>
            <ul className="legend-rows legend-things">
              {LEGEND_SIGNS.filter(({ layer }) => layers.has(layer)).map(({ glyph, text }) => (
                <li key={glyph}>
                  <ThingSign glyph={glyph} />
                  <Ruby>{text(words)}</Ruby>
                </li>
              ))}
            </ul>
            <ul className="legend-rows">
              {(['on', 'off', 'unknown'] as const).map((state) => (
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

const ofTheme =
  (theme: keyof Words['things']['themes']) =>
  (words: Words): string =>
    words.things.themes[theme];

const LEGEND_SIGNS: readonly { layer: ThingLayer; glyph: ThingGlyph; text: (words: Words) => string }[] = [
  { layer: 'shelter', glyph: 'shelter', text: ofTheme('shelter') },
  { layer: 'facility', glyph: 'hospital', text: ofTheme('hospital') },
  { layer: 'facility', glyph: 'waste-site', text: ofTheme('waste-site') },
  { layer: 'resource', glyph: 'supply-base', text: ofTheme('supply-base') },
  { layer: 'resource', glyph: 'water-supply', text: ofTheme('water-supply') },
  { layer: 'road', glyph: 'road-closed', text: (words) => words.things.legend.roadClosed },
  { layer: 'road', glyph: 'road-limited', text: (words) => words.things.legend.roadLimited },
  { layer: 'lifeline', glyph: 'water-outage', text: ofTheme('water-outage') },
  { layer: 'report', glyph: 'flooded-area', text: ofTheme('flooded-area') },
  { layer: 'report', glyph: 'river-breach', text: ofTheme('river-breach') },
  { layer: 'report', glyph: 'landslide', text: ofTheme('landslide') },
  { layer: 'report', glyph: 'damage-count', text: ofTheme('damage-count') },
  { layer: 'report', glyph: 'general', text: ofTheme('general') },
];

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
