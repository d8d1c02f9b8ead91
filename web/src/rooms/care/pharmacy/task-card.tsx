import { useState, type ReactNode } from 'react';
import { CANNOT_REASONS, type CannotReason, type PharmacyAct, type PharmacyTask } from '@hinomi/contracts';
import { useCareWords } from '../../../words/care/care-words.js';
import { clock } from '../../../words/clock.js';
import { useWords } from '../../../words/language-context.js';
import { Ruby } from '../../../words/ruby.js';
import { Problem } from '../../accounts/problem.js';
import { CareRefusal } from '../care-api.js';
import { useNeedNames } from '../need-names.js';
import { DaysChoice } from './days-choice.js';
import { isOpen, lastStep } from './order-tasks.js';
import { newRequestId, type PharmacyApi, type Said } from './task-api.js';
import { TaskSteps } from './task-steps.js';

interface TaskCardProps {
  task: PharmacyTask;
  api: PharmacyApi;
  put: (task: PharmacyTask) => void;
  nowMs: number;
  /** Null where there is nothing to put on a bag any more. */
  print: (() => void) | null;
}

/** One bag: what goes into it, where to and by when, and the next step. */
export function TaskCard({ task, api, put, nowMs, print }: TaskCardProps): ReactNode {
  const text = useCareWords();
  const words = text.tasks.pharmacy;
  const { language } = useWords();
  const names = useNeedNames();
  const [asking, setAsking] = useState<'days' | 'cannot' | null>(null);
  const { act, busy, problem } = useActs(task, api, put, () => setAsking(null));
  const isLate = isOpen(task) && Date.parse(task.wantedBy) < nowMs;
  const last = lastStep(task);
  return (
    <li className="task-card" data-state={task.state} data-late={isLate} data-number={task.number} data-testid="task">
      <div className="task-head">
        <span className="task-number">{task.number}</span>
        <strong className="task-goods" lang="ja" data-own>
          {task.goods}
        </strong>
        <span className="task-amount" lang="ja" data-own>
          {task.amount}
        </span>
        <span className="task-state" data-state={task.state}>
          <Ruby>{text.tasks.states[task.state]}</Ruby>
        </span>
      </div>
      <p className="task-where">
        <Ruby>{words.deliverTo}</Ruby>{' '}
        {task.shelterName === null ? (
          <Ruby>{words.unknownShelter}</Ruby>
        ) : (
          <strong lang="ja" data-own>
            {task.shelterName}
          </strong>
        )}{' '}
        <span className="task-wanted">
          <Ruby>{words.wantedBy(clock(task.wantedBy, language, nowMs))}</Ruby>
          {isLate && (
            <>
              {' '}
              <Ruby>{words.late}</Ruby>
            </>
          )}
        </span>{' '}
        <span className="care-note">
          <Ruby>{names.name(task.need)}</Ruby>
        </span>
      </p>
      {task.note !== null && (
        <p className="task-note">
          <Ruby>{words.note}</Ruby>{' '}
          <span lang="ja" data-own>
            {task.note}
          </span>
        </p>
      )}
      {problem !== null && <Problem text={problem} />}
      <div className="task-acts">
        {task.state === 'asked' && (
          <Act say={words.take} name="take" main busy={busy} press={() => act({ act: 'take' })} />
        )}
        {task.state === 'taken' && (
          <Act say={words.send} name="send" main busy={busy} press={() => act({ act: 'send' })} />
        )}
        {(task.state === 'taken' || task.state === 'on-its-way') && (
          <Act
            say={words.handOver}
            name="hand-over"
            main={task.state === 'on-its-way'}
            busy={busy}
            press={() => setAsking('days')}
          />
        )}
        {isOpen(task) && <Act say={words.cannot} name="cannot" busy={busy} press={() => setAsking('cannot')} />}
        {print !== null && <Act say={words.print} name="print" busy={false} press={print} />}
        {last !== undefined && last.by.role === 'pharmacist' && (
          <Act say={words.undo} name="undo" busy={busy} press={() => act({ act: 'undo', step: last.id })} />
        )}
      </div>
      {asking === 'days' && (
        <DaysChoice
          title={words.days}
          busy={busy}
          choose={(days) => act({ act: 'hand-over', days })}
          close={() => setAsking(null)}
        />
      )}
      {asking === 'cannot' && <Why busy={busy} choose={(reason) => act({ act: 'cannot', reason })} />}
      <TaskSteps task={task} nowMs={nowMs} />
    </li>
  );
}

interface ActProps {
  say: string;
  name: string;
  main?: boolean;
  busy: boolean;
  press: () => void;
}

function Act({ say, name, main = false, busy, press }: ActProps): ReactNode {
  return (
    <button
      type="button"
      className={main ? 'button button-accent' : 'button'}
      disabled={busy}
      onClick={press}
      data-testid={name}
    >
      <Ruby>{say}</Ruby>
    </button>
  );
}

function Why({ busy, choose }: { busy: boolean; choose: (reason: CannotReason) => void }): ReactNode {
  const { pharmacy, cannotReasons } = useCareWords().tasks;
  return (
    <fieldset className="task-choice" data-testid="cannot-reasons">
      <legend>
        <Ruby>{pharmacy.why}</Ruby>
      </legend>
      {CANNOT_REASONS.map((reason) => (
        <button key={reason} type="button" className="button" disabled={busy} onClick={() => choose(reason)}>
          <Ruby>{cannotReasons[reason]}</Ruby>
        </button>
      ))}
    </fieldset>
  );
}

/** One step at a time; the answer is shown at once, a refusal says why. */
function useActs(
  task: PharmacyTask,
  api: PharmacyApi,
  put: (task: PharmacyTask) => void,
  done: () => void,
): { act: (said: Said<PharmacyAct>) => void; busy: boolean; problem: string | null } {
  const { pharmacy, task: words } = useCareWords().tasks;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const act = (said: Said<PharmacyAct>): void => {
    setBusy(true);
    setProblem(null);
    api
      .act(task.id, said, newRequestId())
      .then(
        (after) => {
          done();
          put(after);
        },
        (error: unknown) =>
          setProblem(error instanceof CareRefusal && error.status === 409 ? words.notReady : pharmacy.failed),
      )
      .finally(() => setBusy(false));
  };
  return { act, busy, problem };
}
