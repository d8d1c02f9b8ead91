import { gridBounds, gridSquare, type GridLevel, type GridSquare } from '../grid/grid-square.js';

/** By the number of digits. */
const LEVEL_OF: Readonly<Record<number, GridLevel>> = { 4: 'first', 6: 'second', 8: 'third', 9: 'half', 10: 'quarter' };
/** `[west, south, east, north]` degrees: first-level squares of JIS X 0410 exist where Japan is. */
const GRID_OF_JAPAN = [122, 20, 154, 46] as const;
const WRITTEN = /^(?:(?:地域)?メッシュ(?:コード)?|mesh|grid)?[\s:]*(\d{4}(?:-?\d{2}(?:-?\d{2}(?:-?\d){0,2})?)?)$/i;

/** A grid square as its code is written, `5637`, `5637-12-34` or in full width; null for what is no code of a square in Japan. */
export function readSquareCode(written: string): GridSquare | null {
  const code = WRITTEN.exec(written.normalize('NFKC').replace(/[−‐–]/g, '-').trim())?.[1]?.replaceAll('-', '') ?? '';
  const level = LEVEL_OF[code.length];
  const square = level === undefined ? null : gridSquare(level, code);
  if (square === null) return null;
  const [west, south, east, north] = gridBounds(square);
  const isInJapan =
    west >= GRID_OF_JAPAN[0] && south >= GRID_OF_JAPAN[1] && east <= GRID_OF_JAPAN[2] && north <= GRID_OF_JAPAN[3];
  return isInJapan ? square : null;
}
