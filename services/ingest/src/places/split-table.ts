import type { Mapping, Table, TableRow } from '@hinomi/formats';
import { columnName } from '@hinomi/formats';

/** Small enough that a hub which takes it in goes on hearing everything else. */
const PART_BYTES = 300_000;

/**
 * A large table in parts that can be taken in one after the other: whole datasets together, since each replaces its own rows. A
 * table that is one dataset stays in one.
 */
export function splitTable({ rows }: Table, { datasets }: Mapping): TableRow[][] {
  if (datasets === undefined) return [rows];
  const column = columnName(datasets);
  const byDataset = new Map<string, TableRow[]>();
  for (const row of rows) {
    const name = String(row.cells[column] ?? '');
    const own = byDataset.get(name);
    if (own) own.push(row);
    else byDataset.set(name, [row]);
  }
  const parts: TableRow[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const own of byDataset.values()) {
    const size = own.reduce((sum, row) => sum + sizeOf(row), 0);
    if (bytes + size > PART_BYTES) {
      parts.push([]);
      bytes = 0;
    }
    for (const row of own) parts.at(-1)?.push(row);
    bytes += size;
  }
  return parts;
}

/** Rows as a CSV of their own. */
export function writeCsv(rows: readonly TableRow[]): string {
  const columns = Object.keys(rows[0]?.cells ?? {});
  const line = (cells: readonly unknown[]): string =>
    cells.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(',');
  return [line(columns), ...rows.map(({ cells }) => line(columns.map((column) => cells[column])))].join('\n');
}

function sizeOf({ cells }: TableRow): number {
  return Object.values(cells).reduce<number>((sum, cell) => sum + 4 + String(cell ?? '').length * 2, 0);
}
