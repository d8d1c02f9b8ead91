import { useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { waitingEnvelopes } from '../../offline/reception/envelope-queue.js';
import { receptionWords } from '../../words/reception/reception-words.js';
import type { ReceptionWords } from '../../words/reception/ja.js';
import { useShelterWords } from '../../words/shelter/shelter-words.js';
import { nowInstant } from '../shelter/form-state.js';
import { Text } from '../shelter/shelter-text.js';
import type { Tablet } from '../shelter/tablet.js';
import type { TabletView } from '../shelter/tablet-view.js';
import EnvelopeList from './envelope-list.js';
import { NotebookPart } from './notebook-part.js';
import { OneOf, Question } from './parts.js';
import { Questions } from './questions.js';
import {
  CONSENT_EDITION,
  emptyAnswers,
  isBegun,
  receptionFaults,
  receptionForms,
  type ReceptionAnswers,
} from './reception-record.js';
import './reception.css';

interface ReceptionPageProps {
  tablet: Tablet;
  view: TabletView;
  nowMs: number;
  /** The page has no encryption. */
  isPlain: boolean;
  back: () => void;
}

const GROUNDS = ['consent', 'vital-interest', 'refused'] as const;

/** What a person who arrives says of themselves. It is in this page's memory until it is sealed or left, and nowhere else. */
export default function ReceptionPage({ tablet, view, nowMs, isPlain, back }: ReceptionPageProps): ReactNode {
  const { language } = useShelterWords();
  const words = receptionWords(language);
  const fresh = useCallback(() => emptyAnswers(language === 'en' ? 'ad' : 'showa'), [language]);
  const [answers, setAnswers] = useState<ReceptionAnswers>(fresh);
  const [state, setState] = useState<'writing' | 'saving' | 'saved' | 'failed'>('writing');
  const [sure, setSure] = useState<'leave' | 'clear' | null>(null);
  const [tried, setTried] = useState(false);
  const hasKey = view.receptionKey !== null;
  useEffect(() => {
    const forget = (): void => setAnswers(fresh());
    window.addEventListener('pagehide', forget);
    return () => window.removeEventListener('pagehide', forget);
  }, [fresh]);

  const author = view.row.author?.subject ?? null;
  const before = useRef(author);
  useEffect(() => {
    // Whoever signed out, or in, finds nothing of what somebody else was told.
    if (before.current !== null && before.current !== author) setAnswers(fresh());
    before.current = author;
  }, [author, fresh]);

  const say = (part: Partial<ReceptionAnswers>): void => {
    setAnswers((known) => ({ ...known, ...part }));
    setState('writing');
    setSure(null);
  };
  const clear = (): void => {
    setAnswers(fresh());
    setTried(false);
    setSure(null);
    document.querySelector('.room-body')?.scrollTo(0, 0);
  };
  const now = nowInstant(nowMs);
  const faults = receptionFaults(answers, now);
  const save = (): void => {
    setTried(true);
    if (faults.length > 0 || state === 'saving') return;
    setState('saving');
    tablet.takeIn(receptionForms(answers, nowInstant(Date.now()))).then(
      () => {
        clear();
        setState('saved');
      },
      (problem: unknown) => {
        console.error(problem instanceof Error ? problem.name : 'the form was not sealed');
        setState('failed');
      },
    );
  };
  const mayWrite = !isPlain && hasKey;
  const asks = answers.ground === 'consent' || answers.ground === 'vital-interest';
  return (
    <>
      <main className="room-body">
        <form
          className="page reception"
          autoComplete="off"
          data-testid="reception"
          data-key={hasKey}
          onSubmit={(event) => event.preventDefault()}
        >
          <div className="sheet-buttons">
            <button
              type="button"
              className="button back-button"
              data-testid="reception-back"
              onClick={() => (isBegun(answers) && sure !== 'leave' ? setSure('leave') : back())}
            >
              <span aria-hidden="true">‹</span>
              <Text>{sure === 'leave' ? words.backSure : words.back}</Text>
            </button>
          </div>
          {mayWrite ? (
            <>
              <Consent words={words} answers={answers} say={say} />
              {asks && (
                <>
                  <p className="reception-note">
                    <Text>{words.mayRefuse}</Text> <Text>{words.lockNote}</Text>
                  </p>
                  <NotebookPart words={words} answers={answers} say={say} />
                  <Questions words={words} answers={answers} say={say} faults={tried ? faults : []} />
                </>
              )}
            </>
          ) : (
            <p className="notice" data-testid="reception-unavailable">
              <Text>{isPlain ? words.unavailable.cipher : words.unavailable.key}</Text>
            </p>
          )}
          <EnvelopeList tablet={tablet} envelopes={view.envelopes} nowMs={nowMs} />
        </form>
      </main>
      <footer className="save-bar">
        <div role="status" className="saved-line" data-testid="reception-said" data-said={state}>
          <Said words={words} state={state} waiting={waitingEnvelopes(view.envelopes).length} />
        </div>
        {tried && faults[0] !== undefined && (
          <p className="question-problem" role="alert" data-testid="reception-fault" data-fault={faults[0]}>
            <Text>{words.faults[faults[0]]}</Text>
          </p>
        )}
        {mayWrite && isBegun(answers) && (
          <div className="save-buttons">
            {asks && (
              <button
                type="button"
                className="button big-button big-primary"
                data-testid="reception-save"
                disabled={state === 'saving'}
                onClick={save}
              >
                <strong>
                  <Text>{words.save}</Text>
                </strong>
                <span className="button-more">
                  <Text>{words.saveMore}</Text>
                </span>
              </button>
            )}
            <button
              type="button"
              className="button big-button"
              data-testid="reception-clear"
              onClick={() => (sure === 'clear' ? clear() : setSure('clear'))}
            >
              <Text>{sure === 'clear' ? words.clearSure : words.clear}</Text>
            </button>
          </div>
        )}
      </footer>
    </>
  );
}

function Consent(props: {
  words: ReceptionWords;
  answers: ReceptionAnswers;
  say: (part: Partial<ReceptionAnswers>) => void;
}): ReactNode {
  const { words, answers, say } = props;
  return (
    <section className="reception-consent" data-testid="reception-consent">
      <h2>
        <Text>{words.consent.title}</Text>
      </h2>
      {words.consent.text.map((text) => (
        <p key={text}>
          <Text>{text}</Text>
        </p>
      ))}
      <p className="notice-quiet">
        <Text>{words.consent.edition(CONSENT_EDITION)}</Text>
      </p>
      <Question label={words.consent.ask}>
        <OneOf
          names={GROUNDS}
          labels={words.consent.grounds}
          chosen={answers.ground}
          choose={(ground) => say({ ground })}
        />
      </Question>
      {answers.ground === 'refused' && (
        <p className="notice" role="status">
          <Text>{words.consent.refusedNote}</Text>
        </p>
      )}
    </section>
  );
}

function Said(props: { words: ReceptionWords; state: string; waiting: number }): ReactNode {
  const { words, state, waiting } = props;
  return (
    <>
      {state === 'saving' && <Text>{words.saving}</Text>}
      {state === 'saved' && (
        <>
          <span className="saved-check" aria-hidden="true">
            ✓
          </span>
          <Text>{words.saved}</Text>
        </>
      )}
      {state === 'failed' && <Text>{words.failed}</Text>}
      {waiting > 0 && (
        <span className="state-chip" data-state="waiting" data-testid="reception-waiting" data-waiting={waiting}>
          <Text>{words.waiting(waiting)}</Text>
        </span>
      )}
    </>
  );
}
