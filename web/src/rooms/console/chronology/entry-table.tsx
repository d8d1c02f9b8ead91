import { Fragment, useState, type ReactNode } from 'react';
import { standingVersion, type LogEntry } from '@hinomi/contracts';
import { isTodo } from '../../../chronology/log-state.js';
import { useChronologyWords } from '../../../words/chronology/chronology-words.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { EntryAttachments } from './entry-attachments.js';
import { EntryVersions } from './entry-versions.js';

interface EntryTableProps {
  entries: readonly LogEntry[];
  hubNowMs: number;
  /** What stands below the entry that is being corrected. */
  editing: { entryId: string; form: ReactNode } | null;
  /** Null: nothing can be pressed, as on paper. */
  act: { edit: (entry: LogEntry) => void; show: (lngLat: readonly [number, number]) => void } | null;
}

/** Entries as they stand. */
export function EntryTable({ entries, hubNowMs, editing, act }: EntryTableProps): ReactNode {
  const text = useChronologyWords();
  const columns = [text.columns.at, text.columns.who, text.columns.content, text.columns.status];
  return (
    <table className="log-table" data-testid={act === null ? 'log-paper-table' : 'log-table'}>
      <caption className="visually-hidden">
        <Ruby>{text.list}</Ruby>
      </caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col">
              <Ruby>{column}</Ruby>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Fragment key={entry.entryId}>
            <EntryRow entry={entry} hubNowMs={hubNowMs} act={act} isEdited={editing?.entryId === entry.entryId} />
            {editing?.entryId === entry.entryId && (
              <tr className="log-editing">
                <td colSpan={columns.length}>{editing.form}</td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

interface EntryRowProps {
  entry: LogEntry;
  hubNowMs: number;
  act: EntryTableProps['act'];
  isEdited: boolean;
}

function EntryRow({ entry, hubNowMs, act, isEdited }: EntryRowProps): ReactNode {
  const text = useChronologyWords();
  const { language } = useWords();
  const [whole, setWhole] = useState(false);
  const { text: said, by } = standingVersion(entry);
  const lngLat = said.place?.lngLat ?? null;
  return (
    <tr
      data-entry={entry.entryId}
      data-status={said.status}
      data-todo={isTodo(said.status)}
      data-auto={entry.auto !== null}
      data-crossed={entry.beside.length > 0}
    >
      <td className="log-time">{clock(said.at, language, hubNowMs)}</td>
      <td>
        <span data-own lang="ja">
          {said.from}
        </span>
        {said.to !== '' && (
          <span className="log-to" data-own lang="ja">
            {`→ ${said.to}`}
          </span>
        )}
        {entry.auto !== null && (
          <small className="log-auto">
            <Ruby>{`${text.auto} ${text.kinds[entry.auto.kind]}`}</Ruby>
          </small>
        )}
      </td>
      <td>
        <p className="log-said" id={act === null ? undefined : `log-said-${entry.entryId}`} data-own lang="ja">
          {said.content}
        </p>
        {said.place !== null && said.place.name !== '' && (
          <small data-own lang="ja">
            {`📍${said.place.name}`}
          </small>
        )}
        {act === null ? (
          said.attachments?.map(({ id, name }) => (
            <small key={id}>
              <Ruby>{text.attached}</Ruby>{' '}
              <span data-own lang="ja">
                {name}
              </span>
            </small>
          ))
        ) : (
          <EntryAttachments entryId={entry.entryId} attachments={said.attachments ?? []} />
        )}
        {entry.beside.length > 0 && (
          <p className="detail-warning" data-testid="log-crossed">
            <Ruby>{text.crossedMore}</Ruby>
          </p>
        )}
        {act !== null && (
          <div className="log-row-buttons">
            {lngLat !== null && (
              <button type="button" className="link-button" onClick={() => act.show(lngLat)}>
                <Ruby>{text.showOnMap}</Ruby>
              </button>
            )}
            {(entry.count > 1 || whole) && !isEdited && (
              <button
                type="button"
                className="link-button"
                aria-expanded={whole}
                data-testid="log-show-versions"
                onClick={() => setWhole((now) => !now)}
              >
                <Ruby>{text.showVersions(entry.count)}</Ruby>
              </button>
            )}
            <button
              type="button"
              className="link-button"
              aria-describedby={`log-said-${entry.entryId}`}
              data-testid="log-edit-open"
              onClick={() => act.edit(entry)}
            >
              <Ruby>{text.edit}</Ruby>
            </button>
          </div>
        )}
        {whole && !isEdited && act !== null && <EntryVersions entry={entry} hubNowMs={hubNowMs} />}
      </td>
      <td>
        <span className="log-status" data-status={said.status}>
          <Ruby>{text.statuses[said.status]}</Ruby>
        </span>
        <small data-own lang="ja">
          {said.handler}
        </small>
        {entry.auto === null && (
          <small className="log-by" data-own lang="ja">
            {`✎${by.name}`}
          </small>
        )}
      </td>
    </tr>
  );
}
