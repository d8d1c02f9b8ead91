import { useState, type ReactNode } from 'react';
import { useCareWords } from '../../words/care/care-words.js';
import { useWords } from '../../words/language-context.js';
import { Ruby } from '../../words/ruby.js';
import { Problem } from '../accounts/problem.js';
import { Dialog } from '../console/dialogs.js';
import type { CareApi } from './care-api.js';
import { refusalText } from './refusal-text.js';

const REASONS = ['revoked', 'deleted'] as const;

interface EraseDialogProps {
  api: CareApi;
  person: string;
  close: () => void;
  erased: () => void;
}

/** Two steps before what nothing undoes: why, and a word that is typed. */
export function EraseDialog({ api, person, close, erased }: EraseDialogProps): ReactNode {
  const text = useCareWords();
  const words = useWords();
  const { erase } = text;
  const [because, setBecause] = useState<(typeof REASONS)[number] | null>(null);
  const [isLast, setIsLast] = useState(false);
  const [typed, setTyped] = useState('');
  const [state, setState] = useState<'idle' | 'working' | { problem: string }>('idle');
  const isTyped = typed.trim().toLowerCase() === erase.word.toLowerCase();
  const act = (): void => {
    if (because === null || !isTyped || state === 'working') return;
    setState('working');
    api.erase(person, because).then(erased, (problem: unknown) => setState({ problem: refusalText(problem, text) }));
  };
  return (
    <Dialog title={erase.title} close={close}>
      <form
        className="care-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (isLast) act();
          else if (because !== null) setIsLast(true);
        }}
      >
        {isLast ? (
          <>
            <p className="care-irreversible" data-testid="irreversible">
              <strong>
                <Ruby>{erase.step2}</Ruby>
              </strong>
              <Ruby>{erase.more}</Ruby>
            </p>
            <label className="field">
              <span className="field-label">
                <Ruby>{erase.type(erase.word)}</Ruby>
              </span>
              <input
                name="typed"
                value={typed}
                autoComplete="off"
                autoFocus
                onChange={({ target }) => setTyped(target.value)}
              />
            </label>
          </>
        ) : (
          <fieldset className="care-purposes">
            <legend>
              <Ruby>{erase.step1}</Ruby>
            </legend>
            {REASONS.map((each) => (
              <label key={each} className="care-choice">
                <input
                  type="radio"
                  name="because"
                  value={each}
                  checked={because === each}
                  onChange={() => setBecause(each)}
                />
                <strong>
                  <Ruby>{erase[each]}</Ruby>
                </strong>
              </label>
            ))}
          </fieldset>
        )}
        {typeof state === 'object' && <Problem text={state.problem} />}
        <div className="dialog-actions">
          <button type="button" className="button" onClick={close}>
            <Ruby>{words.cancel}</Ruby>
          </button>
          {isLast ? (
            <button type="submit" className="button button-danger" aria-disabled={!isTyped} data-testid="erase-now">
              <Ruby>{erase.act}</Ruby>
            </button>
          ) : (
            <button type="submit" className="button" aria-disabled={because === null} data-testid="erase-next">
              <Ruby>{erase.next}</Ruby>
            </button>
          )}
        </div>
      </form>
    </Dialog>
  );
}
