import type { LngLat } from '@hinomi/contracts';
import type { Bounds } from '../geometry/bounds.js';

/** Levels of JIS X 0410 from wide to narrow: 第1次 (80 km), 第2次 (10 km), 第3次 (1 km), 2分の1 (500 m), 4分の1 (250 m). */
export const GRID_LEVELS = ['first', 'second', 'third', 'half', 'quarter'] as const;
export type GridLevel = (typeof GRID_LEVELS)[number];

/** A grid square (地域メッシュ). The level stands beside the code, as a tenth of a third-level square has ten digits too. */
export interface GridSquare {
  level: GridLevel;
  code: string;
}

/** Quarter seconds of arc: the sides of every level are whole numbers of them. */
const PER_DEGREE = 4 * 60 * 60;
/** Longitude is counted from here. */
const WEST = 100;
/** A tenth of a millimetre: a corner no number of degrees hits exactly, as of 40 minutes, is on the corner all the same. */
const CORNER_DEGREES = 1e-9;

interface Level {
  /** Sides in quarter seconds. */
  height: number;
  width: number;
  /** How many squares stand along a side of the square above. */
  across: number;
  code: RegExp;
}

const LEVELS: Readonly<Record<GridLevel, Level>> = {
  first: { height: 9600, width: 14_400, across: 100, code: /^\d{4}$/ },
  second: { height: 1200, width: 1800, across: 8, code: /^\d{4}[0-7]{2}$/ },
  third: { height: 120, width: 180, across: 10, code: /^\d{4}[0-7]{2}\d{2}$/ },
  half: { height: 60, width: 90, across: 2, code: /^\d{4}[0-7]{2}\d{2}[1-4]$/ },
  quarter: { height: 30, width: 45, across: 2, code: /^\d{4}[0-7]{2}\d{2}[1-4]{2}$/ },
};

/** The level above; null above the first. */
export function levelAbove(level: GridLevel): GridLevel | null {
  return GRID_LEVELS[GRID_LEVELS.indexOf(level) - 1] ?? null;
}

/** The level below; null below the quarter. */
export function levelBelow(level: GridLevel): GridLevel | null {
  return GRID_LEVELS[GRID_LEVELS.indexOf(level) + 1] ?? null;
}

/** The square of a code from outside; null when a code of that level is not so written. */
export function gridSquare(level: GridLevel, code: string): GridSquare | null {
  return LEVELS[level].code.test(code) ? { level, code } : null;
}

/** The square that holds a position: its south and west edges are its own, the others its neighbours'. Null off the grid. */
export function gridSquareAt(lngLat: LngLat, level: GridLevel): GridSquare | null {
  const { row, column } = gridCell(lngLat, level);
  return row < 0 || column < 0 || row >= rowsOf(level) || column >= rowsOf(level)
    ? null
    : { level, code: codeOf(level, row, column) };
}

/** Its box; neighbours have the same numbers for the edge they share. */
export function gridBounds(square: GridSquare): Bounds {
  const { height, width } = LEVELS[square.level];
  const { row, column } = cellOf(square);
  return [
    WEST + (column * width) / PER_DEGREE,
    (row * height) / PER_DEGREE,
    WEST + ((column + 1) * width) / PER_DEGREE,
    ((row + 1) * height) / PER_DEGREE,
  ];
}

/** {@link gridBounds} moved by what belongs to a corner, so that the box holds the positions that the square does. */
export function heldBounds(square: GridSquare): Bounds {
  const [west, south, east, north] = gridBounds(square);
  return [west - CORNER_DEGREES, south - CORNER_DEGREES, east - CORNER_DEGREES, north - CORNER_DEGREES];
}

/** The square above that holds it; null of a first-level one. */
export function gridParent({ level, code }: GridSquare): GridSquare | null {
  const above = levelAbove(level);
  return above && { level: above, code: code.slice(0, LEVELS[level].across === 2 ? -1 : -2) };
}

/** The squares it is made of on the level below, row by row from the south-west; none of a quarter. */
export function gridChildren(square: GridSquare): GridSquare[] {
  const below = levelBelow(square.level);
  if (!below) return [];
  const { row, column } = cellOf(square);
  const { across } = LEVELS[below];
  return Array.from({ length: across * across }, (_, index) => ({
    level: below,
    code: codeOf(below, row * across + Math.floor(index / across), column * across + (index % across)),
  }));
}

/** The squares that hold a position of a box, its border included, row by row from the south-west. */
export function* gridSquaresIn([west, south, east, north]: Bounds, level: GridLevel): Generator<GridSquare> {
  if (!(west <= east && south <= north)) return;
  const [from, to] = [gridCell([west, south], level), gridCell([east, north], level)];
  for (let row = Math.max(0, from.row); row <= Math.min(to.row, rowsOf(level) - 1); row++)
    for (let column = Math.max(0, from.column); column <= Math.min(to.column, rowsOf(level) - 1); column++)
      yield { level, code: codeOf(level, row, column) };
}

interface Cell {
  row: number;
  column: number;
}

function gridCell([lng, lat]: LngLat, level: GridLevel): Cell {
  const { height, width } = LEVELS[level];
  return {
    row: Math.floor(quarterSeconds(lat) / height),
    column: Math.floor((quarterSeconds(lng) - WEST * PER_DEGREE) / width),
  };
}

function quarterSeconds(degrees: number): number {
  return Math.floor((degrees + CORNER_DEGREES) * PER_DEGREE);
}

/** Along either side of the whole grid, which has 100 first-level squares both ways. */
function rowsOf(level: GridLevel): number {
  const above = levelAbove(level);
  return LEVELS[level].across * (above ? rowsOf(above) : 1);
}

function codeOf(level: GridLevel, row: number, column: number): string {
  const above = levelAbove(level);
  if (!above) return String(row).padStart(2, '0') + String(column).padStart(2, '0');
  const { across } = LEVELS[level];
  const within = codeOf(above, Math.floor(row / across), Math.floor(column / across));
  const [south, west] = [row % across, column % across];
  return across === 2 ? `${within}${2 * south + west + 1}` : `${within}${south}${west}`;
}

function cellOf({ level, code }: GridSquare): Cell {
  const { across, code: pattern } = LEVELS[level];
  if (!pattern.test(code)) throw new RangeError(`"${code}" is no grid square of the level ${level}`);
  const parent = gridParent({ level, code });
  if (!parent) return { row: Number(code.slice(0, 2)), column: Number(code.slice(2)) };
  const { row, column } = cellOf(parent);
  const digits = code.slice(parent.code.length);
  const [south, west] =
    across === 2
      ? [Math.floor((Number(digits) - 1) / 2), (Number(digits) - 1) % 2]
      : [Number(digits[0]), Number(digits[1])];
  return { row: row * across + south, column: column * across + west };
}
