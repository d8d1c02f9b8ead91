import { useEffect, useState, type ReactNode } from 'react';
import { BREAK_GLASS_REASONS, type BreakGlassReason, type Instant } from '@hinomi/contracts';
import { useCareWords } from '../../words/care/care-words.js';
import { Ruby } from '../../words/ruby.js';
import { Problem } from '../accounts/problem.js';
import { Dialog } from '../console/dialogs.js';
import { Icon } from '../console/icons.js';
import type { CareApi, CarePlace } from './care-api.js';
import { refusalText } from './refusal-text.js';

/** Fewer tell whoever supervises nothing. */
const LEAST_CHARACTERS = 10;
const MOST_CHARACTERS = 1000;

interface EmergencyDialogProps {
  api: CareApi;
  place: CarePlace;
  person: string;
  close: () => void;
  opened: (until: Instant) => void;
}

/** Opens somebody's records for two hours, with a reason and words that whoever supervises sees at once. */
export function EmergencyDialog({ api, place, person, close, opened }: EmergencyDialogProps): ReactNode {
  const text = useCareWords();
  const [reason, setReason] = useState<BreakGlassReason | null>(null);
  const [words, setWords] = useState('');
  const [state, setState] = useState<'idle' | 'working' | { problem: string }>('idle');
  const missing = LEAST_CHARACTERS - [...words.trim()].length;
  const isReady = reason !== null && missing <= 0 && state !== 'working';
  const act = (): void => {
    if (reason === null || !isReady) return;
    setState('working');
    api.breakGlass(person, { ...place, reason, words: words.trim() }).then(
      ({ until }) => opened(until),
      (problem: unknown) => setState({ problem: refusalText(problem, text) }),
    );
  };
  return (
    <Dialog title={text.emergency.title} close={close}>
      <form
        className="care-form"
        onSubmit={(event) => {
          event.preventDefault();
          act();
        }}
      >
        <p>
          <Ruby>{text.emergency.more}</Ruby>
        </p>
        <fieldset className="care-purposes">
          <legend>
            <Ruby>{text.emergency.reason}</Ruby>
          </legend>
          <div className="care-formats">
            {BREAK_GLASS_REASONS.map((each) => (
              <label key={each} className="care-choice">
                <input
                  type="radio"
                  name="reason"
                  value={each}
                  checked={reason === each}
                  onChange={() => setReason(each)}
                />
                <strong>
                  <Ruby>{text.reasons[each]}</Ruby>
                </strong>
              </label>
            ))}
          </div>
        </fieldset>
        <label className="field">
          <span className="field-label">
            <Ruby>{text.emergency.words}</Ruby>
          </span>
          <textarea
            rows={3}
            name="words"
            autoComplete="off"
            maxLength={MOST_CHARACTERS}
            value={words}
            onChange={({ target }) => setWords(target.value)}
          />
          <span className="field-hint" data-testid="words-missing">
            <Ruby>{missing > 0 ? text.emergency.wordsMore(missing) : text.emergency.enough}</Ruby>
          </span>
        </label>
        {typeof state === 'object' && <Problem text={state.problem} />}
        <div className="dialog-actions">
          <button type="submit" className="button button-danger" aria-disabled={!isReady} data-testid="break-glass">
            <Ruby>{text.emergency.act}</Ruby>
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** How long it stays open; calls `over` when it does not any more. */
export function EmergencyBanner({ until, over }: { until: Instant; over: () => void }): ReactNode {
  const text = useCareWords();
  const [nowMs, setNowMs] = useState(() => Date.now());
  const leftMs = Date.parse(until) - nowMs;
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (leftMs <= 0) over();
  }, [leftMs, over]);
  return (
    <div className="care-emergency" role="group" data-testid="emergency">
      <Icon name="alert" />
      <strong>
        <Ruby>{text.emergency.running}</Ruby>
      </strong>
      <span data-testid="emergency-left" role="timer">
        <Ruby>{text.emergency.left(countdown(leftMs))}</Ruby>
      </span>
      <span>
        <Ruby>{text.emergency.told}</Ruby>
      </span>
    </div>
  );
}

/** 1:59:07. */
function countdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
