import type { Severity } from '@hinomi/contracts';
import { searchable } from '../things/list-things.js';
import { plain } from '../words/ruby-text.js';
import type { ColumnName, TableRow } from './table-row.js';

/** What somebody wants of a table, beside what the map's own filter leaves. */
export interface Narrowed {
  /** Every word must stand in one of the cells. */
  typed: string;
  minSeverity: Severity;
  /** '' = any. */
  state: string;
}

export const EVERYTHING: Narrowed = { typed: '', minSeverity: 0, state: '' };

export interface TableSort {
  column: ColumnName;
  down: boolean;
}

const haystacks = new WeakMap<TableRow, string>();

export function narrowRows(rows: readonly TableRow[], { typed, minSeverity, state }: Narrowed): readonly TableRow[] {
  const wanted = typed.split(/\s+/).map(searchable).filter(Boolean);
  if (wanted.length === 0 && minSeverity === 0 && state === '') return rows;
  return rows.filter(
    (row) =>
      row.severity >= minSeverity &&
      (state === '' || row.state === state) &&
      wanted.every((word) => haystackOf(row).includes(word)),
  );
}

/** The states that occur, most frequent first. */
export function statesOf(rows: readonly TableRow[]): string[] {
  const counts = new Map<string, number>();
  for (const { state } of rows) if (state !== '') counts.set(state, (counts.get(state) ?? 0) + 1);
  return [...counts].sort(([a, more], [b, less]) => less - more || compareText(a, b)).map(([state]) => state);
}

const collator = new Intl.Collator('ja', { numeric: true });

/** By the column; nobody's word comes last either way, and between equals the worse, then the id. */
export function sortRows(rows: readonly TableRow[], { column, down }: TableSort): TableRow[] {
  const sign = down ? -1 : 1;
  const keys = new Map(rows.map((row) => [row, keyOf(row, column)]));
  return [...rows].sort((a, b) => {
    const [one, other] = [keys.get(a) ?? null, keys.get(b) ?? null];
    const unknown = Number(one === null) - Number(other === null);
    return unknown || sign * compareKeys(one, other) || b.severity - a.severity || compareText(a.id, b.id);
  });
}

function keyOf({ cells }: TableRow, column: ColumnName): string | number | null {
  const cell = cells[column];
  if (cell?.sort !== undefined) return cell.sort;
  return cell === undefined || cell.text === '' ? null : plain(cell.text);
}

function compareKeys(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return 0;
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}

function haystackOf(row: TableRow): string {
  const known = haystacks.get(row);
  if (known !== undefined) return known;
  const text = Object.values(row.cells)
    .map((cell) => searchable(plain(cell.text)))
    .join('\n');
  haystacks.set(row, text);
  return text;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
