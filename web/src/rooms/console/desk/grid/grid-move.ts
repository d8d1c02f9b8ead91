/** A place in the grid; `anchor`: where the row was begun, for Enter to go back to. */
export interface GridPlace {
  row: number;
  column: number;
  anchor: number;
}
export interface GridSize {
  rows: number;
  columns: number;
}
export type GridMove = 'up' | 'down' | 'left' | 'right' | 'next' | 'previous' | 'enter' | 'row-start' | 'row-end';

/**
 * Where a key leads, as in a spreadsheet: Tab goes on from row to row, Enter to the next row where this one was begun. Null =
 * out of the grid.
 */
export function move({ row, column, anchor }: GridPlace, to: GridMove, { rows, columns }: GridSize): GridPlace | null {
  const at = (nextRow: number, nextColumn: number, nextAnchor = nextColumn): GridPlace | null => {
    const isInside = nextRow >= 0 && nextRow < rows && nextColumn >= 0 && nextColumn < columns;
    return isInside ? { row: nextRow, column: nextColumn, anchor: nextAnchor } : null;
  };
  switch (to) {
    case 'up':
      return at(row - 1, column);
    case 'down':
      return at(row + 1, column);
    case 'left':
      return at(row, column - 1);
    case 'right':
      return at(row, column + 1);
    case 'next':
      return column + 1 < columns ? at(row, column + 1, anchor) : at(row + 1, 0);
    case 'previous':
      return column > 0 ? at(row, column - 1, Math.min(anchor, column - 1)) : at(row - 1, columns - 1);
    case 'enter':
      return at(row + 1, anchor);
    case 'row-start':
      return at(row, 0);
    case 'row-end':
      return at(row, columns - 1);
  }
}
