import { useRef, type ClipboardEvent, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import { retyped, UNKNOWN } from '../desk-entry.js';
import { toldOf } from '../use-desk.js';
import { choicesOf } from './grid-cell.js';
import { GRID_COLUMNS, isDeskField, readHeader } from './grid-columns.js';
import { move, type GridMove, type GridPlace } from './grid-move.js';
import { fillBlock } from './grid-report.js';
import { putCell, removeRow, undoWithdrawn, withdrawCell, type GridSession } from './grid-session.js';
import { momentText } from './read-cell.js';
import type { Grid } from './use-grid.js';

type Field = HTMLInputElement | HTMLSelectElement;

interface Keys {
  session: GridSession;
  update: Grid['update'];
  table: RefObject<HTMLTableElement | null>;
  send: () => void;
  /** Out of the grid at its end, and back to the search. */
  leave: (to: 'send' | 'search') => void;
  /** A whole table was pasted. */
  openPaste: (text: string) => void;
}

/** The keys of a spreadsheet, in the cells of the grid. */
export function useGridKeys({ session, update, table, send, leave, openPaste }: Keys) {
  const moved = useRef<GridPlace | null>(null);
  const size = { rows: session.rows.length, columns: GRID_COLUMNS.length };

  const focus = (place: GridPlace, by: GridMove): void => {
    moved.current = place;
    const row = session.rows[place.row];
    const resolve = `[data-resolve="${row?.key}"]`;
    const isNew = row?.shelter === null && place.column === 0 && (by === 'next' || by === 'enter');
    const cell = `[data-grid-row="${place.row}"][data-grid-column="${place.column}"]`;
    const next = table.current?.querySelector<Field>(isNew ? resolve : cell);
    next?.focus();
    if (next instanceof HTMLInputElement) next.select();
  };
  const go = (from: GridPlace, to: GridMove): boolean => {
    const next = move(from, to, size);
    if (next !== null) focus(next, to);
    return next !== null;
  };

  const onFocus = ({ target }: FocusEvent): void => {
    const at = placeOf(target);
    const last = moved.current;
    // Come here by another way than the keys: the row is begun here.
    if (at !== null && !(last?.row === at.row && last.column === at.column))
      moved.current = { ...at, anchor: at.column };
  };

  const onBlur = ({ target }: FocusEvent): void => {
    const at = placeOf(target);
    const row = at === null ? undefined : session.rows[at.row];
    if (at === null || row === undefined || GRID_COLUMNS[at.column] !== 'seenAt') return;
    const typed = row.cells.seenAt?.typed ?? '';
    const fixed = momentText(typed, Date.now());
    if (fixed !== null && fixed !== typed) update((grid) => putCell(grid, row.key, 'seenAt', fixed));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const field = event.target as Field;
    const at = placeOf(field);
    if (at === null || event.nativeEvent.isComposing) return;
    const row = session.rows[at.row];
    const column = GRID_COLUMNS[at.column];
    if (row === undefined || column === undefined) return;
    const from: GridPlace = { ...at, anchor: Math.min(moved.current?.anchor ?? at.column, at.column) };
    const isCommand = event.ctrlKey || event.metaKey;
    const isHandled = ((): boolean => {
      if (event.key === 'Enter') {
        if (isCommand) send();
        else if (!go(from, 'enter')) leave('send');
        return true;
      }
      if (isCommand && event.key === 'Delete') {
        update((grid) => removeRow(grid, row.key));
        leave('search');
        return true;
      }
      if (isCommand && event.key.toLowerCase() === 'z' && Object.keys(row.undo ?? {}).length > 0) {
        update((grid) => undoWithdrawn(grid, row.key));
        return true;
      }
      if (isCommand || event.altKey) return false;
      if (event.key === 'Delete' || event.key === 'Backspace') {
        const isWithdrawn = row.cells[column]?.withdraw === true;
        const isTold =
          isDeskField(column) && row.shelter !== null && retyped(column, toldOf(row.shelter.id, null)) !== null;
        if (isWithdrawn || (event.shiftKey && isTold)) {
          update((grid) => withdrawCell(grid, row.key, column));
          return true;
        }
        // There is nothing of this desk to be withdrawn.
        if (event.shiftKey) return true;
      }
      if (event.key === 'Escape') {
        leave('search');
        return true;
      }
      if (event.key === 'Tab') return go(from, event.shiftKey ? 'previous' : 'next');
      if (event.key === 'F2' && field instanceof HTMLInputElement) {
        field.setSelectionRange(field.value.length, field.value.length);
        return true;
      }
      const arrow = ARROWS[event.key];
      if (arrow !== undefined) {
        if (event.shiftKey || !leavesCell(field, arrow)) return false;
        go(from, arrow);
        return true;
      }
      const choices = choicesOf(column);
      if (choices === null) return false;
      const key = event.key.normalize('NFKC');
      const chosen = key === UNKNOWN ? UNKNOWN : ['Delete', 'Backspace'].includes(key) ? '' : choices[Number(key) - 1];
      if (chosen === undefined) return false;
      update((grid) => putCell(grid, row.key, column, chosen));
      return true;
    })();
    if (isHandled) event.preventDefault();
  };

  const onPaste = (event: ClipboardEvent): void => {
    const at = placeOf(event.target as Element);
    const column = at === null ? undefined : GRID_COLUMNS[at.column];
    const text = event.clipboardData.getData('text/plain');
    if (at === null || column === undefined || text.trim() === '') return;
    const isOne = !/[\t\n]/.test(text.trim());
    if (isOne && (column === 'urgent' || column === 'toldBy')) return;
    event.preventDefault();
    void import('./paste-table.js').then(({ readTable }) => {
      // A cell alone is what it says, whatever commas stand in it.
      const block = isOne ? [[text.trim()]] : (readTable(text) ?? []);
      if (!isOne && (readHeader(block) !== null || /^E\d{13}/m.test(text))) return openPaste(text);
      return update((grid) => fillBlock(grid, GRID_COLUMNS, at, block, Date.now()));
    });
  };
  return { onKeyDown, onFocus, onBlur, onPaste };
}

const ARROWS: Readonly<Record<string, 'up' | 'down' | 'left' | 'right'>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

/** Within a text that is being edited, left and right go from letter to letter. */
function leavesCell(field: Field, arrow: 'up' | 'down' | 'left' | 'right'): boolean {
  if (!(field instanceof HTMLInputElement) || arrow === 'up' || arrow === 'down') return true;
  const { selectionStart: start, selectionEnd: end, value } = field;
  if (start === 0 && end === value.length) return true;
  return start === end && start === (arrow === 'left' ? 0 : value.length);
}

function placeOf(target: Element): { row: number; column: number } | null {
  const { gridRow, gridColumn } = (target as HTMLElement).dataset;
  return gridRow === undefined || gridColumn === undefined
    ? null
    : { row: Number(gridRow), column: Number(gridColumn) };
}
