import type { ReactNode } from 'react';
import type { ImportChanges, ShelterImport } from '@hinomi/contracts';
import { useImportWords } from '../../words/imports/import-words.js';
import { plain } from '../../words/ruby-text.js';
import { Ruby } from '../../words/ruby.js';
import { Problem } from '../accounts/problem.js';

interface OutcomeProps {
  one: ShelterImport;
  busy: boolean;
  start: () => void;
  cancel: () => void;
  undo: () => void;
  leave: () => void;
}

const CHANGES = ['added', 'changed', 'gone', 'unchanged'] as const satisfies (keyof ImportChanges)[];

/** Where an import stands, and what can be done about it. */
export function Outcome({ one, busy, start, cancel, undo, leave }: OutcomeProps): ReactNode {
  const text = useImportWords();
  const { state, changes, progress } = one;
  return (
    <section className="import-outcome" data-state={state} aria-live="polite">
      <p className="import-outcome-title">
        <span className="import-state" data-state={state}>
          <Ruby>{text.states[state]}</Ruby>
        </span>
        <span>
          <Ruby>{sentence(one, text)}</Ruby>
        </span>
      </p>
      {(state === 'running' || state === 'reading' || state === 'undoing') && (
        <progress
          className="import-progress"
          aria-label={plain(text.states[state])}
          {...(state === 'running' && { value: progress.done, max: Math.max(1, progress.total) })}
        />
      )}
      {state === 'failed' && one.problem !== null && <Problem text={whyFailed(one.problem, text)} />}
      {changes !== null && state !== 'reading' && state !== 'failed' && (
        <dl className="import-changes" aria-label={plain(text.dryRun)}>
          {CHANGES.map((change) => (
            <div key={change} data-change={change}>
              <dt>
                <Ruby>{text.changes[change]}</Ruby>
              </dt>
              <dd>{changes[change].toLocaleString()}</dd>
            </div>
          ))}
        </dl>
      )}
      {changes !== null && changes.gone > 0 && state === 'ready' && (
        <p className="import-note">
          <Ruby>{text.goneMore}</Ruby>
        </p>
      )}
      {one.undoneBy !== null && state === 'undone' && (
        <p className="import-note">
          <Ruby>{text.undoneBy(one.undoneBy.name)}</Ruby>
        </p>
      )}
      <div className="import-actions">
        {state === 'ready' && (
          <Act name="start" label={text.start} accent disabled={busy || progress.total === 0} act={start} />
        )}
        {(state === 'ready' || state === 'failed') && (
          <Act name="cancel" label={text.cancel} disabled={busy} act={cancel} />
        )}
        {state === 'running' && <Act name="cancel" label={text.cancelRunning} disabled={busy} act={cancel} />}
        {state === 'done' && one.overtakenBy === null && (
          <Act name="undo" label={text.undo} disabled={busy} act={undo} />
        )}
        {(state === 'done' || state === 'undone' || state === 'cancelled') && (
          <Act name="again" label={text.again} disabled={busy} act={leave} />
        )}
      </div>
      {state === 'done' && one.overtakenBy !== null && (
        <p className="import-note">
          <Ruby>{text.overtaken}</Ruby>
        </p>
      )}
    </section>
  );
}

interface ActProps {
  name: string;
  label: string;
  accent?: boolean;
  disabled: boolean;
  act: () => void;
}

function Act({ name, label, accent = false, disabled, act }: ActProps): ReactNode {
  return (
    <button
      type="button"
      className={accent ? 'button button-accent' : 'button'}
      disabled={disabled}
      onClick={act}
      data-testid={`import-${name}`}
    >
      <Ruby>{label}</Ruby>
    </button>
  );
}

type Text = ReturnType<typeof useImportWords>;

function sentence({ state, progress, startedAt }: ShelterImport, text: Text): string {
  switch (state) {
    case 'reading':
      return text.readingMore;
    case 'ready':
      return progress.total === 0 ? text.nothing : text.startMore(progress.total);
    case 'running':
      return `${text.progress(progress.done, progress.total)} ${text.runningMore}`;
    case 'done':
      return text.rowsCount(progress.total);
    case 'undone':
      return text.undone;
    case 'cancelled':
      return text.cancelled;
    case 'failed':
      return startedAt === null ? text.readFailed : text.runFailed;
    case 'undoing':
      return text.undoing;
  }
}

function whyFailed({ code, line }: NonNullable<ShelterImport['problem']>, text: Text): string {
  const known: Readonly<Record<string, string>> = text.problemCodes;
  const why = known[code] ?? text.problemCodes.other;
  return line === null || code === 'report.invalid' ? why : `${text.line(line)} ${why}`;
}
