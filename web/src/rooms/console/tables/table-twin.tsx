import '../../../styles/tables.css';
import { useState, type ReactNode } from 'react';
import type { FeedStatus } from '@hinomi/contracts';
import type { HubApi } from '../../../access/hub-api.js';
import {
  EVERYTHING,
  narrowRows,
  sortRows,
  statesOf,
  type Narrowed,
  type TableSort,
} from '../../../tables/narrow-rows.js';
import { columnsOf, TABLES, type TableName, type TableRow } from '../../../tables/table-row.js';
import { useWords } from '../../../words/language-context.js';
import { plain } from '../../../words/ruby-text.js';
import { Ruby } from '../../../words/ruby.js';
import { useTableWords } from '../../../words/tables/table-words.js';
import { AskCalm } from '../things-part.js';
import type { CalmThings } from '../use-calm-things.js';
import type { Opened } from '../use-opened.js';
import { usePreference } from '../use-preference.js';
import type { Asked } from '../use-room.js';
import { TableBar } from './table-bar.js';
import { useTableExport } from './use-table-export.js';
import { useTableRows, type TableSources } from './use-table-rows.js';
import { WindowedTable } from './windowed-table.js';

interface TableTwinProps extends Omit<TableSources, 'feeds'> {
  api: HubApi;
  feeds: Asked<FeedStatus[]>;
  calm: CalmThings;
  /** The past is shown: needs and feeds are of now. */
  past: boolean;
  /** When what is shown was so. */
  dataMs: number;
  drill: boolean;
  open: (id: string) => void;
  setOpened: (opened: Opened) => void;
}

const OF_NOW: ReadonlySet<TableName> = new Set(['need', 'feeds']);

/** Everything the map shows, as tables: for readers who cannot see the map, for those who want to sort, and for files. */
export default function TableTwin(props: TableTwinProps): ReactNode {
  const { feeds, past, open, setOpened } = props;
  const words = useWords();
  const text = useTableWords();
  const [chosen, choose] = usePreference<TableName>('table', TABLES, 'all');
  const offered = TABLES.filter((each) => !past || !OF_NOW.has(each));
  const name = offered.includes(chosen) ? chosen : 'all';
  const [narrowed, narrow] = useState<Narrowed>(EVERYTHING);
  const [sorts, setSorts] = useState<Partial<Record<TableName, TableSort>>>({});
  const sort = sorts[name] ?? firstSort(name);
  const rows = useTableRows(name, { ...props, feeds: feeds.state === 'known' ? feeds.value : [] });
  const states = statesOf(rows);
  const state = states.includes(narrowed.state) ? narrowed.state : '';
  const left = sortRows(narrowRows(rows, { ...narrowed, state }), sort);
  const { api, dataMs, drill } = props;
  const files = useTableExport({ name, rows: left, api, dataMs, drill });
  const press = ({ opens }: TableRow): void => {
    if (opens === null) return;
    if (name === 'need') setOpened({ kind: 'needs', area: opens });
    else open(opens);
  };
  const isAsking = name === 'feeds' && feeds.state !== 'known';
  const nothing = rows.length === 0 ? text.empty : text.noMatch;
  return (
    <section className="table-twin" data-testid="table" data-table={name} aria-label={plain(text.caption)}>
      <fieldset className="twin-tabs">
        <legend className="visually-hidden">
          <Ruby>{text.choose}</Ruby>
        </legend>
        {offered.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="table"
              checked={each === name}
              onChange={() => choose(each)}
              data-testid={`table-${each}`}
            />
            <span>
              <Ruby>{text.names[each]}</Ruby>
            </span>
          </label>
        ))}
      </fieldset>
      <TableBar
        narrowed={{ ...narrowed, state }}
        narrow={narrow}
        states={states}
        counts={{ shown: left.length, all: rows.length }}
        files={files}
        mapped={name !== 'feeds'}
        limited={name !== 'feeds' && isLimited(props.filter)}
      />
      {(name === 'shelter' || name === 'place') && !past && <AskCalm calm={props.calm} />}
      <WindowedTable
        key={name}
        name={name}
        columns={columnsOf(name)}
        caption={text.names[name]}
        rows={left}
        sort={sort}
        setSort={(next) => setSorts({ ...sorts, [name]: next })}
        press={press}
        nothing={isAsking ? (feeds.state === 'denied' ? text.denied : text.waiting) : nothing}
        tall={words.language === 'easy'}
      />
    </section>
  );
}

/** What needs somebody first stands first. */
function firstSort(name: TableName): TableSort {
  if (name === 'need') return { column: 'urgency', down: true };
  return { column: name === 'feeds' ? 'state' : 'severity', down: true };
}

function isLimited({ area, minSeverity }: TableTwinProps['filter']): boolean {
  return area !== null || minSeverity > 0;
}
