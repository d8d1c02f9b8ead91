import type { ReactNode } from 'react';
import { jurisdictionText } from '../../places/jurisdictions.js';
import type { PlaceNameTable } from '../../places/place-names.js';
import { clock } from '../../words/clock.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import type { Entry, Kind } from './entries.js';

interface AccountTableProps {
  kind: Kind;
  entries: readonly Entry[];
  /** The administrator's own account. */
  ownId: string | null;
  places: PlaceNameTable | null;
  edit: (entry: Entry) => void;
  disable: (entry: Entry) => void;
  enable: (entry: Entry) => void;
  renew: (entry: Entry) => void;
}

export function AccountTable(props: AccountTableProps): ReactNode {
  const words = useWords();
  const { kind, entries } = props;
  const text = words.accounts;
  if (entries.length === 0) {
    return (
      <p className="accounts-empty">
        <Ruby>{text.empty}</Ruby>
      </p>
    );
  }
  return (
    <table className="accounts-table">
      <caption className="visually-hidden">
        <Ruby>{text[kind]}</Ruby>
      </caption>
      <thead>
        <tr>
          {[
            text.name,
            kind === 'persons' ? text.username : text.clientId,
            words.people.role,
            words.people.agency,
            words.people.jurisdiction,
            text.state,
            text.lastSeen,
            text.actions,
          ].map((name) => (
            <th key={name} scope="col">
              <Ruby>{name}</Ruby>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <AccountRow key={entry.id} {...props} entry={entry} />
        ))}
      </tbody>
    </table>
  );
}

function AccountRow({
  entry,
  ownId,
  places,
  edit,
  disable,
  enable,
  renew,
}: AccountTableProps & { entry: Entry }): ReactNode {
  const words = useWords();
  const text = words.accounts;
  const isPerson = entry.kind === 'persons';
  const isOwn = entry.id === ownId;
  const cell = (name: string, value: ReactNode): ReactNode => <td data-label={plain(name)}>{value}</td>;
  return (
    <tr data-account={entry.signInName} data-disabled={entry.disabled}>
      <th scope="row">
        <Ruby>{entry.name}</Ruby>
        {isOwn && (
          <span className="accounts-own">
            <Ruby>{text.yourself}</Ruby>
          </span>
        )}
      </th>
      {cell(isPerson ? text.username : text.clientId, <code>{entry.signInName}</code>)}
      {cell(words.people.role, <Ruby>{words.people.roles[entry.role]}</Ruby>)}
      {cell(words.people.agency, <Ruby>{entry.agency ?? text.nobody}</Ruby>)}
      {cell(
        words.people.jurisdiction,
        <>
          <Ruby>{jurisdictionText(entry.jurisdiction, places, words)}</Ruby>
          {entry.shelters !== null && (
            <span className="accounts-own" data-testid="bound">
              <Ruby>{text.bound(entry.shelters.length)}</Ruby>
            </span>
          )}
        </>,
      )}
      {cell(
        text.state,
        <span className="accounts-state">
          <Ruby>{entry.disabled ? text.disabled : text.active}</Ruby>
        </span>,
      )}
      {cell(
        text.lastSeen,
        entry.lastSeenAt === null ? (
          <Ruby>{text.never}</Ruby>
        ) : (
          <time dateTime={entry.lastSeenAt}>{clock(entry.lastSeenAt, words.language, Date.now())}</time>
        ),
      )}
      <td className="accounts-actions">
        <Act label={text.edit} full={text.editOf(entry.name)} act={() => edit(entry)} name="edit" />
        <Act
          label={isPerson ? text.resetPassword : text.resetSecret}
          full={isPerson ? text.resetPasswordOf(entry.name) : text.resetSecretOf(entry.name)}
          act={() => renew(entry)}
          name="renew"
        />
        {entry.disabled ? (
          <Act label={text.enable} full={text.enableOf(entry.name)} act={() => enable(entry)} name="enable" />
        ) : (
          !isOwn && (
            <Act label={text.disable} full={text.disableOf(entry.name)} act={() => disable(entry)} name="disable" />
          )
        )}
      </td>
    </tr>
  );
}

function Act({ label, full, act, name }: { label: string; full: string; act: () => void; name: string }): ReactNode {
  return (
    <button type="button" className="button button-small" onClick={act} aria-label={plain(full)} data-act={name}>
      <Ruby>{label}</Ruby>
    </button>
  );
}
