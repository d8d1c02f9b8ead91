import { useState, type ReactNode } from 'react';
import {
  NOT_NEEDED_REASONS,
  type DerivedNeed,
  type NeedAct,
  type NeedDecisionShown,
  type NotNeededReason,
} from '@hinomi/contracts';
import { useCareWords } from '../../../words/care/care-words.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { Problem } from '../../accounts/problem.js';
import { CareRefusal } from '../care-api.js';
import { AskForm } from './ask-form.js';
import { DaysChoice } from './days-choice.js';
import { newRequestId, type Said } from './task-api.js';
import { NeedTask } from './need-task.js';
import type { CaredNeeds } from './use-cared-needs.js';

interface NeedActionsProps {
  person: string;
  need: DerivedNeed;
  cared: CaredNeeds;
  /** What the record calls it. */
  suggestions: readonly string[];
  nowMs: number;
}

/** What the care team does about one need: it is met, it is none, or a pharmacy brings it. */
export function NeedActions({ person, need, cared, suggestions, nowMs }: NeedActionsProps): ReactNode {
  const text = useCareWords().tasks;
  const [asking, setAsking] = useState<'met' | 'not-needed' | 'pharmacy' | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const decision = cared.decisionOf(need.need);
  const isClosed = decision?.closed ?? false;
  const decide = (act: Said<NeedAct>): void => {
    setBusy(true);
    setProblem(null);
    cared.api
      .decide(person, act, newRequestId())
      .then(
        (answer) => {
          cared.decided(need.need, answer);
          setAsking(null);
        },
        (error: unknown) =>
          setProblem(error instanceof CareRefusal && error.status === 409 ? text.need.overtaken : text.need.failed),
      )
      .finally(() => setBusy(false));
  };
  const close = (): void => setAsking(null);
  return (
    <div className="need-actions" data-testid="need-actions" data-closed={isClosed}>
      {decision !== null && <Stands decision={decision} nowMs={nowMs} />}
      {problem !== null && <Problem text={problem} />}
      <div className="task-acts">
        {!isClosed && (
          <>
            <button type="button" className="button" onClick={() => setAsking('met')} data-testid="met">
              <Ruby>{text.need.met}</Ruby>
            </button>
            <button type="button" className="button" onClick={() => setAsking('not-needed')} data-testid="not-needed">
              <Ruby>{text.need.notNeeded}</Ruby>
            </button>
            <button type="button" className="button" onClick={() => setAsking('pharmacy')} data-testid="ask-pharmacy">
              <Ruby>{text.need.ask}</Ruby>
            </button>
          </>
        )}
        {isClosed && (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => decide({ act: 'reopen', need: need.need })}
            data-testid="reopen"
          >
            <Ruby>{text.need.reopen}</Ruby>
          </button>
        )}
        {decision !== null && decision.task === null && (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => decide({ act: 'undo', need: need.need, decision: decision.id })}
            data-testid="undo-decision"
          >
            <Ruby>{text.need.undo}</Ruby>
          </button>
        )}
      </div>
      {asking === 'met' && (
        <DaysChoice
          title={text.need.untilWhen}
          busy={busy}
          choose={(days) => decide({ act: 'met', need: need.need, until: { days } })}
          close={close}
        >
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => decide({ act: 'met', need: need.need, until: { forGood: true } })}
            data-testid="for-good"
          >
            <Ruby>{text.need.forGood}</Ruby>
          </button>
        </DaysChoice>
      )}
      {asking === 'not-needed' && (
        <Why busy={busy} choose={(reason) => decide({ act: 'not-needed', need: need.need, reason })} close={close} />
      )}
      {asking === 'pharmacy' && (
        <AskForm person={person} need={need} cared={cared} suggestions={suggestions} nowMs={nowMs} close={close} />
      )}
      {cared.tasksOf(need.need).map((task) => (
        <NeedTask key={task.id} task={task} cared={cared} nowMs={nowMs} />
      ))}
    </div>
  );
}

function Stands({ decision, nowMs }: { decision: NeedDecisionShown; nowMs: number }): ReactNode {
  const text = useCareWords().tasks;
  const { language } = useWords();
  const { state, until, reason, closed, by } = decision;
  if (state === 'open') return null;
  const time = until === null ? null : clock(until, language, nowMs);
  const says = !closed
    ? text.need.isOpenAgain
    : state === 'not-needed'
      ? text.need.isNotNeeded(text.notNeededReasons[reason ?? 'otherwise'])
      : time === null
        ? text.need.isMet
        : text.need.isMetUntil(time);
  return (
    <p className="need-stands" data-testid="need-stands" data-state={state}>
      <strong>
        <Ruby>{says}</Ruby>
      </strong>
      <span className="care-note">
        <Ruby>{text.need.by(by.name ?? by.actor, clock(decision.at, language, nowMs))}</Ruby>
      </span>
    </p>
  );
}

interface WhyProps {
  busy: boolean;
  choose: (reason: NotNeededReason) => void;
  close: () => void;
}

function Why({ busy, choose, close }: WhyProps): ReactNode {
  const text = useCareWords().tasks;
  return (
    <fieldset className="task-choice" data-testid="not-needed-reasons">
      <legend>
        <Ruby>{text.need.why}</Ruby>
      </legend>
      {NOT_NEEDED_REASONS.map((reason) => (
        <button
          key={reason}
          type="button"
          className="button"
          disabled={busy}
          onClick={() => choose(reason)}
          data-reason={reason}
        >
          <Ruby>{text.notNeededReasons[reason]}</Ruby>
        </button>
      ))}
      <button type="button" className="button" onClick={close}>
        <Ruby>{text.need.close}</Ruby>
      </button>
    </fieldset>
  );
}
