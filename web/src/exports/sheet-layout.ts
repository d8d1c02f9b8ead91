import { sheetSize, type Sheet, type Size } from './paper.js';

/** Millimetres from the sheet's upper left corner. */
export interface Box extends Size {
  x: number;
  y: number;
}

export interface SheetLayout {
  page: Size;
  /** Height of a letter. */
  text: number;
  titleText: number;
  /** Over the whole width, when it is a drill; and when the past is shown. */
  drill: Box | null;
  past: Box | null;
  title: Box;
  /** When the data are from, when it was printed. */
  times: Box;
  map: Box;
  legend: Box;
  /** Sources and credits. */
  foot: Box;
}

const MARGIN = 8;
const GAP = 2;
/** Of each paper: letters, and how much of the sheet the legend takes beside or below the map. */
const MEASURES = {
  A4: { text: 2.8, titleText: 6, beside: 54, below: 58, bandText: 5 },
  A3: { text: 3.3, titleText: 8, beside: 68, below: 76, bandText: 7 },
} as const;
/** Room between lines, as a part of the letters' height. */
export const LINE = 1.35;
const FOOT_LINES = 4;

/** Where everything stands on a sheet: bands first, then the title, the map with its legend, and who said it. */
export function layoutSheet(sheet: Sheet, marks: { drill: boolean; past: boolean }): SheetLayout {
  const page = sheetSize(sheet);
  const { text, titleText, beside, below, bandText } = MEASURES[sheet.paper];
  const width = page.width - 2 * MARGIN;
  let y = MARGIN;
  const row = (height: number): Box => {
    const box = { x: MARGIN, y, width, height };
    y += height + GAP;
    return box;
  };
  const band = bandText * 1.9;
  const drill = marks.drill ? row(band) : null;
  const past = marks.past ? row(band * 0.8) : null;
  const title = row(titleText * LINE);
  const times = row(text * LINE);
  const footHeight = FOOT_LINES * text * LINE;
  const foot = { x: MARGIN, y: page.height - MARGIN - footHeight, width, height: footHeight };
  const free = { x: MARGIN, y, width, height: foot.y - GAP - y };
  const { map, legend } = sheet.turn === 'landscape' ? cutRight(free, beside) : cutBelow(free, below);
  return { page, text, titleText, drill, past, title, times, map, legend, foot };
}

function cutRight(box: Box, width: number): { map: Box; legend: Box } {
  return {
    map: { ...box, width: box.width - width - GAP },
    legend: { ...box, x: box.x + box.width - width, width },
  };
}

function cutBelow(box: Box, height: number): { map: Box; legend: Box } {
  return {
    map: { ...box, height: box.height - height - GAP },
    legend: { ...box, y: box.y + box.height - height, height },
  };
}

/** The longest bar of a round length that fits. */
export function scaleBar(metersPerMm: number, longestMm: number): { meters: number; mm: number } {
  const most = metersPerMm * longestMm;
  const power = 10 ** Math.floor(Math.log10(most));
  const meters = ([5, 2, 1].find((step) => step * power <= most) ?? 1) * power;
  return { meters, mm: meters / metersPerMm };
}

/** What flows through columns: a part's heading keeps its first row with it. */
export interface Flowing {
  heading: boolean;
  /** Lines of text, at least one. */
  lines: number;
}

export interface Flowed {
  /** One per entry; null = there was no room for it. */
  at: ({ x: number; y: number } | null)[];
  columnWidth: number;
  /** How many entries have no place. */
  left: number;
}

/** Puts entries below each other, and goes on in the next column; a row is `lineHeight` a line and a little air. */
export function flow(entries: readonly Flowing[], box: Box, columns: number, lineHeight: number): Flowed {
  const gap = GAP * 1.5;
  const columnWidth = (box.width - gap * (columns - 1)) / columns;
  const heightOf = ({ heading, lines }: Flowing): number => lineHeight * (lines + (heading ? 0.5 : 0.25));
  const bottom = box.y + box.height;
  let [column, y, left] = [0, box.y, 0];
  const at = entries.map((entry, index) => {
    const next = entries[index + 1];
    const height = heightOf(entry);
    const together = height + (entry.heading && next ? heightOf(next) : 0);
    if (y + together > bottom && column < columns) [column, y] = [column + 1, box.y];
    if (column >= columns || y + height > bottom) {
      left += 1;
      return null;
    }
    const place = { x: box.x + column * (columnWidth + gap), y };
    y += height;
    return place;
  });
  return { at, columnWidth, left };
}

/** How many columns a legend of this width has: words need some room. */
export function columnsOf({ width }: Box, text: number): number {
  return Math.max(1, Math.floor(width / (text * 17)));
}

/** What stays in one line: a word with the space behind it, or a Japanese letter; with marks that begin no line (JIS X 4051). */
const PIECES = /(?:[ -~\u00a0-\u024f]+?(?:\s+|$|(?=[^ -~\u00a0-\u024f]))|[^])[、。，．）」』】！？：；]*/gu;

/** Breaks text where it no longer fits; Japanese breaks anywhere, other words at spaces. At most `most` lines, the last with "…". */
export function wrap(text: string, width: number, measure: (text: string) => number, most: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(PIECES) ?? []) {
    if (line !== '' && measure(line + piece.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  if (line !== '') lines.push(line.trimEnd());
  if (lines.length <= most) return lines;
  let last = `${lines[most - 1] ?? ''}${lines[most] ?? ''}`;
  while (last !== '' && measure(`${last}…`) > width) last = last.slice(0, -1);
  return [...lines.slice(0, most - 1), `${last}…`];
}
