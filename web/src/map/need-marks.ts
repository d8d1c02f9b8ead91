import type { Stroke } from './thing-marks.js';

/** What is drawn for a need: a kind of thing that has to be there. */
export type NeedGlyph =
  'medicine' | 'breath' | 'device' | 'infant' | 'meal' | 'person' | 'speech' | 'hygiene' | 'apart';

const GLYPH_OF: Readonly<Record<string, NeedGlyph>> = {
  home_oxygen: 'breath',
  ventilator: 'breath',
  suction: 'breath',
  asthma_copd: 'breath',
  dialysis: 'device',
  tube_feeding: 'device',
  allergy_diet: 'meal',
  renal_diet: 'meal',
  swallowing_soft: 'meal',
  pregnancy: 'infant',
  postpartum: 'infant',
  infant_formula: 'infant',
  infant_allergy_formula: 'infant',
  nappies_child: 'hygiene',
  nappies_adult: 'hygiene',
  ostomy: 'hygiene',
  mobility: 'person',
  dementia: 'person',
  mental_health: 'person',
  visual: 'speech',
  hearing: 'speech',
  language: 'speech',
  infection_isolation: 'apart',
  immunosuppressed: 'apart',
};
export const NEED_GLYPHS = [
  'medicine',
  'breath',
  'device',
  'infant',
  'meal',
  'person',
  'speech',
  'hygiene',
  'apart',
] as const;

export function needGlyph(need: string): NeedGlyph {
  return GLYPH_OF[need] ?? 'medicine';
}

/** In a box of 24. */
const LINES: Record<NeedGlyph, string> = {
  // A capsule.
  medicine: 'M6.2 12.6 12.6 6.2a4 4 0 0 1 5.6 5.6l-6.4 6.4a4 4 0 0 1-5.6-5.6zM9.4 9.4l5.2 5.2',
  // A mask with its hose.
  breath: 'M7 6h10v5a5 5 0 0 1-10 0zM12 16v4.4h5M4 7.4 7 8.6M20 7.4 17 8.6',
  // A plug.
  device: 'M8.6 4v4.4M15.4 4v4.4M6 8.4h12v3a6 6 0 0 1-12 0zM12 17.4V21',
  // A bottle.
  infant: 'M10 3.4h4v2.4h-4zM8.4 8h7.2v11.6H8.4zM12 11h3.6M12 14.4h3.6',
  // A bowl with steam.
  meal: 'M4 12h16a8 8 0 0 1-16 0zM9 8.4c-1-1.4 1-2.4 0-4M13.6 8.4c-1-1.4 1-2.4 0-4',
  // Somebody in a wheelchair.
  person: 'M10 6.6v6.6h5.4l2.2 5M10 9.4h4.6M8 11.6a5 5 0 1 0 6.6 6.6M10 3.2a1.2 1.2 0 1 0 .01 0z',
  speech: 'M4 5h16v10.4h-8.6L7 19.4v-4H4zM7.6 8.6h8.8M7.6 11.8h5.6',
  hygiene: 'M12 3.6c3.2 4.2 5 6.8 5 9.6a5 5 0 0 1-10 0c0-2.8 1.8-5.4 5-9.6z',
  // Somebody with a space of their own.
  apart: 'M4 4h16v16H4zM12 7.2a2 2 0 1 0 .01 0zM8 17.4c0-5 8-5 8 0z',
};

const INK = '#10151c';
export const NEED_TAG = { width: 64, height: 28 } as const;

/** What stands in a mark: dark = urgent, with a mark at its corner; a broken edge = the number is old. */
export interface NeedLook {
  glyph: NeedGlyph;
  urgent: boolean;
  old: boolean;
}

export function needImage({ glyph, urgent, old }: NeedLook): string {
  return `need:${glyph}:${urgent ? 'urgent' : 'calm'}:${old ? 'old' : 'new'}`;
}

export function needInk(urgent: boolean): string {
  return urgent ? '#ffffff' : INK;
}

/** `isGlyph`: in a box of 24 of its own, a little within the tag. */
interface NeedStroke extends Stroke {
  isGlyph?: boolean;
}

/** A tag with the pictogram at its left; the number is written by the map, or beside it. */
export function needArt({ glyph, urgent, old }: NeedLook, width: number = NEED_TAG.width): NeedStroke[] {
  const { height } = NEED_TAG;
  const shape = `M6 2h${width - 12}a4 4 0 0 1 4 4v${height - 12}a4 4 0 0 1-4 4H6a4 4 0 0 1-4-4V6a4 4 0 0 1 4-4z`;
  const fill = urgent ? INK : '#ffffff';
  return [
    { d: shape, stroke: '#ffffff', width: 4 },
    { d: shape, fill, stroke: urgent && !old ? INK : '#5b6672', width: 1.8, ...(old ? { dash: [4, 3] } : {}) },
    ...(urgent && old ? [{ d: shape, stroke: '#ffffff', width: 1.6, dash: [4, 3] }] : []),
    { d: LINES[glyph], stroke: needInk(urgent), width: 1.9, isGlyph: true },
    // A flag at the corner: urgent is not told by the ground alone.
    ...(urgent ? [{ d: `M${width - 12} 0h10v10z`, fill: '#ffffff', stroke: INK, width: 1.2 }] : []),
  ];
}

type Pen = OffscreenCanvasRenderingContext2D | CanvasRenderingContext2D;

export function drawNeed(pen: Pen, look: NeedLook, width: number): void {
  pen.scale(width / NEED_TAG.width, width / NEED_TAG.width);
  pen.lineJoin = 'round';
  pen.lineCap = 'round';
  for (const { d, fill, stroke, width: line = 1, dash = [], isGlyph } of needArt(look)) {
    const path = new Path2D();
    path.addPath(new Path2D(d), isGlyph ? new DOMMatrix([0.86, 0, 0, 0.86, 5, 3.7]) : new DOMMatrix());
    if (fill !== undefined) {
      pen.fillStyle = fill;
      pen.fill(path);
    }
    if (stroke === undefined) continue;
    pen.setLineDash(dash);
    pen.strokeStyle = stroke;
    pen.lineWidth = line;
    pen.stroke(path);
  }
}
