import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import type { Me } from '@hinomi/contracts';
import { HubRefusal, type HubApi } from '../../access/hub-api.js';
import { tableOfCodes } from '../../places/place-names.js';
import { usePlaceNames } from '../../places/use-place-names.js';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';
import type { Words } from '../../words/words.js';
import { Icon } from '../console/icons.js';
import { AccountForm } from './account-form.js';
import { AccountTable } from './account-table.js';
import { ConfirmDialog, SecretDialog } from './account-dialogs.js';
import { Problem } from './problem.js';
import {
  changeEntry,
  createEntry,
  KINDS,
  listEntries,
  renewSecret,
  undoOf,
  type Attributes,
  type Change,
  type Changed,
  type Entry,
  type Kind,
} from './entries.js';

interface AccountsPageProps {
  api: HubApi;
  me: Me | null;
  close: () => void;
}

type Opened =
  | { kind: 'form'; entry: Entry | null }
  | { kind: 'disable'; entry: Entry }
  | { kind: 'renew'; entry: Entry }
  | { kind: 'secret'; changed: Changed & { secret: string } }
  | null;

const RETRY_MS = 5_000;
/** From the agency room: a new organisation's machine is what is wanted. */
const NEW_AGENCY = '#accounts=agency';

/** Who may use the hub: people's accounts and machines' clients. */
export default function AccountsPage({ api, me, close }: AccountsPageProps): ReactNode {
  const words = useWords();
  const [isAgency] = useState(() => window.location.hash === NEW_AGENCY);
  const [kind, setKind] = useState<Kind>(isAgency ? 'machines' : 'persons');
  const { entries, failed, put } = useEntries(api, kind);
  const [opened, setOpened] = useState<Opened>(isAgency ? { kind: 'form', entry: null } : null);
  const [problem, setProblem] = useState<string | null>(null);
  const [undo, setUndo] = useState<{ entry: Entry; back: Change } | null>(null);
  const [said, setSaid] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  const places = usePlaceNames(tableOfCodes(words.language));
  useEffect(() => heading.current?.focus(), []);

  const run = useCallback(
    async (work: () => Promise<Changed>): Promise<Changed | null> => {
      setProblem(null);
      try {
        const changed = await work();
        put(changed.entry);
        setOpened(changed.secret === null ? null : { kind: 'secret', changed: { ...changed, secret: changed.secret } });
        return changed;
      } catch (error) {
        setProblem(problemText(error, words));
        return null;
      }
    },
    [put, words],
  );
  const change = async (entry: Entry, wish: Change): Promise<void> => {
    const changed = await run(() => changeEntry(api, entry, wish));
    if (changed === null) return;
    setUndo({ entry: changed.entry, back: undoOf(entry, wish) });
    setSaid(words.accounts.saved(entry.name));
  };
  const takeBack = async (): Promise<void> => {
    if (undo === null) return;
    setUndo(null);
    const changed = await run(() => changeEntry(api, undo.entry, undo.back));
    if (changed !== null) setSaid(words.accounts.undone(changed.entry.name));
  };
  const save = (entry: Entry | null, signInName: string, attributes: Attributes): void => {
    if (entry !== null) void change(entry, attributes);
    else void run(() => createEntry(api, kind, signInName, attributes));
  };
  const show = (next: Opened): void => {
    setProblem(null);
    setOpened(next);
  };

  return (
    <main
      className="accounts"
      data-testid="accounts"
      onKeyDown={(event) => event.key !== 'Escape' && event.stopPropagation()}
    >
      <div className="accounts-head">
        <button type="button" className="button" onClick={close} data-testid="close-accounts">
          <Icon name="back" />
          <Ruby>{words.accounts.backToMap}</Ruby>
        </button>
        <h1 ref={heading} tabIndex={-1}>
          <Ruby>{words.accounts.title}</Ruby>
        </h1>
      </div>
      <div className="accounts-tools">
        <fieldset className="segmented">
          <legend className="visually-hidden">
            <Ruby>{words.accounts.title}</Ruby>
          </legend>
          {KINDS.map((name) => (
            <label key={name}>
              <input type="radio" name="accounts-kind" checked={kind === name} onChange={() => setKind(name)} />
              <span>
                <Ruby>{words.accounts[name]}</Ruby>
              </span>
            </label>
          ))}
        </fieldset>
        <button
          type="button"
          className="button button-accent"
          onClick={() => show({ kind: 'form', entry: null })}
          data-testid="add-account"
        >
          <Icon name="plus" />
          <Ruby>{kind === 'persons' ? words.accounts.addPerson : words.accounts.addMachine}</Ruby>
        </button>
      </div>
      <div className="accounts-said" role="status" data-testid="accounts-said">
        {said !== '' && (
          <span>
            <Ruby>{said}</Ruby>
          </span>
        )}
        {undo !== null && (
          <button type="button" className="button" onClick={() => void takeBack()} data-testid="undo">
            <Ruby>{words.accounts.undo}</Ruby>
          </button>
        )}
      </div>
      {problem !== null && opened === null && <Problem text={problem} />}
      {failed && <Problem text={words.accounts.failed} />}
      {entries === null ? (
        <p role="status">{!failed && <Ruby>{words.accounts.loading}</Ruby>}</p>
      ) : (
        <AccountTable
          kind={kind}
          entries={entries}
          ownId={me?.subject ?? null}
          places={places}
          edit={(entry) => show({ kind: 'form', entry })}
          disable={(entry) => show({ kind: 'disable', entry })}
          enable={(entry) => void change(entry, { disabled: false })}
          renew={(entry) => show({ kind: 'renew', entry })}
        />
      )}
      {opened?.kind === 'form' && (
        <AccountForm
          api={api}
          kind={kind}
          entry={opened.entry}
          role={isAgency ? 'agency' : 'operator'}
          places={places}
          problem={problem}
          close={() => show(null)}
          save={(signInName, attributes) => save(opened.entry, signInName, attributes)}
        />
      )}
      {opened?.kind === 'disable' && (
        <ConfirmDialog
          title={words.accounts.disableOf(opened.entry.name)}
          more={words.accounts.disableMore}
          yes={words.accounts.disable}
          problem={problem}
          close={() => show(null)}
          act={() => void change(opened.entry, { disabled: true })}
        />
      )}
      {opened?.kind === 'renew' && (
        <ConfirmDialog
          title={
            opened.entry.kind === 'persons'
              ? words.accounts.resetPasswordOf(opened.entry.name)
              : words.accounts.resetSecretOf(opened.entry.name)
          }
          more={opened.entry.kind === 'persons' ? words.accounts.resetPasswordMore : words.accounts.resetSecretMore}
          yes={opened.entry.kind === 'persons' ? words.accounts.resetPassword : words.accounts.resetSecret}
          problem={problem}
          close={() => show(null)}
          act={() => void run(() => renewSecret(api, opened.entry))}
        />
      )}
      {opened?.kind === 'secret' && (
        <SecretDialog entry={opened.changed.entry} secret={opened.changed.secret} close={() => show(null)} />
      )}
    </main>
  );
}

function problemText(error: unknown, words: Words): string {
  if (!(error instanceof HubRefusal)) return words.startUp.failed;
  if (error.code === 'account.name-taken') return words.accounts.nameTaken;
  if (error.code === 'account.last-administrator') return words.accounts.lastAdministrator;
  return error.status === 422 || error.status === 400 ? words.accounts.invalid : words.accounts.refused;
}

function useEntries(
  api: HubApi,
  kind: Kind,
): { entries: Entry[] | null; failed: boolean; put: (entry: Entry) => void } {
  const [known, setKnown] = useState<{ kind: Kind; entries: Entry[] } | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let open = true;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void => {
      listEntries(api, kind).then(
        (entries) => {
          if (!open) return;
          setFailed(false);
          setKnown({ kind, entries });
        },
        () => {
          if (!open) return;
          setFailed(true);
          timer = setTimeout(ask, RETRY_MS);
        },
      );
    };
    ask();
    return () => {
      open = false;
      clearTimeout(timer);
    };
  }, [api, kind]);
  const put = useCallback((entry: Entry) => {
    setKnown((now) => {
      if (now === null || now.kind !== entry.kind) return now;
      const others = now.entries.filter(({ id }) => id !== entry.id);
      const entries = [...others, entry].sort((a, b) => (a.signInName < b.signInName ? -1 : 1));
      return { kind: now.kind, entries };
    });
  }, []);
  return { entries: known?.kind === kind ? known.entries : null, failed, put };
}
