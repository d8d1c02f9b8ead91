import { readHeader, type ColumnMapping, type PasteTarget } from './grid-columns.js';
import { readCell } from './read-cell.js';
import type { GridCell, NewRow, Pasted } from './grid-session.js';
import type { ShelterMatcher } from './match-shelters.js';
import type { PastedTable } from './paste-table.js';

const IDENTITY = /^E\d{10}[12][012][1-9A-Za-z]$/;

/** How a pasted table is understood at first; the clerk may change all of it. `municipality`: where no ID tells it. */
export function lookAt(table: PastedTable, municipality: string): Pasted {
  const header = readHeader(table) ?? { rows: 0, mapping: mappingByContent(table) };
  const at = header.mapping.indexOf('id');
  const codes = new Set(
    table
      .slice(header.rows)
      .map((row) => (row[at] ?? '').normalize('NFKC'))
      .filter((id) => IDENTITY.test(id))
      .map((id) => id.slice(1, 6)),
  );
  const [only] = codes;
  return {
    table,
    headerRows: header.rows,
    mapping: header.mapping,
    municipality: codes.size === 1 && only !== undefined ? only : municipality,
  };
}

/** Without headings only what a column holds speaks, and only where it can be nothing else; the rest waits for the clerk. */
function mappingByContent(table: PastedTable): ColumnMapping {
  const mapping: (PasteTarget | null)[] = (table[0] ?? []).map(() => null);
  const columns = mapping.map((_, at) => table.map((row) => row[at] ?? '').filter((cell) => cell !== ''));
  const takes = (target: PasteTarget, fits: (cell: string) => boolean): void => {
    const at = columns.findIndex((cells, index) => mapping[index] === null && cells.length > 0 && cells.every(fits));
    if (at !== -1) mapping[at] = target;
  };
  const isCode = (column: 'eststts' | 'evacueeno') => (cell: string) => typeof readCell(column, cell, 0) === 'object';
  takes('id', (cell) => IDENTITY.test(cell.normalize('NFKC')));
  takes('eststts', isCode('eststts'));
  takes('seenAt', (cell) => /\d[:：時]/.test(cell) && readCell('seenAt', cell, Date.UTC(2000, 11, 31)) !== 'empty');
  takes('evacueeno', isCode('evacueeno'));
  takes('name', (cell) => /[\p{L}]{2}/u.test(cell));
  return mapping;
}

/** The rows of a pasted table as the grid has them. What a cell says and nobody can read stays beside it. */
export function readPaste({ table, headerRows, mapping }: Pasted, matcher: ShelterMatcher, nowMs: number): NewRow[] {
  return table.slice(headerRows).map((row) => {
    const said = (target: PasteTarget): string => row[mapping.indexOf(target)] ?? '';
    const named = { id: said('id'), name: said('name'), kana: said('kana') };
    const cells: Record<string, GridCell> = {};
    mapping.forEach((target, at) => {
      if (target === null || target === 'id' || target === 'name' || target === 'kana') return;
      const reading = readCell(target, row[at] ?? '', nowMs);
      if (reading === 'unclear') cells[target] = { typed: '', said: row[at] ?? '' };
      else if (reading !== 'empty') cells[target] = reading;
    });
    return { said: named.name || named.kana || named.id, ...matcher.match(named), cells };
  });
}

/** How much of it was understood, before it goes into the grid. */
export interface PasteCount {
  rows: number;
  /** Rows whose shelter the clerk has to choose. */
  open: number;
  unclear: number;
}

export function countOf(rows: readonly NewRow[]): PasteCount {
  return {
    rows: rows.length,
    open: rows.filter(({ shelter }) => shelter === null).length,
    unclear: rows.flatMap(({ cells }) => Object.values(cells)).filter(({ said }) => said !== undefined).length,
  };
}

/** Another column for a target, or none: a target stands over one column only. */
export function remap(mapping: ColumnMapping, at: number, target: PasteTarget | null): ColumnMapping {
  return mapping.map((before, index) => (index === at ? target : before === target ? null : before));
}
