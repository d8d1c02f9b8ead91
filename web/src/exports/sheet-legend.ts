import {
  DRAWING_KINDS,
  INTENSITY_CLASSES,
  type DrawingKind,
  type IntensityClass,
  type Severity,
  type Theme,
} from '@hinomi/contracts';
import type { PaintStyle } from '../map/area-paint.js';
import { COAST_CATEGORIES } from '../map/hazard-layers.js';
import type { Seen } from '../map/seen.js';
import type { SensorMark } from '../map/sensor-marks.js';
import type { ThingGlyph } from '../map/thing-marks.js';
import { partsOfImage } from '../map/thing-shapes.js';
import type { ThingLook } from '../things/thing-silence.js';
import { plain } from '../words/ruby-text.js';
import type { Words } from '../words/words.js';

/** How a row of the legend is drawn. */
export type Swatch =
  | { kind: 'area'; style: PaintStyle; missing: boolean; severity: Severity }
  | { kind: 'badge'; style: PaintStyle; text: string }
  | { kind: 'coast'; category: (typeof COAST_CATEGORIES)[number] }
  | { kind: 'thing'; glyph: ThingGlyph; state: ThingLook; severity: Severity }
  | { kind: 'sensor'; mark: SensorMark }
  | { kind: 'drawing'; drawing: DrawingKind }
  | { kind: 'need' | 'squares' | 'epicentre' | 'cluster' | 'dashes' };

export interface LegendRow {
  swatch: Swatch | null;
  text: string;
}

export interface LegendPart {
  title: string;
  rows: LegendRow[];
}

/** What is in sight and nothing else; what it leaves open is said below it. */
export function sheetLegend({ marks }: Seen, words: Words): LegendPart[] {
  const { legend } = words;
  const parts: LegendPart[] = [
    { title: legend.intensity, rows: intensityRows(marks, words) },
    { title: legend.tsunami, rows: coastRows(marks, words) },
    { title: legend.levels, rows: levelRows(marks, words) },
    { title: words.things.legend.title, rows: thingRows(marks, words) },
    { title: words.sensors.legend.title, rows: sensorRows(marks, words) },
    { title: words.drawings.title, rows: drawingRows(marks, words) },
    { title: words.exports.more, rows: otherRows(marks, words) },
  ];
  return parts
    .filter(({ rows }) => rows.length > 0)
    .map(({ title, rows }) => ({ title: plain(title), rows: rows.map((row) => ({ ...row, text: plain(row.text) })) }));
}

function intensityRows(marks: ReadonlySet<string>, words: Words): LegendRow[] {
  const classes = [...INTENSITY_CLASSES].reverse().filter((name) => marks.has(`intensity:${name}`));
  return [
    ...classes.map((name: IntensityClass): LegendRow =>
      name === '5-?'
        ? { swatch: { kind: 'area', style: 'intensity:5-?', missing: true, severity: 3 }, text: words.legend.missing }
        : {
            swatch: { kind: 'badge', style: `intensity:${name}`, text: words.badge[name] },
            text: words.intensity[name],
          },
    ),
    ...(marks.has('epicentre') ? [{ swatch: { kind: 'epicentre' } as const, text: words.legend.epicentre }] : []),
  ];
}

function coastRows(marks: ReadonlySet<string>, words: Words): LegendRow[] {
  return [...COAST_CATEGORIES]
    .reverse()
    .filter((category) => marks.has(`coast:${category}`))
    .map((category) => ({ swatch: { kind: 'coast', category }, text: words.tsunami[category] }));
}

function levelRows(marks: ReadonlySet<string>, words: Words): LegendRow[] {
  return ([5, 4, 3, 2, 1] as const)
    .filter((level) => marks.has(`level:${level}`) || marks.has(`icon:severity:${level}`))
    .map((level) => ({
      swatch: { kind: 'area', style: `level:${level}`, missing: false, severity: level },
      text: words.legend.level[level] ?? '',
    }));
}

/** Each glyph once, then what its looks mean. */
function thingRows(marks: ReadonlySet<string>, words: Words): LegendRow[] {
  const { things } = words;
  const seen = [...marks].flatMap((mark) => {
    const parts = mark.startsWith('icon:') ? partsOfImage(mark.slice('icon:'.length)) : null;
    return parts === null ? [] : [{ glyph: parts[0] as ThingGlyph, state: parts[1] as ThingLook, level: parts[2] }];
  });
  const glyphs = new Set<ThingGlyph>(seen.map(({ glyph }) => glyph));
  for (const mark of marks) if (mark.startsWith('theme:')) glyphs.add(mark.slice('theme:'.length) as Theme);
  if (glyphs.size === 0 && !marks.has('cluster') && !marks.has('site-cluster')) return [];
  const states = (['on', 'off', 'unknown', 'silent'] as const).filter((look) =>
    seen.some(({ state }) => state === look),
  );
  const sign = (glyph: ThingGlyph, state: ThingLook, severity: Severity): Swatch => ({
    ...{ kind: 'thing', glyph, state, severity },
  });
  const isCluster = marks.has('cluster') || marks.has('site-cluster');
  return [
    ...[...glyphs].sort().map((glyph) => ({ swatch: sign(glyph, 'on', 0), text: nameOfGlyph(glyph, words) })),
    ...states.map((state) => ({ swatch: sign('shelter', state, 0), text: things.legend[state] })),
    ...(seen.some(({ level }) => Number(level) >= 2)
      ? [{ swatch: sign('shelter', 'on', 3), text: things.legend.severity }]
      : []),
    ...(isCluster ? [{ swatch: { kind: 'cluster' } as const, text: things.legend.cluster }] : []),
  ];
}

function nameOfGlyph(glyph: ThingGlyph, { things }: Words): string {
  if (glyph === 'road-closed') return things.legend.roadClosed;
  if (glyph === 'road-limited') return things.legend.roadLimited;
  return things.themes[glyph];
}

function sensorRows(marks: ReadonlySet<string>, { sensors: { legend } }: Words): LegendRow[] {
  const has = (mark: SensorMark): boolean => marks.has(`icon:sensor:${mark}`);
  const row = (mark: SensorMark, text: string): LegendRow => ({ swatch: { kind: 'sensor', mark }, text });
  const isSuspect = [...marks].some((mark) => mark.startsWith('icon:sensor:suspect:'));
  return [
    ...([5, 4, 3, 2, 1] as const)
      .filter((level) => has(`level:${level}`))
      .map((level) => row(`level:${level}`, legend.level(level))),
    ...(has('level:0') ? [row('level:0', legend.below)] : []),
    ...(isSuspect ? [row('suspect:0', legend.suspect)] : []),
    ...(has('no-data') ? [row('no-data', legend.noData)] : []),
    ...(has('sleeping') ? [row('sleeping', legend.sleeping)] : []),
    ...(has('maintenance') ? [row('maintenance', legend.maintenance)] : []),
  ];
}

/** Colours and dashes mean what their writers say beside them. */
function drawingRows(marks: ReadonlySet<string>, { drawings }: Words): LegendRow[] {
  const kinds = DRAWING_KINDS.filter((kind) => marks.has(`drawing:${kind}`));
  const rows = kinds.map((drawing): LegendRow => ({
    swatch: { kind: 'drawing', drawing },
    text: drawings.tool[drawing],
  }));
  return rows.length === 0 ? [] : [...rows, { swatch: null, text: drawings.legendNote }];
}

/** Silence is no safety, on paper too. */
function otherRows(marks: ReadonlySet<string>, words: Words): LegendRow[] {
  const { legend } = words;
  const levelled = [...marks].some((mark) => mark.startsWith('level:') || mark.startsWith('icon:severity:'));
  return [
    ...(marks.has('needs') ? [{ swatch: { kind: 'need' } as const, text: words.needs.title }] : []),
    ...(marks.has('squares') ? [{ swatch: { kind: 'squares' } as const, text: words.rollups.title }] : []),
    ...(marks.has('approximate') ? [{ swatch: { kind: 'dashes' } as const, text: legend.approximate }] : []),
    ...(levelled ? [{ swatch: null, text: legend.levelNote }] : []),
    { swatch: null, text: legend.silence },
  ];
}
