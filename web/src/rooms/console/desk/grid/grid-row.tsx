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
import { chooseShelter, putCell, removeRow, undoWithdrawn, type GridRow } from './grid-session.js';
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
  const head = `grid-row-${key}`;
  const known = useMemo<FormState>(() => {
    // What this desk told is known again with each result.
    const told = shelter === null || result?.is === 'failed' ? NOTHING_TOLD : toldOf(shelter.id, null);
    return { own: told.answers, hub: hub ?? {}, ownNeed: told.urgentNeed, draft: EMPTY_DRAFT };
  }, [shelter, hub, result]);
  return (
    <tr data-row={key} data-shelter={shelter?.id ?? ''} data-result={result?.is ?? ''}>
      <th scope="row">
        <div className="grid-name">
          {shelter === null ? (
            <select
              data-resolve={key}
              aria-label={plain(text.grid.unresolved)}
              aria-describedby={head}
              value=""
              onChange={({ target: { value } }) => {
                const chosen = candidates.find(({ id }) => id === value);
                if (chosen !== undefined) update((grid) => chooseShelter(grid, key, chosen));
                else if (value === OTHER) find(key);
              }}
            >
              <option value="">{plain(text.grid.candidates(candidates.length))}</option>
              {candidates.map((each) => (
                <option key={each.id} value={each.id} lang="ja">
                  {each.name}
                </option>
              ))}
              <option value={OTHER}>{plain(text.grid.other)}</option>
            </select>
          ) : (
            <span id={head} data-own lang="ja">
              {shelter.name}
            </span>
          )}
          <button
            type="button"
            className="link-button"
            tabIndex={-1}
            aria-label={plain(text.grid.remove)}
            aria-describedby={head}
            title={`${plain(text.grid.remove)} (Ctrl+Delete)`}
            onClick={() => update((grid) => removeRow(grid, key))}
          >
            ×
          </button>
        </div>
        {said !== '' && said !== shelter?.name && (
          <small id={shelter === null ? head : undefined} data-own lang="ja">{`「${said}」`}</small>
        )}
        <Result row={row} hubNowMs={hubNowMs} />
        {Object.keys(row.undo ?? {}).length > 0 && (
          <button
            type="button"
            className="link-button"
            aria-describedby={head}
            onClick={() => update((grid) => undoWithdrawn(grid, key))}
          >
            <Ruby>{text.grid.undoWithdrawn}</Ruby>
          </button>
        )}
      </th>
      {GRID_COLUMNS.map((column: GridColumn, index) => (
        <CellOfGrid
          key={column}
          column={column}
          row={at}
          at={index}
          rowHead={head}
          cell={cells[column]}
          known={known}
          hubNowMs={hubNowMs}
          put={(typed) => update((grid) => putCell(grid, key, column, typed))}
        />
      ))}
    </tr>
  );
});

function Result({ row: { result }, hubNowMs }: { row: GridRow; hubNowMs: number }): ReactNode {
  const words = useWords();
  const text = useDeskWords();
  if (result === null) return null;
  if (result.is === 'taken') {
    return (
      <p className="grid-result">
        <Ruby>{text.grid.taken(clock(result.at, words.language, hubNowMs))}</Ruby>
      </p>
    );
  }
  return (
    <p className="grid-result">
      <Ruby>{result.is === 'held' ? text.grid.held[result.why] : text.failed[result.failure.kind]}</Ruby>
      {result.is === 'failed' && result.failure.detail !== '' && (
        <small data-own lang="en">
          {result.failure.detail}
        </small>
      )}
    </p>
  );
}
