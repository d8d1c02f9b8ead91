import type { ReactNode } from 'react';
import type { Severity } from '@hinomi/contracts';
import { EVERYTHING, type Narrowed } from '../../../tables/narrow-rows.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { useTableWords } from '../../../words/tables/table-words.js';
import type { TableExport } from './use-table-export.js';

const LEAST: readonly Severity[] = [0, 1, 2, 3, 4, 5];

interface TableBarProps {
  narrowed: Narrowed;
  narrow: (next: Narrowed) => void;
  states: readonly string[];
  counts: { shown: number; all: number };
  files: TableExport;
  /** Its rows have places. */
  mapped: boolean;
  /** The map's own filter keeps something back. */
  limited: boolean;
}

/** What of the table is shown, and the files that are made of it. */
export function TableBar({ narrowed, narrow, states, counts, files, mapped, limited }: TableBarProps): ReactNode {
  const words = useWords();
  const text = useTableWords();
  const { typed, minSeverity, state } = narrowed;
  const isNarrowed = typed.trim() !== '' || minSeverity > 0 || state !== '';
  return (
    <div className="twin-bar" role="search" aria-label={plain(text.search)}>
      <input
        type="search"
        value={typed}
        placeholder={plain(text.search)}
        aria-label={plain(text.search)}
        data-testid="table-search"
        onChange={(event) => narrow({ ...narrowed, typed: event.target.value })}
      />
      <label>
        <Ruby>{text.severityAtLeast}</Ruby>
        <select
          value={minSeverity}
          data-testid="table-severity"
          onChange={(event) => narrow({ ...narrowed, minSeverity: LEAST[event.target.selectedIndex] ?? 0 })}
        >
          {LEAST.map((severity) => (
            <option key={severity} value={severity}>
              {plain(severity === 0 ? text.anySeverity : text.atLeast(words.severity[severity] ?? ''))}
            </option>
          ))}
        </select>
      </label>
      {states.length > 1 && (
        <label>
          <Ruby>{text.state}</Ruby>
          <select
            value={state}
            data-testid="table-state"
            onChange={(event) => narrow({ ...narrowed, state: event.target.value })}
          >
            <option value="">{plain(text.anyState)}</option>
            {states.map((each) => (
              <option key={each} value={each}>
                {plain(each)}
              </option>
            ))}
          </select>
        </label>
      )}
      <p className="twin-count" role="status" data-testid="table-count" data-shown={counts.shown}>
        <Ruby>{text.rows(counts.shown, counts.all)}</Ruby>
      </p>
      {isNarrowed && (
        <button type="button" className="link-button" onClick={() => narrow(EVERYTHING)}>
          <Ruby>{text.clear}</Ruby>
        </button>
      )}
      <span className="twin-files">
        <button
          type="button"
          className="button"
          disabled={counts.shown === 0}
          onClick={files.csv}
          data-testid="table-csv"
        >
          <Ruby>{text.csv}</Ruby>
        </button>
        {mapped && (
          <button
            type="button"
            className="button"
            disabled={counts.shown === 0 || files.busy}
            onClick={files.geojson}
            data-testid="table-geojson"
          >
            <Ruby>{text.geojson}</Ruby>
          </button>
        )}
      </span>
      {(limited || files.said !== '') && (
        <p className="twin-said" role="status" data-testid="table-said">
          {files.said !== '' && <Ruby>{files.said}</Ruby>} {limited && <Ruby>{text.mapFilter}</Ruby>}
        </p>
      )}
    </div>
  );
}
