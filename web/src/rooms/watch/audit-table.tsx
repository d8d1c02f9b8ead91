import type { ReactNode } from 'react';
import type { SupervisedEntry } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { useWatchWords } from '../../words/care/watch-words.js';
import { clock } from '../../words/clock.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { useShelterNames } from '../../places/use-shelter-names.js';

interface AuditTableProps {
  api: HubApi;
  entries: readonly SupervisedEntry[];
  /** Only what was done about this person. */
  show: (person: string) => void;
}

export function AuditTable({ api, entries, show }: AuditTableProps): ReactNode {
  const text = useWatchWords();
  const nameOf = useShelterNames(
    api,
    entries.flatMap(({ shelter }) => shelter ?? []),
  );
  const columns = [text.when, text.who, text.action, text.purpose, text.where, text.person, text.count];
  return (
    <table className="accounts-table" data-testid="audit-table">
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
          <Row
            key={entry.seq}
            entry={entry}
            shelter={entry.shelter === null ? '' : nameOf(entry.shelter)}
            show={show}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  entry: SupervisedEntry;
  shelter: string;
  show: (person: string) => void;
}

function Row({ entry, shelter, show }: RowProps): ReactNode {
  const text = useWatchWords();
  const words = useWords();
  const nowMs = Date.now();
  const { person, purpose, role } = entry;
  const purposes: Readonly<Record<string, string>> = text.purposes;
  const isUnseen = entry.action === 'broke-glass' && entry.acknowledged === null;
  return (
    <tr data-action={entry.action} data-seq={entry.seq}>
      <td data-label={plain(text.when)}>
        <time dateTime={entry.at}>{clock(entry.at, words.language, nowMs)}</time>
      </td>
      <th scope="row" data-label={plain(text.who)} data-name>
        {role === null ? <Ruby>{text.hub}</Ruby> : <Ruby>{entry.name ?? entry.actor}</Ruby>}{' '}
        <span className="watch-note">
          {role !== null && <Ruby>{words.people.roles[role]}</Ruby>}{' '}
          {entry.agency !== null && <Ruby>{entry.agency}</Ruby>}
        </span>
      </th>
      <td data-label={plain(text.action)}>
        <Ruby>{text.actions[entry.action]}</Ruby>
        {isUnseen && (
          <strong className="watch-unseen">
            <Ruby>{text.notAcknowledged}</Ruby>
          </strong>
        )}
        {entry.acknowledged !== null && (
          <span className="watch-note" data-testid="acknowledged" data-name>
            <Ruby>
              {text.acknowledgedBy(entry.acknowledged.by, clock(entry.acknowledged.at, words.language, nowMs))}
            </Ruby>
          </span>
        )}
      </td>
      <td data-label={plain(text.purpose)}>
        {purpose !== null && <Ruby>{purposes[purpose] ?? purpose}</Ruby>}
        {entry.reason !== null && (
          <span className="watch-reason">
            <Ruby>{text.reasons[entry.reason]}</Ruby>
          </span>
        )}
        {entry.words !== null && (
          <span className="watch-words" lang="ja" data-own>
            {entry.words}
          </span>
        )}
      </td>
      <td data-label={plain(text.where)}>
        <span lang="ja" data-own>
          {shelter}
        </span>
      </td>
      <td data-label={plain(text.person)}>
        {person !== null && (
          <button
            type="button"
            className="link-button"
            title={plain(text.personHint)}
            aria-label={`${plain(text.personHint)} ${person.slice(-22, -14)}`}
            onClick={() => show(person)}
          >
            <code>{person.slice(-22, -14)}</code>
          </button>
        )}
      </td>
      <td data-label={plain(text.count)}>{entry.count}</td>
    </tr>
  );
}
