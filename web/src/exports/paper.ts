/** Millimetres. */
export interface Size {
  width: number;
  height: number;
}

export const PAPERS = ['A4', 'A3'] as const;
export type Paper = (typeof PAPERS)[number];
export const TURNS = ['landscape', 'portrait'] as const;
export type Turn = (typeof TURNS)[number];

/** Which sheet. */
export interface Sheet {
  paper: Paper;
  turn: Turn;
}

/** ISO 216. */
const LONG_SHORT: Record<Paper, readonly [long: number, short: number]> = { A4: [297, 210], A3: [420, 297] };
/** Lines of a map stay sharp on an office printer, and A3 stays within the largest canvas of a phone. */
const DOTS_PER_INCH = 200;
/** CSS: 96 of its pixels are an inch. */
const CSS_PX_PER_INCH = 96;
const MM_PER_INCH = 25.4;

export const DOTS_PER_MM = DOTS_PER_INCH / MM_PER_INCH;
export const CSS_PX_PER_MM = CSS_PX_PER_INCH / MM_PER_INCH;
/** Of a map's canvas, so that letters and lines are as large on paper as on a screen. */
export const MAP_PIXEL_RATIO = DOTS_PER_INCH / CSS_PX_PER_INCH;

export function sheetSize({ paper, turn }: Sheet): Size {
  const [long, short] = LONG_SHORT[paper];
  return turn === 'landscape' ? { width: long, height: short } : { width: short, height: long };
}

export function sheetDots(sheet: Sheet): Size {
  const { width, height } = sheetSize(sheet);
  return { width: Math.round(width * DOTS_PER_MM), height: Math.round(height * DOTS_PER_MM) };
}
