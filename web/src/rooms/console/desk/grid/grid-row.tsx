import { memo, useMemo, type ReactNode } from 'react';
import { clock } from '../../../../words/clock.js';
import { useDeskWords } from '../../../../words/desk/desk-words.js';
import { useWords } from '../../../../words/language-context.js';
import { plain } from '../../../../words/ruby-text.js';
import { Ruby } from '../../../../words/ruby.js';
import { EMPTY_DRAFT, type Answers, type FormState } from '../../../shelter/form-state.js';
import { NOTHING_TOLD } from '../desk-entry.js';
import { toldOf } from '../use-desk.js';
import { CellOfGrid } from './grid-cell.js';
import { GRID_COLUMNS, type GridColumn } from './grid-columns.js';
import { chooseShelter, putCell, removeRow, type GridRow } from './grid-session.js';
import type { Grid } from './use-grid.js';

interface RowProps {
  row: GridRow;
  at: number;
  hub: Answers | undefined;
  hubNowMs: number;
  update: Grid['update'];
  /** The shelter is none of the candidates: it is looked for. */
  find: (key: number) => void;
}

const OTHER = 'other';

/** One shelter of the grid. */
export const RowOfGrid = memo(function RowOfGrid({ row, at, hub, hubNowMs, update, find }: RowProps): ReactNode {
  const text = useDeskWords();
  const { key, shelter, said, cells, result, candidates } = row;
  const name = shelter?.name ?? said;
  const known = useMemo<FormState>(() => {
    // What this desk told is known again with each result.
    const told = shelter === null || result?.is === 'failed' ? NOTHING_TOLD : toldOf(shelter.id, null);
    return { own: told.answers, hub: hub ?? {}, ownNeed: told.urgentNeed, draft: EMPTY_DRAFT };
  }, [shelter, hub, result]);
  return (
    <tr data-row={key} data-shelter={shelter?.id ?? ''} data-result={result?.is ?? ''}>
      <th scope="row">
        {shelter === null ? (
          <select
            data-resolve={key}
            aria-label={plain(text.grid.unresolved(said))}
            value=""
            onChange={({ target: { value } }) => {
              const chosen = candidates.find(({ id }) => id === value);
              if (chosen !== undefined) update((grid) => chooseShelter(grid, key, chosen));
              else if (value === OTHER) find(key);
            }}
          >
            <option value="">{`${said}？ ${plain(text.grid.candidates(candidates.length))}`}</option>
            {candidates.map((each) => (
              <option key={each.id} value={each.id} lang="ja">
                {each.name}
              </option>
            ))}
            <option value={OTHER}>{plain(text.grid.other)}</option>
          </select>
        ) : (
          <span data-own lang="ja">
            {shelter.name}
          </span>
        )}
        {shelter !== null && said !== '' && said !== shelter.name && <small data-own lang="ja">{`「${said}」`}</small>}
      </th>
      {GRID_COLUMNS.map((column: GridColumn, index) => (
        <CellOfGrid
          key={column}
          column={column}
          row={at}
          at={index}
          name={name}
          cell={cells[column]}
          known={known}
          hubNowMs={hubNowMs}
          put={(typed) => update((grid) => putCell(grid, key, column, typed))}
        />
      ))}
      <td className="grid-result">
        <Result row={row} hubNowMs={hubNowMs} />
        <button
          type="button"
          className="link-button"
          tabIndex={-1}
          aria-label={plain(text.grid.remove(name))}
          onClick={() => update((grid) => removeRow(grid, key))}
        >
          ×
        </button>
      </td>
    </tr>
  );
});

function Result({ row: { result }, hubNowMs }: { row: GridRow; hubNowMs: number }): ReactNode {
  const words = useWords();
  const text = useDeskWords();
  if (result === null) return null;
  switch (result.is) {
    case 'taken':
      return <Ruby>{text.grid.taken(clock(result.at, words.language, hubNowMs))}</Ruby>;
    case 'held':
      return (
        <strong>
          <Ruby>{text.grid.held[result.why]}</Ruby>
        </strong>
      );
    case 'failed':
      return (
        <strong>
          <Ruby>{text.failed[result.failure.kind]}</Ruby>
          {result.failure.detail !== '' && (
            <small data-own lang="en">
              {result.failure.detail}
            </small>
          )}
        </strong>
      );
  }
}
