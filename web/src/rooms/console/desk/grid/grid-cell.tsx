import { type ReactNode } from 'react';
import { useDeskWords } from '../../../../words/desk/desk-words.js';
import { plain } from '../../../../words/ruby-text.js';
import { fieldOf } from '../../../shelter/fields.js';
import type { FormState } from '../../../shelter/form-state.js';
import { UNKNOWN } from '../desk-entry.js';
import { codeWord, knownText } from '../desk-field.js';
import { isDeskField, type GridColumn } from './grid-columns.js';
import { isUnreadable } from './grid-report.js';
import type { GridCell } from './grid-session.js';

interface CellProps {
  column: GridColumn;
  /** Place in the grid, for the keys. */
  row: number;
  at: number;
  /** Id of what names the row, for who hears the page. */
  rowHead: string;
  cell: GridCell | undefined;
  known: FormState;
  hubNowMs: number;
  put: (typed: string) => void;
}

const LONGEST: Readonly<Partial<Record<GridColumn, number>>> = { urgent: 1_000, toldBy: 100, seenAt: 20 };

/** One cell. What is known stands in it as a placeholder, what was pasted and not understood beside it. */
export function CellOfGrid({ column, row, at, rowHead, cell, known, hubNowMs, put }: CellProps): ReactNode {
  const text = useDeskWords();
  const typed = cell?.typed ?? '';
  const said = cell?.said;
  const place = {
    'data-grid-row': row,
    'data-grid-column': at,
    'aria-labelledby': `${rowHead} ${columnHead(column)}`,
    'aria-invalid': said !== undefined || isUnreadable(column, typed, hubNowMs),
  };
  const isWithdrawn = cell?.withdraw === true;
  const asKnown = (isDeskField(column) ? knownText(column, known, hubNowMs, text) : null) ?? '';
  const hint = isWithdrawn ? plain(text.grid.withdrawn) : asKnown;
  const choices = isDeskField(column) && column !== 'urgent' ? choicesOf(column) : null;
  return (
    <td data-touched={typed !== '' || isWithdrawn} data-withdrawn={isWithdrawn} data-said={said !== undefined}>
      {choices === null || !isDeskField(column) ? (
        <input
          type="text"
          {...place}
          inputMode={LONGEST[column] === undefined ? 'numeric' : 'text'}
          autoComplete="off"
          maxLength={LONGEST[column] ?? 9}
          placeholder={hint}
          value={typed}
          onChange={(event) => put(event.target.value)}
        />
      ) : (
        <select {...place} value={typed} onChange={(event) => put(event.target.value)}>
          <option value="">{hint}</option>
          {choices.map((code, index) => (
            <option key={code} value={code}>{`${index + 1} ${plain(codeWord(column, code, text))}`}</option>
          ))}
          <option value={UNKNOWN}>{`${UNKNOWN} ${plain(text.unknown)}`}</option>
        </select>
      )}
      {said !== undefined && (
        <small data-own lang="ja" title={plain(text.grid.said(said))}>
          {`「${said}」`}
        </small>
      )}
    </td>
  );
}

/** Id of a column's heading. */
export function columnHead(column: GridColumn): string {
  return `grid-column-${column}`;
}

export function choicesOf(column: GridColumn): readonly string[] | null {
  if (!isDeskField(column) || column === 'urgent') return null;
  const field = fieldOf(column);
  return field.kind === 'choice' ? field.choices : null;
}

export function columnLabel(column: GridColumn, text: ReturnType<typeof useDeskWords>): string {
  if (column === 'toldBy') return plain(text.toldBy);
  return plain(column === 'seenAt' ? text.seenAt : text.fields[column]);
}
