import type { PreparedArea } from '../cover/prepared-area.js';
import { gridChildren, gridSquaresIn, heldBounds } from './grid-square.js';
import type { GridLevel, GridSquare } from './grid-square.js';

/**
 * The squares of a level that hold a position the area covers, an edge counting: those of every point it covers, and no
 * more. From wide squares to narrow ones, so that it costs what lies along the border and what is given.
 */
export function* gridSquaresOver(area: PreparedArea, level: GridLevel): Generator<GridSquare> {
  for (const square of gridSquaresIn(area.bounds, 'first')) yield* squaresOf(square, area, level);
}

/** `null` = the whole square is covered. */
function* squaresOf(square: GridSquare, area: PreparedArea | null, level: GridLevel): Generator<GridSquare> {
  const share = area ? area.shareOf(heldBounds(square)) : 'all';
  if (share === 'none') return;
  if (square.level === level) yield square;
  else for (const child of gridChildren(square)) yield* squaresOf(child, share === 'all' ? null : area, level);
}
