import { useLayoutEffect, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import type { TableSort } from '../../../tables/narrow-rows.js';
import { COLUMNS, type Cell, type ColumnName, type TableName, type TableRow } from '../../../tables/table-row.js';
import { windowRows } from '../../../tables/window-rows.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { useTableWords } from '../../../words/tables/table-words.js';
import { SeverityMark } from '../icons.js';
import { SortHeader } from '../sort-header.js';

/** Two lines of text, in rem; readings above the words need more. */
const ROW_REM = 3.125;
const TALL_ROW_REM = 4.25;
/** What is sorted the greatest first at the first press. */
const DOWN_FIRST: ReadonlySet<ColumnName> = new Set<ColumnName>(
  'severity issued observed level people persons danger urgency value received refused report success'.split(
    ' ',
  ) as ColumnName[],
);
const NUMBERS: ReadonlySet<ColumnName> = new Set<ColumnName>(
  'people capacity received duplicates refused'.split(' ') as ColumnName[],
);

interface WindowedTableProps {
  name: TableName;
  columns: readonly ColumnName[];
  caption: string;
  rows: readonly TableRow[];
  sort: TableSort;
  setSort: (sort: TableSort) => void;
  press: (row: TableRow) => void;
  /** What is said where there is no row. */
  nothing: string;
  tall: boolean;
}

/** As many rows as anybody has; only those in sight, and some around them, stand on the page. */
export function WindowedTable(props: WindowedTableProps): ReactNode {
  const { name, columns, caption, rows, sort, setSort, press, nothing, tall } = props;
  const words = useWords();
  const text = useTableWords();
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 1_000, remPx: 16 });
  useLayoutEffect(() => {
    const look = (): void => {
      const now = box.current;
      if (now === null) return;
      const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      setSeen({ top: now.scrollTop, height: now.clientHeight, remPx });
    };
    look();
    const element = box.current;
    element?.addEventListener('scroll', look, { passive: true });
    const sizes = new ResizeObserver(look);
    if (element !== null) sizes.observe(element);
    return () => {
      element?.removeEventListener('scroll', look);
      sizes.disconnect();
    };
  }, []);
  const rowRem = tall ? TALL_ROW_REM : ROW_REM;
  const { from, to, above, below } = windowRows(rows.length, rowRem * seen.remPx, seen.top, seen.height);
  const widths: Readonly<Partial<Record<ColumnName, number>>> = COLUMNS[name];
  const width = columns.reduce((sum, column) => sum + (widths[column] ?? 8), 0);
  return (
    <div
      className="twin-scroll"
      ref={box}
      tabIndex={0}
      role="group"
      aria-label={plain(caption)}
      onKeyDown={(event) => move(event, box.current)}
    >
      <table
        style={{ minInlineSize: `${width}rem`, '--twin-row': `${rowRem}rem` } as CSSProperties}
        aria-rowcount={rows.length + 1}
      >
        <caption className="visually-hidden">
          <Ruby>{caption}</Ruby>
        </caption>
        <colgroup>
          {columns.map((column) => (
            <col key={column} style={{ inlineSize: `${((widths[column] ?? 8) / width) * 100}%` }} />
          ))}
        </colgroup>
        <SortHeader
          columns={columns}
          nameOf={(column) => text.columns[column]}
          sort={sort}
          setSort={setSort}
          downFirst={(column) => DOWN_FIRST.has(column)}
        />
        <Gap heightPx={above} />
        <tbody>
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length} className="table-empty">
                <Ruby>{nothing}</Ruby>
              </td>
            </tr>
          )}
          {rows.slice(from, to).map((row, index) => (
            <tr key={row.id} data-feature={row.id} data-severity={row.severity} aria-rowindex={from + index + 2}>
              {columns.map((column) =>
                column === 'what' ? (
                  <th key={column} scope="row">
                    <What row={row} press={press} label={words.table.open} />
                  </th>
                ) : (
                  <td key={column} data-column={column} className={NUMBERS.has(column) ? 'number' : undefined}>
                    {column === 'severity' ? <Severity row={row} /> : <CellText cell={row.cells[column]} />}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
        <Gap heightPx={below} />
      </table>
    </div>
  );
}

function What({ row, press, label }: { row: TableRow; press: (row: TableRow) => void; label: (of: string) => string }) {
  const cell = row.cells.what;
  if (cell === undefined) return null;
  if (row.opens === null) return <CellText cell={cell} />;
  return (
    <div className="twin-cell" title={titleOf(cell)}>
      <button
        type="button"
        className="link-button"
        data-name={cell.isName ? true : undefined}
        aria-label={cell.isName ? undefined : plain(label(cell.text))}
        onClick={() => press(row)}
      >
        <Ruby>{cell.text}</Ruby>
      </button>
    </div>
  );
}

function Severity({ row }: { row: TableRow }): ReactNode {
  return (
    <div className="twin-cell">
      <span className="table-severity">
        <SeverityMark severity={row.severity} />
        <Ruby>{row.cells.severity?.text ?? ''}</Ruby>
      </span>
    </div>
  );
}

function CellText({ cell }: { cell: Cell | undefined }): ReactNode {
  if (cell === undefined || cell.text === '') return null;
  return (
    <div className="twin-cell" title={titleOf(cell)} data-name={cell.isName ? true : undefined}>
      <span>
        <Ruby>{cell.text}</Ruby>
      </span>
    </div>
  );
}

/** What two lines may have cut off. A provider's own name is whole in the details, in whatever language it is. */
function titleOf({ text, isName = false }: Cell): string | undefined {
  return isName ? undefined : plain(text);
}

/** The room of the rows that are out of sight. */
function Gap({ heightPx }: { heightPx: number }): ReactNode {
  if (heightPx === 0) return null;
  return (
    <tbody aria-hidden="true">
      <tr style={{ blockSize: `${heightPx}px` }} />
    </tbody>
  );
}

/** Arrows move between the rows. */
function move(event: KeyboardEvent, table: HTMLElement | null): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || table === null) return;
  const buttons = [...table.querySelectorAll<HTMLElement>('tbody th button')];
  const at = buttons.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 ? undefined : buttons[at + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}
