import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useDeskWords } from '../../../../words/desk/desk-words.js';
import { Ruby } from '../../../../words/ruby.js';
import { plain } from '../../../../words/ruby-text.js';
import { columnLabel } from './grid-cell.js';
import { PASTE_TARGETS, type PasteTarget } from './grid-columns.js';
import { admitPaste, type NewRow, type Pasted } from './grid-session.js';
import { ShelterMatcher } from './match-shelters.js';
import { MunicipalitySelect } from './municipality-select.js';
import { countOf, readPaste, remap } from './read-paste.js';
import type { Grid } from './use-grid.js';
import type { MunicipalShelters } from './use-municipality.js';

/** Of a long table the first rows are enough to see that it is understood. */
const MOST_SHOWN = 8;

interface PasteSheetProps {
  pasted: Pasted;
  codes: readonly string[] | null;
  within: MunicipalShelters;
  hubNowMs: number;
  update: Grid['update'];
  /** The rows are in the grid, or it was left. */
  close: () => void;
}

/** A pasted table before it goes into the grid: which column is what, which row which shelter. All of it can be changed. */
export function PasteSheet({ pasted, codes, within, update, close }: PasteSheetProps): ReactNode {
  const text = useDeskWords();
  const own = text.grid.pasted;
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => sheet.current?.focus(), []);
  const shelters = within.state === 'known' ? within.shelters : null;
  const matcher = useMemo(() => new ShelterMatcher(shelters ?? []), [shelters]);
  // What "10:15" means is settled when the table is looked at, not anew with every second.
  const rows = useMemo(() => readPaste(pasted, matcher, Date.now()), [pasted, matcher]);
  const count = countOf(rows);
  const change = (part: Partial<Pasted>): void =>
    update((grid) => (grid.pasted === null ? grid : { ...grid, pasted: { ...grid.pasted, ...part } }));
  const { table, headerRows, mapping, municipality } = pasted;
  const targetName = (target: PasteTarget): string =>
    target === 'id' || target === 'name' || target === 'kana' ? own.identity[target] : columnLabel(target, text);
  return (
    <section className="paste-sheet" ref={sheet} tabIndex={-1} aria-labelledby="paste-title" data-testid="paste-sheet">
      <h4 id="paste-title">
        <Ruby>{own.title}</Ruby>
      </h4>
      <div className="grid-tools">
        <MunicipalitySelect
          codes={codes}
          value={municipality}
          choose={(code) => change({ municipality: code })}
          testId="paste-municipality"
        />
        <label className="desk-field">
          <Ruby>{own.headerRows}</Ruby>
          <input
            type="number"
            min={0}
            max={Math.max(0, table.length - 1)}
            value={headerRows}
            data-testid="paste-header-rows"
            onChange={({ target: { valueAsNumber } }) => {
              if (Number.isInteger(valueAsNumber))
                change({ headerRows: Math.min(table.length, Math.max(0, valueAsNumber)) });
            }}
          />
        </label>
      </div>
      <p role="status" data-testid="paste-count" className="paste-count">
        <span>
          <Ruby>{own.rows(count.rows)}</Ruby>
        </span>
        {shelters === null ? (
          <span>
            <Ruby>
              {within.state === 'failed'
                ? text.grid.municipalityFailed
                : within.state === 'asking'
                  ? text.listAsking
                  : own.needsMunicipality}
            </Ruby>
          </span>
        ) : (
          <span data-some={count.open > 0}>
            <Ruby>{own.open(count.open)}</Ruby>
          </span>
        )}
        <span data-some={count.unclear > 0}>
          <Ruby>{own.unclear(count.unclear)}</Ruby>
        </span>
      </p>
      <div className="grid-scroll">
        <table className="paste-table">
          <thead>
            <tr>
              <th scope="col">
                <Ruby>{own.match}</Ruby>
              </th>
              {mapping.map((target, at) => (
                <th key={at} scope="col">
                  <select
                    aria-label={plain(own.column(at + 1))}
                    data-paste-column={at}
                    data-left-out={target === null}
                    value={target ?? ''}
                    onChange={(event) =>
                      change({ mapping: remap(mapping, at, (event.target.value || null) as PasteTarget | null) })
                    }
                  >
                    <option value="">{plain(own.leftOut)}</option>
                    {PASTE_TARGETS.map((each) => (
                      <option key={each} value={each}>
                        {plain(targetName(each))}
                      </option>
                    ))}
                  </select>
                </th>
              ))}
            </tr>
          </thead>
          <tbody data-own lang="ja">
            {table.slice(0, headerRows).map((cells, at) => (
              <tr key={`head ${at}`} className="paste-head">
                <td />
                {cells.map((cell, index) => (
                  <td key={index}>{cell}</td>
                ))}
              </tr>
            ))}
            {rows.slice(0, MOST_SHOWN).map((row, at) => (
              <PastedRow key={at} row={row} cells={table[headerRows + at] ?? []} mapping={mapping} />
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > MOST_SHOWN && (
        <p className="desk-hint">
          <Ruby>{own.more(rows.length - MOST_SHOWN)}</Ruby>
        </p>
      )}
      <p className="grid-actions">
        <button
          type="button"
          className="button"
          data-testid="paste-admit"
          disabled={shelters === null || rows.length === 0}
          onClick={() => {
            update((grid) => ({ ...admitPaste(grid, rows), municipality }));
            close();
          }}
        >
          <Ruby>{own.admit}</Ruby>
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            update((grid) => ({ ...grid, pasted: null }));
            close();
          }}
        >
          <Ruby>{own.cancel}</Ruby>
        </button>
      </p>
    </section>
  );
}

interface PastedRowProps {
  row: NewRow;
  cells: readonly string[];
  mapping: Pasted['mapping'];
}

function PastedRow({ row, cells, mapping }: PastedRowProps): ReactNode {
  const text = useDeskWords();
  return (
    <tr data-matched={row.shelter !== null}>
      <td>{row.shelter?.name ?? <Ruby>{text.grid.candidates(row.candidates.length)}</Ruby>}</td>
      {cells.map((cell, at) => {
        const target = mapping[at] ?? null;
        const isUnclear =
          target !== null && (row.cells as Record<string, { said?: string }>)[target]?.said !== undefined;
        return (
          <td key={at} data-said={isUnclear} data-left-out={target === null}>
            {cell}
          </td>
        );
      })}
    </tr>
  );
}
