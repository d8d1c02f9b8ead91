import {
  instantFromMillis,
  shelterWarnings,
  type EarlierCount,
  type Instant,
  type ShelterWarning,
} from '@hinomi/contracts';
import {
  DESK_FIELDS,
  readSeenAt,
  retyped,
  statementOf,
  withoutTold,
  withTold,
  type DeskField,
  type Statement,
  type Told,
  type Typed,
} from '../desk-entry.js';
import type { Chosen } from '../desk-session.js';
import { isDeskField, type GridColumn } from './grid-columns.js';
import { readCell } from './read-cell.js';
import { isTouched, shelterTwice, type GridRow, type GridSession, type Held } from './grid-session.js';

/** One row as it goes to the hub. */
export interface RowReport {
  key: number;
  shelter: Chosen;
  statement: Statement;
  seenAt: Instant;
  toldBy: string;
  /** What this desk told wrongly. */
  withdrawn: readonly DeskField[];
  /** As they stood when it was read. */
  cells: GridRow['cells'];
}

export interface GridPlan {
  ready: RowReport[];
  /** Touched, and the clerk has to see to it first. */
  held: { key: number; why: Held }[];
}

/** What of the grid can be sent at this moment. Rows that are not touched are in neither. */
export function planOf(
  { rows, toldBy, seenAt }: Pick<GridSession, 'rows' | 'toldBy' | 'seenAt'>,
  nowMs: number,
): GridPlan {
  const twice = shelterTwice(rows);
  const plan: GridPlan = { ready: [], held: [] };
  for (const row of rows.filter(isTouched)) {
    const { key, shelter } = row;
    const read = readRow(row, { toldBy, seenAt }, nowMs);
    if (shelter === null) plan.held.push({ key, why: 'no-shelter' });
    else if (twice.has(shelter.id)) plan.held.push({ key, why: 'twice' });
    else if (read === null) plan.held.push({ key, why: 'unreadable' });
    else plan.ready.push({ key, shelter, cells: row.cells, ...read });
  }
  return plan;
}

function readRow(
  { cells }: GridRow,
  common: { toldBy: string; seenAt: string },
  nowMs: number,
): Omit<RowReport, 'key' | 'shelter' | 'cells'> | null {
  if (Object.values(cells).some(({ said }) => said !== undefined)) return null;
  const own = (column: GridColumn): string => cells[column]?.typed ?? '';
  const read = readSeenAt(own('seenAt').trim() === '' ? common.seenAt : own('seenAt'), nowMs);
  if (read === 'unreadable') return null;
  const seenAt = read === 'empty' ? instantFromMillis(nowMs) : read;
  const statement = statementOf(typedOf(cells), seenAt);
  if (statement.wrong.length > 0) return null;
  const answers = Object.fromEntries(
    Object.entries(statement.answers).map(([name, answer]) => {
      const at = cells[name as DeskField]?.at;
      return [name, at === undefined ? answer : { ...answer, observedAt: at }];
    }),
  );
  const withdrawn = DESK_FIELDS.filter((name) => cells[name]?.withdraw === true);
  return {
    statement: { ...statement, answers },
    withdrawn,
    seenAt,
    toldBy: own('toldBy').trim() === '' ? common.toldBy : own('toldBy'),
  };
}

function typedOf(cells: GridRow['cells']): Typed {
  return Object.fromEntries(
    Object.entries(cells)
      .filter(([column]) => isDeskField(column as GridColumn))
      .map(([column, { typed }]) => [column, typed]),
  );
}

/** What the desk tells of the shelter with this row. */
export function toldWith(before: Told, { statement, withdrawn }: RowReport): Told {
  return withoutTold(withTold(before, statement), withdrawn);
}

/** What it withdraws, as it would be told again. */
export function undoOf(before: Told, { withdrawn }: RowReport): GridRow['cells'] {
  return Object.fromEntries(
    withdrawn.flatMap((name) => [[name, retyped(name, before)]]).filter(([, cell]) => cell !== null),
  );
}

/** What looks odd in a row, as the single form asks it. */
export function oddIn(row: RowReport, told: Told, earlier: readonly EarlierCount[], nowMs: number): ShelterWarning[] {
  return shelterWarnings(toldWith(told, row).answers, earlier, nowMs);
}

/** A cell whose text cannot be read; a bare time is read as it stands. */
export function isUnreadable(column: GridColumn, typed: string, nowMs: number): boolean {
  if (typed.trim() === '' || column === 'toldBy') return false;
  if (column === 'seenAt') return readSeenAt(typed, nowMs) === 'unreadable';
  return statementOf({ [column]: typed }, '' as Instant).wrong.length > 0;
}

/** A block of cells pasted into the grid from a cell on, without headings: as far as it reaches, each cell as read. */
export function fillBlock(
  grid: GridSession,
  columns: readonly GridColumn[],
  from: { row: number; column: number },
  block: readonly (readonly string[])[],
  nowMs: number,
): GridSession {
  const rows = grid.rows.map((row, at) => {
    const line = block[at - from.row];
    if (line === undefined) return row;
    const cells = { ...row.cells };
    line.forEach((said, index) => {
      const column = columns[from.column + index];
      if (column === undefined) return;
      const reading = readCell(column, said, nowMs);
      if (reading === 'unclear') cells[column] = { typed: '', said };
      else if (reading === 'empty') delete cells[column];
      else cells[column] = reading;
    });
    return { ...row, cells };
  });
  return { ...grid, rows };
}
