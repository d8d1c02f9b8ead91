import type { Severity, Theme as ThingTheme } from '@hinomi/contracts';
import { codeOf, type ThingFeature } from '../things/thing-feature.js';
import type { ThingLook } from '../things/thing-silence.js';
import { thingState } from '../things/thing-state.js';
import { SEVERITY_SHAPE } from './marks.js';
import { severityColor, STYLE_INK } from './palette.js';

/** What is drawn in a sign; meanings as in JIS Z 8210, drawn by us. */
export type ThingGlyph = Exclude<ThingTheme, 'road'> | 'road' | 'road-closed' | 'road-limited';

/** A path in a box of 24, with what it is drawn with; canvas and SVG draw the same. */
export interface Stroke {
  d: string;
  fill?: string;
  stroke?: string;
  width?: number;
  dash?: number[];
}

/** Each layer has a shape of its own, so that signs can be told apart in greyscale. */
const SIGNS = {
  house: 'M12 1.4 22.6 10V21a1.5 1.5 0 0 1-1.5 1.5H2.9A1.5 1.5 0 0 1 1.4 21V10z',
  square:
    'M4.5 1.8h15a2.7 2.7 0 0 1 2.7 2.7v15a2.7 2.7 0 0 1-2.7 2.7h-15a2.7 2.7 0 0 1-2.7-2.7v-15a2.7 2.7 0 0 1 2.7-2.7z',
  hexagon: 'M6.6 1.8h10.8L23 12l-5.6 10.2H6.6L1 12z',
  circle: 'M12 1.4a10.6 10.6 0 1 0 .01 0z',
  diamond: 'M12 .6 23.4 12 12 23.4.6 12z',
  bubble:
    'M4 1.4h16A2.6 2.6 0 0 1 22.6 4v12a2.6 2.6 0 0 1-2.6 2.6h-4.4L12 23.4l-3.6-4.8H4A2.6 2.6 0 0 1 1.4 16V4A2.6 2.6 0 0 1 4 1.4z',
} as const;

interface Glyph {
  sign: keyof typeof SIGNS;
  color: string;
  lines?: string;
  solid?: string;
}

const GREEN = '#006b3a';
const BLUE = '#1b4db3';
const BROWN = '#6d4700';
const TEAL = '#00607f';
const WINE = '#7d1d40';
const ROAD_RED = '#c4001d';
const ROAD_YELLOW = '#ffc800';
const SLATE = '#4a5663';
const BLACK = '#10151c';

const ROAD_LINES = 'M9.4 5.6 7 18.4M14.6 5.6 17 18.4M12 6.4v2.2M12 11v2.2M12 15.6v2.2';
const GLYPHS: Record<ThingGlyph, Glyph> = {
  // Somebody who comes in under a roof.
  shelter: {
    sign: 'house',
    color: GREEN,
    lines: 'M13.2 12.2 11 15.6l2.7 1.7-.3 3M11 15.6l-2.6 4.3M12.9 12.3l-3.5.4-1.4 2.2M13.3 12.4l2.2 2 2.3-.3',
    solid: 'M14.2 7.4a1.75 1.75 0 1 0 .01 0z',
  },
  // Somebody who runs to a safe place.
  'evacuation-site': {
    sign: 'circle',
    color: GREEN,
    lines:
      'M11.4 11.4 9.2 14.8l2.7 1.7-.3 2.9M9.2 14.8l-2.6 3.6M11.1 11.5l-3.5.4-1.4 2.2M11.5 11.6l2.2 2 2.2-.4M18 7.5v9',
    solid: 'M12.4 6a1.75 1.75 0 1 0 .01 0z',
  },
  hospital: { sign: 'square', color: BLUE, solid: 'M9.4 5h5.2v4.4H19v5.2h-4.4V19H9.4v-4.4H5V9.4h4.4z' },
  'waste-site': {
    sign: 'square',
    color: BROWN,
    lines: 'M6.2 8h11.6M9.6 8V5.8h4.8V8M7.8 8l.8 10.2h6.8L16.2 8M10.6 10.8v4.6M13.4 10.8v4.6',
  },
  'supply-base': {
    sign: 'hexagon',
    color: BROWN,
    lines: 'M6.2 8.8 12 6l5.8 2.8v6.6L12 18.2l-5.8-2.8zM6.2 8.8 12 11.6l5.8-2.8M12 11.6v6.6',
  },
  // A tap and what comes out of it.
  'water-supply': {
    sign: 'hexagon',
    color: TEAL,
    lines: 'M5.8 10h6.4a2.8 2.8 0 0 1 2.8 2.8v1M9.8 10V6.8M7.4 6.8h4.8',
    solid: 'M15 15.2c1.2 1.6 1.7 2.3 1.7 3.1a1.7 1.7 0 0 1-3.4 0c0-.8.5-1.5 1.7-3.1z',
  },
  'water-outage': {
    sign: 'diamond',
    color: TEAL,
    lines: 'M12 5.6c2.6 3.4 4 5.5 4 7.6a4 4 0 0 1-8 0c0-2.1 1.4-4.2 4-7.6zM6.6 17.4 17.4 6.6',
  },
  // What does not come, struck through: a spark, a flame, a handset.
  'power-outage': {
    sign: 'diamond',
    color: TEAL,
    lines: 'M13.4 4.6 8.4 12.4h3.2l-1 6.6 5-7.8h-3.2zM6.6 17.4 17.4 6.6',
  },
  'gas-outage': {
    sign: 'diamond',
    color: TEAL,
    lines:
      'M12.4 5c.6 2.6 3.6 4.2 3.6 8a4 4 0 0 1-8 0c0-1.6.8-2.8 1.6-3.6.4 1 .8 1.4 1.4 1.6 0-2.4.4-4.2 1.4-6zM6.6 17.4 17.4 6.6',
  },
  'telephone-outage': {
    sign: 'diamond',
    color: TEAL,
    lines:
      'M9.4 6.2l1.6 3-1.3 1.5c.6 1.5 1.6 2.6 3.2 3.4l1.6-1.2 2.9 1.8c-.5 1.6-1.6 2.4-3.1 2.1-4-.9-6.5-3.6-7.1-7.5-.2-1.5.7-2.6 2.2-3.1zM6.6 17.4 17.4 6.6',
  },
  road: { sign: 'circle', color: SLATE, lines: ROAD_LINES },
  'road-closed': { sign: 'circle', color: ROAD_RED },
  'road-limited': {
    sign: 'circle',
    color: ROAD_YELLOW,
    solid: 'M10.4 5h3.2l-.7 8.6h-1.8zM12 15.4a1.7 1.7 0 1 0 .01 0z',
  },
  'flooded-area': {
    sign: 'bubble',
    color: WINE,
    lines: 'M4.8 8c1.7-1.7 3-1.7 4.8 0s3 1.7 4.8 0 3-1.7 4.8 0M4.8 13c1.7-1.7 3-1.7 4.8 0s3 1.7 4.8 0 3-1.7 4.8 0',
  },
  'river-breach': {
    sign: 'bubble',
    color: WINE,
    lines: 'M4.8 6h4.4l-1.6 4M19.2 6h-4.4l1.6 4M4.8 14.2c1.7-1.7 3-1.7 4.8 0s3 1.7 4.8 0 3-1.7 4.8 0',
  },
  landslide: {
    sign: 'bubble',
    color: WINE,
    solid: 'M4.6 15.6V4.6l9.6 11zM14.6 6.8a1.9 1.9 0 1 0 .01 0zM18 11.4a1.6 1.6 0 1 0 .01 0z',
  },
  // A house between two cuts.
  'isolated-community': {
    sign: 'bubble',
    color: WINE,
    lines: 'M8.2 9.6 12 6.2l3.8 3.4v5.2H8.2zM5 4.6v11M19 4.6v11',
  },
  fire: {
    sign: 'bubble',
    color: WINE,
    solid: 'M12.6 3.4c.8 3 4.4 4.8 4.4 8.8a5 5 0 0 1-10 0c0-2 1-3.4 2-4.4.4 1.2.9 1.7 1.6 2 0-2.8.6-4.6 2-6.4z',
  },
  'damage-count': {
    sign: 'bubble',
    color: WINE,
    lines: 'M5.6 9.6 12 4.4l6.4 5.2V16H5.6zM12 4.4l-1.7 4 2.8 1.9-1.9 3.2.9 2.5',
  },
  'victim-certificate': { sign: 'bubble', color: WINE, lines: 'M8 4h5.6L16.4 6.8V16H8zM10.2 9.2h4M10.2 12.4h4' },
  // A voice that asks.
  'shelter-note': { sign: 'bubble', color: WINE, lines: 'M12 4.6v6.2M12 14.4v.01' },
  'shelter-photo': {
    sign: 'bubble',
    color: WINE,
    lines: 'M5.6 7h3l1.2-2h4.4l1.2 2h3v9H5.6zM12 8.8a2.4 2.4 0 1 0 .01 0z',
  },
  general: {
    sign: 'bubble',
    color: WINE,
    solid: 'M7 8.4a1.6 1.6 0 1 0 .01 0zM12 8.4a1.6 1.6 0 1 0 .01 0zM17 8.4a1.6 1.6 0 1 0 .01 0z',
  },
};

export function glyphOf(feature: ThingFeature): ThingGlyph {
  const { theme } = feature.properties;
  if (theme !== 'road') return theme;
  if (thingState(feature) !== 'on') return 'road';
  return codeOf(feature, 'passstts') === 'road_close' ? 'road-closed' : 'road-limited';
}

/**
 * `on` is filled; `off` is white with a stroke through it; `unknown` is white with a broken edge; `silent` is light grey with a
 * clock at its foot.
 */
export function thingArt(glyph: ThingGlyph, state: ThingLook): Stroke[] {
  const { sign, color, lines, solid } = GLYPHS[glyph];
  const shape = SIGNS[sign];
  const edge = { d: shape, stroke: '#ffffff', width: 3.2 };
  const inside = (ink: string): Stroke[] => [
    ...(solid === undefined ? [] : [{ d: solid, fill: ink }]),
    ...(lines === undefined ? [] : [{ d: lines, stroke: ink, width: 1.8 }]),
  ];
  if (state === 'silent') {
    const rim = { d: shape, fill: SILENT, stroke: BLACK, width: 1.4 };
    return [edge, rim, ...inside(BLACK), ...CLOCK];
  }
  if (state !== 'on') {
    const slash = { d: 'M4.4 19.6 19.6 4.4', stroke: SLATE, width: 1.8 };
    const rim = { d: shape, stroke: SLATE, width: 1.8, ...(state === 'unknown' ? { dash: [3, 2] } : {}) };
    return [edge, { d: shape, fill: '#ffffff' }, ...inside(SLATE), rim, ...(state === 'off' ? [slash] : [])];
  }
  if (glyph === 'road-closed') {
    return [
      edge,
      { d: shape, fill: '#ffffff', stroke: BLACK, width: 1 },
      { d: 'M12 4a8 8 0 1 0 .01 0z', stroke: color, width: 3.6 },
      { d: 'M6.4 6.4 17.6 17.6', stroke: color, width: 3.4 },
    ];
  }
  return [
    edge,
    { d: shape, fill: color, stroke: BLACK, width: 1 },
    ...inside(glyph === 'road-limited' ? BLACK : '#ffffff'),
  ];
}

/** Light, so that in greyscale too it is none of the dark signs in use. */
const SILENT = '#c3cad2';
const CLOCK: readonly Stroke[] = [
  { d: 'M22 15.2a7 7 0 1 0 .01 0z', stroke: '#ffffff', width: 3.6 },
  { d: 'M22 15.2a7 7 0 1 0 .01 0z', fill: '#ffffff', stroke: BLACK, width: 1.6 },
  { d: 'M22 18v4.4l3 1.9', stroke: BLACK, width: 1.9 },
];

/** The sign's box with room for the mark at its corner; the sign's middle is the box's. */
export const MARK_BOX = { from: -7, size: 38 } as const;
const CORNER = { x: 15.5, y: -6, size: 15 } as const;

type Corner = { shape: string; fill: string; ink: string; text: string; at: typeof CORNER };

/** At the corner stands how much it needs somebody, or that nobody knows. */
export function cornerOf(severity: Severity, state: ThingLook): Corner | null {
  if (severity >= 2)
    return {
      shape: SEVERITY_SHAPE[severity],
      fill: severityColor(severity),
      ink: STYLE_INK[`level:${severity as 2 | 3 | 4 | 5}`],
      text: String(severity),
      at: CORNER,
    };
  if (state === 'unknown') return { shape: SEVERITY_SHAPE[1], fill: '#ffffff', ink: BLACK, text: '?', at: CORNER };
  return null;
}

type Pen = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

/** A sign of `size` pixels, its corner mark with it. */
export function drawThing(pen: Pen, glyph: ThingGlyph, state: ThingLook, severity: Severity, size: number): void {
  begin(pen, size);
  for (const stroke of thingArt(glyph, state)) draw(pen, stroke);
  drawCorner(pen, cornerOf(severity, state));
}

/** What of a cluster's members is worth knowing however calm they are: `silent`, `unknown`, both in this order, or nothing. */
export type ClusterState = '' | 'silent' | 'unknown' | 'silentunknown';

/**
 * Many things at one place: how many is written on it by the map. The corner and the ring are the worst of them, `?` where all are
 * calm and of one nobody knows; a clock says that one is silent.
 */
export function drawCluster(pen: Pen, severity: Severity, state: ClusterState, size: number): void {
  begin(pen, size);
  draw(pen, { d: SIGNS.circle, stroke: '#ffffff', width: 3.4, fill: '#ffffff' });
  draw(pen, { d: SIGNS.circle, stroke: BLACK, width: 1.2 });
  const ring = severity >= 2 ? { stroke: severityColor(severity), width: 2.2 } : { stroke: SLATE, width: 1.4 };
  draw(pen, { d: 'M12 3.2a8.8 8.8 0 1 0 .01 0z', ...ring });
  if (state.startsWith('silent')) for (const stroke of CLOCK) draw(pen, stroke);
  drawCorner(pen, cornerOf(severity, state.endsWith('unknown') ? 'unknown' : 'on'));
}

/** At the edge of a cluster of calm places: some of them lie under a hazard. */
export function drawUnderHazard(pen: Pen, size: number): void {
  begin(pen, size);
  drawCorner(pen, { shape: SEVERITY_SHAPE[1], fill: ROAD_RED, ink: '#ffffff', text: '!', at: CORNER });
}

function begin(pen: Pen, size: number): void {
  pen.scale(size / MARK_BOX.size, size / MARK_BOX.size);
  pen.translate(-MARK_BOX.from, -MARK_BOX.from);
  pen.lineJoin = 'round';
  pen.lineCap = 'round';
}

function draw(pen: Pen, { d, fill, stroke, width = 1, dash = [] }: Stroke): void {
  const path = new Path2D(d);
  if (fill !== undefined) {
    pen.fillStyle = fill;
    pen.fill(path);
  }
  if (stroke === undefined) return;
  pen.setLineDash(dash);
  pen.strokeStyle = stroke;
  pen.lineWidth = width;
  pen.stroke(path);
}

function drawCorner(pen: Pen, corner: Corner | null): void {
  if (corner === null) return;
  const { shape, fill, ink, text, at } = corner;
  pen.translate(at.x, at.y);
  pen.scale(at.size / 24, at.size / 24);
  draw(pen, { d: shape, stroke: '#ffffff', width: 5 });
  draw(pen, { d: shape, fill, stroke: BLACK, width: 1.4 });
  pen.fillStyle = ink;
  pen.font = '700 17px "Noto Sans JP", sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text, 12, text === '3' ? 15.6 : 13);
}
