import '../../styles/watch.css';
import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { AUDIT_ACTIONS, type AuditAction, type AuditPage as Page, type SupervisedEntry } from '@hinomi/contracts';
import type { HubApi } from '../../access/hub-api.js';
import { useWatchWords } from '../../words/care/watch-words.js';
import { useWords } from '../../words/language-context.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Problem } from '../accounts/problem.js';
import { Icon } from '../console/icons.js';
import { AuditTable } from './audit-table.js';
import { auditPath } from './use-accesses.js';
import { Verification } from './verification.js';

interface AuditPageProps {
  api: HubApi;
  /** Of the drill that goes on; undefined = none. */
  run: string | undefined;
  close: () => void;
}

const PAGE = 50;

/** Who did what with health records, newest first. Looking at it is an entry of it. */
export default function AuditPage({ api, run, close }: AuditPageProps): ReactNode {
  const text = useWatchWords();
  const words = useWords();
  const [action, setAction] = useState<AuditAction | ''>('');
  const [person, setPerson] = useState<string | null>(null);
  const [isDrill, setIsDrill] = useState(false);
  const exercise = isDrill ? (run ?? null) : null;
  const { entries, more, state, older, again } = useAudit(api, exercise, action, person);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <main
      className="accounts"
      data-testid="audit"
      onKeyDown={(event) => event.key !== 'Escape' && event.stopPropagation()}
    >
      <div className="accounts-head">
        <button type="button" className="button" onClick={close} data-testid="close-audit">
          <Icon name="back" />
          <Ruby>{words.accounts.backToMap}</Ruby>
        </button>
        <h1 ref={heading} tabIndex={-1}>
          <Ruby>{text.page}</Ruby>
        </h1>
      </div>
      <p className="watch-note">
        <Ruby>{text.pageMore}</Ruby>
      </p>
      <div className="accounts-tools">
        <div className="watch-filters">
          <label className="watch-filter">
            <span>
              <Ruby>{text.action}</Ruby>
            </span>
            <select
              value={action}
              data-testid="audit-action"
              onChange={({ target }) => setAction(AUDIT_ACTIONS.find((one) => one === target.value) ?? '')}
            >
              <option value="">{plain(text.anyAction)}</option>
              {AUDIT_ACTIONS.map((one) => (
                <option key={one} value={one}>
                  {plain(text.actions[one])}
                </option>
              ))}
            </select>
          </label>
          {run !== undefined && (
            <label className="check">
              <input type="checkbox" checked={isDrill} onChange={({ target }) => setIsDrill(target.checked)} />
              <span>
                <Ruby>{words.tablets.drill}</Ruby>
              </span>
            </label>
          )}
          {person !== null && (
            <span data-testid="audit-person">
              <Ruby>{text.ofPerson(person.slice(-22, -14))}</Ruby>{' '}
              <button type="button" className="link-button" onClick={() => setPerson(null)}>
                <Ruby>{text.everybody}</Ruby>
              </button>
            </span>
          )}
        </div>
        <Verification api={api} exercise={exercise} />
      </div>
      {state === 'failed' && <Problem text={words.history.failed} />}
      {state === 'failed' && (
        <button type="button" className="button" onClick={again}>
          <Ruby>{words.history.again}</Ruby>
        </button>
      )}
      {entries.length === 0 && state !== 'failed' && (
        <p role="status">
          <Ruby>{state === 'asking' ? words.accounts.loading : text.empty}</Ruby>
        </p>
      )}
      {entries.length > 0 && <AuditTable api={api} entries={entries} show={setPerson} />}
      {entries.length > 0 && (
        <p className="watch-older">
          {more ? (
            <button type="button" className="button" onClick={older} disabled={state === 'asking'} data-testid="older">
              <Ruby>{text.older}</Ruby>
            </button>
          ) : (
            <Ruby>{text.end}</Ruby>
          )}
        </p>
      )}
    </main>
  );
}

interface Audit {
  entries: readonly SupervisedEntry[];
  more: boolean;
  state: 'asking' | 'there' | 'failed';
  older: () => void;
  again: () => void;
}

/** A page, and those before it as they are asked for. */
function useAudit(api: HubApi, exercise: string | null, action: AuditAction | '', person: string | null): Audit {
  const [found, setFound] = useState<Page>({ entries: [], before: null });
  const [state, setState] = useState<Audit['state']>('asking');
  const [round, setRound] = useState(0);
  const ask = useCallback(
    (before: number | null) => {
      const parts = {
        limit: String(PAGE),
        ...(action !== '' && { action }),
        ...(person !== null && { person }),
        ...(before !== null && { before: String(before) }),
      };
      return api.get<Page>(auditPath('', exercise, parts));
    },
    [api, exercise, action, person],
  );
  useEffect(() => {
    let open = true;
    setState('asking');
    setFound({ entries: [], before: null });
    ask(null).then(
      (page) => {
        if (!open) return;
        setFound(page);
        setState('there');
      },
      () => open && setState('failed'),
    );
    return () => {
      open = false;
    };
  }, [ask, round]);
  const older = (): void => {
    setState('asking');
    ask(found.before).then(
      (page) => {
        setFound((known) => ({ entries: [...known.entries, ...page.entries], before: page.before }));
        setState('there');
      },
      () => setState('failed'),
    );
  };
  return {
    entries: found.entries,
    more: found.before !== null,
    state,
    older,
    again: () => setRound((count) => count + 1),
  };
}
