import type { FeatureId, Instant } from '@hinomi/contracts';
import type { DeskFailure } from '../desk-outcome.js';
import type { Chosen } from '../desk-session.js';
import { isDeskField, type ColumnMapping, type GridColumn } from './grid-columns.js';
import type { PastedTable } from './paste-table.js';

/** `said`: what a pasted cell says that was not understood; it waits for the clerk, who types over it or clears it. */
export interface GridCell {
  typed: string;
  said?: string;
  /** What this desk told here was wrong: nobody told it. */
  withdraw?: true;
  /** When it was seen, where that is neither now nor what the row says: it was told before. */
  at?: Instant;
}
type Cells = Readonly<Partial<Record<GridColumn, GridCell>>>;

/** Why a row was not sent. */
export type Held = 'no-shelter' | 'twice' | 'unreadable';
export type RowResult =
  { is: 'taken'; at: Instant } | { is: 'held'; why: Held } | { is: 'failed'; failure: DeskFailure };

export interface GridRow {
  key: number;
  /** What the paste calls the shelter; empty where the clerk found it. */
  said: string;
  /** Null: the clerk has to choose. */
  shelter: Chosen | null;
  candidates: readonly Chosen[];
  cells: Cells;
  /** Of the last sending. */
  result: RowResult | null;
  /** What it withdrew, to be told again. */
  undo?: Cells;
}

/** A table that was pasted and is being looked at. */
export interface Pasted {
  table: PastedTable;
  headerRows: number;
  mapping: ColumnMapping;
  /** JIS code; empty = not chosen yet. */
  municipality: string;
}

/** Kept in the tab with every key, as the single form is. */
export interface GridSession {
  view: 'one' | 'grid';
  nextKey: number;
  rows: readonly GridRow[];
  /** For every row that does not say otherwise. */
  toldBy: string;
  seenAt: string;
  municipality: string;
  pasted: Pasted | null;
}

export const EMPTY_GRID: GridSession = {
  view: 'one',
  nextKey: 1,
  rows: [],
  toldBy: '',
  seenAt: '',
  municipality: '',
  pasted: null,
};

export type NewRow = Pick<GridRow, 'said' | 'shelter' | 'candidates' | 'cells'>;

/** Something of the shelter itself is written, readable or not: who told it and when alone say nothing. */
export function isTouched({ cells }: Pick<GridRow, 'cells'>): boolean {
  return Object.entries(cells).some(
    ([column, { typed, said, withdraw }]) =>
      isDeskField(column as GridColumn) && (typed.trim() !== '' || said !== undefined || withdraw === true),
  );
}

/** Shelters that are in the grid already stay where they are. */
export function addShelters(grid: GridSession, shelters: readonly Chosen[]): GridSession {
  const known = new Set(grid.rows.map(({ shelter }) => shelter?.id));
  const fresh = shelters.filter(({ id }) => !known.has(id));
  return addRows(
    grid,
    fresh.map(({ id, name }) => ({ said: '', shelter: { id, name }, candidates: [], cells: {} })),
  );
}

/** What was pasted: it fills a row of its shelter that stands empty; beside one that is written in it is a second one, to be seen. */
export function admitPaste(grid: GridSession, pasted: readonly NewRow[]): GridSession {
  const waiting = new Map(pasted.flatMap((row) => (row.shelter === null ? [] : [[row.shelter.id, row] as const])));
  const rows = grid.rows.map((row) => {
    const fresh = row.shelter === null || isTouched(row) ? undefined : waiting.get(row.shelter.id);
    return fresh === undefined ? row : { ...row, said: fresh.said, cells: fresh.cells, result: null };
  });
  const used = new Set<object>(
    grid.rows.flatMap((row) => (row.shelter === null || isTouched(row) ? [] : (waiting.get(row.shelter.id) ?? []))),
  );
  return addRows(
    { ...grid, rows, pasted: null },
    pasted.filter((row) => !used.has(row)),
  );
}

function addRows(grid: GridSession, fresh: readonly NewRow[]): GridSession {
  const rows = fresh.map((row, index): GridRow => ({ ...row, key: grid.nextKey + index, result: null }));
  return { ...grid, rows: [...grid.rows, ...rows], nextKey: grid.nextKey + rows.length };
}

export function putCell(grid: GridSession, key: number, column: GridColumn, typed: string): GridSession {
  return changeRow(grid, key, ({ cells: { [column]: _before, ...cells } }) => ({
    cells: typed === '' ? cells : { ...cells, [column]: { typed } },
  }));
}

/** Marks what was told in this cell as wrong, or lets it stand again. */
export function withdrawCell(grid: GridSession, key: number, column: GridColumn): GridSession {
  return changeRow(grid, key, ({ cells: { [column]: before, ...cells } }) => ({
    cells: before?.withdraw === true ? cells : { ...cells, [column]: { typed: '', withdraw: true } },
  }));
}

/** What the last sending withdrew stands in the row again, as it was told; what was typed since stays. */
export function undoWithdrawn(grid: GridSession, key: number): GridSession {
  return changeRow(grid, key, ({ cells, undo, ...row }) => ({ ...row, cells: { ...undo, ...cells }, undo: {} }));
}

export function chooseShelter(grid: GridSession, key: number, { id, name }: Chosen): GridSession {
  return changeRow(grid, key, () => ({ shelter: { id, name }, candidates: [] }));
}

export function removeRow(grid: GridSession, key: number): GridSession {
  return { ...grid, rows: grid.rows.filter((row) => row.key !== key) };
}

/** Takes away every row with nothing to send. */
export function removeUntouched(grid: GridSession): GridSession {
  return { ...grid, rows: grid.rows.filter(isTouched) };
}

/** What the hub has is written no more; what it has not stays, and what was typed since (`sent`: the cells as they were sent). */
export function settle(
  grid: GridSession,
  key: number,
  result: RowResult,
  sent: Cells = {},
  undo: Cells = {},
): GridSession {
  if (result.is !== 'taken') return changeRow(grid, key, () => ({ result }));
  return changeRow(grid, key, ({ cells }) => ({
    ...{ result, undo },
    cells: Object.fromEntries(Object.entries(cells).filter(([column, cell]) => sent[column as GridColumn] !== cell)),
  }));
}

/** Of two rows about one shelter each is one too many, until the clerk takes one away. */
export function shelterTwice(rows: readonly GridRow[]): ReadonlySet<FeatureId> {
  const seen = new Set<FeatureId>();
  return new Set(
    rows.filter(isTouched).flatMap(({ shelter }) => {
      if (shelter === null) return [];
      if (seen.has(shelter.id)) return [shelter.id];
      seen.add(shelter.id);
      return [];
    }),
  );
}

function changeRow(grid: GridSession, key: number, change: (row: GridRow) => Partial<GridRow>): GridSession {
  return { ...grid, rows: grid.rows.map((row) => (row.key === key ? { ...row, ...change(row) } : row)) };
}

export function readGrid(text: string | null): GridSession {
  if (text === null) return EMPTY_GRID;
  try {
    const kept = JSON.parse(text) as Partial<GridSession> | null;
    return Array.isArray(kept?.rows) ? { ...EMPTY_GRID, ...kept } : EMPTY_GRID;
  } catch {
    // Not written by this page.
    return EMPTY_GRID;
  }
}
